import { fetchBoards } from "../../api/boards";
import { useResource } from "../../api/useResource";
import { Link } from "../../navigation/Link";
import { counted } from "../../words/numbers";
import { plainText } from "../../words/plainText";

/** Boards: what a team has put together for others. */
export function BoardsList(): JSX.Element | null {
    const boards = useResource("boards", fetchBoards, { freshFor: 60_000 });
    const shown = boards.value ?? [];
    if (shown.length === 0) return null;
    return (
        <section className="home-section" aria-labelledby="boards">
            <h2 id="boards"><Link href="/boards">Boards</Link></h2>
            <ul className="kind-cards">
                {shown.map((board) => (
                    <li key={board.id}>
                        <Link className="card" href={`/boards/${encodeURIComponent(board.id)}`}>
                            <strong>{board.title}</strong>
                            {board.description !== "" && <span className="card-text">{plainText(board.description)}</span>}
                            <span className="card-foot">{counted(board.sections.reduce((sum, section) => sum + section.items.length, 0), "entry", "entries")}</span>
                        </Link>
                    </li>
                ))}
            </ul>
        </section>
    );
}
