import type { SavedStatement } from "../../api/statements";
import { Icon } from "../../components/Icon";
import { Link } from "../../navigation/Link";

/** The saved statements of a folder; nothing where there are none. */
export function FolderStatements({ statements }: { statements: readonly SavedStatement[] }): JSX.Element | null {
    if (statements.length === 0) return null;
    return (
        <section className="folder-statements" aria-labelledby="folder-statements">
            <h2 id="folder-statements">Saved SQL</h2>
            <ul className="content-list framed" aria-labelledby="folder-statements">
                {statements.map((each) => (
                    <li key={each.id}>
                        <Icon name="code" />
                        <div><Link href={each.href}>{each.title}</Link>{each.description !== "" && <p className="card-text">{each.description}</p>}</div>
                    </li>
                ))}
            </ul>
        </section>
    );
}
