import { DEFAULT_COLUMN_LIMIT, DEFAULT_LIMIT } from "../api/queries";
import type { QueryBody } from "../api/queries";
import { isObject } from "../api/reading";
import { address, valueOf } from "../navigation/query";
import type { QueryPairs } from "../navigation/query";

/** Names the Look in an explore's address that the reader came from, so that it can be saved again. */
export const LOOK_PAIR = "look";

/** Names the tile in an explore's address whose query is edited there: `DASHBOARD/TILE`. */
export const TILE_PAIR = "tile";

/** Names in an explore's address the merged results that its query is made for: its place among their queries, `?`, and their address. */
export const MERGE_PAIR = "merge";

/** The address at which the query of a dashboard's tile is edited, to be saved to the tile again. */
export function tileExploreAddress(query: QueryBody, dashboardID: string, tileID: string): string {
    return `${exploreAddress(query)}&${TILE_PAIR}=${encodeURIComponent(`${dashboardID}/${tileID}`)}`;
}

/** The address that shows a query in its explore, in Looker's form. */
export function exploreAddress(query: QueryBody): string {
    const path = `/explore/${encodeURIComponent(query.model)}/${encodeURIComponent(query.explore)}`;
    return address(path, explorePairs(query));
}

export function explorePairs(query: QueryBody): QueryPairs {
    const pairs: Array<readonly [string, string]> = [["fields", query.fields.join(",")]];
    if (query.pivots.length > 0) pairs.push(["pivots", query.pivots.join(",")]);
    for (const [field, expression] of Object.entries(query.filters)) {
        if (expression.trim() !== "") pairs.push([`f[${field}]`, expression]);
    }
    if (query.filterExpression !== "") pairs.push(["filter_expression", query.filterExpression]);
    if (query.sorts.length > 0) pairs.push(["sorts", query.sorts.join(",")]);
    if (query.limit !== DEFAULT_LIMIT) pairs.push(["limit", String(query.limit)]);
    if (query.columnLimit !== DEFAULT_COLUMN_LIMIT) pairs.push(["column_limit", String(query.columnLimit)]);
    if (query.total) pairs.push(["total", "on"]);
    if (query.rowTotal) pairs.push(["row_total", "right"]);
    if (query.subtotals.length > 0) pairs.push(["subtotals", query.subtotals.join(",")]);
    if (query.fillFields !== null) pairs.push(["fill_fields", query.fillFields.join(",")]);
    if (query.timezone !== "") pairs.push(["query_timezone", query.timezone]);
    if (query.dynamicFields !== "") pairs.push(["dynamic_fields", query.dynamicFields]);
    if (Object.keys(query.visConfig).length > 0) pairs.push(["vis", JSON.stringify(query.visConfig)]);
    return pairs;
}

/** Reads what an explore's address asks. Settings of the picture come as JSON in `vis` or flattened as `vis[type]`. */
export function readExplorePairs(model: string, explore: string, pairs: QueryPairs): QueryBody {
    const names = (key: string) => (valueOf(pairs, key) ?? "").split(",").map((name) => name.trim()).filter((name) => name !== "");
    const limit = Number(valueOf(pairs, "limit") ?? "");
    const columnLimit = Number(valueOf(pairs, "column_limit") ?? "");
    return {
        model,
        explore,
        fields: [...new Set(names("fields"))],
        pivots: names("pivots"),
        filters: readFilterPairs(pairs),
        filterExpression: valueOf(pairs, "filter_expression") ?? "",
        sorts: names("sorts"),
        limit: Number.isInteger(limit) && limit !== 0 ? limit : DEFAULT_LIMIT,
        columnLimit: Number.isInteger(columnLimit) && columnLimit > 0 ? columnLimit : DEFAULT_COLUMN_LIMIT,
        total: ["on", "true"].includes(valueOf(pairs, "total") ?? ""),
        rowTotal: valueOf(pairs, "row_total") === "right",
        subtotals: names("subtotals"),
        fillFields: valueOf(pairs, "fill_fields") === undefined ? null : names("fill_fields"),
        dynamicFields: valueOf(pairs, "dynamic_fields") ?? "",
        timezone: valueOf(pairs, "query_timezone") ?? "",
        visConfig: readVisPairs(pairs),
    };
}

/** The filters of `f[view.field]=expression` pairs; an empty expression stays, since it lifts a default. */
export function readFilterPairs(pairs: QueryPairs): Record<string, string> {
    const filters: Record<string, string> = {};
    for (const [key, value] of pairs) {
        const field = /^f\[(.+)\]$/.exec(key)?.[1];
        if (field !== undefined) filters[field] = value;
    }
    return filters;
}

function readVisPairs(pairs: QueryPairs): Readonly<Record<string, unknown>> {
    const flattened: Record<string, unknown> = {};
    for (const [key, value] of pairs) {
        const name = /^vis\[([^\]]+)\]$/.exec(key)?.[1];
        if (name !== undefined) flattened[name] = value;
    }
    const text = valueOf(pairs, "vis");
    if (text === undefined) return flattened;
    try {
        const read: unknown = JSON.parse(text);
        return isObject(read) ? read : flattened;
    } catch {
        return flattened;
    }
}
