import type { FolderInfo, FolderItem } from "../../api/folders";
import { useSession } from "../../api/SessionContext";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { FOLDERS, PageHead } from "../../components/PageHead";
import { Skeleton } from "../../components/Skeleton";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { foldersAbove, holdings, ownFolder, topFolders } from "./contents";
import type { Holdings } from "./contents";
import { FolderHead } from "./FolderHead";
import { FolderList } from "./FolderList";
import { FolderStatements } from "./FolderStatements";
import { FolderTree, TreeSkeleton } from "./FolderTree";
import { useFolderInfos, useFolderItems, useFolderStatements } from "./useFolders";

/** One folder with what lies in it, beside the tree of all. Without an id: where to begin. */
export function FolderPage({ id }: { id: string | null }): JSX.Element {
    const [folders, items] = [useFolderInfos(), useFolderItems()];
    const folder = folders.value?.find((each) => each.id === id);
    const statements = useFolderStatements(id);
    useTitle(id === null ? "Folders" : folder?.name);
    const error = folders.value === undefined || items.value === undefined ? folders.error ?? items.error : null;
    const reload = () => {
        folders.reload();
        items.reload();
    };
    if (error !== null) {
        return id === null
            ? <><header className="page-head"><h1>Folders</h1></header><Problem error={error} what="list of folders" onRetry={reload} /></>
            : <><PageHead above={FOLDERS} title="Folder" /><Problem error={error} what="folder" onRetry={reload} /></>;
    }
    if (folders.value === undefined || items.value === undefined) {
        return (
            <div className="folders" role="status" aria-busy="true" aria-label="The folder is loading">
                <TreeSkeleton />
                <div className="page-skeleton"><Skeleton shape="head" /><div className="panel"><Skeleton shape="table" /></div></div>
            </div>
        );
    }
    return (
        <div className="folders">
            <FolderTree folders={folders.value} here={id} />
            <div className="folder-main">
                {id === null ? <Start folders={folders.value} items={items.value} /> : folder === undefined
                    ? <><PageHead above={FOLDERS} title="Folder" /><Notice tone="warn" title="There is no such folder, or you may not see it."><Link href="/folders">All folders</Link></Notice></>
                    : (
                        <>
                            <header className="page-head">
                                <Path folder={folder} folders={folders.value} />
                                <FolderHead folder={folder} onChanged={reload} />
                                {folder.description !== "" && <p className="page-text">{folder.description}</p>}
                            </header>
                            <FolderList key={folder.id} folder={folder} folders={folders.value} items={items.value} holdsMore={statements.length > 0} onChanged={reload} />
                            <FolderStatements statements={statements} />
                        </>
                    )}
            </div>
        </div>
    );
}

/** The folders at the top, in words. */
function Start({ folders, items }: { folders: readonly FolderInfo[]; items: readonly FolderItem[] }): JSX.Element {
    const session = useSession();
    const own = session.visitor ? undefined : ownFolder(folders, session.user.id);
    const others = folders.filter((folder) => folder.personal && folder.id !== own?.id).length;
    const words = (folder: FolderInfo) => (folder.sharedRoot ? "what everybody works with" : folder.usersRoot ? `each person's own folder. You see ${others.toLocaleString("en-US")}${own === undefined ? "" : " besides yours"}` : folder.description);
    const shown = [...(own === undefined ? [] : [{ folder: own, name: "Your folder", detail: "what nobody else sees, apart from administrators" }]), ...topFolders(folders, session.user.id).map((folder) => ({ folder, name: folder.name, detail: words(folder) }))];
    return (
        <>
            <header className="page-head"><h1>Folders</h1></header>
            {shown.length === 0 && <Notice title="There is no folder that you may see.">Ask whoever administers Soundings to give your group a folder.</Notice>}
            <ul className="content-list framed" aria-label="Folders">
                {shown.map(({ folder, name, detail }) => (
                    <li key={folder.id}>
                        <Icon name="folder" />
                        <div><Link href={folderAddress(folder.id)}>{name}</Link> <span className="muted">{holdingsInWords(holdings(folder.id, folders, items))}</span>{detail !== "" && <p className="card-text">{detail.slice(0, 1).toUpperCase() + detail.slice(1)}.</p>}</div>
                    </li>
                ))}
            </ul>
        </>
    );
}

function Path({ folder, folders }: { folder: FolderInfo; folders: readonly FolderInfo[] }): JSX.Element {
    return (
        <nav className="path" aria-label="Folders above">
            <Link href="/folders">Folders</Link>
            {foldersAbove(folder, folders).map((each) => <span key={each.id}> / <Link href={folderAddress(each.id)}>{each.name}</Link></span>)}
        </nav>
    );
}

/** "2 folders, 3 Looks", "empty" */
export function holdingsInWords({ folders, looks, dashboards }: Holdings): string {
    const parts = [folders > 0 ? counted(folders, "folder") : "", looks > 0 ? counted(looks, "Look") : "", dashboards > 0 ? counted(dashboards, "dashboard") : ""].filter((part) => part !== "");
    return parts.length === 0 ? "empty" : parts.join(", ");
}
