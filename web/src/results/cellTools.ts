import { readCustomFields } from "../api/customFields";
import type { Field } from "../api/fields";
import type { QueryBody } from "../api/queries";
import type { CellValue, QueryResult, Row } from "../api/result";
import { cellText, copiedText } from "../api/result";
import type { CrossFilter } from "../charts/CrossFilterContext";
import type { CellTools } from "../charts/CellLinksContext";
import { valuesBehind } from "../charts/columns";
import type { Column } from "../charts/columns";
import { OWN } from "../charts/cellMenuState";
import type { MenuEntry } from "../components/FloatingMenu";
import { filterKind } from "../filters/kinds";
import { exactValue } from "../filters/strings";
import { nextPeriod, readPeriod } from "../words/periods";

/** A cell that somebody wants explained. */
export interface ExplainedCell {
    readonly column: Column;
    readonly row: Row;
}

const NO_FIELDS: readonly Field[] = [];

const entry = (label: string, command: string): MenuEntry => ({ label, command: OWN + command, href: "", outside: false, icon: "", heading: "" });

/**
 * What every answer offers in its cells: what a number is made of, to keep or leave out the rows of a value, to note what happened
 * in its time, and on a dashboard to filter all of it by what the cell stands for.
 */
export function cellTools(
    explain: (cell: ExplainedCell) => void, filter: ((field: string, expression: string) => void) | null, cross: CrossFilter | null = null, dimensions: readonly Field[] = NO_FIELDS, pivotFields: readonly Field[] = NO_FIELDS,
    annotate: ((start: string) => void) | null = null,
): CellTools {
    const isNumber = (column: Column, row: Row) => column.field.category !== "dimension" && column.cell(row).value !== null;
    const canFilter = (column: Column) => filter !== null && column.field.category === "dimension";
    const time = annotate === null ? undefined : dimensions.find((field) => field.grain !== null);
    const startOf = (row: Row) => (time === undefined ? undefined : readPeriod(String(row.cells[time.name]?.value ?? "")));
    const crossed = (column: Column, row: Row) => (cross === null ? [] : valuesBehind(column.field.category === "dimension" ? [column.field] : dimensions, pivotFields, column, row).filter(([field]) => cross.offers(field)));
    return {
        offers: (column, row) => isNumber(column, row) || canFilter(column) || crossed(column, row).length > 0 || startOf(row) !== undefined,
        entries: (column, row) => [
            ...crossed(column, row).map(([field, value], index) => entry(`Filter the dashboard: ${field.labelShort} is ${said(field, value, row)}`, `cross${index}`)),
            ...(isNumber(column, row) ? [entry("Explain this number", "explain")] : []),
            ...(canFilter(column) ? [entry("Only this value", "only"), entry("All but this value", "without")] : []),
            ...(startOf(row) === undefined ? [] : [entry("Add an annotation…", "annotate")]),
            entry("Copy", "copy"),
        ],
        act: (command, column, row) => {
            const crossing = /^cross(\d+)$/.exec(command.slice(OWN.length));
            const chosen = crossing === null ? undefined : crossed(column, row)[Number(crossing[1])];
            if (chosen !== undefined) cross?.apply([chosen]);
            switch (command.slice(OWN.length)) {
                case "explain": explain({ column, row }); return;
                case "only": filter?.(column.field.name, valueFilter(column.field, column.cell(row).value, false)); return;
                case "without": filter?.(column.field.name, valueFilter(column.field, column.cell(row).value, true)); return;
                case "annotate": annotate?.(new Date(startOf(row) ?? 0).toISOString().slice(0, time?.grain === "hour" ? 16 : 10).replace("T", " ")); return;
                case "copy": void navigator.clipboard.writeText(copiedText(column.cell(row))); return;
            }
        },
    };
}

/** A value as its cell says it; of a pivot column as it is. */
function said(field: Field, value: CellValue, row: Row): string {
    const cell = row.cells[field.name];
    return (cell === undefined ? String(value ?? "") : cellText(cell)) || "∅";
}

/** A filter for one value as it stands in a cell; periods by the words that filters have for them. */
export function valueFilter(field: Field, value: string | number | boolean | null, negated: boolean): string {
    if (value === null) return negated ? (filterKind(field) === "string" ? "-NULL" : "NOT NULL") : "NULL";
    const text = String(value);
    switch (filterKind(field)) {
        case "string": return negated ? `-${exactValue(text)}` : exactValue(text);
        case "number": return negated ? `NOT ${text}` : text;
        case "yesno": {
            const yes = /^(true|yes)$/i.test(text);
            return yes === negated ? "No" : "Yes";
        }
        case "date": {
            if (!negated) return field.grain === "week" ? `${text} for 7 days` : field.grain === "hour" ? `${text} for 1 hour` : text;
            const start = readPeriod(text);
            if (start === undefined) return `NOT ${text}`;
            const day = (time: number) => new Date(time).toISOString().slice(0, field.grain === "hour" ? 16 : 10).replace("T", " ");
            return `before ${day(start)}, after ${day(nextPeriod(start, field.grain ?? "date"))}`;
        }
    }
}

/** The query of one number: its measure alone, of the rows that its cell stands for. */
export function cellQuery(query: QueryBody, result: QueryResult, { column, row }: ExplainedCell): QueryBody {
    const filters: Record<string, string> = { ...query.filters };
    const custom = new Set(readCustomFields(query.dynamicFields).map((field) => field.name));
    for (const field of result.dimensions) {
        if (custom.has(field.name)) continue;
        const value = row.cells[field.name]?.value;
        // A filter that is there already keeps its share of the rows; the cell's value is one of them.
        if (value !== undefined) filters[field.name] = valueFilter(field, value, false);
    }
    return { ...query, fields: [column.field.name], pivots: [], filters, sorts: [], subtotals: [], fillFields: [], total: false, rowTotal: false };
}

/** What a cell stands for: the values of its row and of its pivot column, by the names of the fields. */
export function cellPlace(result: QueryResult, { column, row }: ExplainedCell): Array<readonly [string, string]> {
    const own = result.dimensions.flatMap((field) => {
        const cell = row.cells[field.name];
        return cell === undefined ? [] : [[field.labelShort, cellText(cell) || "∅"] as const];
    });
    const pivots = column.pivot === null || column.pivot.isTotal ? [] : result.pivotFields.map((field, index) => [field.labelShort, column.pivot?.labels[index] ?? "∅"] as const);
    return [...own, ...pivots];
}
