import type { FolderInfo, FolderItem } from "../../api/folders";

/** A line of a folder's list: a folder below it, a Look or a dashboard. */
export type Row =
    | { readonly kind: "folder"; readonly id: string; readonly title: string; readonly folder: FolderInfo; readonly holds: Holdings }
    | { readonly kind: "look" | "dashboard"; readonly id: string; readonly title: string; readonly item: FolderItem };

/** How much lies in a folder itself. */
export interface Holdings {
    readonly folders: number;
    readonly looks: number;
    readonly dashboards: number;
}

export function rowKey(row: { readonly kind: string; readonly id: string }): string {
    return `${row.kind} ${row.id}`;
}

/** The folders above one, the topmost first. */
export function foldersAbove(folder: FolderInfo, folders: readonly FolderInfo[]): FolderInfo[] {
    const byID = new Map(folders.map((each) => [each.id, each]));
    const above: FolderInfo[] = [];
    // Folders lie in each other only where the data are damaged; then the path ends.
    for (let at = byID.get(folder.parentID); at !== undefined && !above.includes(at); at = byID.get(at.parentID)) above.unshift(at);
    return above;
}

/** The ids of a folder and of all below it. */
export function subtree(id: string, folders: readonly FolderInfo[]): ReadonlySet<string> {
    const found = new Set([id]);
    for (let size = 0; size !== found.size;) {
        size = found.size;
        for (const folder of folders) if (found.has(folder.parentID)) found.add(folder.id);
    }
    return found;
}

/** Those at the top: Shared, and whatever has no visible folder around it. Users only where it holds more than the reader's own folder. */
export function topFolders(folders: readonly FolderInfo[], userID: string): FolderInfo[] {
    const known = new Set(folders.map((each) => each.id));
    const rank = (folder: FolderInfo) => (folder.sharedRoot ? 0 : folder.usersRoot ? 2 : 1);
    const hasOthers = folders.some((folder) => folder.personal && folder.creatorID !== userID);
    return folders.filter((folder) => (folder.parentID === "" || !known.has(folder.parentID)) && (!folder.usersRoot || hasOthers)).sort((left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name, "en"));
}

/** Somebody's own folder. */
export function ownFolder(folders: readonly FolderInfo[], userID: string): FolderInfo | undefined {
    return folders.find((folder) => folder.personal && folder.creatorID === userID);
}

export function holdings(id: string, folders: readonly FolderInfo[], items: readonly FolderItem[]): Holdings {
    const inside = items.filter((item) => item.folderID === id);
    return { folders: folders.filter((folder) => folder.parentID === id).length, looks: inside.filter(({ kind }) => kind === "look").length, dashboards: inside.filter(({ kind }) => kind === "dashboard").length };
}

/** What lies in a folder; with `words`, whatever below it has them in its title or description. */
export function rowsOf(id: string, folders: readonly FolderInfo[], items: readonly FolderItem[], words: string): Row[] {
    const wanted = words.trim().toLowerCase().split(/\s+/).filter((word) => word !== "");
    const where = wanted.length === 0 ? new Set([id]) : subtree(id, folders);
    const matches = (text: string) => wanted.every((word) => text.toLowerCase().includes(word));
    return [
        ...folders.filter((folder) => where.has(folder.parentID) && matches(`${folder.name} ${folder.description}`))
            .map((folder): Row => ({ kind: "folder", id: folder.id, title: folder.name, folder, holds: holdings(folder.id, folders, items) })),
        ...items.filter((item) => where.has(item.folderID) && matches(`${item.title} ${item.description} ${item.tags.join(" ")}`)).map((item): Row => ({ kind: item.kind, id: item.id, title: item.title, item })),
    ];
}
