import { useEffect, useState } from "react";
import { fetchPipelineTables } from "../../api/pipelines";
import { cancelRun, fetchPipelineRun } from "../../api/pipelineRuns";
import type { PipelineTable } from "../../api/pipelines";
import type { RunDetail, RunNode } from "../../api/pipelineRuns";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { PageSkeleton } from "../../components/PageSkeleton";
import { pipelineAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { duration } from "../../words/ago";
import { counted } from "../../words/numbers";
import { dataTime } from "../../words/periods";
import { runWords, tookWords, triggerWords } from "./RunList";
import { StateWord } from "./StateWord";
import { isTest, testName } from "./tests";

const ABOVE = [{ label: "Pipelines", href: "/pipelines" }, { label: "Runs", href: "/pipelines/runs" }];

/** One run: what failed first, then what it built. */
export function RunPage({ id }: { id: string }): JSX.Element {
    useTitle("Run");
    const run = useResource(`pipeline run ${id}`, (signal) => fetchPipelineRun(id, signal), { freshFor: 10_000 });
    const tables = useResource("pipeline tables", fetchPipelineTables, { freshFor: 15_000 });
    const busy = run.value?.finished === null;
    const { reload } = run;
    useEffect(() => {
        if (!busy) return undefined;
        const timer = setInterval(reload, 2000);
        return () => clearInterval(timer);
    }, [busy, reload]);
    if (run.error !== null && run.value === undefined) return <><PageHead above={ABOVE} title="Run" /><Problem error={run.error} what="run" onRetry={reload} actions={<Link href="/pipelines/runs">All runs</Link>} /></>;
    if (run.value === undefined) return <PageSkeleton label="The run is loading" above={ABOVE} title="" panels={["table"]} />;
    return <LoadedRun run={run.value} tables={tables.value ?? []} />;
}

function LoadedRun({ run, tables }: { run: RunDetail; tables: readonly PipelineTable[] }): JSX.Element {
    const { project: { timezone } } = useSession();
    const named = new Map(tables.map((table) => [table.id, table.table]));
    const bad = run.nodes.filter((node) => node.state === "failed" || node.state === "warned");
    const skipped = run.nodes.filter((node) => node.state === "skipped" || node.state === "cancelled");
    const fine = run.nodes.filter((node) => !isTest(node.id) && !bad.includes(node) && !skipped.includes(node));
    const built = fine.filter((node) => node.state !== "unchanged");
    const counts = [
        `${counted(built.length, "table")} built`, fine.length > built.length ? `${fine.length - built.length} unchanged` : "",
    ];
    const passed = run.nodes.filter((node) => isTest(node.id) && (node.state === "ok" || node.state === "unchanged")).length;
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/pipelines">Pipelines</Link> / <Link href="/pipelines/runs">Runs</Link></nav>
                <div className="page-title"><h1>{runWords(run).replace(/^./, (letter) => letter.toUpperCase())}</h1><div className="page-actions">{run.finished === null && <CancelRun id={run.id} />}</div></div>
                <p className="page-facts">
                    <StateWord state={run.state} />
                    <span>{dataTime(run.started, timezone)}, {triggerWords(run)}</span>
                    <span>took {tookWords(run)}</span>
                    <span>{[...counts, passed > 0 ? `${counted(passed, "test")} passed` : ""].filter((part) => part !== "").join(", ")}</span>
                    {run.total !== null && <span role="status">{run.nodes.length} of {run.total} done</span>}
                </p>
            </header>
            {run.finished === null && <Progress run={run} named={named} />}
            {bad.length > 0 && (
                <section className="home-section" aria-label="What failed">
                    <h2>What failed</h2>
                    <ul className="content-list framed">{bad.map((node) => <li key={node.id}><NodeProblem node={node} named={named} /></li>)}</ul>
                </section>
            )}
            {skipped.length > 0 && (
                <section className="home-section" aria-label="What was skipped">
                    <h2>What was skipped</h2>
                    <ul className="content-list framed">
                        {skipped.map((node) => (
                            <li key={node.id}>
                                <div><NodeName id={node.id} named={named} />{node.because !== null && <span className="muted"> for <NodeName id={node.because} named={named} /></span>}</div>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            {built.length > 0 && (
                <section className="home-section" aria-label="What was built">
                    <h2>What was built</h2>
                    <div className="table-scroll" tabIndex={0} role="region" aria-label="Tables of this run">
                        <table className="result tabular pipelines plain-head">
                            <thead><tr><th scope="col">Table</th><th scope="col">State</th><th scope="col" className="right">Rows</th><th scope="col" className="right">Took</th></tr></thead>
                            <tbody>
                                {[...built].sort((left, right) => right.seconds - left.seconds).map((node) => (
                                    <tr key={node.id}>
                                        <th scope="row"><NodeName id={node.id} named={named} /></th>
                                        <td><StateWord state={node.state} /></td>
                                        <td className="right">{node.rows === null ? <span className="null">∅</span> : node.rows.toLocaleString("en-US")}</td>
                                        <td className="right">{duration(node.seconds)}</td>
                                    </tr>
                                ))}
                            </tbody>
                        </table>
                    </div>
                </section>
            )}
            {bad.length === 0 && skipped.length === 0 && built.length === 0 && run.finished !== null && <Notice title="There was nothing to do.">Everything that it would have made is as it was.</Notice>}
        </>
    );
}

/** How far it is, and what is being built at the moment. */
function Progress({ run, named }: { run: RunDetail; named: ReadonlyMap<string, string> }): JSX.Element {
    const done = run.nodes.length;
    const total = Math.max(done, run.total ?? done);
    return (
        <div className="panel run-progress" role="status">
            <div className="progress" role="progressbar" aria-label="Done" aria-valuemin={0} aria-valuemax={total} aria-valuenow={done}><span style={{ width: `${total === 0 ? 0 : done / total * 100}%` }} /></div>
            <p>{done} of {total} done{run.running.length > 0 ? <>; now {run.running.slice(0, 4).map((id, index) => <span key={id}>{index > 0 && ", "}<NodeName id={id} named={named} /></span>)}</> : "; waiting for a place"}</p>
        </div>
    );
}

function CancelRun({ id }: { id: string }): JSX.Element | null {
    const session = useSession();
    const [state, setState] = useState<"ready" | "asked" | "failed">("ready");
    if (!session.permissions.has("develop")) return null;
    return (
        <Button icon="close" disabled={state === "asked"} onClick={() => {
            setState("asked");
            cancelRun(id).catch(() => setState("failed"));
        }}>{state === "asked" ? "Stopping…" : state === "failed" ? "Stop the run (try again)" : "Stop the run"}</Button>
    );
}

/** Something that failed, with what the database or the test said. */
export function NodeProblem({ node, named }: { node: RunNode; named: ReadonlyMap<string, string> }): JSX.Element {
    const found = node.failures === null || node.failures === 0 ? "" : `${counted(node.failures, "row")} against it`;
    return (
        <div>
            <p><StateWord state={node.state} /> <NodeName id={node.id} named={named} />{found !== "" && <span className="muted">, {found}</span>}</p>
            {node.message !== "" && <pre className="pipeline-error" tabIndex={0} aria-label="What it said">{node.message}</pre>}
        </div>
    );
}

/** A table leads to its page; a test is told by its name. */
export function NodeName({ id, named }: { id: string; named: ReadonlyMap<string, string> }): JSX.Element {
    const table = named.get(id);
    if (table !== undefined) return <Link href={pipelineAddress(table)}>{table}</Link>;
    return isTest(id) ? <span>test <code>{testName(id)}</code></span> : <code>{id.split(".").slice(2).join(".")}</code>;
}
