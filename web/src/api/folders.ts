import { requestJSON } from "./http";
import { flag, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";
import { changeSaved } from "./saved";
import { readSavedState } from "./savedState";
import type { SavedChange } from "./saved";
import type { SavedKind, SavedState } from "./savedState";

/** A folder as it is kept, without what lies in it. */
export interface FolderInfo {
    readonly id: string;
    readonly name: string;
    /** "" for those at the top. */
    readonly parentID: string;
    readonly description: string;
    readonly metadataID: string;
    /** The reader's mark as a favourite; "" for none. */
    readonly favoriteID: string;
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
export interface FolderItem extends SavedState {
    readonly kind: SavedKind;
    readonly id: string;
    readonly title: string;
    readonly description: string;
    readonly folderID: string;
    readonly lastViewed: string;
    readonly views: number;
    /** By which favourites name it. */
    readonly metadataID: string;
    /** The reader's mark as a favourite; "" for none. */
    readonly favoriteID: string;
}

/** Something in the trash. */
export interface Trashed {
    readonly kind: SavedKind | "folder" | "statement";
    readonly id: string;
    readonly title: string;
    readonly folderID: string;
    readonly deletedAt: string;
    readonly deleterID: string;
}

interface Item {
    readonly kind: SavedKind;
    readonly id: string;
}

const BASE = "/api/4.0";
/** What lists need of dashboards: without their tiles. */
const SUMMARY = "id,title,description,folder_id,folder,model,content_metadata_id,content_favorite_id,user_id,user_name,last_updater_name,view_count,updated_at,last_viewed_at,version,readonly,deleted,deleted_at,can,tags,certification_metadata,deprecated";

export async function fetchFolderInfos(signal: AbortSignal): Promise<FolderInfo[]> {
    return list(await requestJSON(`${BASE}/folders`, { signal }), readFolder);
}

/** Every Look and dashboard that the reader sees, as lists need them. */
export async function fetchFolderItems(signal: AbortSignal): Promise<FolderItem[]> {
    const [looks, dashboards] = await Promise.all([requestJSON(`${BASE}/looks`, { signal }), requestJSON(`${BASE}/dashboards?fields=${SUMMARY}`, { signal })]);
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

/** Makes a folder like another one, with all below it that the reader sees. */
export async function copyFolder(id: string, parentID: string): Promise<{ readonly id: string; readonly name: string }> {
    const made = object(await requestJSON(`/api/v1/content/folders/${encodeURIComponent(id)}/copy`, { method: "POST", body: { parent_id: parentID } }));
    return { id: text(made["id"]), name: text(made["name"]) };
}

/** Puts a folder with all that lies in it into the trash. */
export async function trashFolder(id: string): Promise<void> {
    await requestJSON(`${BASE}/folders/${encodeURIComponent(id)}`, { method: "DELETE" });
}

export async function restoreFolder(id: string): Promise<void> {
    await requestJSON(`/api/v1/content/trash/folders/${encodeURIComponent(id)}/restore`, { method: "POST", body: {} });
}

/** The version that something has now: who takes back what they have just done stands on their own change. */
async function versionNow({ kind, id }: Item): Promise<number> {
    return number(object(await requestJSON(`${BASE}/${kind}s/${encodeURIComponent(id)}?fields=version`))["version"], 0);
}

/** Changes something as it is now: for taking back, and for lists that don't show versions. */
export async function changeNow(item: Item, change: SavedChange): Promise<void> {
    await changeSaved(item.kind, item.id, await versionNow(item), change);
}

/** Deletes something of the trash for good. */
export async function deleteItem(item: Item): Promise<void> {
    await requestJSON(`${BASE}/${item.kind}s/${encodeURIComponent(item.id)}`, { method: "DELETE", version: await versionNow(item) });
}

export async function fetchTrash(signal: AbortSignal): Promise<Trashed[]> {
    const trash = object(await requestJSON("/api/v1/content/trash", { signal }));
    const read = (kind: Trashed["kind"], key: string) => list(trash[key], (item): Trashed => {
        const entry = object(item);
        return { kind, id: text(entry["id"]), title: text(entry["title"]), folderID: text(entry["folder_id"]), deletedAt: text(entry["deleted_at"]), deleterID: text(entry["deleter_id"]) };
    });
    return [...read("folder", "folders"), ...read("dashboard", "dashboards"), ...read("look", "looks"), ...read("statement", "statements")];
}

function readFolder(value: unknown): FolderInfo {
    const folder = object(value);
    const can = object(folder["can"]);
    return {
        id: text(folder["id"]), name: text(folder["name"]), parentID: text(folder["parent_id"]), description: text(folder["description"]), metadataID: text(folder["content_metadata_id"]),
        favoriteID: text(folder["content_favorite_id"]), creatorID: text(folder["creator_id"]), sharedRoot: flag(folder["is_shared_root"]), usersRoot: flag(folder["is_users_root"]), personal: flag(folder["is_personal"]),
        mayChange: flag(can["update"]), mayAdd: flag(can["edit_content"]),
    };
}

function readItem(kind: SavedKind, item: JSONObject): FolderItem {
    return {
        ...readSavedState(item), kind, id: text(item["id"]), title: text(item["title"]) || "Untitled", description: text(item["description"]),
        folderID: text(item["folder_id"]) || text(object(item["folder"])["id"]), lastViewed: text(item["last_viewed_at"]), views: number(item["view_count"], 0),
        metadataID: text(item["content_metadata_id"]), favoriteID: text(item["content_favorite_id"]),
    };
}
