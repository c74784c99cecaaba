import type { Field } from "../api/fields";
import { EMPTY_CELL } from "../api/result";
import type { Cell, PivotKey, QueryResult, Row } from "../api/result";
import { readPeriod, shortPeriod } from "../words/periods";
import type { VisSettings } from "./vis";

/** A column of a result as pictures and tables read it: each pivot value of a measure is a column of its own. */
export interface Column {
    /** Looker's name for it: `measure`, or `pivotvalue - measure`. Settings of single series use it. */
    readonly id: string;
    readonly field: Field;
    readonly pivot: PivotKey | null;
    readonly title: string;
    readonly cell: (row: Row) => Cell;
}

/** The columns in the order of the query: dimensions, then measures by pivot value. Hidden ones are left out. */
export function columnsOf(result: QueryResult, vis: VisSettings): Column[] {
    const columns: Column[] = [];
    for (const field of result.dimensions) {
        if (vis.hiddenFields.has(field.name)) continue;
        columns.push({ id: field.name, field, pivot: null, title: titleOf(field, vis), cell: (row) => row.cells[field.name] ?? EMPTY_CELL });
    }
    return [...columns, ...measureColumns(result, vis)];
}

export function measureColumns(result: QueryResult, vis: VisSettings): Column[] {
    const measures = result.measures.filter((field) => !vis.hiddenFields.has(field.name));
    if (result.pivots.length === 0) {
        return measures.map((field) => ({
            id: field.name, field, pivot: null, title: vis.seriesLabels[field.name] ?? titleOf(field, vis),
            cell: (row) => row.cells[field.name] ?? EMPTY_CELL,
        }));
    }
    return result.pivots.flatMap((pivot) => measures.map((field): Column => {
        const id = `${pivot.isTotal ? "Row Total" : pivot.labels.join(" - ")} - ${field.name}`;
        const name = pivot.isTotal ? "Total" : pivotWords(pivot, result.pivotFields);
        return {
            id, field, pivot,
            title: vis.seriesLabels[id] ?? (measures.length === 1 ? name : `${name} · ${titleOf(field, vis)}`),
            cell: (row) => row.pivoted[field.name]?.[pivot.key] ?? EMPTY_CELL,
        };
    }));
}

/** A pivot value as a heading: periods in words, other values as they are. */
export function pivotWords(pivot: PivotKey, fields: readonly Field[]): string {
    return pivot.labels.map((label, index) => {
        const grain = fields[index]?.grain ?? null;
        const start = grain === null ? undefined : readPeriod(label);
        return grain === null || start === undefined ? label : shortPeriod(start, grain);
    }).join(" · ");
}

export function titleOf(field: Field, vis: VisSettings): string {
    return vis.seriesLabels[field.name] ?? (vis.showViewNames ? field.label : field.labelShort);
}
