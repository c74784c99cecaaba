import { createContext } from "react";
import type { QueryResult, Row } from "../api/result";
import type { MenuEntry } from "../components/FloatingMenu";
import type { Column } from "./columns";

/** An action that somebody chose: what it is called and by which the server knows it. */
export interface CellAction {
    readonly label: string;
    readonly token: string;
}

export interface CellLinks {
    /** Asks for the answer once more, with links. */
    readonly load: (signal: AbortSignal) => Promise<QueryResult>;
    readonly mayExplore: boolean;
    /** Begins an action of a cell. */
    readonly act: (action: CellAction) => void;
    /** What the page itself offers in cells, behind their links; null for nothing. */
    readonly tools: CellTools | null;
}

export interface CellTools {
    readonly offers: (column: Column, row: Row) => boolean;
    /** Entries with commands, which `act` knows. */
    readonly entries: (column: Column, row: Row) => readonly MenuEntry[];
    readonly act: (command: string, column: Column, row: Row) => void;
}

/** How tables learn where their cells lead; null where cells have no menus. */
export const CellLinksContext = createContext<CellLinks | null>(null);
