import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { GraphSection } from "./GraphSection";
import { standing } from "./order";
import { PipelinesNav } from "./PipelinesNav";
import { RunList } from "./RunList";
import { RunNow } from "./RunNow";
import { ScheduleList } from "./ScheduleList";
import { TableList } from "./TableList";
import { testTotals } from "./tests";
import { usePipelines } from "./usePipelines";
import type { Pipelines } from "./usePipelines";

/** The tables that are made here, and the runs that made them. */
export function PipelinesPage({ view }: { view: "tables" | "runs" | "graph" | "schedules" }): JSX.Element {
    useTitle(view === "runs" ? "Runs" : view === "graph" ? "Pipeline graph" : view === "schedules" ? "Schedules" : "Pipelines");
    const pipelines = usePipelines();
    const { tables, runs, reload } = pipelines;
    useShortcuts({ r: reload });
    const error = view === "runs" ? runs.error : tables.error;
    const missing = view === "runs" ? runs.value === undefined : tables.value === undefined;
    return (
        <>
            <header className="page-head">
                <div className="page-title">
                    <h1>Pipelines</h1>
                    <div className="page-actions"><Button icon="refresh" onClick={reload}>Refresh</Button><RunNow table={null} /></div>
                </div>
                <p className="page-text">The tables that are made here, from those that come from outside: when each was built, up to when its data is complete, and whether its tests passed.</p>
                <Summary pipelines={pipelines} />
            </header>
            <PipelinesNav here={view} />
            {error !== null && <Problem error={error} what={view === "runs" ? "list of runs" : "list of tables"} onRetry={reload} />}
            {error === null && missing && <div className="panel" role="status" aria-busy="true" aria-label="Pipelines are loading"><Skeleton shape={view === "graph" ? "graph" : "table"} /></div>}
            {view !== "runs" && tables.value !== undefined && (tables.value.length === 0
                ? <Notice title="This project has no pipelines.">A file with a SELECT in the project's folder pipelines makes one: <code>clean/orders.sql</code> becomes the table <code>clean.orders</code>.</Notice>
                : view === "graph" ? <GraphSection tables={tables.value} tests={pipelines.tests} /> : view === "schedules" ? <ScheduleList tables={tables.value} /> : <TableList tables={tables.value} tests={pipelines.tests} />)}
            {view === "runs" && runs.value !== undefined && (runs.value.length === 0
                ? <Notice title="Nothing has run yet.">The first run appears here when the server starts it, or after <code>soundings build</code>.</Notice>
                : <RunList runs={runs.value} />)}
        </>
    );
}

/** "98 tables: 1 failed, 2 with failed tests." */
function Summary({ pipelines: { tables, tests, details } }: { pipelines: Pipelines }): JSX.Element | null {
    const all = tables.value ?? [];
    if (all.length === 0) return null;
    const count = (...wanted: string[]) => all.filter((table) => wanted.includes(standing(table, tests.get(table.id)))).length;
    const parts = [
        [count("failed", "broken"), "failed"], [count("tests"), "with failed tests"], [count("building"), "being built"], [count("skipped"), "skipped"],
        [count("waiting"), "not built yet"],
    ].flatMap(([number, words]) => (Number(number) > 0 ? [`${number} ${words}`] : []));
    const { passed, failed } = testTotals(all, details);
    return (
        <p className="page-facts" role="status">
            <span>{counted(all.length, "table")}{parts.length === 0 ? ", all of them built" : `: ${parts.join(", ")}`}</span>
            {passed > 0 && <span>{counted(passed, "test")} passed</span>}
            {failed > 0 && <span>{counted(failed, "test")} failed</span>}
        </p>
    );
}
