import { CHART_TILE } from "./content";
import type { Tile } from "./content";
import { requestJSON } from "./http";
import { object, text } from "./reading";
import { writeQueryBody } from "./queries";
import type { QueryBody } from "./queries";

/** A stored query: its number, and the short name that links use. */
export interface StoredQuery {
    readonly id: string;
    readonly slug: string;
}

/** Stores a query with the settings of its picture. The same query stored twice is one. */
export async function storeQuery(query: QueryBody): Promise<StoredQuery> {
    const stored = object(await requestJSON("/api/4.0/queries", { method: "POST", body: { ...writeQueryBody(query), vis_config: query.visConfig } }));
    return { id: text(stored["id"]), slug: text(stored["slug"]) || text(stored["client_id"]) };
}

/** Saves a query as a Look and gives the Look's id. */
export async function saveLook(query: QueryBody, title: string, description: string, folderID: string): Promise<string> {
    const stored = await storeQuery(query);
    const look = object(await requestJSON("/api/4.0/looks", { method: "POST", body: { title, description, folder_id: folderID, query_id: stored.id } }));
    return text(look["id"]);
}

/** Puts a query in place of a Look's own. Refused where somebody has changed the Look since `version`. */
export async function changeLook(id: string, version: number, query: QueryBody): Promise<void> {
    const stored = await storeQuery(query);
    await requestJSON(`/api/4.0/looks/${encodeURIComponent(id)}`, { method: "PATCH", version, body: { query_id: stored.id } });
}

/** Puts a query on a dashboard as a tile of its own. */
export async function addTile(dashboardID: string, query: QueryBody, title: string): Promise<void> {
    const stored = await storeQuery(query);
    await requestJSON("/api/4.0/dashboard_elements", { method: "POST", body: { dashboard_id: dashboardID, type: "vis", title, query_id: stored.id } });
}

/** Puts a Look on a dashboard as a tile that follows it. */
export async function addLookTile(dashboardID: string, lookID: string, title: string): Promise<void> {
    await requestJSON("/api/4.0/dashboard_elements", { method: "POST", body: { dashboard_id: dashboardID, type: "look", title, look_id: lookID } });
}

/** Puts a saved chart of product analytics on a dashboard as a tile that listens to some of its filters. */
export async function addChartTile(dashboardID: string, chartID: string, title: string, listens: Tile["listens"]): Promise<void> {
    const rich = JSON.stringify({ chart: chartID });
    const listen = listens.map(({ filter, field }) => ({ dashboard_filter_name: filter, field }));
    await requestJSON("/api/4.0/dashboard_elements", {
        method: "POST", body: {
            dashboard_id: dashboardID, type: "extension", title, extension_id: CHART_TILE, rich_content_json: rich,
            ...(listen.length === 0 ? {} : { result_maker: { filterables: [{ listen }] } }),
        },
    });
}

/** Puts a query in place of a tile's own. Refused where somebody has changed the dashboard since `version`. */
export async function changeTile(tileID: string, version: number, query: QueryBody): Promise<void> {
    const stored = await storeQuery(query);
    await requestJSON(`/api/4.0/dashboard_elements/${encodeURIComponent(tileID)}`, { method: "PATCH", version, body: { query_id: stored.id } });
}

/** Makes an empty dashboard and gives its id. */
export async function makeDashboard(title: string, folderID: string): Promise<string> {
    return text(object(await requestJSON("/api/4.0/dashboards", { method: "POST", body: { title, folder_id: folderID } }))["id"]);
}
