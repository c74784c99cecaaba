import { requestFile, requestJSON } from "./http";
import { list, object, text } from "./reading";
import { readResult } from "./result";
import type { QueryResult } from "./result";

/** SQL of somebody's own, as the server keeps it under a name that links use. */
export interface SqlStatement {
    readonly slug: string;
    readonly sql: string;
    readonly author: string;
}

/** A table that SQL may read. */
export interface SqlTable {
    /** As SQL writes it: `clean.account`. */
    readonly name: string;
    readonly columns: ReadonlyArray<{ readonly name: string; readonly type: string }>;
}

/** A value that is bound to a `$name` of a statement. */
export type SqlValue = string | number | boolean | null;

const BASE = "/api/4.0";

/** Keeps a statement; the same text is kept anew with each call. */
export async function storeSQL(connection: string, sql: string, signal?: AbortSignal): Promise<string> {
    const body = { connection_name: connection, sql };
    return text(object(await requestJSON(`${BASE}/sql_queries`, { method: "POST", body, ...(signal === undefined ? {} : { signal }) }))["slug"]);
}

export async function fetchSQL(slug: string, signal: AbortSignal): Promise<SqlStatement> {
    const found = object(await requestJSON(`${BASE}/sql_queries/${encodeURIComponent(slug)}`, { signal }));
    return { slug, sql: text(found["sql"]), author: text(object(found["creator"])["display_name"]) };
}

/** Runs a kept statement with its values. What the database refuses stands in the result's `errors`. */
export async function runSQL(slug: string, values: Readonly<Record<string, SqlValue>>, signal: AbortSignal): Promise<QueryResult> {
    return readResult(await requestJSON(`${BASE}/sql_queries/${encodeURIComponent(slug)}/run/json_detail`, { method: "POST", body: { parameters: values }, signal }));
}

/** The rows as a file. */
export function downloadSQL(slug: string, values: Readonly<Record<string, SqlValue>>, format: "csv" | "json" | "xlsx"): Promise<Blob> {
    return requestFile(`${BASE}/sql_queries/${encodeURIComponent(slug)}/run/${format}?download=true`, { method: "POST", body: { parameters: values } });
}

export async function fetchConnections(signal: AbortSignal): Promise<string[]> {
    return list(await requestJSON(`${BASE}/connections`, { signal }), (item) => text(object(item)["name"]));
}

/** Every table that the reader's SQL may name, with its columns, in the order of schemas. */
export async function fetchSqlTables(connection: string, signal: AbortSignal): Promise<SqlTable[]> {
    const base = `${BASE}/connections/${encodeURIComponent(connection)}`;
    const schemas = list(await requestJSON(`${base}/schemas`, { signal }), (item) => text(object(item)["name"]));
    const tables = await Promise.all(schemas.map(async (schema) =>
        list(await requestJSON(`${base}/columns?schema_name=${encodeURIComponent(schema)}`, { signal }), (item): SqlTable => {
            const table = object(item);
            return {
                name: text(table["sql_escaped_name"]) || `${schema}.${text(table["name"])}`,
                columns: list(table["columns"], (each) => ({ name: text(object(each)["sql_escaped_name"]) || text(object(each)["name"]), type: text(object(each)["data_type"]) })),
            };
        })));
    return tables.flat();
}
