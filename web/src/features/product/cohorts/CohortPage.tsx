import { useState } from "react";
import { deleteCohort, fetchCohort, fetchCohortMembers, fetchCohorts, fetchCohortVersions, restoreCohort } from "../../../api/cohorts";
import type { Cohort, CohortMember } from "../../../api/cohorts";
import { cache } from "../../../api/cache";
import { ApiError } from "../../../api/http";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { Notice } from "../../../components/Notice";
import { PageHead } from "../../../components/PageHead";
import { PageSkeleton } from "../../../components/PageSkeleton";
import { Skeleton } from "../../../components/Skeleton";
import { Link } from "../../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf, withValue } from "../../../navigation/query";
import { useTitle } from "../../../navigation/useTitle";
import { Problem } from "../../../results/Problem";
import { ago } from "../../../words/ago";
import { dataTime } from "../../../words/periods";
import { chartAddress, personAddress } from "../state/address";
import { EVERYBODY } from "../state/definition";
import { unitNamed } from "../state/units";
import { CohortEditor } from "./CohortEditor";
import { CopyCohort } from "./CopyCohort";

const ABOVE = [{ label: "Product analytics", href: "/product" }, { label: "Cohorts", href: "/product/cohorts" }];

/** One cohort: who is in it by definition, who is in it now, and how it came to be so. */
export function CohortPage({ name }: { name: string }): JSX.Element {
    useTitle(name);
    const cohort = useResource(`cohort ${name}`, (signal) => fetchCohort(name, signal), { freshFor: 15_000 });
    if (cohort.error !== null && cohort.value === undefined) return <><PageHead above={ABOVE} title={name} /><Problem error={cohort.error} what="cohort" onRetry={cohort.reload} actions={<Link href="/product/cohorts">All cohorts</Link>} /></>;
    if (cohort.value === undefined) return <PageSkeleton label="The cohort is loading" above={ABOVE} title={name} panels={["number"]} beside={["table", "lines"]} />;
    return <LoadedCohort cohort={cohort.value} onChanged={cohort.reload} />;
}

function LoadedCohort({ cohort, onChanged }: { cohort: Cohort; onChanged: () => void }): JSX.Element {
    const session = useSession();
    const { project: { timezone } } = session;
    const isTheirs = cohort.ownerID === session.user.id || session.permissions.has("administer");
    const maySave = !session.visitor && session.permissions.has("save_content");
    const mayChange = !cohort.readOnly && isTheirs && maySave;
    const [copying, setCopying] = useState(false);
    const { query } = useLocation();
    const editing = mayChange && valueOf(query, "edit") === "true";
    const edit = (on: boolean) => navigateQuery(withValue(query, "edit", on ? "true" : undefined));
    const [problem, setProblem] = useState("");
    async function remove(): Promise<void> {
        try {
            await deleteCohort(cohort.name);
            cache.reload("cohorts", fetchCohorts);
            navigate("/product/cohorts");
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The cohort could not be deleted. Try again.");
        }
    }
    const compare = chartAddress({ chart: "segmentation", events: ["any active event"], segments: [{ name: EVERYBODY }, { name: cohort.name, cohorts: [cohort.name] }] });
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/product">Product analytics</Link> / <Link href="/product/cohorts">Cohorts</Link></nav>
                <div className="page-title">
                    <h1>{cohort.name}</h1>
                    <div className="page-actions">
                        {cohort.countBy === "person" && <Link className="button" href={compare}><Icon name="line" /> <span>Compare in a chart</span></Link>}
                        {cohort.explores.slice(0, 2).map((link) => <Link key={link.url} className="button" href={link.url}><Icon name="explore" /> <span>Explore in {link.title}</span></Link>)}
                        {mayChange && cohort.definition !== null && <Button onClick={() => edit(!editing)}>{editing ? "Stop changing" : "Change"}</Button>}
                        {maySave && cohort.definition !== null && <Button icon="copy" onClick={() => setCopying(true)}>Copy</Button>}
                        {mayChange && <Button onClick={() => void remove()}>Move to the trash</Button>}
                    </div>
                </div>
                {cohort.description !== "" && <p className="page-text">{cohort.description}</p>}
                <p className="page-facts">
                    <span>Version {cohort.version}{cohort.changedAt === "" ? "" : `, ${ago(cohort.changedAt, Date.now())}`}</span>
                    {cohort.file !== "" && <span>Changed in <code>{cohort.file}</code></span>}
                    {cohort.computedAt !== null && <span>Counted {dataTime(cohort.computedAt, timezone)}</span>}
                </p>
            </header>
            {problem !== "" && <p className="partial" role="alert">{problem}</p>}
            <dl className="figures panel"><div><dt>{unitNamed(cohort.countBy).title}</dt><dd><span className="figure-number tabular">{cohort.size === null ? "∅" : cohort.size.toLocaleString("en-US")}</span><span className="figure-detail">{cohort.words}</span></dd></div></dl>
            {copying && <CopyCohort cohort={cohort} onClose={() => setCopying(false)} />}
            {editing && cohort.definition !== null && <CohortEditor name={cohort.name} definition={cohort.definition} onSaved={() => {
                edit(false);
                onChanged();
            }} />}
            <div className="person-columns">
                <section className="panel" aria-labelledby="members"><h2 id="members">Who is in it</h2><Members name={cohort.name} /></section>
                <section className="panel" aria-labelledby="versions"><h2 id="versions">Versions</h2><Versions cohort={cohort} mayRestore={mayChange} onChanged={onChanged} /></section>
            </div>
        </>
    );
}

function Members({ name }: { name: string }): JSX.Element {
    const [after, setAfter] = useState<string | null>(null);
    const [before, setBefore] = useState<readonly CohortMember[]>([]);
    const page = useResource(`cohort members ${name} ${after ?? ""}`, (signal) => fetchCohortMembers(name, after, signal), { freshFor: 30_000 });
    const shown = [...before, ...page.value?.members ?? []];
    if (page.error !== null && !page.loading) return <Problem error={page.error} what="list of members" onRetry={page.reload} />;
    if (shown.length === 0) return page.loading ? <div role="status" aria-busy="true" aria-label="Members are loading"><Skeleton shape="table" /></div> : <Notice title="Nobody is in it now." />;
    return (
        <>
            <ul className="people-list">
                {shown.map((member) => <li key={member.uid ?? member.name}>{member.uid === null ? member.name : <Link href={personAddress(member.uid)}>{member.userID === "" ? `Anonymous ${member.uid}` : member.userID}</Link>}</li>)}
            </ul>
            <div className="pick-foot">
                <a className="button" href={`/api/v1/cohorts/${encodeURIComponent(name)}/members?format=csv&limit=10000`} download={`${name}.csv`}><Icon name="download" /> <span>Download (CSV)</span></a>
                {page.value?.next !== null && page.value?.next !== undefined && <Button disabled={page.loading} onClick={() => {
                    setBefore(shown);
                    setAfter(page.value?.next ?? null);
                }}>Show more</Button>}
            </div>
        </>
    );
}

function Versions({ cohort, mayRestore, onChanged }: { cohort: Cohort; mayRestore: boolean; onChanged: () => void }): JSX.Element {
    const versions = useResource(`cohort versions ${cohort.name} ${cohort.version}`, (signal) => fetchCohortVersions(cohort.name, signal), { freshFor: 60_000 });
    return (
        <ol className="content-list">
            {(versions.value ?? []).map((version) => (
                <li key={version.version}>
                    <div>
                        <strong>Version {version.version}</strong> <span className="muted">{[version.author, version.changedAt === "" ? "" : ago(version.changedAt, Date.now())].filter((part) => part !== "").join(", ")}</span>
                        <p className="card-text">{version.note === "" ? version.words : `${version.note}: ${version.words}`}</p>
                        {mayRestore && version.version !== cohort.version && <Button onClick={() => void restoreCohort(cohort.name, version.version).then(onChanged)}>Make it the newest</Button>}
                    </div>
                </li>
            ))}
        </ol>
    );
}
