import { withMinus } from "../words/numbers";
import { readField } from "./fields";
import type { Field } from "./fields";
import { entries, flag, isObject, list, number, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

export type CellValue = string | number | boolean | null;

export interface Cell {
    readonly value: CellValue;
    /** As people read it; null where that is the value's own text. */
    readonly rendered: string | null;
    /** As the model wants it shown in tables; null for most. */
    readonly html: string | null;
    /** Where it leads. Empty, too, where the query was not asked for links. */
    readonly links: readonly CellLink[];
}

/** An entry of the menu of a cell. */
export interface CellLink {
    readonly label: string;
    /** A path of this site, or an address elsewhere; "" for an action. */
    readonly url: string;
    /** By which the server knows an action again; "" for a place to go to. */
    readonly token: string;
    /** "" for none. */
    readonly icon: string;
    /** Under which it stands, with its like: "Drill into Created"; "" for none. */
    readonly heading: string;
}

/** One row: plain cells by field, pivoted measures by field and pivot key. */
export interface Row {
    readonly cells: Readonly<Record<string, Cell>>;
    readonly pivoted: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
}

/** The subtotals of one group of rows: those that have the same values of `fields`. */
export interface Subtotal {
    readonly fields: readonly string[];
    readonly row: Row;
}

export interface PivotKey {
    readonly key: string;
    readonly isTotal: boolean;
    /** The pivot values as people read them, in the order of the pivot fields. */
    readonly labels: readonly string[];
    /** The same as they are; none for a total. */
    readonly values: readonly CellValue[];
    readonly isNull: boolean;
}

/** The answer to a query. */
export interface QueryResult {
    readonly dimensions: readonly Field[];
    /** With the table calculations behind them. */
    readonly measures: readonly Field[];
    readonly pivotFields: readonly Field[];
    readonly pivots: readonly PivotKey[];
    readonly rows: readonly Row[];
    readonly totals: Row | null;
    readonly subtotals: readonly Subtotal[];
    /** null when the reader may not see it. */
    readonly sql: string | null;
    /** Which form the measures took and why, in sentences. */
    readonly explanation: readonly string[];
    readonly runtimeSeconds: number;
    readonly ranAt: string;
    readonly timezone: string;
    readonly fromCache: boolean;
    readonly columnsTruncated: boolean;
    /** The filters in force, with what is needed to put them in words. */
    readonly appliedFilters: ReadonlyArray<{ readonly field: Field; readonly expression: string }>;
    /** Not empty when the warehouse refused the query; there are no rows then. */
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
}

export const EMPTY_CELL: Cell = { value: null, rendered: null, html: null, links: [] };
const ROW_TOTAL_KEY = "$$$_row_total_$$$";
const GROUPING_KEY = "$$$__grouping__$$$";

/** Reads a `json_detail` answer. */
export function readResult(value: unknown): QueryResult {
    const answer = object(value);
    const fields = object(answer["fields"]);
    const [dimensions, pivotFields, measures] = toldApart([
        list(fields["dimensions"], readField), list(fields["pivots"], readField), [...list(fields["measures"], readField), ...list(fields["table_calculations"], readField)],
    ]);
    const rows = list(answer["data"], (item) => readRow(object(item)));
    return {
        dimensions,
        measures,
        pivotFields,
        pivots: list(answer["pivots"], (item) => readPivot(object(item), pivotFields)),
        rows: list(answer["fill_fields"], text).length > 0 && isHollow(rows, measures) ? [] : rows,
        totals: Object.keys(object(answer["totals_data"])).length > 0 ? readRow(object(answer["totals_data"])) : null,
        subtotals: Object.values(object(answer["subtotals_data"])).flatMap((rows) => list(rows, (item) => readSubtotal(object(item)))),
        sql: textOrNull(answer["sql"]),
        explanation: list(answer["explanation"], text),
        runtimeSeconds: number(answer["runtime"], 0),
        ranAt: text(answer["ran_at"]),
        timezone: text(answer["timezone"]),
        fromCache: flag(answer["from_cache"]),
        columnsTruncated: flag(answer["columns_truncated"]),
        appliedFilters: Object.entries(object(answer["applied_filters"])).map(([name, item]) => ({
            field: readField({ name, ...object(object(item)["field"]) }), expression: text(object(item)["value"]),
        })),
        errors: list(answer["errors"], readProblem),
        warnings: list(answer["warnings"], readProblem),
    };
}

/** Fields of several views with one short label are called by their views, too. */
function toldApart(lists: readonly [Field[], Field[], Field[]]): [Field[], Field[], Field[]] {
    const names = new Map<string, Set<string>>();
    for (const { name, labelShort } of lists.flat()) names.set(labelShort, (names.get(labelShort) ?? new Set()).add(name));
    const [dimensions, pivots, measures] = lists;
    const named = (fields: Field[]) => fields.map((field) => ((names.get(field.labelShort)?.size ?? 0) > 1 ? { ...field, labelShort: field.label } : field));
    return [named(dimensions), named(pivots), named(measures)];
}

/** What a cell says; "" for NULL. */
export function cellText(cell: Cell): string {
    const text = copiedText(cell);
    return text.startsWith("-") && (cellNumber(cell) ?? 0) < 0 ? withMinus(text) : text;
}

/** The same for programs, which know a number by its hyphen. */
export function copiedText(cell: Cell): string {
    if (cell.rendered !== null) return cell.rendered;
    return cell.value === null ? "" : String(cell.value);
}

/** The number in a cell, also one that came as text because it has more digits than JSON numbers keep. */
export function cellNumber(cell: Cell): number | null {
    if (typeof cell.value === "number") return Number.isFinite(cell.value) ? cell.value : null;
    if (typeof cell.value !== "string" || cell.value.trim() === "") return null;
    const read = Number(cell.value);
    return Number.isFinite(read) ? read : null;
}

function readRow(row: JSONObject): Row {
    const cells: Record<string, Cell> = {};
    const pivoted: Record<string, Record<string, Cell>> = {};
    for (const [name, content] of Object.entries(row)) {
        if (!isObject(content)) cells[name] = { ...EMPTY_CELL, value: readValue(content) };
        else if ("value" in content && !isObject(content["value"])) cells[name] = readCell(content);
        else pivoted[name] = entries(content, (item) => readCell(object(item)));
    }
    return { cells, pivoted };
}

/** Whether all rows are those that fill a dimension, around nothing. */
function isHollow(rows: readonly Row[], measures: readonly Field[]): boolean {
    const known = measures.filter((field) => field.category === "measure").map((field) => field.name);
    return known.length > 0 && rows.every((row) => known.every((name) =>
        (row.cells[name]?.value ?? null) === null && Object.values(row.pivoted[name] ?? {}).every((cell) => cell.value === null)));
}

function readSubtotal({ [GROUPING_KEY]: fields, ...row }: JSONObject): Subtotal {
    return { fields: list(fields, text), row: readRow(row) };
}

function readCell(cell: JSONObject): Cell {
    return {
        value: readValue(cell["value"]), rendered: textOrNull(cell["rendered"]), html: textOrNull(cell["html"]),
        links: list(cell["links"], (item) => readLink(object(item))),
    };
}

function readLink(link: JSONObject): CellLink {
    return {
        label: text(link["label"]), url: text(link["url"]), icon: text(link["icon_url"]), heading: text(link["type_label"]),
        token: text(link["type"]) === "action" ? text(link["token"]) : "",
    };
}

function readValue(value: unknown): CellValue {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
    return value === null || value === undefined ? null : JSON.stringify(value);
}

function readPivot(pivot: JSONObject, fields: readonly Field[]): PivotKey {
    const key = text(pivot["key"]);
    const data = object(pivot["data"]);
    const metadata = object(pivot["metadata"]);
    const labels = fields.map((field) => {
        const cell = object(metadata[field.name]);
        return textOrNull(cell["rendered"]) ?? textOrNull(cell["value"]) ?? textOrNull(data[field.name]) ?? "∅";
    });
    const isTotal = flag(pivot["is_total"]) || key === ROW_TOTAL_KEY;
    return {
        key, isTotal, values: isTotal ? [] : fields.map((field) => readValue(data[field.name])),
        labels: labels.length > 0 ? labels : [key],
        isNull: labels.length > 0 && labels.every((label) => label === "∅"),
    };
}

function readProblem(item: unknown): string {
    if (typeof item === "string") return item;
    const problem = object(item);
    const details = text(problem["message_details"]);
    return details === "" ? text(problem["message"]) : `${text(problem["message"])} ${details}`;
}
