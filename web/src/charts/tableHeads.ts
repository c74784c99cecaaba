import type { QueryResult } from "../api/result";
import { pivotWords } from "./columns";
import type { Column } from "./columns";

/** A heading over several columns; "" for none. */
export interface Head {
    readonly text: string;
    readonly span: number;
}

/** With one measure the columns are named by their pivot values; above them stands what these are. */
function pivotName(columns: readonly Column[], result: QueryResult): Head[] {
    const first = columns.findIndex((column) => column.pivot !== null);
    const span = columns.filter((column) => column.pivot !== null).length;
    const together = columns.slice(first, first + span).every((column) => column.pivot !== null);
    const text = result.pivotFields.map((field) => field.labelShort).join(" · ");
    if (first < 0 || !together || text === "") return [];
    const rest = columns.length - first - span;
    return [...(first > 0 ? [{ text: "", span: first }] : []), { text, span }, ...(rest > 0 ? [{ text: "", span: rest }] : [])];
}

/** The row of pivot values above the measures, where a measure alone would not tell columns apart. */
export function pivotHeads(columns: readonly Column[], result: QueryResult): Head[] {
    const pivoted = columns.filter((column) => column.pivot !== null && !column.pivot.isTotal);
    if (new Set(pivoted.map((column) => column.field.name)).size < 2) return pivotName(columns, result);
    const groups: Array<{ text: string; key: string; span: number }> = [];
    for (const column of columns) {
        const key = column.pivot?.key ?? "";
        const last = groups[groups.length - 1];
        if (last !== undefined && last.key === key) last.span += 1;
        else groups.push({ key, text: column.pivot?.isTotal === true ? "Total" : column.pivot === null ? "" : pivotWords(column.pivot, result.pivotFields), span: 1 });
    }
    return groups;
}
