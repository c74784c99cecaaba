import type { Tile } from "../api/content";
import type { NamedChartFilter } from "../filters/chartFilters";
import type { TileState } from "./TileFrame";

/** Rows that are taken along, under the name of what shows them. */
export interface TileFile {
    readonly title: string;
    readonly content: Blob;
}

/** The table of a tile that shows a saved chart of product analytics. Throws what is in the way. */
export type ChartTileFile = (tile: Tile, filters: readonly NamedChartFilter[], signal: AbortSignal) => Promise<TileFile>;

/** What a dashboard tells a tile that shows a saved chart of product analytics. */
export interface ChartTileProps {
    readonly tile: Tile;
    readonly filters: readonly NamedChartFilter[];
    /** Whether a frame with the title stands around it already, in which nobody presses anything. */
    readonly bare: boolean;
    /** What filters the dashboard and not this tile; "" for nothing. */
    readonly unreached: string;
    /** Each increase asks again. */
    readonly refreshes: number;
    /** How it stands over the whole page: "chart", "table", "sql", "explain", or "people/" and a number of it; "" for in its place alone. */
    readonly enlarged: string;
    readonly onState: (tile: string, state: TileState) => void;
}
