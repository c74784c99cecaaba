import { createContext } from "react";
import type { Field } from "../api/fields";
import type { CellValue } from "../api/result";

/** Filters what stands around an answer by a value in it, as on a dashboard. */
export interface CrossFilter {
    /** Whether a press on a mark does it at once, without a menu. */
    readonly direct: boolean;
    /** Whether anything else would be filtered by a field. */
    readonly offers: (field: Field) => boolean;
    readonly apply: (values: ReadonlyArray<readonly [Field, CellValue]>) => void;
}

/** null where an answer stands alone. */
export const CrossFilterContext = createContext<CrossFilter | null>(null);
