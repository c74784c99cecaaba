import { useSession } from "../../api/SessionContext";
import { fetchStatements } from "../../api/statements";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Link } from "../../navigation/Link";

/** The saved statements of a folder, for those who may run SQL; nothing where there are none. */
export function FolderStatements({ folderID }: { folderID: string }): JSX.Element | null {
    const session = useSession();
    const all = useResource(session.permissions.has("use_sql_runner") ? "statements" : undefined, fetchStatements, { freshFor: 10_000 });
    const here = (all.value ?? []).filter((each) => each.folderID === folderID);
    if (here.length === 0) return null;
    return (
        <section aria-labelledby="folder-statements">
            <h2 id="folder-statements">Saved SQL</h2>
            <ul className="content-list framed" aria-labelledby="folder-statements">
                {here.map((each) => (
                    <li key={each.id}>
                        <Icon name="code" />
                        <div><Link href={each.href}>{each.title}</Link>{each.description !== "" && <p className="card-text">{each.description}</p>}</div>
                    </li>
                ))}
            </ul>
        </section>
    );
}
