import { useState } from "react";
import { makeBoard } from "../../api/boardChanges";
import { fetchBoards } from "../../api/boards";
import type { Board } from "../../api/boards";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { FormDialog } from "../../results/FormDialog";
import { Problem } from "../../results/Problem";
import { StarButton } from "../../results/StarButton";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";
import { plainText } from "../../words/plainText";

const size = (board: Board) => board.sections.reduce((sum, section) => sum + section.items.length, 0);

const COLUMNS: ReadonlyArray<ListColumn<Board>> = [
    { key: "title", label: "Board", by: (board) => board.title, cell: (board) => <span className="row-title"><span className="row-words"><Link href={`/boards/${encodeURIComponent(board.id)}`}>{board.title}</Link>{board.description !== "" && <span className="row-detail">{plainText(board.description)}</span>}</span></span> },
    { key: "items", label: "Entries", by: size, right: true, downFirst: true, cell: size },
    { key: "changed", label: "Changed", by: (board) => board.updatedAt, downFirst: true, cell: (board) => (board.updatedAt === "" ? "" : ago(board.updatedAt, Date.now())) },
    { key: "star", label: "Favourite", cell: (board) => <StarButton compact title={board.title} metadataID={board.metadataID} favoriteID={board.favoriteID} /> },
];

/** All boards. */
export function BoardsPage(): JSX.Element {
    useTitle("Boards");
    const session = useSession();
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const boards = useResource("boards", fetchBoards, { freshFor: 0 });
    const [making, setMaking] = useState(false);
    const mayMake = !session.visitor && session.permissions.has("save_content");
    const found = (boards.value ?? []).filter((board) => `${board.title} ${board.description}`.toLowerCase().includes(search.trim().toLowerCase()));
    return (
        <>
            <header className="page-head">
                <div className="page-title"><h1>Boards</h1>{mayMake && <div className="page-actions"><Button look="primary" icon="plus" onClick={() => setMaking(true)}>New board</Button></div>}</div>
                <p className="page-text">What a team puts together for others: Looks, dashboards and links that belong together, from whatever folders. Everybody finds all boards, and on them what they may see.</p>
            </header>
            {boards.value === undefined && (boards.error !== null
                ? <Problem error={boards.error} what="list of boards" onRetry={boards.reload} />
                : <div className="panel" role="status" aria-busy="true" aria-label="Boards are loading"><Skeleton shape="table" /></div>)}
            {boards.value?.length === 0 && (
                <Notice title="There is no board yet." actions={mayMake ? <Button onClick={() => setMaking(true)}>Make the first one</Button> : undefined}>
                    {mayMake ? "Begin with what your team opens each week." : "Whoever may save content can make one."}
                </Notice>
            )}
            {boards.value !== undefined && boards.value.length > 0 && (
                <>
                    <div className="list-search">
                        <input type="search" className="input" aria-label="Search boards" placeholder="Search boards" value={search} onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} />
                        <span className="muted" role="status">{counted(found.length, "board")}</span>
                    </div>
                    {found.length === 0 ? <Notice title="No board matches." actions={<Button onClick={() => navigateQuery([])}>Show all boards</Button>} /> : <ListTable label="Boards" columns={COLUMNS} rows={found} id={(board) => board.id} sort="title" />}
                </>
            )}
            {making && <NewBoard onClose={() => setMaking(false)} onMade={boards.reload} />}
        </>
    );
}

function NewBoard({ onClose, onMade }: { onClose: () => void; onMade: () => void }): JSX.Element {
    const [title, setTitle] = useState("");
    const [description, setDescription] = useState("");
    return (
        <FormDialog title="New board" submit="Make the board" ready={title.trim() !== ""} onClose={onClose} onSubmit={async () => {
            const made = await makeBoard(title.trim(), description.trim());
            onMade();
            onClose();
            navigate(`/boards/${encodeURIComponent(made.id)}?edit=true`);
        }}>
            <label className="field"><span>Title</span><input className="input" data-autofocus="" value={title} maxLength={255} onChange={(event) => setTitle(event.target.value)} /></label>
            <label className="field"><span>What it is for</span><textarea className="input" rows={2} value={description} onChange={(event) => setDescription(event.target.value)} /></label>
        </FormDialog>
    );
}
