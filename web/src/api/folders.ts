import { requestJSON } from "./http";
import { flag, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** A folder as it is kept, without what lies in it. */
export interface FolderInfo {
    readonly id: string;
    readonly name: string;
    /** "" for those at the top. */
    readonly parentID: string;
    readonly description: string;
    readonly metadataID: string;
    readonly creatorID: string;
    /** Shared, in which everybody's folders lie. */
    readonly sharedRoot: boolean;
    /** Users, in which each person's own folder lies. */
    readonly usersRoot: boolean;
    /** Somebody's own folder. */
    readonly personal: boolean;
    /** Whether the reader may rename, move and delete it. */
    readonly mayChange: boolean;
    /** Whether the reader may put things into it. */
    readonly mayAdd: boolean;
}

/** A Look or a dashboard as folders list it. */
export interface FolderItem {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly folderID: string;
    readonly owner: string;
    readonly updatedAt: string;
    readonly lastViewed: string;
    readonly views: number;
    /** Counts its changes; a change says on which one it was made. */
    readonly version: number;
    /** What a project's file says can be changed only there. */
    readonly fromFile: boolean;
    readonly mayChange: boolean;
    readonly mayCopy: boolean;
    readonly metadataID: string;
    readonly favoriteID: string;
    readonly verified: boolean;
    readonly deprecated: boolean;
}

/** Something in the trash. */
export interface Trashed {
    readonly kind: "look" | "dashboard" | "folder";
    readonly id: string;
    readonly title: string;
    readonly folderID: string;
    readonly deletedAt: string;
    readonly deleterID: string;
}

type Item = Pick<FolderItem, "kind" | "id">;

const BASE = "/api/4.0";
const at = ({ kind, id }: Item) => `${BASE}/${kind}s/${encodeURIComponent(id)}`;
const SUMMARY = "id,title,description,folder_id,folder,content_metadata_id,content_favorite_id,user_name,view_count,updated_at,last_viewed_at,version,readonly,can";

export async function fetchFolderInfos(signal: AbortSignal): Promise<FolderInfo[]> {
    return list(await requestJSON(`${BASE}/folders`, { signal }), readFolder);
}

/** Every Look and dashboard that the reader sees, as lists need them. */
export async function fetchFolderItems(signal: AbortSignal): Promise<FolderItem[]> {
    const [looks, dashboards] = await Promise.all([requestJSON(`${BASE}/looks`, { signal }), requestJSON(`${BASE}/dashboards?fields=${SUMMARY},tags`, { signal })]);
    return [...list(dashboards, (item) => readItem("dashboard", object(item))), ...list(looks, (item) => readItem("look", object(item)))];
}

export async function makeFolder(name: string, parentID: string): Promise<FolderInfo> {
    return readFolder(await requestJSON(`${BASE}/folders`, { method: "POST", body: { name, parent_id: parentID } }));
}

export async function changeFolder(id: string, change: { readonly name?: string; readonly parentID?: string; readonly description?: string }): Promise<void> {
    const body = {
        ...(change.name === undefined ? {} : { name: change.name }), ...(change.parentID === undefined ? {} : { parent_id: change.parentID }),
        ...(change.description === undefined ? {} : { description: change.description }),
    };
    await requestJSON(`${BASE}/folders/${encodeURIComponent(id)}`, { method: "PATCH", body });
}

/** Puts a folder with all that lies in it into the trash. */
export async function trashFolder(id: string): Promise<void> {
    await requestJSON(`${BASE}/folders/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export async function restoreFolder(id: string): Promise<void> {
    await requestJSON(`/api/v1/content/trash/folders/${encodeURIComponent(id)}/restore`, { method: "POST", body: {} });
}

/** The version that something has now: who puts back what they have just changed stands on their own change. */
async function versionNow(item: Item): Promise<number> {
    return number(object(await requestJSON(`${at(item)}?fields=version`))["version"], 0);
}

export async function renameItem(item: FolderItem, title: string): Promise<void> {
    await requestJSON(at(item), { method: "PATCH", version: item.version, body: { title } });
}

export async function moveItem(item: Item, folderID: string, version?: number): Promise<void> {
    await requestJSON(at(item), { method: "PATCH", version: version ?? await versionNow(item), body: { folder_id: folderID } });
}

/** Makes a copy in a folder and gives its id. */
export async function copyItem(item: Item, folderID: string): Promise<string> {
    return text(object(await requestJSON(`${at(item)}/copy?folder_id=${encodeURIComponent(folderID)}`, { method: "POST" }))["id"]);
}

/** Puts something into the trash, from where it can be had back. */
export async function trashItem(item: Item, version?: number): Promise<void> {
    await requestJSON(at(item), { method: "PATCH", version: version ?? await versionNow(item), body: { deleted: true } });
}

export async function restoreItem(item: Item): Promise<void> {
    await requestJSON(at(item), { method: "PATCH", version: await versionNow(item), body: { deleted: false } });
}

/** Deletes something of the trash for good. */
export async function deleteItem(item: Item): Promise<void> {
    await requestJSON(at(item), { method: "DELETE", version: await versionNow(item) });
}

export async function fetchTrash(signal: AbortSignal): Promise<Trashed[]> {
    const trash = object(await requestJSON("/api/v1/content/trash", { signal }));
    const read = (kind: Trashed["kind"], key: string) => list(trash[key], (item): Trashed => {
        const entry = object(item);
        return { kind, id: text(entry["id"]), title: text(entry["title"]), folderID: text(entry["folder_id"]), deletedAt: text(entry["deleted_at"]), deleterID: text(entry["deleter_id"]) };
    });
    return [...read("folder", "folders"), ...read("dashboard", "dashboards"), ...read("look", "looks")];
}

function readFolder(value: unknown): FolderInfo {
    const folder = object(value);
    const can = object(folder["can"]);
    return {
        id: text(folder["id"]), name: text(folder["name"]), parentID: text(folder["parent_id"]), description: text(folder["description"]), metadataID: text(folder["content_metadata_id"]),
        creatorID: text(folder["creator_id"]), sharedRoot: flag(folder["is_shared_root"]), usersRoot: flag(folder["is_users_root"]), personal: flag(folder["is_personal"]),
        mayChange: flag(can["update"]), mayAdd: flag(can["edit_content"]),
    };
}

function readItem(kind: FolderItem["kind"], item: JSONObject): FolderItem {
    const can = object(item["can"]);
    return {
        kind, id: text(item["id"]), title: text(item["title"]) || "Untitled", description: text(item["description"]), folderID: text(item["folder_id"]) || text(object(item["folder"])["id"]),
        owner: text(item["user_name"]), updatedAt: text(item["updated_at"]), lastViewed: text(item["last_viewed_at"]), views: number(item["view_count"], 0),
        version: number(item["version"], 0), fromFile: flag(item["readonly"]), mayChange: flag(can["update"]), mayCopy: flag(can["copy"]),
        metadataID: text(item["content_metadata_id"]), favoriteID: text(item["content_favorite_id"]),
        verified: text(object(item["certification_metadata"])["certification_status"]) === "verified", deprecated: item["deprecated"] !== undefined && item["deprecated"] !== null,
    };
}
