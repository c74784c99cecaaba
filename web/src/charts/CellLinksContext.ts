import { createContext } from "react";
import type { QueryResult, Row } from "../api/result";
import type { MenuEntry } from "../components/FloatingMenu";
import type { Column } from "./columns";

/** An action that somebody chose: what it is called and by which the server knows it. */
export interface CellAction {
    readonly label: string;
    readonly token: string;
}

/** A drill that somebody chose: what it is called and the address of its query in the explore. */
export interface Drill {
    readonly label: string;
    readonly href: string;
}

/** Where drills are followed: over the page that they start from, in the explore, or nowhere, for readers who may not. */
export type Drills = "here" | "explore" | "none";

export interface CellLinks {
    /** Asks for the answer once more, with links. */
    readonly load: (signal: AbortSignal) => Promise<QueryResult>;
    readonly drills: Drills;
    /** Shows what a drill leads to over the page. */
    readonly drill: (drill: Drill) => void;
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
