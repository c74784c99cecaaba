import { requestJSON } from "./http";
import { readField } from "./fields";
import type { Field } from "./fields";
import { flag, isObject, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";
import { readQueryBody } from "./queries";
import type { QueryBody } from "./queries";
import { readSavedState } from "./savedState";
import type { SavedState } from "./savedState";

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
    /** Whether the reader may change it. */
    readonly mayChange: boolean;
}

export interface Folder {
    readonly id: string;
    readonly name: string;
    readonly parentID: string;
    /** Whether the reader may put something into it. */
    readonly mayAdd: boolean;
    readonly looks: readonly ContentItem[];
    readonly dashboards: readonly ContentItem[];
}

export interface Look extends ContentItem, SavedState {
    readonly query: QueryBody;
}

export interface Dashboard extends ContentItem, SavedState {
    readonly tiles: readonly Tile[];
    /** Pages of tiles; none for a dashboard of one page. */
    readonly tabs: readonly DashboardTab[];
    readonly filters: readonly DashboardFilter[];
    readonly showsFilters: boolean;
    /** Whether a press on a value filters the other tiles by it. */
    readonly crossFilters: boolean;
    /** After how many seconds it asks again by itself; 0 for never. */
    readonly refreshSeconds: number;
}

export interface DashboardTab {
    readonly id: string;
    readonly label: string;
}

export interface Tile {
    readonly id: string;
    /** "chart" is a saved chart of product analytics, "merged" the results of several queries side by side. */
    readonly kind: "query" | "merged" | "text" | "button" | "chart" | "unsupported";
    /** The id of its tab; "" where there are none. */
    readonly tab: string;
    readonly title: string;
    readonly titleHidden: boolean;
    readonly subtitle: string;
    readonly body: string;
    readonly note: string;
    /** Where the note stands: above the picture, below it, or behind a sign that shows it. */
    readonly notePlace: "above" | "below" | "hover";
    readonly lookID: string;
    /** The id of the saved chart that it shows; "" for other kinds. */
    readonly chartID: string;
    readonly button: TileButton | null;
    readonly query: QueryBody | null;
    /** Of merged results; null for other kinds. */
    readonly merge: TileMerge | null;
    /** Which field of the tile's query each dashboard filter sets. */
    readonly listens: ReadonlyArray<{ readonly filter: string; readonly field: string }>;
    /** Place on the grid of 24 columns, counted from 0. */
    readonly place: { readonly row: number; readonly column: number; readonly width: number; readonly height: number };
}

/** Several queries whose results stand side by side. */
export interface TileMerge {
    /** Of a merge that was saved by itself; "" where the dashboard holds the queries. */
    readonly id: string;
    /** Settings of the picture; empty where the saved merge has them. */
    readonly visConfig: Readonly<Record<string, unknown>>;
    /** The explores of its queries, as far as the server names them. */
    readonly sources: ReadonlyArray<{ readonly model: string; readonly explore: string }>;
}

/** A link in the shape of a button. */
export interface TileButton {
    readonly label: string;
    readonly href: string;
    readonly newTab: boolean;
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
    /** Names of filters whose values narrow the suggestions of this one. */
    readonly listensTo: readonly string[];
    /** How it is shown: "button_group", "dropdown_menu" …; "" for a sentence. */
    readonly control: string;
    /** The values that such a control offers; empty for those that there are. */
    readonly options: readonly string[];
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
    return { ...readItem(look), ...readSavedState(look), query: readQueryBody(look["query"]) };
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
    const layouts = list(dashboard["dashboard_layouts"], object).filter((each) => !flag(each["deleted"]));
    const active = layouts.filter((each) => flag(each["active"]));
    // Of several that are active, each is a tab; of several that are not, only one is looked at.
    const pages = active.length > 0 ? active : layouts.slice(0, 1);
    const isTabbed = pages.length > 1 || pages.some((page) => text(page["label"]) !== "");
    const places = new Map<string, { readonly component: JSONObject; readonly page: string }>();
    for (const page of pages) {
        for (const component of list(page["dashboard_layout_components"], object)) {
            if (!flag(component["deleted"])) places.set(text(component["dashboard_element_id"]), { component, page: text(page["id"]) });
        }
    }
    let nextRow = 0;
    const tiles = list(dashboard["dashboard_elements"], object).filter((element) => !flag(element["deleted"])).map((element) => {
        const place = places.get(text(element["id"]));
        const tile = readTile(element, place?.component, nextRow);
        nextRow = Math.max(nextRow, tile.place.row + tile.place.height);
        return { ...tile, tab: isTabbed ? place?.page ?? text(pages[0]?.["id"]) : "" };
    });
    tiles.sort((left, right) => left.place.row - right.place.row || left.place.column - right.place.column);
    return {
        ...readItem(dashboard),
        ...readSavedState(dashboard),
        tiles,
        tabs: isTabbed ? pages.map((page, index) => ({ id: text(page["id"]), label: text(page["label"]) || `Tab ${index + 1}` })) : [],
        filters: list(dashboard["dashboard_filters"], (item) => item)
            .map((item, index) => ({ filter: readFilter(object(item)), row: number(object(item)["row"], index), index }))
            .sort((left, right) => left.row - right.row || left.index - right.index)
            .map(({ filter }) => filter),
        showsFilters: dashboard["show_filters_bar"] !== false,
        crossFilters: flag(dashboard["crossfilter_enabled"]),
        refreshSeconds: number(dashboard["refresh_interval_to_i"], 0),
    };
}

function readFolder(value: unknown): Folder {
    const folder = object(value);
    const items = (key: string) => list(folder[key], object).filter((item) => !flag(item["hidden"])).map(readItem);
    return {
        id: text(folder["id"]), name: text(folder["name"]), parentID: text(folder["parent_id"]), mayAdd: flag(object(folder["can"])["edit_content"]),
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
        mayChange: flag(object(item["can"])["update"]),
    };
}

export function readTile(element: JSONObject, component: JSONObject | undefined, nextRow: number): Tile {
    const look = object(element["look"]);
    const maker = object(element["result_maker"]);
    const source = [element["query"], look["query"], maker["query"]].find(isObject);
    const type = text(element["type"]);
    const isText = type === "text";
    const rich = readRich(text(element["rich_content_json"]));
    const chartID = text(element["extension_id"]) === CHART_TILE ? text(rich["chart"]) : "";
    const href = text(rich["href"]);
    const visConfig = isObject(maker["vis_config"]) ? maker["vis_config"] : undefined;
    const query = source === undefined ? null : readQueryBody(source);
    const listens = list(maker["filterables"], object).flatMap((filterable) =>
        list(filterable["listen"], (item) => ({
            filter: text(object(item)["dashboard_filter_name"]), field: text(object(item)["field"]),
        })));
    const mergeID = text(element["merge_result_id"]) || text(maker["merge_result_id"]);
    // Without a query of its own, the server describes a result only of queries that are merged, and of charts that listen.
    const isMerged = query === null && chartID === "" && (mergeID !== "" || isObject(element["result_maker"]) || Array.isArray(element["merged_queries"]));
    return {
        id: text(element["id"]),
        kind: isText ? "text" : type === "button" ? "button" : chartID !== "" ? "chart" : isMerged ? "merged" : query === null ? "unsupported" : "query",
        tab: "",
        title: (isText ? text(element["title_text"]) : "") || text(element["title"]) || text(look["title"]),
        titleHidden: flag(element["title_hidden"]),
        subtitle: text(element["subtitle_text"]),
        body: text(element["body_text"]),
        note: text(element["note_text"]),
        notePlace: readNotePlace(text(element["note_display"])),
        lookID: text(element["look_id"]) || text(look["id"]),
        chartID,
        button: type === "button" ? { label: text(rich["text"]) || href, href: isAddress(href) ? href : "", newTab: flag(rich["newTab"]) } : null,
        query: query !== null && visConfig !== undefined && Object.keys(query.visConfig).length === 0
            ? { ...query, visConfig } : query,
        merge: isMerged ? {
            id: mergeID, visConfig: visConfig ?? {},
            sources: list(maker["filterables"], (each) => ({ model: text(object(each)["model"]), explore: text(object(each)["view"]) })).filter((each) => each.explore !== ""),
        } : null,
        listens,
        place: {
            row: number(component?.["row"], nextRow),
            column: number(component?.["column"], 0),
            width: number(component?.["width"], 24),
            height: number(component?.["height"], 6),
        },
    };
}

/** By this name of an extension, a tile shows a saved chart. */
export const CHART_TILE = "soundings::chart";

/** Buttons and charts keep what they show as JSON text. */
function readRich(json: string): JSONObject {
    try {
        return object(JSON.parse(json === "" ? "{}" : json) as unknown);
    } catch {
        return {};
    }
}

/** Whether an address leads to this site or to another by HTTP: whoever edits a dashboard runs no script in its readers' pages. */
function isAddress(href: string): boolean {
    return /^https?:\/\//i.test(href) || /^\/(?![/\\])/.test(href);
}

function readNotePlace(place: string): Tile["notePlace"] {
    return place === "above" || place === "hover" ? place : "below";
}

export function readFilter(filter: JSONObject): DashboardFilter {
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
        listensTo: list(filter["listens_to_filters"], text),
        control: text(object(filter["ui_config"])["type"]),
        options: list(object(filter["ui_config"])["options"], text),
    };
}
