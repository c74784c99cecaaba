import { requestJSON } from "./http";
import { list, number, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";
import type { SavedKind } from "./savedState";

/** What can be changed without touching the content itself. What is absent stays. */
export interface SavedChange {
    readonly title?: string;
    readonly description?: string;
    readonly folderID?: string;
    readonly ownerID?: string;
    readonly deleted?: boolean;
    readonly tags?: readonly string[];
    /** Notes of whoever verifies; null takes the mark away. */
    readonly verified?: string | null;
    readonly deprecated?: { readonly successor: string; readonly note: string } | null;
    /** Of dashboards: "5 minutes"; "" for never. */
    readonly refreshInterval?: string;
    readonly crossFilters?: boolean;
}

function path(kind: SavedKind, id: string): string {
    return `/api/4.0/${kind}s/${encodeURIComponent(id)}`;
}

/** Changes something saved, unless somebody else has changed it since `version`. */
export async function changeSaved(kind: SavedKind, id: string, version: number, change: SavedChange): Promise<void> {
    const body: Record<string, unknown> = {};
    if (change.title !== undefined) body["title"] = change.title;
    if (change.description !== undefined) body["description"] = change.description;
    if (change.folderID !== undefined) body["folder_id"] = change.folderID;
    if (change.ownerID !== undefined) body["user_id"] = change.ownerID;
    if (change.deleted !== undefined) body["deleted"] = change.deleted;
    if (change.tags !== undefined) body["tags"] = change.tags;
    if (change.verified !== undefined) body["certification_metadata"] = change.verified === null ? null : { certification_status: "certified", notes: change.verified };
    if (change.deprecated !== undefined) body["deprecated"] = change.deprecated === null ? null : { successor: change.deprecated.successor || null, note: change.deprecated.note || null };
    if (change.refreshInterval !== undefined) body["refresh_interval"] = change.refreshInterval || null;
    if (change.crossFilters !== undefined) body["crossfilter_enabled"] = change.crossFilters;
    await requestJSON(path(kind, id), { method: "PATCH", version, body });
}

/** Copies to a folder and gives the copy's id. Also of what comes from files: the copy can be changed. */
export async function copySaved(kind: SavedKind, id: string, folderID: string): Promise<string> {
    const copy = object(await requestJSON(`${path(kind, id)}/copy?folder_id=${encodeURIComponent(folderID)}`, { method: "POST", body: {} }));
    return text(copy["id"]);
}

/** An editable copy of a LookML dashboard that remembers where it comes from; gives its id. */
export async function importDashboard(id: string, folderID: string, title: string): Promise<string> {
    const copy = object(await requestJSON(`${path("dashboard", id)}/import/${encodeURIComponent(folderID)}`, { method: "POST", body: { title } }));
    return text(copy["id"]);
}

/** One of the states that something saved has had. */
export interface SavedVersion {
    readonly version: number;
    readonly at: string;
    readonly by: string;
    /** What changed, in a few words. */
    readonly summary: string;
}

export interface DifferenceLine {
    readonly sign: "+" | "-" | " ";
    readonly text: string;
}

function contentPath(kind: SavedKind, id: string): string {
    return `/api/v1/content/${kind}s/${encodeURIComponent(id)}`;
}

/** The newest first. */
export async function fetchVersions(kind: SavedKind, id: string, signal: AbortSignal): Promise<SavedVersion[]> {
    return list(object(await requestJSON(`${contentPath(kind, id)}/versions`, { signal }))["versions"], (item) => {
        const version = object(item);
        return { version: number(version["version"], 0), at: text(version["created_at"]), by: text(version["user_name"]), summary: text(version["summary"]) };
    });
}

/** One version as it was saved, in the form of files. */
export async function fetchVersionBody(kind: SavedKind, id: string, version: number, signal: AbortSignal): Promise<JSONObject> {
    return object(object(await requestJSON(`${contentPath(kind, id)}/versions/${version}`, { signal }))["body"]);
}

/** What `version` changed of the one before, or of `from`. */
export async function fetchDifference(kind: SavedKind, id: string, version: number, from: number | null, signal: AbortSignal): Promise<DifferenceLine[]> {
    const answer = object(await requestJSON(`${contentPath(kind, id)}/diff?to=${version}${from === null ? "" : `&from=${from}`}`, { signal }));
    return list(answer["lines"], (item) => {
        const sign = textOrNull(object(item)["sign"]);
        return { sign: sign === "+" || sign === "-" ? sign : " ", text: text(object(item)["text"]) };
    });
}

/** Makes an old version the newest. Refused where somebody has changed it since `current`. */
export async function restoreVersion(kind: SavedKind, id: string, version: number, current: number): Promise<void> {
    await requestJSON(`${contentPath(kind, id)}/restore`, { method: "POST", version: current, body: { version } });
}
