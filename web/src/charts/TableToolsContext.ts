import { createContext } from "react";

/** What a table's headers can do beyond looking: change the query and the settings that it stands for. */
export interface TableTools {
    /** The order in force, as queries write it: `orders.total desc`, with the number of a pivot column behind it where there is one. */
    readonly sorts: readonly string[];
    readonly onSort: (sorts: readonly string[]) => void;
    /** The settings of the picture, as they are saved. */
    readonly settings: Readonly<Record<string, unknown>>;
    /** Changes some of them; undefined takes one away. */
    readonly onSettings: (change: Readonly<Record<string, unknown>>) => void;
    /** null for what can't be filtered by. */
    readonly onFilter: ((field: string) => void) | null;
    /** Sets a filter to an expression. */
    readonly onFilterValue: ((field: string, expression: string) => void) | null;
    readonly onRemove: ((field: string) => void) | null;
    readonly onPivot: ((field: string) => void) | null;
    /** Whether the table stands below a chart of the same answer: it keeps the columns that are hidden, which the chart leaves out. */
    readonly belowChart: boolean;
}

/** null where a table only shows what is there. */
export const TableToolsContext = createContext<TableTools | null>(null);
