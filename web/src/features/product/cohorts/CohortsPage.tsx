import { fetchCohorts, fetchDeletedCohorts, restoreCohort } from "../../../api/cohorts";
import type { Cohort } from "../../../api/cohorts";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import { Notice } from "../../../components/Notice";
import { Skeleton } from "../../../components/Skeleton";
import { Link } from "../../../navigation/Link";
import { useTitle } from "../../../navigation/useTitle";
import { Problem } from "../../../results/Problem";
import { ago } from "../../../words/ago";
import { ProductNav } from "../ProductNav";
import { Trash } from "../Trash";
import { cohortAddress } from "../state/address";

/** Saved sets of people. */
export function CohortsPage(): JSX.Element {
    useTitle("Cohorts");
    const session = useSession();
    const cohorts = useResource("cohorts", fetchCohorts, { freshFor: 30_000 });
    return (
        <>
            <header className="page-head">
                <div className="page-title"><h1>Cohorts</h1><div className="page-actions"><Link className="button primary" href="/product/cohorts/new"><Icon name="plus" /> <span>New cohort</span></Link></div></div>
                <p className="page-text">Sets of users by what they did and who they are, or lists. Charts compare them, and explores filter by them.</p>
            </header>
            <ProductNav here="cohorts" />
            {session.visitor && <p className="welcome">You are a visitor: you may try cohorts and count them, and none is saved.</p>}
            {cohorts.error !== null && cohorts.value === undefined && <Problem error={cohorts.error} what="list of cohorts" onRetry={cohorts.reload} />}
            {cohorts.value === undefined && cohorts.error === null && <div className="panel" role="status" aria-busy="true" aria-label="Cohorts are loading"><Skeleton shape="table" /></div>}
            {cohorts.value !== undefined && (cohorts.value.length === 0
                ? <Notice title="There is no cohort yet." actions={<Link href="/product/cohorts/new">Make one</Link>}>Say who is in it by conditions, or press a number in a chart and save the users behind it.</Notice>
                : (
                    <div className="table-scroll" tabIndex={0} role="region" aria-label="Cohorts">
                        <table className="result tabular plain-head cohort-table">
                            <thead><tr><th scope="col">Cohort</th><th scope="col" className="right">Size</th><th scope="col">Who is in it</th><th scope="col">Counted</th><th scope="col">Kept in</th></tr></thead>
                            <tbody>{cohorts.value.map((cohort) => <Row key={cohort.name} cohort={cohort} />)}</tbody>
                        </table>
                    </div>
                ))}
            <Trash
                what="cohort" load={async (signal) => (await fetchDeletedCohorts(signal)).map((cohort) => ({ id: cohort.name, title: cohort.name }))}
                restore={(name) => restoreCohort(name, null)} onRestored={cohorts.reload}
            />
        </>
    );
}

function Row({ cohort }: { cohort: Cohort }): JSX.Element {
    return (
        <tr>
            <th scope="row"><Link href={cohortAddress(cohort.name)}>{cohort.name}</Link></th>
            <td className="right">{cohort.size === null ? <span className="null" title="not counted yet">∅</span> : cohort.size.toLocaleString("en-US")}</td>
            <td className="cohort-words">{cohort.words}</td>
            <td>{cohort.computedAt === null ? <span className="muted">not yet</span> : ago(cohort.computedAt, Date.now())}</td>
            <td>{cohort.file === "" ? <span className="muted">{cohort.author === "" ? "the server" : cohort.author}</span> : <code>{cohort.file}</code>}</td>
        </tr>
    );
}
