import type { Board } from "../../api/boards";
import { Link } from "../../navigation/Link";
import { counted } from "../../words/numbers";
import { plainText } from "../../words/plainText";

/** Boards: what a team has put together for others. */
export function BoardsList({ boards }: { boards: readonly Board[] }): JSX.Element | null {
    if (boards.length === 0) return null;
    return (
        <section className="home-section" aria-labelledby="boards">
            <h2 id="boards"><Link href="/boards">Boards</Link></h2>
            <ul className="kind-cards">
                {boards.map((board) => (
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
