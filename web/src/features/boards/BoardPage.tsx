import { changeBoard } from "../../api/boardChanges";
import { fetchBoard } from "../../api/boards";
import type { Board, BoardItem } from "../../api/boards";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Markdown } from "../../components/Markdown";
import { Menu } from "../../components/Menu";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { PageSkeleton } from "../../components/Skeleton";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { StarButton } from "../../results/StarButton";
import { plainText } from "../../words/plainText";
import { EditBoard } from "./EditBoard";

/** A board: sections of Looks, dashboards and links that belong together. */
export function BoardPage({ id }: { id: string }): JSX.Element {
    const board = useResource(`board ${id}`, (signal) => fetchBoard(id, signal), { freshFor: 0 });
    const { query } = useLocation();
    useTitle(board.value?.title);
    const editing = valueOf(query, "edit") === "true" && board.value?.mayChange === true;
    const edit = (on: boolean) => navigateQuery(withValue(query, "edit", on ? "true" : undefined));
    useShortcuts({ e: () => board.value?.mayChange === true && edit(!editing) });
    if (board.error !== null && board.value === undefined) return <><PageHead above={[{ label: "Boards", href: "/boards" }]} title="Board" /><Problem error={board.error} what="board" onRetry={board.reload} actions={<Button onClick={() => navigate("/boards")}>All boards</Button>} /></>;
    if (board.value === undefined) return <PageSkeleton label="The board is loading" shape="cards" />;
    const { value } = board;
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/boards">Boards</Link></nav>
                <div className="page-title">
                    <h1>{value.title}</h1>
                    <div className="page-actions">
                        <StarButton metadataID={value.metadataID} favoriteID={value.favoriteID} />
                        {value.mayChange && <Button look={editing ? "primary" : "plain"} onClick={() => edit(!editing)}>{editing ? "Done" : "Edit"}</Button>}
                        {value.mayChange && <Menu label="More" icon="more" iconOnly items={[{ label: "Delete the board", icon: "trash", onSelect: () => void remove(value) }]} />}
                    </div>
                </div>
                {!editing && value.description !== "" && <div className="page-text"><Markdown text={value.description} /></div>}
            </header>
            {editing ? <EditBoard board={value} onChanged={board.reload} /> : <Shown board={value} onEdit={() => edit(true)} />}
        </>
    );
}

async function remove(board: Board): Promise<void> {
    try {
        await changeBoard(board.id, { deleted: true });
        navigate("/boards");
        tell(`The board ${board.title} is deleted.`, async () => {
            await changeBoard(board.id, { deleted: false });
            navigate(`/boards/${encodeURIComponent(board.id)}`);
        });
    } catch (error) {
        tell(error instanceof Error ? error.message : "That did not work. Try again.");
    }
}

function Shown({ board, onEdit }: { board: Board; onEdit: () => void }): JSX.Element {
    const filled = board.sections.filter((section) => section.items.length > 0);
    if (filled.length === 0) {
        return <Notice title="Nothing is on this board yet." actions={board.mayChange ? <Button look="primary" onClick={onEdit}>Add something</Button> : undefined}>{board.mayChange ? "Put Looks, dashboards and links on it, in sections." : "Or nothing that you may see."}</Notice>;
    }
    return (
        <>
            {filled.map((section) => (
                <section key={section.id} className="home-section" aria-label={section.title || board.title}>
                    {section.title !== "" && <h2>{section.title}</h2>}
                    {section.description !== "" && <p className="page-text">{plainText(section.description)}</p>}
                    <ul className="kind-cards">{section.items.map((item) => <li key={item.id}><Card item={item} /></li>)}</ul>
                </section>
            ))}
        </>
    );
}

function Card({ item }: { item: BoardItem }): JSX.Element {
    const content = (
        <>
            <span className="kind-name"><Icon name={item.kind === "dashboard" ? "dashboard" : item.kind === "look" ? "column" : "link"} /> <strong>{item.title}</strong></span>
            {item.description !== "" && <span className="card-text">{plainText(item.description)}</span>}
            {item.location !== "" && <span className="card-foot">{item.location}</span>}
        </>
    );
    if (item.href.startsWith("http")) return <a className="card" href={item.href} rel="noreferrer" target="_blank">{content}</a>;
    return item.href === "" ? <div className="card">{content}</div> : <Link className="card" href={item.href}>{content}</Link>;
}
