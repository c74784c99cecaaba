import { createContext } from "react";
import type { ComponentType } from "react";

/** Draws a saved chart of product analytics in a tile. The app puts it here: a feature knows no other. */
export const ChartTileContext = createContext<ComponentType<{ readonly id: string }> | null>(null);
