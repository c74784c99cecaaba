import { useMemo, useState } from "react";
import type { FolderInfo, FolderItem } from "../../api/folders";
import { useSession } from "../../api/SessionContext";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { dashboardAddress, folderAddress, lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { StarButton } from "../../results/StarButton";
import { AddToBoard } from "../../saved/AddToBoard";
import { FolderDialog } from "../../saved/FolderDialog";
import { trashAll } from "../../saved/trash";
import { ago } from "../../words/ago";
import { plainText } from "../../words/plainText";
import { copyAll, moveAll } from "./changes";
import { foldersAbove, holdings, rowKey, rowsOf } from "./contents";
import type { Row } from "./contents";
import { holdingsInWords } from "./FolderPage";
import { RenameDialog } from "./RenameDialog";

interface Props {
    readonly folder: FolderInfo;
    readonly folders: readonly FolderInfo[];
    readonly items: readonly FolderItem[];
    /** Whether something lies in the folder that this list doesn't show. */
    readonly holdsMore: boolean;
    readonly onChanged: () => void;
}

type Doing = "rename" | "move" | "copy" | "board" | null;

/** What lies in a folder, folders first. Several things can be chosen and moved, copied or thrown away together. */
export function FolderList({ folder, folders, items, holdsMore, onChanged }: Props): JSX.Element | null {
    const session = useSession();
    const { query } = useLocation();
    const words = valueOf(query, "q") ?? "";
    const rows = useMemo(() => rowsOf(folder.id, folders, items, words), [folder.id, folders, items, words]);
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const [doing, setDoing] = useState<Doing>(null);
    const picked = rows.filter((row) => chosen.has(rowKey(row)));
    const maySave = !session.visitor && session.permissions.has("save_content");
    const done = () => {
        setChosen(new Set());
        setDoing(null);
    };
    const columns = useMemo(() => columnsFor(folders, words !== ""), [folders, words]);
    const isEmpty = rows.length === 0 && words === "";
    if (isEmpty && holdsMore) return null;
    if (isEmpty) return <Notice title="This folder is empty.">{folder.mayAdd && maySave ? "What is saved to it appears here. Make a folder or a dashboard above, or save a Look from Explore." : "What is saved to it appears here."}</Notice>;
    return (
        <>
            <div className="list-search">
                <input
                    type="search" className="input" aria-label={`Search in ${folder.name} and below`} placeholder="Search here and below" value={words}
                    onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")}
                />
                {picked.length === 0
                    ? <span className="muted" role="status">{words === "" ? holdingsInWords(holdings(folder.id, folders, items)) : `${rows.length} found`}</span>
                    : <Together picked={picked} onDo={setDoing} onTrash={() => void trashAll(picked.filter(mayMove), onChanged).then(done)} onClear={done} />}
            </div>
            {rows.length === 0
                ? <Notice title={`Nothing in ${folder.name} has “${words.trim()}”.`} actions={<Button onClick={() => navigateQuery([])}>Show all of it</Button>}>Titles, descriptions and tags are searched, in all folders below, too. Ctrl K searches everything.</Notice>
                : (
                    <ListTable
                        label={`In ${folder.name}`} columns={columns} rows={rows} id={rowKey} sort="title" first={(row) => row.kind === "folder"}
                        {...(maySave ? { choosing: { chosen, onChange: setChosen, name: (row: Row) => row.title } } : {})}
                    />
                )}
            {doing === "rename" && picked[0] !== undefined && <RenameDialog row={picked[0]} onClose={() => setDoing(null)} onDone={() => {
                onChanged();
                done();
            }} />}
            {doing === "move" && <FolderDialog heading={`Move ${titleOf(picked.filter(mayMove))}`} action="Move" folderID={folder.id} onClose={() => setDoing(null)} onDone={(to) => moveAll(picked.filter(mayMove), to, onChanged).then(done)} />}
            {doing === "copy" && <FolderDialog heading={`Copy ${titleOf(picked.filter(mayCopy))}`} action="Copy" folderID={folder.id} onClose={() => setDoing(null)} onDone={(to) => copyAll(picked.filter(mayCopy), to, onChanged).then(done)} />}
            {doing === "board" && <AddToBoard items={picked.flatMap((row) => (row.kind === "folder" ? [] : [{ kind: row.kind, id: row.id, title: row.title }]))} onClose={() => setDoing(null)} onDone={done} />}
        </>
    );
}

function titleOf(rows: readonly Row[]): string {
    const [first] = rows;
    return rows.length === 1 && first !== undefined ? first.title : `${rows.length} things`;
}

const mayMove = (row: Row): boolean => (row.kind === "folder" ? row.folder.mayChange : row.item.mayChange);
const mayCopy = (row: Row): boolean => (row.kind === "folder" ? row.folder.parentID !== "" : row.item.mayCopy);
/** Whether a file of the project says it; a folder that takes things and can't be changed itself comes from one. */
const isFromFile = (row: Row): boolean => (row.kind === "folder" ? row.folder.mayAdd : row.item.readOnly);

/** What can be done with those that are chosen. Those with which it can't be done stay as they are, and it is said why. */
function Together({ picked, onDo, onTrash, onClear }: { picked: readonly Row[]; onDo: (what: Doing) => void; onTrash: () => void; onClear: () => void }): JSX.Element {
    const fixed = picked.filter((row) => !mayMove(row));
    const moves = fixed.length < picked.length;
    const [first] = fixed;
    return (
        <div className="together" role="group" aria-label="With what is chosen">
            <span role="status">{picked.length.toLocaleString("en-US")} chosen</span>
            {moves && picked.length === 1 && <Button onClick={() => onDo("rename")}>Rename</Button>}
            {moves && <Button onClick={() => onDo("move")}>Move</Button>}
            {picked.some(mayCopy) && <Button onClick={() => onDo("copy")}>Copy</Button>}
            {picked.some(({ kind }) => kind !== "folder") && <Button onClick={() => onDo("board")}>Add to a board</Button>}
            {moves && <Button icon="trash" onClick={onTrash}>Move to trash</Button>}
            <Button look="quiet" onClick={onClear}>Choose none</Button>
            {first !== undefined && <span className="muted">{fixed.length === 1 ? first.title : `${fixed.length} of them`} {isFromFile(first) ? `${fixed.length === 1 ? "comes from a file" : "come from files"} of the project, to be moved there.` : "can't be changed by you."}</span>}
        </div>
    );
}

const ICONS = { folder: "folder", look: "column", dashboard: "dashboard" } as const;
const KINDS = { folder: "Folder", look: "Look", dashboard: "Dashboard" } as const;

function columnsFor(folders: readonly FolderInfo[], searching: boolean): ReadonlyArray<ListColumn<Row>> {
    const where = (row: Row): string => {
        const parent = folders.find(({ id }) => id === (row.kind === "folder" ? row.folder.parentID : row.item.folderID));
        return parent === undefined ? "" : [...foldersAbove(parent, folders), parent].map(({ name }) => name).join(" / ");
    };
    return [
        { key: "title", label: "Title", by: (row) => row.title, cell: (row) => <Title row={row} /> },
        { key: "kind", label: "Kind", by: (row) => KINDS[row.kind], cell: (row) => KINDS[row.kind] },
        ...(searching ? [{ key: "where", label: "Lies in", by: where, cell: (row: Row) => <span className="row-place">{where(row)}</span> }] : []),
        { key: "owner", label: "Owner", by: (row) => (row.kind === "folder" ? "" : row.item.owner), cell: (row) => (row.kind === "folder" ? "" : row.item.readOnly ? <span className="muted">a file of the project</span> : row.item.owner) },
        { key: "changed", label: "Changed", by: (row) => (row.kind === "folder" ? "" : row.item.updatedAt), downFirst: true, cell: (row) => (row.kind === "folder" || row.item.updatedAt === "" ? "" : <time dateTime={row.item.updatedAt}>{ago(row.item.updatedAt, Date.now())}</time>) },
        { key: "views", label: "Opened", by: (row) => (row.kind === "folder" ? "" : row.item.views), right: true, downFirst: true, cell: (row) => (row.kind === "folder" ? "" : row.item.views.toLocaleString("en-US")) },
        { key: "star", label: "Favourite", cell: (row) => <StarButton compact title={row.title} metadataID={marksOf(row).metadataID} favoriteID={marksOf(row).favoriteID} /> },
    ];
}

function marksOf(row: Row): { readonly metadataID: string; readonly favoriteID: string } {
    return row.kind === "folder" ? row.folder : row.item;
}

function Title({ row }: { row: Row }): JSX.Element {
    const href = row.kind === "folder" ? folderAddress(row.id) : row.kind === "look" ? lookAddress(row.id) : dashboardAddress(row.id);
    const words = row.kind === "folder" ? holdingsInWords(row.holds) : plainText(row.item.description);
    return (
        <span className="row-title">
            <Icon name={ICONS[row.kind]} />
            <span className="row-words">
                <Link href={href}>{row.title}</Link>
                {row.kind !== "folder" && row.item.verified !== null && <span className="tag good" title={row.item.verified.notes}> verified</span>}
                {row.kind !== "folder" && row.item.deprecated !== null && <span className="tag warn" title={row.item.deprecated.note}> deprecated</span>}
                {words !== "" && <span className="row-detail">{words}</span>}
            </span>
        </span>
    );
}
