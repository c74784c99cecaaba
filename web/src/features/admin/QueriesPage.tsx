import { useEffect, useState } from "react";
import { fetchQueries, MOST_QUERIES, stopQuery } from "../../api/admin";
import type { QueryRun } from "../../api/admin";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { statementAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { Problem } from "../../results/Problem";
import { duration } from "../../words/ago";
import { moment } from "../../words/moment";
import { AdminFrame } from "./AdminFrame";
import { costWords } from "./queryCost";
import { useTitles } from "./useTitles";
import type { Titles } from "./useTitles";

const STATUSES: ReadonlyArray<readonly [string, string]> = [["", "however they ended"], ["complete", "answered"], ["error", "failed"], ["timed_out", "out of time"], ["cancelled", "given up"], ["killed", "stopped"]];
const LONGER: ReadonlyArray<readonly [string, string]> = [["", "of any length"], ["1000", "longer than 1 s"], ["10000", "longer than 10 s"], ["60000", "longer than 1 min"]];
const STATES: ReadonlyMap<string, string> = new Map(STATUSES);
const EVERY = 5_000;

/** What the warehouse is asked now, and what it was asked: by whom, from where, and where the time went. */
export function QueriesPage(): JSX.Element {
    return <AdminFrame here="queries" title="Queries" words="What the warehouse is asked, by whom, from where, and where the time went.">{() => <Runs />}</AdminFrame>;
}

function Runs(): JSX.Element {
    const { query } = useLocation();
    const read = (name: string) => valueOf(query, name) ?? "";
    const filter = { status: read("status"), longer_than: read("longer_than"), kind: read("kind"), origin: read("origin") };
    const queries = useResource(`admin queries ${JSON.stringify(filter)}`, (signal) => fetchQueries(filter, signal), { freshFor: 3_000, keepPrevious: true });
    const { reload } = queries;
    const busy = (queries.value?.running.length ?? 0) > 0;
    useEffect(() => {
        if (!busy) return undefined;
        const timer = setInterval(reload, EVERY);
        return () => clearInterval(timer);
    }, [busy, reload]);
    const titles = useTitles();
    // The server narrows what is past; what runs comes whole.
    const running = (queries.value?.running ?? []).filter((run) => filter.origin === "" || (run.kind === filter.kind && run.origin === filter.origin));
    const put = (name: string, value: string) => navigateQuery(withValue(query, name, value === "" ? undefined : value));
    return (
        <>
            <div className="chart-tools">
                <label className="tool-choice">
                    <span className="aside">How they ended</span>
                    <select className="input" value={filter.status} onChange={(event) => put("status", event.target.value)}>
                        {STATUSES.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
                    </select>
                </label>
                <label className="tool-choice">
                    <span className="aside">How long</span>
                    <select className="input" value={filter.longer_than} onChange={(event) => put("longer_than", event.target.value)}>
                        {LONGER.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
                    </select>
                </label>
                <Button icon="refresh" onClick={reload}>Refresh</Button>
            </div>
            {filter.origin !== "" && (
                <p className="queries-of">
                    Of {titles(`${filter.kind}s`, filter.origin).title}{queries.value === undefined ? "" : `: ${queries.value.past.length === MOST_QUERIES ? "the newest " : ""}${costWords(queries.value.past)}`}{" "}
                    <button type="button" className="link" onClick={() => navigateQuery(query.filter(([name]) => name !== "kind" && name !== "origin"))}>Show all</button>
                </p>
            )}
            {queries.error !== null && !queries.loading && <Problem error={queries.error} what="list of queries" onRetry={reload} />}
            {queries.value === undefined && queries.error === null && <div className="panel" role="status" aria-busy="true" aria-label="Queries are loading"><Skeleton shape="table" /></div>}
            {queries.value !== undefined && (
                <>
                    {running.length > 0 && <section className="home-section" aria-labelledby="running"><h2 id="running">Running</h2><List label="Running queries" showFrom={filter.origin === ""} runs={running} onStop={(id) => void stopQuery(id).then(reload, reload)} /></section>}
                    <section className="home-section" aria-labelledby="past">
                        <h2 id="past">Before</h2>
                        {queries.value.past.length === 0 ? <NoQueries filtered={Object.values(filter).some((value) => value !== "")} /> : <List label="Past queries" showFrom={filter.origin === ""} runs={queries.value.past} onStop={null} />}
                    </section>
                </>
            )}
        </>
    );
}

function NoQueries({ filtered }: { filtered: boolean }): JSX.Element {
    return filtered
        ? <Notice title="No query matches." actions={<Button onClick={() => navigateQuery([])}>Clear all filters</Button>}>Queries are kept for as long as the settings say.</Notice>
        : <Notice title="Nothing has been asked yet.">Queries appear here as soon as somebody looks at data.</Notice>;
}

function List({ label, runs, showFrom, onStop }: { label: string; runs: readonly QueryRun[]; showFrom: boolean; onStop: ((id: string) => void) | null }): JSX.Element {
    const { project: { timezone } } = useSession();
    const [open, setOpen] = useState("");
    const titles = useTitles();
    const time = (milliseconds: number) => (milliseconds === 0 ? "" : duration(milliseconds / 1000));
    return (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
            <table className="result tabular plain-head queries-table">
                <thead><tr><th scope="col">Started</th><th scope="col">Who</th>{showFrom && <th scope="col">From</th>}<th scope="col">Explore</th><th scope="col">State</th><th scope="col" className="right">Waited</th><th scope="col" className="right">Warehouse</th><th scope="col" className="right">All</th><th scope="col" className="right">Rows</th><th scope="col">SQL</th></tr></thead>
                <tbody>
                    {runs.flatMap((run) => [
                        <tr key={run.id}>
                            <th scope="row" className="unbroken">{moment(new Date(run.startedAt).toISOString(), timezone)}</th>
                            <td>{run.user}</td>{showFrom && <td><Origin run={run} titles={titles} /></td>}
                            <td><Asked run={run} titles={titles} /></td>
                            <td title={run.message}>{STATES.get(run.status) ?? run.status.replace("_", " ")}{run.source === "" || run.source === "warehouse" ? "" : `, ${run.source}`}{onStop !== null && <> <button type="button" className="text-button" onClick={() => onStop(run.id)}>Stop</button></>}</td>
                            <td className="right">{time(run.wait)}</td><td className="right">{time(run.engine)}</td><td className="right">{time(run.total ?? run.compile + run.wait + run.engine + run.write)}</td>
                            <td className="right">{run.rows === null ? "" : run.rows.toLocaleString("en-US")}</td>
                            <td>{run.sql !== "" && <button type="button" className="text-button" aria-expanded={open === run.id} onClick={() => setOpen(open === run.id ? "" : run.id)}>{open === run.id ? "Hide" : "Show"}</button>}</td>
                        </tr>,
                        ...(open === run.id ? [<tr key={`${run.id} sql`}><td colSpan={showFrom ? 10 : 9}><pre className="keep-text" tabIndex={0} aria-label="SQL">{run.sql}</pre></td></tr>] : []),
                    ])}
                </tbody>
            </table>
        </div>
    );
}

function Origin({ run, titles }: { run: QueryRun; titles: Titles }): JSX.Element {
    if (run.kind === "sql_runner" && run.origin !== "") return <Link href={statementAddress(run.origin)}>SQL Runner</Link>;
    const { title, href } = titles(`${run.kind}s`, run.origin);
    return href === "" ? <>{run.kind.replace("_", " ")} {run.origin}</> : <Link href={href}>{title}</Link>;
}

function Asked({ run, titles }: { run: QueryRun; titles: Titles }): JSX.Element {
    if (run.explore === "") return <>{run.model}</>;
    // Of merged results all explores are named, and there is no page for them together.
    if (run.explore.includes(", ")) return <>{run.explore}</>;
    const { title, href } = titles("explores", `${run.model}::${run.explore}`);
    return <Link href={href}>{title}</Link>;
}
