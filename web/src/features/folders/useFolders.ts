import { fetchFolderInfos, fetchFolderItems } from "../../api/folders";
import type { FolderInfo, FolderItem } from "../../api/folders";
import { useSession } from "../../api/SessionContext";
import { fetchStatements } from "../../api/statements";
import type { SavedStatement } from "../../api/statements";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";

/** All folders and what lies in them. Asked for anew with each visit: other pages change it, too. What was there before stays meanwhile. */
export function useFolderInfos(): Resource<FolderInfo[]> {
    return useResource("folder infos", fetchFolderInfos, { freshFor: 0 });
}

export function useFolderItems(): Resource<FolderItem[]> {
    return useResource("folder items", fetchFolderItems, { freshFor: 0 });
}

/** The saved statements of a folder, for those who may run SQL; none for others, and while they are not known. */
export function useFolderStatements(folderID: string | null): readonly SavedStatement[] {
    const asks = useSession().permissions.has("use_sql_runner") && folderID !== null;
    const all = useResource(asks ? "statements" : undefined, fetchStatements, { freshFor: 0 });
    return (all.value ?? []).filter((each) => each.folderID === folderID);
}
