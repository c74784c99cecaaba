import { createContext } from "react";

/** Opens the form for something that happened at a day or moment; null for readers who may not note anything. */
export const AnnotateContext = createContext<((start: string) => void) | null>(null);
