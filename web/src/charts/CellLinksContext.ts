import { createContext } from "react";
import type { QueryResult } from "../api/result";

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
}

/** How tables learn where their cells lead; null where cells have no menus. */
export const CellLinksContext = createContext<CellLinks | null>(null);
