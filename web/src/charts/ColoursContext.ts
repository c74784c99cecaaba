import { createContext } from "react";
import { ColourBook } from "./colours";

/** The book of the page that a chart stands on. */
export const Colours = createContext<ColourBook>(new ColourBook());
