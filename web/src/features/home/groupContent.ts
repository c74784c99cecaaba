import type { ContentItem, Folder } from "../../api/content";

/** A folder with what stands in it. */
export interface ContentGroup {
    readonly id: string;
    readonly name: string;
    readonly looks: readonly ContentItem[];
    readonly dashboards: readonly ContentItem[];
}

/** Everything by folder, company-level reports first, then in the order of the folders. Empty folders are left out. */
export function groupContent(looks: readonly ContentItem[], dashboards: readonly ContentItem[], folders: readonly Folder[]): ContentGroup[] {
    const order = new Map(folders.map((folder, index) => [folder.id, index]));
    const names = new Map(folders.map((folder) => [folder.id, folder.name]));
    const ids = [...new Set([...looks, ...dashboards].map((item) => item.folderID))];
    const groups = ids.map((id): ContentGroup => {
        const inside = (item: ContentItem) => item.folderID === id;
        const named = [...looks, ...dashboards].find((item) => inside(item) && item.folderName !== "");
        return {
            id, name: names.get(id) ?? named?.folderName ?? "Other",
            looks: looks.filter(inside), dashboards: dashboards.filter(inside),
        };
    });
    const rank = (group: ContentGroup) => (/\bcompany\b/i.test(group.name) ? -1 : order.get(group.id) ?? order.size);
    return groups.sort((left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name));
}
