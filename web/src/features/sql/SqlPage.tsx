import { useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../../api/http";
import { may } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { fetchConnections, fetchSQL, fetchSqlTables, storeSQL } from "../../api/sqlRunner";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { useLeaveGuard } from "../../components/useLeaveGuard";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import { address, valueOf, withValue } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { WhomToAsk } from "../../results/WhomToAsk";
import { ParameterBar } from "./ParameterBar";
import { bodyOf, completed, differs } from "./kept";
import { bind, choicePairs, choicesOf, nameOf, objections, parametersOf, withDefinition } from "./parameters";
import { runKey, start, stop, useRuns } from "./runs";
import type { Run } from "./runs";
import { RunView } from "./RunView";
import { SavedList } from "./SavedList";
import { SchemaBrowser } from "./SchemaBrowser";
import { putOn } from "./shelf";
import { ShelfDialog } from "./ShelfDialog";
import { SqlEditor } from "./SqlEditor";
import { StatementActions, StatementFacts } from "./StatementHead";
import { useStatement } from "./useStatement";

/** What was typed, and the version of the saved statement on which it was typed; 0 for what is not saved. */
interface Draft {
    readonly text: string;
    readonly version: number;
}

/** Texts by the names that the server gave them, and what was typed since; both outlast the page. */
const known = new Map<string, string>();
const drafts = new Map<string, Draft>();

/** Saved statements have numbers; the names that the server gives to what runs are longer and no numbers. */
const SAVED = /^\d{1,15}$/;

/**
 * SQL of one's own: written, run, drawn, saved, sent. The address names the statement, the values of its parameters and its picture; of a
 * saved one it says only what differs.
 */
export function SqlPage({ slug }: { slug: string | null }): JSX.Element {
    const session = useSession();
    useTitle("SQL");
    if (!session.permissions.has("use_sql_runner")) {
        return (
            <>
                <h1 className="aside">SQL</h1>
                <Notice tone="warn" title="You may not run SQL." actions={may(session, "explore") ? <Link href="/explore">Explore instead</Link> : undefined}>
                    It takes a role with the permission <code>use_sql_runner</code>. <WhomToAsk otherwise="Whoever administers Soundings can give you one." />
                </Notice>
            </>
        );
    }
    return <Desk key={slug !== null && SAVED.test(slug) ? slug : ""} slug={slug} />;
}

function Desk({ slug }: { slug: string | null }): JSX.Element {
    const { query: said } = useLocation();
    const savedID = slug !== null && SAVED.test(slug) ? slug : null;
    const keeping = useStatement(savedID);
    const statement = keeping.resource.value ?? null;
    const pairs = useMemo(() => completed(said, statement ?? undefined), [said, statement]);
    const connections = useResource("connections", fetchConnections, { freshFor: 300_000 });
    const listed = (name: string | undefined) => (name !== undefined && (connections.value?.includes(name) ?? true) ? name : undefined);
    const connection = valueOf(said, "connection") ?? listed(statement?.connection) ?? connections.value?.[0] ?? "";
    const tables = useResource(connection === "" ? undefined : `sql tables ${connection}`, (signal) => fetchSqlTables(connection, signal), { freshFor: 300_000 });
    const stored = useResource(slug === null || savedID !== null || known.has(slug) ? undefined : `sql ${slug}`, (signal) => fetchSQL(slug ?? "", signal), { freshFor: Infinity });
    if (slug !== null && stored.value !== undefined) known.set(slug, stored.value.sql);
    const saved = slug === null ? "" : savedID !== null ? statement?.sql : known.get(slug);
    const source = savedID === null ? stored : keeping.resource;

    const [, setTyped] = useState(0);
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const [asked, setAsked] = useState(false);
    const [open, setOpen] = useState(false);
    const area = useRef<HTMLTextAreaElement>(null);
    const runs = useRuns();

    // What a link brings is not hidden by what was typed before it came.
    const place = slug ?? valueOf(pairs, "sql") ?? "";
    const draft = drafts.get(place);
    const text = draft?.text ?? (slug === null ? valueOf(pairs, "sql") ?? "" : saved ?? "");
    const changed = slug === null || (saved !== undefined && text !== saved);
    const parameters = useMemo(() => parametersOf(text), [text]);
    const choices = useMemo(() => choicesOf(pairs), [pairs]);
    const problems = useMemo(() => objections(parameters, choices), [parameters, choices]);
    const bound = useMemo(() => bind(text, parameters, choices), [text, parameters, choices]);
    const key = runKey(connection, bound);
    const ready = Object.keys(problems).length === 0;
    const run = runs.find((each) => each.key === key) ?? null;
    const title = statement?.title ?? (nameOf(text) || "SQL");
    const body = useMemo(() => bodyOf(connection, text, parameters, pairs), [connection, text, parameters, pairs]);

    function type(next: string): void {
        drafts.set(place, { text: next, version: draft?.version ?? statement?.version ?? 0 });
        setTyped((count) => count + 1);
        setAsked(false);
        setProblem("");
    }

    function begin(href: string): void {
        void start(connection, bound, title, href, (ended) => {
            putOn("history", { href, title, at: ended.startedAt, note: noteOf(ended) });
        });
    }

    /** The address of what is written; it is kept under a name first where it is not yet. */
    async function keep(sql: string): Promise<string> {
        if (slug !== null && sql === saved) return address(`/sql/${slug}`, said);
        const made = await storeSQL(connection, sql);
        known.set(made, sql);
        if (savedID === null) drafts.delete(place);
        return address(`/sql/${made}`, withValue(pairs, "sql", undefined));
    }

    async function runNow(): Promise<void> {
        setAsked(true);
        if (text.trim() === "" || busy || connection === "") return;
        if (!ready) return setProblem(Object.entries(problems).map(([name, said]) => `${name}: ${said}`).join(" "));
        setBusy(true);
        setProblem("");
        try {
            const href = await keep(text);
            begin(href);
            // What is tried on a saved statement is tried on its page.
            if (changed && savedID === null) navigate(href);
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The statement could not be sent. Try again.");
        }
        setBusy(false);
    }

    useShortcuts({ "mod+enter": () => void runNow(), e: () => area.current?.focus() });
    // Drafts outlast the page and not the tab.
    const leaving = useLeaveGuard(savedID !== null && draft !== undefined && changed, () => true, "What you have changed in this statement is not saved.");

    // A link shows what its sender saw: what is kept under its name runs with the values of the address.
    useEffect(() => {
        if (slug !== null && !changed && saved !== undefined && ready && run === null && connection !== "") begin(address(`/sql/${slug}`, said));
    }, [slug, changed, saved, ready, key, connection]);

    function write(name: string): void {
        const at = area.current?.selectionStart ?? text.length;
        const space = at > 0 && /\S/.test(text[at - 1] ?? "") && text[at - 1] !== "." && text[at - 1] !== "(" ? " " : "";
        type(text.slice(0, at) + space + name + text.slice(area.current?.selectionEnd ?? at));
        requestAnimationFrame(() => {
            area.current?.focus();
            area.current?.setSelectionRange(at + space.length + name.length, at + space.length + name.length);
        });
    }

    async function look(table: string): Promise<void> {
        const sql = `SELECT *\nFROM ${table}\nLIMIT 100`;
        try {
            const made = await storeSQL(connection, sql);
            known.set(made, sql);
            navigate(`/sql/${made}`);
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The statement could not be sent. Try again.");
        }
    }

    // The address of a saved statement says only what differs, and what was typed is no draft once it is what is saved.
    useEffect(() => {
        if (statement === null || differs(statement, body)) return;
        drafts.delete(place);
        if (said.length > 0) navigateQuery([], "replace");
    }, [statement, body, place, said]);

    /** What was typed is saved at another place. */
    function moveTo(href: string): void {
        drafts.delete(place);
        navigate(href);
    }

    /** Gives up what was typed and chosen for what is saved. */
    function loadAnew(): void {
        drafts.delete(place);
        keeping.forget();
        keeping.resource.reload();
        setTyped((count) => count + 1);
        navigateQuery([], "replace");
    }

    function startAnew(): void {
        drafts.delete("");
        setTyped((count) => count + 1);
        navigate("/sql");
        area.current?.focus();
    }

    const running = runs.filter((each) => each.state === "running");
    return (
        <>
            <header className="page-head">
                <div className="page-title">
                    <h1>{statement?.title ?? "SQL"}</h1>
                    <div className="page-actions">
                        {(connections.value?.length ?? 0) > 1 && (
                            <label className="tool-choice"><span className="aside">Connection</span>
                                <select className="input" value={connection} onChange={(event) => navigateQuery(withValue(said, "connection", event.target.value))}>{connections.value?.map((name) => <option key={name}>{name}</option>)}</select>
                            </label>
                        )}
                        <Button icon="plus" onClick={startAnew}>New</Button>
                        <Button icon="clock" onClick={() => setOpen(true)}>{running.length === 0 ? "Saved and history" : `Saved and history (${running.length} running)`}</Button>
                        <StatementActions
                            key={slug} statement={statement} keeping={keeping} suggestion={title} body={body} onMade={moveTo}
                            changed={statement !== null && differs(statement, body)} version={draft?.version ?? statement?.version ?? 0}
                        />
                        {run?.state === "running" && !changed
                            ? <Button icon="close" onClick={() => stop(key)}>Cancel</Button>
                            : <Button look="primary" icon="play" disabled={busy || text.trim() === ""} onClick={() => void runNow()}>Run</Button>}
                    </div>
                </div>
                {statement !== null && <StatementFacts statement={statement} keeping={keeping} onReload={loadAnew} />}
            </header>
            {connections.error !== null && (
                <Problem
                    error={connections.error} what="list of connections" onRetry={() => {
                        connections.reload();
                        tables.reload();
                        if (source.error !== null) source.reload();
                    }}
                />
            )}
            <div className="explore sql-desk">
                <SchemaBrowser tables={tables} unreached={connections.error !== null} onName={write} onLook={(table) => void look(table)} />
                <div className="explore-main">
                    {source.error !== null && saved === undefined && connections.error !== null ? null : source.error !== null && saved === undefined ? <Problem error={source.error} what="statement" onRetry={source.reload} actions={<Link href="/sql">A new statement</Link>} />
                        : slug !== null && saved === undefined ? <div className="panel sql-coming" role="status" aria-busy="true" aria-label="The statement is loading"><Skeleton shape="lines" /></div> : (
                            <>
                                <SqlEditor area={area} value={text} tables={tables.value ?? []} onChange={type} onRun={() => void runNow()} />
                                {parameters.length > 0 && (
                                    <ParameterBar
                                        connection={connection} parameters={parameters} choices={choices} problems={asked ? problems : {}}
                                        onChoose={(name, values) => navigateQuery([...said.filter(([each]) => each !== `p_${name}`), ...choicePairs({ [name]: values.length === 0 && statement !== null ? [""] : values })])}
                                        onDefine={(parameter) => type(withDefinition(text, parameter))}
                                    />
                                )}
                                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                                {run !== null && <RunView run={run} title={title} pairs={pairs} onPut={(name, value) => navigateQuery(withValue(said, name, value))} onAgain={() => begin(run.href)} />}
                                {run === null && text.trim() === "" && (
                                    <Notice title="Write a SELECT, then press Ctrl Enter.">
                                        <p>Tables stand on the left; names are offered while you write. <code>{"{{ name }}"}</code> asks whoever runs it for a value.</p>
                                        <p>It can only read. Whatever you run stands in the record of queries.</p>
                                    </Notice>
                                )}
                                {slug === null && run === null && text.trim() === "" && connections.error === null && (
                                    <section className="sql-saved-part" aria-labelledby="saved-statements">
                                        <h2 id="saved-statements">Saved statements</h2>
                                        <SavedList connection={connection} />
                                    </section>
                                )}
                                {run === null && text.trim() !== "" && changed && slug !== null && <p className="muted">Changed since it ran. Ctrl Enter runs it.</p>}
                            </>
                        )}
                </div>
            </div>
            {leaving}
            {open && <ShelfDialog runs={runs} connection={connection} onClose={() => setOpen(false)} />}
        </>
    );
}

function noteOf(run: Run): string {
    const took = `${(run.took / 1000).toFixed(1)} s`;
    if (run.state === "cancelled") return `cancelled after ${took}`;
    return run.result === null ? `failed after ${took}` : `${counted(run.result.rows.length, "row")} in ${took}`;
}
