import { fetchFailedTables } from "../../api/pipelines";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { pipelineAddress, tableAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { lateSources } from "../../results/dataAge";
import { useFreshness } from "../../results/DataTime";

const MOST = 6;

/** Sources that should have more by now, and tables whose last build failed. Nothing where all is well. */
export function LateToday(): JSX.Element | null {
    const session = useSession();
    const sees = may(session, "see_lookml");
    const late = (useFreshness().value ?? []).filter((source) => source.late);
    const failed = useResource(sees ? "failed tables" : undefined, fetchFailedTables, { freshFor: 60_000 }).value ?? [];
    if (late.length === 0 && failed.length === 0) return null;
    const rest = late.length + failed.length - MOST;
    return (
        <section className="late-today" aria-labelledby="late">
            <h2 id="late"><Icon name="warning" /> Late today</h2>
            <ul>
                {late.slice(0, MOST).map((source) => <li key={source.name}>{sees ? <Link href={tableAddress(source.name)}>{lateSources([source], session.project.timezone)}</Link> : lateSources([source], session.project.timezone)}. Numbers that stand on it may miss the newest.</li>)}
                {failed.slice(0, Math.max(0, MOST - late.length)).map((table) => <li key={table.id}><Link href={pipelineAddress(table.table)}>{table.table}</Link> {table.needs !== "" ? "can't be built" : "failed when it was last built"}; readers have its table of before.</li>)}
                {rest > 0 && <li className="muted">and {rest} more</li>}
            </ul>
        </section>
    );
}
