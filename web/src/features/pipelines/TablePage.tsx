import { useMemo } from "react";
import type { ReactNode } from "react";
import type { PipelineTable } from "../../api/pipelines";
import type { RunDetail, RunNode } from "../../api/pipelineRuns";
import { useSession } from "../../api/SessionContext";
import { Markdown } from "../../components/Markdown";
import { Notice } from "../../components/Notice";
import { PageHead } from "../../components/PageHead";
import { PageSkeleton } from "../../components/PageSkeleton";
import { pipelineRunAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { ago, duration } from "../../words/ago";
import { dataTime } from "../../words/periods";
import { kindOf, standing } from "./order";
import { triggerWords } from "./RunList";
import { NodeName, NodeProblem } from "./RunPage";
import { RunNow } from "./RunNow";
import { pipelineGraph } from "./graph";
import { GraphView } from "../../components/graph/GraphView";
import { StateWord } from "./StateWord";
import { TestsWord } from "./TableList";
import { isTest, NO_TESTS, testName } from "./tests";
import type { TableTests } from "./tests";
import { usePipelines } from "./usePipelines";

const ABOVE = [{ label: "Pipelines", href: "/pipelines" }];

/** One table: how it stands, what it said when it last failed, what it is made from, and how its builds went. */
export function TablePage({ name }: { name: string }): JSX.Element {
    useTitle(name);
    const { tables, tests, details, reload } = usePipelines();
    const wanted = name.toLowerCase();
    const table = tables.value?.find((each) => each.table.toLowerCase() === wanted) ?? tables.value?.find((each) => each.name.toLowerCase() === wanted || each.id === name);
    if (tables.error !== null && tables.value === undefined) return <><PageHead above={ABOVE} title={name} /><Problem error={tables.error} what="table" onRetry={reload} /></>;
    if (tables.value === undefined) return <PageSkeleton label="The table is loading" above={ABOVE} title={name} panels={["lines", "graph", "table"]} />;
    if (table === undefined) {
        return (
            <>
                <PageHead above={ABOVE} title={name} />
                <Notice tone="warn" title={`No pipeline makes a table ${name}.`} actions={<Link href="/pipelines">All tables</Link>}>
                    It may come from outside, or have been renamed.
                </Notice>
            </>
        );
    }
    return <LoadedTable table={table} all={tables.value} tests={tests.get(table.id) ?? NO_TESTS} allTests={tests} runs={details} />;
}

function LoadedTable({ table, all, tests, allTests, runs }: { table: PipelineTable; all: readonly PipelineTable[]; tests: TableTests; allTests: ReadonlyMap<string, TableTests>; runs: readonly RunDetail[] }): JSX.Element {
    const session = useSession();
    const { project: { timezone } } = session;
    const named = new Map(all.map((each) => [each.id, each.table]));
    const history = runs.flatMap((run) => run.nodes.filter((node) => node.id === table.id && node.state !== "unchanged").map((node) => ({ run, node })));
    const graph = useMemo(() => pipelineGraph(all, allTests, table.id, 2), [all, allTests, table.id]);
    const sql = history.find(({ node }) => node.sql !== "")?.node.sql ?? "";
    const failure = history.find(({ node }) => node.state === "failed" || node.state === "warned");
    const readers = table.readBy.filter((id) => !isTest(id));
    const isFailing = table.lastState === "failed" || table.lastState === "skipped";
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/pipelines">Pipelines</Link></nav>
                <div className="page-title"><h1>{table.table}</h1><div className="page-actions"><Link className="button" href={`/catalogue/tables/${encodeURIComponent(table.table)}`}><span>Columns and lineage</span></Link>{session.permissions.has("develop") && <Link className="button" href={`/pipelines/backfills?of=${encodeURIComponent(table.table)}`}><span>Backfill</span></Link>}<RunNow table={table.table} /></div></div>
                {table.description !== "" && <div className="page-text"><Markdown text={table.description} /></div>}
            </header>
            {(table.needs !== "" || isFailing) && (
                <div className="pipeline-notice"><Notice tone={table.lastState === "skipped" ? "warn" : "bad"} title={table.needs !== "" ? "This table can't be built." : table.lastState === "skipped" ? "Its last build was skipped." : "Its last build failed."}>
                    {(table.needs || table.lastMessage) !== "" && <pre className="pipeline-error" tabIndex={0} aria-label="What it said">{table.needs || table.lastMessage}</pre>}
                    <p>{table.built === null ? "There is no table yet." : `The table of ${dataTime(table.built, timezone)} is still in place.`}</p>
                </Notice></div>
            )}
            <dl className="metric-facts panel">
                <Fact name="State"><StateWord state={standing(table, tests)} /></Fact>
                <Fact name="Kind">{kindOf(table)}</Fact>
                <Fact name="Last built">{table.built === null ? "" : `${dataTime(table.built, timezone)}, ${ago(table.built, Date.now())}`}</Fact>
                <Fact name="Took">{table.lastSeconds === null ? "" : duration(table.lastSeconds)}</Fact>
                <Fact name="Rows">{table.rows === null ? "" : table.rows.toLocaleString("en-US")}</Fact>
                <Fact name="Data complete to">{table.completeTo === null ? "" : dataTime(table.completeTo, timezone)}</Fact>
                <Fact name="Held back by">{table.heldBackBy === null ? "" : <NodeName id={table.heldBackBy} named={named} />}</Fact>
                <Fact name="Tests"><TestsWord tests={tests} /></Fact>
                <Fact name="Owner">{table.owner}</Fact>
                <Fact name="Runs">{table.schedules.length === 0 ? "when what it is made from has changed" : table.schedules.join(", ")}{table.wait === "" ? "" : `, waits for ${table.wait}`}</Fact>
                <Fact name="Waits now">{table.waitingSince === null ? "" : `since ${dataTime(table.waitingSince, timezone)} for ${table.waitingFor.join(", ")}`}</Fact>
                <Fact name="Last ran">{table.lastWhy}</Fact>
                <Fact name="Next due">{table.nextDue === null ? "" : `${dataTime(table.nextDue, timezone)}, ${ago(table.nextDue, Date.now())}`}</Fact>
                <Fact name="Written in">{table.path === "" ? "" : <code>pipelines/{table.path}</code>}</Fact>
                <Fact name="Made from">{table.inputs.length === 0 ? "" : <Names ids={table.inputs} named={named} />}</Fact>
                <Fact name="Read by">{readers.length === 0 ? "" : <Names ids={readers} named={named} />}</Fact>
            </dl>
            <section className="home-section" aria-labelledby="around"><h2 id="around">What it stands on, and what stands on it</h2><GraphView label={`What ${table.table} is made from, and what is made from it`} nodes={graph.nodes} edges={graph.edges} /></section>
            {tests.failed.length > 0 && (
                <section className="home-section" aria-label="Failed tests">
                    <h2>Failed tests</h2>
                    <ul className="content-list framed">{tests.failed.map((node) => <li key={node.id}><NodeProblem node={node} named={named} /></li>)}</ul>
                </section>
            )}
            <section className="home-section" aria-label="Builds">
                <h2>Builds</h2>
                {history.length === 0 ? <p className="muted">None of the newest runs has built it.</p> : <History history={history} />}
            </section>
            {failure !== undefined && !isFailing && (
                <section className="home-section" aria-label="Last error">
                    <h2>Last error</h2>
                    <ul className="content-list framed"><li><NodeProblem node={failure.node} named={named} /></li></ul>
                </section>
            )}
            {sql !== "" && <details className="panel pipeline-tests"><summary>SQL of the last build</summary><pre className="pipeline-error" tabIndex={0} aria-label="SQL of the last build">{sql}</pre></details>}
            {tests.ids.length > 0 && (
                <details className="panel pipeline-tests">
                    <summary>{tests.ids.length === 1 ? "Its test" : `All ${tests.ids.length} tests`}</summary>
                    <ul>{tests.ids.map((id) => <li key={id}><code>{testName(id)}</code></li>)}</ul>
                </details>
            )}
        </>
    );
}

function History({ history }: { history: ReadonlyArray<{ run: RunDetail; node: RunNode }> }): JSX.Element {
    const { project: { timezone } } = useSession();
    return (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Builds of this table">
            <table className="result tabular pipelines plain-head">
                <thead><tr><th scope="col">Run</th><th scope="col">State</th><th scope="col">Why</th><th scope="col" className="right">Rows</th><th scope="col" className="right">Took</th></tr></thead>
                <tbody>
                    {history.map(({ run, node }) => (
                        <tr key={run.id}>
                            <th scope="row"><Link href={pipelineRunAddress(run.id)}>{dataTime(node.started, timezone)}</Link></th>
                            <td><StateWord state={node.state} /></td>
                            <td>{triggerWords(run)}</td>
                            <td className="right">{node.rows === null ? <span className="null">∅</span> : node.rows.toLocaleString("en-US")}</td>
                            <td className="right">{duration(node.seconds)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Fact({ name, children }: { name: string; children: ReactNode }): JSX.Element | null {
    if (children === null || children === "") return null;
    return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

function Names({ ids, named }: { ids: readonly string[]; named: ReadonlyMap<string, string> }): JSX.Element {
    return <>{ids.map((id, index) => <span key={id}>{index > 0 && ", "}<NodeName id={id} named={named} /></span>)}</>;
}
