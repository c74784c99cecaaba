import { createContext } from "react";
import type { QueryResult } from "../api/result";

export interface CellLinks {
    /** Asks for the answer once more, with links. */
    readonly load: (signal: AbortSignal) => Promise<QueryResult>;
    readonly mayExplore: boolean;
}

/** How tables learn where their cells lead; null where cells have no menus. */
export const CellLinksContext = createContext<CellLinks | null>(null);
