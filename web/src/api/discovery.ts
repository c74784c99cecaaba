import { ApiError, requestJSON } from "./http";
import { list, number, object, text } from "./reading";

/** What a search found, the best first in each list. Addresses are paths of this site. */
export interface Found {
    readonly content: readonly FoundContent[];
    readonly fields: readonly FoundField[];
    readonly metrics: readonly FoundMetric[];
    readonly values: readonly FoundValue[];
}

export interface FoundContent {
    readonly kind: string;
    readonly id: string;
    readonly title: string;
    readonly folder: string;
    readonly href: string;
    /** The dashboard filter that is set to what was searched: "Account name: Databricks"; "" for none. */
    readonly filter: string;
}

export interface FoundField {
    readonly label: string;
    /** As the model names it: `orders.total`; "" for an explore. */
    readonly name: string;
    readonly model: string;
    readonly explore: string;
    readonly category: string;
    readonly description: string;
    readonly href: string;
}

export interface FoundMetric {
    readonly label: string;
    readonly definition: string;
    readonly href: string;
}

/** A value of a field, with where to look at it. */
export interface FoundValue {
    readonly value: string;
    /** As people read it. */
    readonly field: string;
    /** As the model names it: `account.name`. */
    readonly name: string;
    readonly exploreHref: string;
    readonly dashboards: ReadonlyArray<{ readonly title: string; readonly href: string }>;
}

/** Finds content, fields, metrics and values. null where the server has no search. */
export async function search(term: string, signal: AbortSignal): Promise<Found | null> {
    try {
        const answer = object(await requestJSON(`/api/v1/search?${new URLSearchParams({ q: term, limit: "8" }).toString()}`, { signal }));
        return readFound(answer);
    } catch (error) {
        if (error instanceof ApiError && error.kind === "missing") return null;
        throw error;
    }
}

export function readFound(answer: Readonly<Record<string, unknown>>): Found {
    return {
        content: list(answer["content"], (item) => {
            const found = object(item);
            const filter = object(found["filter"]);
            return {
                kind: text(found["kind"]), id: text(found["id"]), title: text(found["title"]), folder: text(object(found["folder"])["name"]), href: ownPath(found["url"]),
                filter: text(filter["name"]) === "" ? "" : `${text(filter["name"])}: ${text(filter["value"])}`,
            };
        }),
        fields: list(answer["fields"], (item) => {
            const found = object(item);
            return { label: text(found["label"]), name: text(found["name"]), model: text(found["model"]), explore: text(found["explore"]), category: text(found["category"]), description: text(found["description"]), href: ownPath(found["url"]) };
        }),
        metrics: list(answer["metrics"], (item) => ({ label: text(object(item)["label"]), definition: text(object(item)["definition"]), href: ownPath(object(item)["url"]) })),
        values: list(answer["values"], (item) => {
            const found = object(item);
            return {
                value: text(found["value"]), field: text(found["label"]) || text(found["field"]), name: text(found["field"]), exploreHref: ownPath(found["explore_url"]),
                dashboards: list(found["dashboards"], (each) => ({ title: text(object(each)["title"]), href: ownPath(object(each)["url"]) })),
            };
        }),
    };
}

/** A path of this site; "" for anything else. */
function ownPath(value: unknown): string {
    const path = text(value);
    return path.startsWith("/") && !path.startsWith("//") ? path : "";
}

/** A Look, dashboard or link that somebody has put where it is found. */
export interface Pin {
    readonly kind: "look" | "dashboard" | "board" | "folder";
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly href: string;
}

/** How often something was looked at, and when last. */
export interface ViewCount {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly count: number;
    /** ISO 8601; "" where it is not known. */
    readonly lastViewed: string;
}

const BASE = "/api/4.0";

/** What `load` brings, or nothing where the server doesn't know such things or the reader may not ask. */
async function ifThere<Item>(load: () => Promise<Item[]>): Promise<Item[]> {
    try {
        return await load();
    } catch (error) {
        if (error instanceof ApiError && (error.kind === "missing" || error.kind === "forbidden")) return [];
        throw error;
    }
}

/** What the reader has marked. */
export function fetchFavorites(userID: string, signal: AbortSignal): Promise<Pin[]> {
    return ifThere(async () => list(await requestJSON(`${BASE}/content_favorite/search?user_id=${encodeURIComponent(userID)}`, { signal }), (item) => {
        const favorite = object(item);
        const [look, dashboard, board] = [object(favorite["look"]), object(favorite["dashboard"]), object(favorite["board"])];
        const lookID = text(favorite["look_id"]) || text(look["id"]);
        const dashboardID = text(favorite["dashboard_id"]) || text(favorite["lookml_dashboard_id"]) || text(dashboard["id"]);
        const boardID = text(favorite["board_id"]) || text(board["id"]);
        const folderID = text(favorite["folder_id"]);
        if (folderID !== "") return pin("folder", folderID, text(object(favorite["folder"])["name"]), "");
        if (lookID !== "") return pin("look", lookID, text(look["title"]), text(look["description"]));
        if (dashboardID !== "") return pin("dashboard", dashboardID, text(dashboard["title"]), text(dashboard["description"]));
        return pin("board", boardID, text(board["title"]), text(board["description"]));
    }));
}

/** What somebody has looked at, the last first. */
export function fetchRecentViews(userID: string, signal: AbortSignal): Promise<ViewCount[]> {
    const question = new URLSearchParams({ user_id: userID, all_time: "true", sorts: "last_viewed_at desc", limit: "12" });
    return ifThere(async () => readViews(await requestJSON(`${BASE}/content_view/search?${question.toString()}`, { signal })));
}

/** What is looked at most. */
export function fetchPopular(signal: AbortSignal): Promise<ViewCount[]> {
    const question = new URLSearchParams({ all_time: "true", sorts: "view_count desc", limit: "12" });
    return ifThere(async () => readViews(await requestJSON(`${BASE}/content_view/search?${question.toString()}`, { signal })));
}

/** Marks something as a favourite; gives the mark's id. */
export async function addFavorite(metadataID: string): Promise<string> {
    return text(object(await requestJSON(`${BASE}/content_favorite`, { method: "POST", body: { content_metadata_id: metadataID } }))["id"]);
}

export async function removeFavorite(id: string): Promise<void> {
    await requestJSON(`${BASE}/content_favorite/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function readViews(value: unknown): ViewCount[] {
    return list(value, object).flatMap((view): ViewCount[] => {
        const [look, dashboard] = [text(view["look_id"]), text(view["dashboard_id"])];
        const more = { title: text(view["title"]), count: number(view["view_count"], 0), lastViewed: text(view["last_viewed_at"]) };
        return look !== "" ? [{ kind: "look", id: look, ...more }] : dashboard !== "" ? [{ kind: "dashboard", id: dashboard, ...more }] : [];
    });
}

function pin(kind: Pin["kind"], id: string, title: string, description: string): Pin {
    const places = { look: "looks", dashboard: "dashboards", board: "boards", folder: "folders" } as const;
    return { kind, id, title: title || `${kind === "look" ? "Look" : kind} ${id}`, description, href: `/${places[kind]}/${encodeURIComponent(id).replace(/%3A/g, ":")}` };
}
