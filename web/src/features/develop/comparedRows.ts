import { isObject } from "../../api/reading";
import type { JSONObject } from "../../api/reading";

/** A row of an answer before and after; null where it is there in one alone. */
export interface ComparedRow {
    readonly before: JSONObject | null;
    readonly after: JSONObject | null;
}

export interface ComparedColumn {
    readonly name: string;
    /** Whether it is a measure at one value of the pivots. */
    readonly pivoted: boolean;
    /** What the rows have there; null where a row is missing. */
    readonly cells: ReadonlyArray<{ readonly before: string | null; readonly after: string | null }>;
}

/**
 * The columns of compared rows. A measure of a pivoted query is a column for each value of its pivots, and those that are the same in
 * all rows are left out.
 */
export function comparedColumns(rows: readonly ComparedRow[]): readonly ComparedColumn[] {
    const flat = rows.map(({ before, after }) => ({ before: before === null ? null : cellsOf(before), after: after === null ? null : cellsOf(after) }));
    const names = new Map(flat.flatMap(({ before, after }) => [...before ?? [], ...after ?? []]).map(([name, { pivoted }]) => [name, pivoted]));
    return [...names].map(([name, pivoted]) => {
        const at = (cells: Cells | null) => (cells === null ? null : cells.get(name)?.text ?? "∅");
        return { name, pivoted, cells: flat.map(({ before, after }) => ({ before: at(before), after: at(after) })) };
    }).filter(({ pivoted, cells }) => !pivoted || cells.some(({ before, after }) => before !== after));
}

interface Cell {
    readonly text: string;
    readonly pivoted: boolean;
}

type Cells = ReadonlyMap<string, Cell>;

function cellsOf(row: JSONObject): Cells {
    return new Map(Object.entries(row).flatMap(([name, value]): ReadonlyArray<readonly [string, Cell]> => (isObject(value) ? pivotCells(name, value) : [[name, { text: textOf(value), pivoted: false }]])));
}

/** `{"field": {"value": 3}}`, which goes deeper with each further pivot. */
function pivotCells(name: string, value: JSONObject): ReadonlyArray<readonly [string, Cell]> {
    return Object.values(value).flatMap((byValue) => (isObject(byValue) ? Object.entries(byValue) : [])).flatMap(([pivot, inner]): ReadonlyArray<readonly [string, Cell]> => {
        const column = `${name} · ${pivot}`;
        return isObject(inner) ? pivotCells(column, inner) : [[column, { text: textOf(inner), pivoted: true }]];
    });
}

function textOf(value: unknown): string {
    return value === null || value === undefined ? "∅" : typeof value === "object" ? JSON.stringify(value) : String(value);
}
