import { useState } from "react";
import { fetchTrash } from "../../api/folders";
import type { FolderInfo, Trashed } from "../../api/folders";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { fetchUsers } from "../../api/users";
import type { User } from "../../api/users";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { tell } from "../../components/tell";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { FormDialog } from "../../results/FormDialog";
import { Problem } from "../../results/Problem";
import { deleteForGood, eachOf, forgetAllLists, namesOf, restoreAll } from "../../saved/trash";
import { ago } from "../../words/ago";
import { rowKey } from "./contents";
import { FolderTree, TreeSkeleton } from "./FolderTree";
import { useFolderInfos } from "./useFolders";

/** What was thrown away and can be had back. */
export function TrashPage(): JSX.Element {
    useTitle("Trash");
    const session = useSession();
    const folders = useFolderInfos();
    const allowed = !session.visitor && session.permissions.has("save_content");
    return (
        <div className="folders">
            {folders.value === undefined && folders.error === null ? <TreeSkeleton /> : <FolderTree folders={folders.value ?? []} here={null} atTrash />}
            <div className="folder-main">
                <header className="page-head"><h1>Trash</h1><p className="page-text">What lies here is found by nobody. It stays until somebody restores it or deletes it for good.</p></header>
                {allowed ? <Contents folders={folders.value ?? []} /> : <Notice title="The trash is for those who may save content.">Whoever administers Soundings can give your group that right.</Notice>}
            </div>
        </div>
    );
}

const ICONS = { folder: "folder", look: "column", dashboard: "dashboard", statement: "code" } as const;
const KINDS = { folder: "Folder", look: "Look", dashboard: "Dashboard", statement: "SQL" } as const;

function Contents({ folders }: { folders: readonly FolderInfo[] }): JSX.Element {
    const trash = useResource("trash", fetchTrash, { freshFor: 0 });
    const users = useResource("users to choose", fetchUsers, { freshFor: 30_000 });
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const [deleting, setDeleting] = useState(false);
    if (trash.value === undefined) {
        return trash.error !== null ? <Problem error={trash.error} what="trash" onRetry={trash.reload} /> : <div className="panel" role="status" aria-busy="true" aria-label="The trash is loading"><Skeleton shape="table" /></div>;
    }
    const picked = trash.value.filter((item) => chosen.has(rowKey(item)));
    const changed = () => {
        setChosen(new Set());
        forgetAllLists();
        trash.reload();
    };

    async function restore(): Promise<void> {
        await restoreAll(picked).then(() => tell(`${namesOf(picked)} back.`), (error: unknown) => tell(error instanceof Error ? error.message : "That did not work."));
        changed();
    }

    if (trash.value.length === 0) return <Notice title="The trash is empty." icon="check">Looks, dashboards, saved SQL and folders that are moved here can be had back.</Notice>;
    return (
        <>
            <div className="list-search">
                {picked.length === 0 ? <span className="muted">Choose what to restore.</span> : (
                    <div className="together" role="group" aria-label="With what is chosen">
                        <span role="status">{picked.length} chosen</span>
                        <Button look="primary" icon="undo" onClick={() => void restore()}>Restore</Button>
                        {picked.every(({ kind }) => kind !== "folder") && <Button onClick={() => setDeleting(true)}>Delete for good</Button>}
                    </div>
                )}
            </div>
            <ListTable label="Trash" columns={columnsFor(folders, users.value ?? [])} rows={trash.value} id={rowKey} sort="-deleted" choosing={{ chosen, onChange: setChosen, name: (item) => item.title }} />
            {deleting && (
                <FormDialog title={`Delete ${picked.length === 1 ? picked[0]?.title ?? "" : `${picked.length} things`} for good`} submit="Delete for good" onClose={() => setDeleting(false)} onSubmit={async () => {
                    const { done, problem } = await eachOf(picked, deleteForGood);
                    setDeleting(false);
                    changed();
                    tell([done.length === 0 ? "" : `${namesOf(done)} gone for good.`, problem].filter((part) => part !== "").join(" "));
                }}>
                    <p>With all versions, and off all boards and lists of favourites. This can&apos;t be undone.</p>
                </FormDialog>
            )}
        </>
    );
}

function columnsFor(folders: readonly FolderInfo[], users: readonly User[]): ReadonlyArray<ListColumn<Trashed>> {
    const folder = (item: Trashed) => folders.find(({ id }) => id === item.folderID);
    const by = (item: Trashed) => users.find(({ id }) => id === item.deleterID)?.name ?? "";
    return [
        { key: "title", label: "Title", by: (item) => item.title, cell: (item) => <span className="row-title"><Icon name={ICONS[item.kind]} /><span className="row-words">{item.title}</span></span> },
        { key: "kind", label: "Kind", by: (item) => KINDS[item.kind], cell: (item) => KINDS[item.kind] },
        { key: "folder", label: "Lay in", by: (item) => folder(item)?.name ?? "", cell: (item) => {
            const found = folder(item);
            return found === undefined ? <span className="muted">a folder that is gone</span> : <Link href={folderAddress(found.id)}>{found.name}</Link>;
        } },
        { key: "deleted", label: "Thrown away", by: (item) => item.deletedAt, downFirst: true, cell: (item) => <time dateTime={item.deletedAt}>{ago(item.deletedAt, Date.now())}</time> },
        { key: "by", label: "By", by, cell: by },
    ];
}
