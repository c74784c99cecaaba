import { fetchFolderInfos, fetchFolderItems } from "../../api/folders";
import type { FolderInfo, FolderItem } from "../../api/folders";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";

/** All folders and what lies in them. Asked for anew with each visit: other pages change it, too. What was there before stays meanwhile. */
export function useFolderInfos(): Resource<FolderInfo[]> {
    return useResource("folder infos", fetchFolderInfos, { freshFor: 0 });
}

export function useFolderItems(): Resource<FolderItem[]> {
    return useResource("folder items", fetchFolderItems, { freshFor: 0 });
}
