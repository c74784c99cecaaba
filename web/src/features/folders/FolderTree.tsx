import { useEffect, useState } from "react";
import type { FolderInfo } from "../../api/folders";
import { useSession } from "../../api/SessionContext";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { foldersAbove, ownFolder, topFolders } from "./contents";

interface Props {
    readonly folders: readonly FolderInfo[];
    /** The folder that is looked at; null for none. */
    readonly here: string | null;
    readonly atTrash?: boolean;
}

/** The tree until the folders are here. */
export function TreeSkeleton(): JSX.Element {
    return <div className="tree-skeleton"><Skeleton shape="table" /></div>;
}

/** All folders as a tree. Those above the folder that is looked at are open. */
export function FolderTree({ folders, here, atTrash = false }: Props): JSX.Element {
    const session = useSession();
    const current = folders.find((folder) => folder.id === here);
    const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
    const above = current === undefined ? "" : [...foldersAbove(current, folders).map(({ id }) => id), current.id].join();
    useEffect(() => {
        if (above !== "") setOpen((known) => new Set([...known, ...above.split(",")]));
    }, [above]);
    const own = session.visitor ? undefined : ownFolder(folders, session.user.id);

    function toggle(id: string): void {
        setOpen((known) => {
            const next = new Set(known);
            if (!next.delete(id)) next.add(id);
            return next;
        });
    }

    const branch = (parents: readonly FolderInfo[]): JSX.Element => (
        <ul>
            {parents.map((folder) => {
                const below = folders.filter((each) => each.parentID === folder.id).sort((left, right) => left.name.localeCompare(right.name, "en", { numeric: true }));
                const isOpen = open.has(folder.id) || folder.sharedRoot;
                return (
                    <li key={folder.id}>
                        <div className="tree-line">
                            {below.length === 0 || folder.sharedRoot ? <span className="tree-space" /> : (
                                <button type="button" className="tree-toggle" aria-expanded={isOpen} aria-label={`What is below ${folder.name}`} onClick={() => toggle(folder.id)}><Icon name={isOpen ? "down" : "right"} size={14} /></button>
                            )}
                            <Link href={folderAddress(folder.id)} aria-current={folder.id === here ? "page" : undefined} title={folder.name}>{folder.name}</Link>
                        </div>
                        {isOpen && below.length > 0 && branch(below)}
                    </li>
                );
            })}
        </ul>
    );

    return (
        <nav className="folder-tree" aria-label="Folder tree">
            {own !== undefined && (
                <ul>
                    <li><div className="tree-line"><span className="tree-space" /><Link href={folderAddress(own.id)} aria-current={own.id === here ? "page" : undefined}>Your folder</Link></div></li>
                </ul>
            )}
            {branch(topFolders(folders, session.user.id))}
            {session.permissions.has("save_content") && !session.visitor && (
                <ul className="tree-end"><li><div className="tree-line"><span className="tree-space" /><Link href="/folders/trash" aria-current={atTrash ? "page" : undefined}>Trash</Link></div></li></ul>
            )}
        </nav>
    );
}
