import type { Field } from "../api/fields";
import { cellNumber, EMPTY_CELL } from "../api/result";
import type { Cell, CellValue, PivotKey, QueryResult, Row } from "../api/result";
import { readPeriod, shortPeriod } from "../words/periods";
import { excelText } from "../words/valueFormat";
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

/** The values that a cell stands for, by their fields: those of its row, and of its pivot column. */
export function valuesBehind(dimensions: readonly Field[], pivotFields: readonly Field[], column: Column, row: Row): Array<readonly [Field, CellValue]> {
    const pivot = column.pivot === null ? [] : column.pivot.values;
    return [
        ...dimensions.map((field) => [field, row.cells[field.name]?.value ?? null] as const),
        ...pivotFields.flatMap((field, index) => (pivot[index] === undefined ? [] : [[field, pivot[index] ?? null] as const])),
    ];
}

/**
 * The columns of a table: dimensions, then measures and calculations by pivot value, row totals, and at the end the
 * calculations that have one cell in a row. Hidden ones are left out.
 */
export function tableColumns(result: QueryResult, vis: VisSettings): Column[] {
    const shown = (column: Column) => column.pivot?.isTotal !== true || (vis.table.showRowTotals && hasRowTotals(result, column));
    return [...dimensionColumns(result, vis), ...allMeasureColumns(result, vis).filter(shown)].map((column) => reformatted(column, vis));
}

/** A column whose numbers stand by a pattern of the table's own. */
function reformatted(column: Column, vis: VisSettings): Column {
    const pattern = vis.table.formats[column.id] ?? vis.table.formats[column.field.name] ?? "";
    if (pattern === "") return column;
    return {
        ...column,
        cell: (row) => {
            const cell = column.cell(row);
            const value = cellNumber(cell);
            const rendered = value === null ? undefined : excelText(value, pattern);
            return rendered === undefined ? cell : { ...cell, rendered, html: null };
        },
    };
}

/** What a picture draws: as in a table, without row totals, which are no values beside the others. */
export function columnsOf(result: QueryResult, vis: VisSettings): Column[] {
    return [...dimensionColumns(result, vis), ...measureColumns(result, vis)];
}

export function measureColumns(result: QueryResult, vis: VisSettings): Column[] {
    return allMeasureColumns(result, vis).filter((column) => column.pivot?.isTotal !== true);
}

/** The measures that have numbers: texts, dates and calculations that failed stand in tables only. */
export function numberColumns(result: QueryResult, vis: VisSettings): Column[] {
    return measureColumns(result, vis).filter(({ field }) => field.error === "").filter((column) => column.field.isNumeric || result.rows.some((row) => cellNumber(column.cell(row)) !== null));
}

function dimensionColumns(result: QueryResult, vis: VisSettings): Column[] {
    return result.dimensions.filter((field) => !vis.hiddenFields.has(field.name)).map((field) => plainColumn(field, vis));
}

function allMeasureColumns(result: QueryResult, vis: VisSettings): Column[] {
    const measures = result.measures.filter((field) => !vis.hiddenFields.has(field.name));
    if (result.pivots.length === 0) return measures.map((field) => plainColumn(field, vis));
    const pivoted = measures.filter((field) => !field.oncePerRow);
    const columns = result.pivots.flatMap((pivot) => pivoted.map((field): Column => {
        const id = `${pivot.isTotal ? "Row Total" : pivot.labels.join(" - ")} - ${field.name}`;
        const name = pivot.isTotal ? "Total" : pivotWords(pivot, result.pivotFields);
        return {
            id, field, pivot,
            title: vis.seriesLabels[id] ?? (pivoted.length === 1 ? name : `${name} · ${titleOf(field, vis)}`),
            cell: (row) => row.pivoted[field.name]?.[pivot.key] ?? EMPTY_CELL,
        };
    }));
    return [...columns, ...measures.filter((field) => field.oncePerRow).map((field) => plainColumn(field, vis))];
}

function plainColumn(field: Field, vis: VisSettings): Column {
    return { id: field.name, field, pivot: null, title: titleOf(field, vis), cell: (row) => row.cells[field.name] ?? EMPTY_CELL };
}

/** A measure or calculation whose rows can't be summed up comes with a row total that is empty everywhere. */
function hasRowTotals(result: QueryResult, column: Column): boolean {
    return [...result.rows, ...(result.totals === null ? [] : [result.totals])].some((row) => column.cell(row).value !== null)
        || result.rows.every((row) => Object.values(row.pivoted[column.field.name] ?? {}).every((cell) => cell.value === null));
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
