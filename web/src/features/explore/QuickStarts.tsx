import type { QuickStart } from "../../api/models";
import { Link } from "../../navigation/Link";

/** The queries that an explore offers to begin with. Opening one asks it. */
export function QuickStarts({ queries }: { queries: readonly QuickStart[] }): JSX.Element | null {
    if (queries.length === 0) return null;
    return (
        <section className="quick-starts" aria-labelledby="quick-starts">
            <h2 id="quick-starts">Quick starts</h2>
            <ul className="cards">
                {queries.map((query) => (
                    <li key={query.name}>
                        <Link className="card" href={query.url}>
                            <h3>{query.label}</h3>
                            {query.description !== "" && <p className="card-text">{query.description}</p>}
                        </Link>
                    </li>
                ))}
            </ul>
        </section>
    );
}
