import { createContext } from "react";
import type { ComponentType } from "react";
import type { ChartTileProps } from "../../results/chartTile";

/** Draws a tile with a saved chart of product analytics. The app puts it here: a feature knows no other. */
export const ChartTileContext = createContext<ComponentType<ChartTileProps> | null>(null);
