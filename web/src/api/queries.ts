import { requestFile, requestJSON } from "./http";
import { Limiter } from "./limiter";
import { entries, flag, list, number, object, text, textOrNull } from "./reading";
import { readResult } from "./result";
import type { QueryResult } from "./result";

/** A question to an explore, with the settings of its picture. */
export interface QueryBody {
    readonly model: string;
    readonly explore: string;
    readonly fields: readonly string[];
    readonly pivots: readonly string[];
    readonly filters: Readonly<Record<string, string>>;
    readonly filterExpression: string;
    readonly sorts: readonly string[];
    /** Rows at most; -1 for no limit. */
    readonly limit: number;
    readonly columnLimit: number;
    readonly total: boolean;
    readonly rowTotal: boolean;
    /** Dimensions of the rows whose groups get subtotals. */
    readonly subtotals: readonly string[];
    /** Dimensions whose values without rows are added; null where the query leaves that to whoever asks. */
    readonly fillFields: readonly string[] | null;
    /** JSON text of custom fields and table calculations. */
    readonly dynamicFields: string;
    /** "" for the project's zone. */
    readonly timezone: string;
    readonly visConfig: Readonly<Record<string, unknown>>;
}

export const DEFAULT_LIMIT = 500;
export const DEFAULT_COLUMN_LIMIT = 50;

/** More than this many at once only makes the first ones later. */
const queue = new Limiter(6);

export function readQueryBody(value: unknown): QueryBody {
    const query = object(value);
    return {
        model: text(query["model"]),
        explore: text(query["view"]),
        fields: list(query["fields"], text),
        pivots: list(query["pivots"], text),
        filters: entries(query["filters"], text),
        filterExpression: text(query["filter_expression"]),
        sorts: list(query["sorts"], text),
        limit: number(query["limit"], DEFAULT_LIMIT),
        columnLimit: number(query["column_limit"], DEFAULT_COLUMN_LIMIT),
        total: flag(query["total"]),
        rowTotal: text(query["row_total"]) === "right",
        subtotals: list(query["subtotals"], text),
        fillFields: list(query["fill_fields"], text),
        dynamicFields: Array.isArray(query["dynamic_fields"]) ? JSON.stringify(query["dynamic_fields"]) : text(query["dynamic_fields"]),
        timezone: textOrNull(query["query_timezone"]) ?? "",
        visConfig: object(query["vis_config"]),
    };
}

/** What names a question: two with equal keys have the same answer. The picture's settings play no part. */
export function queryKey(query: QueryBody): string {
    return `query ${JSON.stringify(writeQueryBody(query))}`;
}

/** Runs a query and reads the whole answer. At most six run at once. */
export function runQuery(query: QueryBody, signal: AbortSignal, fresh = false): Promise<QueryResult> {
    const path = `/api/4.0/queries/run/json_detail${fresh ? "?cache=false" : ""}`;
    return queue.run(
        async () => readResult(await requestJSON(path, { method: "POST", body: writeQueryBody(query), signal })), signal);
}

/**
 * The answer once more, its cells with their links.
 *
 * Links are not asked for with every query: they make an answer of 500 rows and 8 columns 3 to 5 times as long (185 kB become
 * 570 kB, 176 kB become 825 kB), and most readers open no menu. The server keeps results, so that this asks no warehouse.
 */
export function runQueryForLinks(query: QueryBody, signal: AbortSignal): Promise<QueryResult> {
    const path = "/api/4.0/queries/run/json_detail?generate_drill_links=true";
    return queue.run(
        async () => readResult(await requestJSON(path, { method: "POST", body: writeQueryBody(query), signal })), signal);
}

/** The question that a short link stands for. */
export async function fetchQueryBySlug(slug: string, signal: AbortSignal): Promise<QueryBody> {
    return readQueryBody(await requestJSON(`/api/4.0/queries/slug/${encodeURIComponent(slug)}`, { signal }));
}

/** The rows as a file. */
export function downloadQuery(query: QueryBody, format: "csv" | "json" | "xlsx", signal?: AbortSignal): Promise<Blob> {
    return requestFile(`/api/4.0/queries/run/${format}`, { method: "POST", body: writeQueryBody(query), ...(signal === undefined ? {} : { signal }) });
}

/** The question as the API takes it; the picture's settings are not part of it. */
export function writeQueryBody(query: QueryBody): Record<string, unknown> {
    const filters = Object.fromEntries(Object.entries(query.filters).filter(([, value]) => value.trim() !== ""));
    return {
        model: query.model,
        view: query.explore,
        fields: query.fields,
        ...(query.pivots.length > 0 ? { pivots: query.pivots } : {}),
        ...(Object.keys(filters).length > 0 ? { filters } : {}),
        ...(query.filterExpression !== "" ? { filter_expression: query.filterExpression } : {}),
        ...(query.sorts.length > 0 ? { sorts: query.sorts } : {}),
        limit: String(query.limit),
        column_limit: String(query.columnLimit),
        ...(query.total ? { total: true } : {}),
        ...(query.rowTotal ? { row_total: "right" } : {}),
        ...(query.subtotals.length > 0 ? { subtotals: query.subtotals } : {}),
        ...(query.fillFields !== null && query.fillFields.length > 0 ? { fill_fields: query.fillFields } : {}),
        ...(query.dynamicFields !== "" ? { dynamic_fields: query.dynamicFields } : {}),
        ...(query.timezone !== "" ? { query_timezone: query.timezone } : {}),
    };
}
