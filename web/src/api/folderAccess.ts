import { requestJSON } from "./http";
import { Limiter } from "./limiter";
import { flag, list, object, text } from "./reading";

/** Seeing what lies in a folder, or changing it as well. */
export type AccessLevel = "view" | "edit";

/** A line of a folder's list. Exactly one of group and user is not "". */
export interface FolderGrant {
    readonly id: string;
    readonly groupID: string;
    readonly userID: string;
    readonly level: AccessLevel;
}

/** Whose list counts for a folder. */
export interface FolderAccess {
    readonly metadataID: string;
    /** Whether the list of the folder around it counts as well. */
    readonly inherits: boolean;
    /** Whether the reader may change the list. */
    readonly mayManage: boolean;
}

const BASE = "/api/4.0";
/** Lists of many folders are asked for a few at a time. */
const limiter = new Limiter(4);

export async function fetchFolderAccess(metadataID: string, signal: AbortSignal): Promise<FolderAccess> {
    const found = object(await requestJSON(`${BASE}/content_metadata/${encodeURIComponent(metadataID)}`, { signal }));
    return { metadataID: text(found["id"]), inherits: flag(found["inherits"]), mayManage: flag(object(found["can"])["manage_access"]) };
}

/** The folder's own list. */
export async function fetchGrants(metadataID: string, signal: AbortSignal): Promise<FolderGrant[]> {
    return list(await requestJSON(`${BASE}/content_metadata_access?content_metadata_id=${encodeURIComponent(metadataID)}`, { signal }), readGrant);
}

/** The own lists of several folders, by the number of each. */
export async function fetchManyGrants(metadataIDs: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly FolderGrant[]>> {
    const all = await Promise.all(metadataIDs.map((id) => limiter.run(async () => [id, await fetchGrants(id, signal)] as const, signal)));
    return new Map(all);
}

export async function setInherits(metadataID: string, inherits: boolean): Promise<void> {
    await requestJSON(`${BASE}/content_metadata/${encodeURIComponent(metadataID)}`, { method: "PATCH", body: { inherits } });
}

export async function addGrant(metadataID: string, who: { readonly user: string } | { readonly group: string }, level: AccessLevel): Promise<void> {
    const body = { content_metadata_id: metadataID, permission_type: level, ...("user" in who ? { user_id: who.user } : { group_id: who.group }) };
    await requestJSON(`${BASE}/content_metadata_access`, { method: "POST", body });
}

export async function changeGrant(id: string, level: AccessLevel): Promise<void> {
    await requestJSON(`${BASE}/content_metadata_access/${encodeURIComponent(id)}`, { method: "PUT", body: { permission_type: level } });
}

export async function removeGrant(id: string): Promise<void> {
    await requestJSON(`${BASE}/content_metadata_access/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function readGrant(item: unknown): FolderGrant {
    const grant = object(item);
    return { id: text(grant["id"]), groupID: text(grant["group_id"]), userID: text(grant["user_id"]), level: text(grant["permission_type"]) === "edit" ? "edit" : "view" };
}
