import { requestJSON } from "./http";
import { readField } from "./fields";
import type { Field } from "./fields";
import { flag, isObject, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";
import { readQueryBody } from "./queries";
import type { QueryBody } from "./queries";

/** Names and places of something saved, as lists show it. */
export interface ContentItem {
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly folderID: string;
    readonly folderName: string;
    /** `vis_config.type`, where the list tells it. */
    readonly visType: string;
    /** By which favourites name it; "" where the server does not tell. */
    readonly metadataID: string;
    /** The reader's mark as a favourite; "" for none. */
    readonly favoriteID: string;
}

export interface Folder {
    readonly id: string;
    readonly name: string;
    readonly parentID: string;
    readonly looks: readonly ContentItem[];
    readonly dashboards: readonly ContentItem[];
}

export interface Look extends ContentItem {
    readonly query: QueryBody;
    readonly owner: string;
    /** Counts its changes. */
    readonly version: number;
    readonly mayChange: boolean;
}

export interface Dashboard extends ContentItem {
    readonly tiles: readonly Tile[];
    readonly filters: readonly DashboardFilter[];
    readonly owner: string;
    readonly showsFilters: boolean;
}

export interface Tile {
    readonly id: string;
    readonly kind: "query" | "text" | "unsupported";
    readonly title: string;
    readonly titleHidden: boolean;
    readonly subtitle: string;
    readonly body: string;
    readonly note: string;
    /** Where the note stands: above the picture, below it, or behind a sign that shows it. */
    readonly notePlace: "above" | "below" | "hover";
    readonly lookID: string;
    readonly query: QueryBody | null;
    /** Which field of the tile's query each dashboard filter sets. */
    readonly listens: ReadonlyArray<{ readonly filter: string; readonly field: string }>;
    /** Place on the grid of 24 columns, counted from 0. */
    readonly place: { readonly row: number; readonly column: number; readonly width: number; readonly height: number };
}

export interface DashboardFilter {
    /** The name that addresses use. */
    readonly name: string;
    readonly title: string;
    readonly type: string;
    readonly defaultValue: string;
    readonly model: string;
    readonly explore: string;
    readonly dimension: string;
    readonly field: Field | null;
    readonly required: boolean;
    readonly allowsSeveral: boolean;
}

const BASE = "/api/4.0";

export async function fetchFolders(signal: AbortSignal): Promise<Folder[]> {
    return list(await requestJSON(`${BASE}/folders`, { signal }), readFolder);
}

export async function fetchFolder(id: string, signal: AbortSignal): Promise<Folder> {
    return readFolder(await requestJSON(`${BASE}/folders/${encodeURIComponent(id)}`, { signal }));
}

export async function fetchLooks(signal: AbortSignal): Promise<ContentItem[]> {
    return list(await requestJSON(`${BASE}/looks`, { signal }), (item) => readItem(object(item)));
}

export async function fetchLook(id: string, signal: AbortSignal): Promise<Look> {
    const look = object(await requestJSON(`${BASE}/looks/${encodeURIComponent(id)}`, { signal }));
    return { ...readItem(look), query: readQueryBody(look["query"]), owner: text(look["user_name"]), version: number(look["version"], 0), mayChange: flag(object(look["can"])["update"]) };
}

export async function fetchDashboards(signal: AbortSignal): Promise<ContentItem[]> {
    const items = list(await requestJSON(`${BASE}/dashboards`, { signal }), object);
    return items.filter((item) => !flag(item["hidden"])).map(readItem);
}

export async function fetchDashboard(id: string, signal: AbortSignal): Promise<Dashboard> {
    return readDashboard(object(await requestJSON(`${BASE}/dashboards/${encodeURIComponent(id)}`, { signal })));
}

/** Reads a dashboard as Looker's API gives it. Tiles come in reading order. */
export function readDashboard(dashboard: JSONObject): Dashboard {
    const layouts = list(dashboard["dashboard_layouts"], object);
    const layout = layouts.find((each) => flag(each["active"])) ?? layouts[0] ?? {};
    const places = new Map<string, JSONObject>();
    for (const component of list(layout["dashboard_layout_components"], object)) {
        if (!flag(component["deleted"])) places.set(text(component["dashboard_element_id"]), component);
    }
    let nextRow = 0;
    const tiles = list(dashboard["dashboard_elements"], object).filter((element) => !flag(element["deleted"])).map((element) => {
        const tile = readTile(element, places.get(text(element["id"])), nextRow);
        nextRow = Math.max(nextRow, tile.place.row + tile.place.height);
        return tile;
    });
    tiles.sort((left, right) => left.place.row - right.place.row || left.place.column - right.place.column);
    return {
        ...readItem(dashboard),
        tiles,
        filters: list(dashboard["dashboard_filters"], (item) => item)
            .map((item, index) => ({ filter: readFilter(object(item)), row: number(object(item)["row"], index), index }))
            .sort((left, right) => left.row - right.row || left.index - right.index)
            .map(({ filter }) => filter),
        owner: text(dashboard["user_name"]),
        showsFilters: dashboard["show_filters_bar"] !== false,
    };
}

function readFolder(value: unknown): Folder {
    const folder = object(value);
    const items = (key: string) => list(folder[key], object).filter((item) => !flag(item["hidden"])).map(readItem);
    return {
        id: text(folder["id"]), name: text(folder["name"]), parentID: text(folder["parent_id"]),
        looks: items("looks"), dashboards: items("dashboards"),
    };
}

function readItem(item: JSONObject): ContentItem {
    const folder = object(item["folder"]);
    return {
        id: text(item["id"]),
        title: text(item["title"]) || "Untitled",
        description: text(item["description"]),
        folderID: text(item["folder_id"]) || text(folder["id"]),
        folderName: text(folder["name"]),
        visType: text(object(object(item["query"])["vis_config"])["type"]),
        metadataID: text(item["content_metadata_id"]),
        favoriteID: text(item["content_favorite_id"]),
    };
}

function readTile(element: JSONObject, component: JSONObject | undefined, nextRow: number): Tile {
    const look = object(element["look"]);
    const maker = object(element["result_maker"]);
    const source = [element["query"], look["query"], maker["query"]].find(isObject);
    const isText = text(element["type"]) === "text";
    const visConfig = isObject(maker["vis_config"]) ? maker["vis_config"] : undefined;
    const query = source === undefined ? null : readQueryBody(source);
    const listens = list(maker["filterables"], object).flatMap((filterable) =>
        list(filterable["listen"], (item) => ({
            filter: text(object(item)["dashboard_filter_name"]), field: text(object(item)["field"]),
        })));
    return {
        id: text(element["id"]),
        kind: isText ? "text" : query === null ? "unsupported" : "query",
        title: (isText ? text(element["title_text"]) : "") || text(element["title"]) || text(look["title"]),
        titleHidden: flag(element["title_hidden"]),
        subtitle: text(element["subtitle_text"]),
        body: text(element["body_text"]),
        note: text(element["note_text"]),
        notePlace: readNotePlace(text(element["note_display"])),
        lookID: text(element["look_id"]) || text(look["id"]),
        query: query !== null && visConfig !== undefined && Object.keys(query.visConfig).length === 0
            ? { ...query, visConfig } : query,
        listens,
        place: {
            row: number(component?.["row"], nextRow),
            column: number(component?.["column"], 0),
            width: number(component?.["width"], 24),
            height: number(component?.["height"], 6),
        },
    };
}

function readNotePlace(place: string): Tile["notePlace"] {
    return place === "above" || place === "hover" ? place : "below";
}

function readFilter(filter: JSONObject): DashboardFilter {
    const name = text(filter["name"]) || text(filter["title"]);
    return {
        name,
        title: text(filter["title"]) || name,
        type: text(filter["type"]),
        defaultValue: text(filter["default_value"]),
        model: text(filter["model"]),
        explore: text(filter["explore"]),
        dimension: text(filter["dimension"]),
        field: isObject(filter["field"]) ? readField(filter["field"]) : null,
        required: flag(filter["required"]),
        allowsSeveral: filter["allow_multiple_values"] !== false,
    };
}
