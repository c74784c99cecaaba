import { CHART_TILE, readFilter, readTile } from "../../../api/content";
import type { DashboardFilter, Tile } from "../../../api/content";
import { readQueryBody } from "../../../api/queries";
import type { QueryBody } from "../../../api/queries";
import { isObject, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { listenersOf, nameOf, placeOf, withListeners } from "./form";

/** Keys of a tile that belong to its query or to the tile itself; all others are options of its picture. */
const OWN_KEYS = new Set([
    "name", "title", "title_hidden", "look", "merged_queries", "model", "explore", "fields", "pivots", "fill_fields", "subtotals", "filters",
    "filter_expression", "sorts", "limit", "column_limit", "total", "row_total", "dynamic_fields", "filter_config", "visible_ui_sections",
    "query_timezone", "vis_config", "title_text", "subtitle_text", "body_text", "rich_content_json", "note_text", "note_state", "note_display",
    "refresh", "tab_name", "attributes", "merge_result_id", "listen", "row", "top", "col", "left", "width", "height",
]);
const QUERY_KEYS = [
    "model", "explore", "fields", "pivots", "fill_fields", "subtotals", "filters", "filter_expression", "sorts", "limit", "column_limit", "total",
    "row_total", "dynamic_fields", "query_timezone", "vis_config", "look", "merged_queries", "merge_result_id", "filter_config", "visible_ui_sections",
];

/** The query of a tile with one of its own; null for others. */
export function queryOf(tile: JSONObject): QueryBody | null {
    if (text(tile["model"]) === "" || text(tile["explore"]) === "") return null;
    const options = Object.fromEntries(Object.entries(tile).filter(([key]) => !OWN_KEYS.has(key)));
    return readQueryBody({ ...tile, view: tile["explore"], vis_config: { ...options, ...object(tile["vis_config"]) } });
}

/** The tile with another query and picture in place of its own, or of the Look that it has shown. */
export function withQuery(tile: JSONObject, query: QueryBody): JSONObject {
    const kept = Object.fromEntries(Object.entries(tile).filter(([key]) => OWN_KEYS.has(key) && !QUERY_KEYS.includes(key)));
    return {
        ...kept, model: query.model, explore: query.explore, fields: query.fields,
        ...(query.pivots.length > 0 ? { pivots: query.pivots } : {}),
        ...(query.fillFields !== null && query.fillFields.length > 0 ? { fill_fields: query.fillFields } : {}),
        ...(query.subtotals.length > 0 ? { subtotals: query.subtotals } : {}),
        ...(Object.keys(query.filters).length > 0 ? { filters: query.filters } : {}),
        ...(query.filterExpression !== "" ? { filter_expression: query.filterExpression } : {}),
        ...(query.sorts.length > 0 ? { sorts: query.sorts } : {}),
        limit: query.limit, column_limit: query.columnLimit,
        ...(query.total ? { total: true } : {}), ...(query.rowTotal ? { row_total: "right" } : {}),
        ...(query.dynamicFields !== "" ? { dynamic_fields: query.dynamicFields } : {}),
        ...(query.timezone !== "" ? { query_timezone: query.timezone } : {}),
        vis_config: query.visConfig,
    };
}

/**
 * A tile of the form as pages show tiles. The query of a Look comes from `known`, the same tile as it was saved; a tile whose Look
 * is new has none yet.
 */
export function tileOf(tile: JSONObject, known: Tile | undefined): Tile {
    const attributes = object(tile["attributes"]);
    const look = text(tile["look"]);
    const own = queryOf(tile);
    const read = readTile({
        ...tile, id: known?.id ?? `new ${nameOf(tile)}`, look_id: look, extension_id: attributes["extension_id"],
        type: ["text", "button", "extension"].includes(text(tile["type"])) ? tile["type"] : "vis",
    }, undefined, 0);
    const isQuery = own !== null || look !== "";
    const query = own ?? (known !== undefined && known.lookID === look ? known.query : null);
    return {
        ...read, kind: isQuery ? "query" : read.kind, query,
        title: read.title || (known !== undefined && known.lookID === look ? known.title : ""),
        listens: listenersOf(tile), place: placeOf(tile),
    };
}

/** A filter of the form as pages know filters; what its field is comes from `known`, the filters as they were saved. */
export function filterOf(filter: JSONObject, known: readonly DashboardFilter[]): DashboardFilter {
    const read = readFilter({ ...filter, dimension: filter["field"] ?? filter["dimension"] });
    const same = known.find((each) => each.model === read.model && each.explore === read.explore && each.dimension === read.dimension && each.field !== null);
    return { ...read, field: read.type === "field_filter" ? same?.field ?? null : null };
}

/** A new tile that shows a saved chart and listens to some filters. */
export function chartTile(id: string, title: string, listens: Tile["listens"]): JSONObject {
    return withListeners({ type: "extension", title, attributes: { extension_id: CHART_TILE }, rich_content_json: JSON.stringify({ chart: id }) }, listens);
}

/** What a button shows and where it leads, as the tile keeps it. */
export function buttonContent(tile: JSONObject, change: { readonly text: string; readonly href: string; readonly newTab: boolean }): string {
    let before: JSONObject = {};
    try {
        const read: unknown = JSON.parse(text(tile["rich_content_json"]) || "{}");
        if (isObject(read)) before = read;
    } catch {
        // What can't be read is replaced.
    }
    return JSON.stringify({ ...before, ...change });
}
