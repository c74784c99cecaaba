import { lazy, Suspense, useContext, useEffect, useMemo, useState } from "react";
import { ApiError } from "../api/http";
import { queryKey, runQueryForLinks } from "../api/queries";
import type { Field } from "../api/fields";
import type { QueryBody } from "../api/queries";
import type { QueryResult } from "../api/result";
import { may } from "../api/session";
import { useSession } from "../api/SessionContext";
import type { Resource } from "../api/useResource";
import { AnnotateContext } from "../charts/AnnotateContext";
import { CellLinksContext } from "../charts/CellLinksContext";
import type { CellAction, CellLinks, Drill, Drills } from "../charts/CellLinksContext";
import { Happened } from "../charts/Happened";
import { happeningsIn, MARKED } from "../charts/happenings";
import { Picture } from "../charts/Picture";
import { ResultTable } from "../charts/ResultTable";
import { CrossFilterContext } from "../charts/CrossFilterContext";
import { TableToolsContext } from "../charts/TableToolsContext";
import { useHappenings } from "../charts/useHappenings";
import type { VisSettings } from "../charts/vis";
import { Button } from "../components/Button";
import { Skeleton } from "../components/Skeleton";
import { cellTools } from "./cellTools";
import type { ExplainedCell } from "./cellTools";
import { EmptyAnswer } from "./EmptyAnswer";
import type { ActiveFilter } from "./EmptyAnswer";
import { GoneField, goneThing } from "./GoneField";
import { Problem, withNames } from "./Problem";
import { SqlText } from "./SqlText";
import { isKept } from "./standing";
import { usualDuration } from "./useAnswer";

/** What opens from the menus of cells: fetched when somebody chooses it there. */
const ActionDialog = lazy(async () => ({ default: (await import("./ActionDialog")).ActionDialog }));
const DrillDialog = lazy(async () => ({ default: (await import("./DrillDialog")).DrillDialog }));
const ExplainCell = lazy(async () => ({ default: (await import("./ExplainCell")).ExplainCell }));

interface Props {
    /** One without an explore where several queries gave the answer: its cells lead nowhere. */
    readonly query: QueryBody;
    readonly answer: Resource<QueryResult>;
    readonly vis: VisSettings;
    readonly label: string;
    readonly view: "chart" | "table" | "sql";
    readonly filters: readonly ActiveFilter[];
    readonly showSummary?: boolean;
    /** False where a second view of the same answer has them. */
    readonly showRemarks?: boolean;
    readonly onSort?: (field: string, descending: boolean) => void;
}

const SLOW = 3000;

/** A query's answer in whatever state it is: on its way, here, outdated, empty, refused. A refresh that fails leaves what was there. */
export function AnswerView({ query, answer, vis, label, view, filters, showSummary = false, showRemarks = true, onSort }: Props): JSX.Element {
    const { value, error } = answer;
    const waiting = useWaiting(answer.loading);
    const [action, setAction] = useState<CellAction | null>(null);
    const [explained, setExplained] = useState<ExplainedCell | null>(null);
    const [drill, setDrill] = useState<Drill | null>(null);
    const links = useCellLinks(query, answer.value?.dimensions ?? NO_FIELDS, answer.value?.pivotFields ?? NO_FIELDS, setAction, setExplained, setDrill);
    const slow = waiting >= SLOW ? <Slow query={query} waited={waiting} onCancel={answer.cancel} /> : null;
    const kept = isKept(answer);
    if (error !== null && !answer.loading && !kept) {
        const gone = goneThing(error);
        return <div className="answer">{gone === null ? <Problem error={error} what="query" onRetry={answer.reload} /> : <GoneField error={error} thing={gone} query={query} />}</div>;
    }
    if (value === undefined) {
        return (
            <div className="answer" aria-busy="true" aria-label={`${label} is loading`} role="status">
                <Skeleton shape={view === "chart" ? skeletonShape(vis.type) : "table"} />
                {slow}
            </div>
        );
    }
    const sort = onSort === undefined ? {} : { onSort };
    return (
        <div className={answer.outdated ? "answer outdated" : "answer"} aria-busy={answer.outdated}>
            {value.errors.length > 0 && view !== "sql"
                ? <Problem error={new ApiError("refused", 200, value.errors.join(" "))} what="query" onRetry={answer.reload} />
                : view === "sql" ? <SqlText result={value} />
                : value.rows.length === 0 ? <EmptyAnswer filters={filters} />
                : (
                    <CellLinksContext.Provider value={query.explore === "" ? null : links}>
                        {view === "table"
                            ? <><ResultTable result={value} vis={vis} label={`${label}, table`} {...sort} /><TableHappenings result={value} vis={vis} /></>
                            : <Picture result={value} vis={vis} label={label} showSummary={showSummary} {...sort} />}
                    </CellLinksContext.Provider>
                )}
            {kept && error !== null && !answer.loading && (
                <p className="answer-warning" role="status">
                    {error.kind === "cancelled" ? "Not refreshed: cancelled." : `Not refreshed: ${error.message}`}{" "}
                    {error.kind !== "signed-out" && <button type="button" className="link" onClick={answer.reload}>Try again</button>}
                </p>
            )}
            {showRemarks && remarksOf(value, query).map((remark) => <p key={remark} className="answer-warning">{withNames(remark)}</p>)}
            {slow}
            <Suspense fallback={null}>
                {explained !== null && <ExplainCell query={query} result={value} cell={explained} onClose={() => setExplained(null)} />}
                {drill !== null && <DrillDialog drill={drill} onClose={() => setDrill(null)} />}
                {action !== null && <ActionDialog action={action} onClose={() => setAction(null)} onRefresh={answer.reload} />}
            </Suspense>
        </div>
    );
}

/** What the chart of the same answer marks. */
function TableHappenings({ result, vis }: { result: QueryResult; vis: VisSettings }): JSX.Element {
    const happenings = useHappenings(vis.happenings && MARKED.has(vis.type), result.timezone);
    return <Happened happenings={useMemo(() => happeningsIn(result, happenings), [result, happenings])} />;
}

const NO_FIELDS: readonly Field[] = [];

function useCellLinks(
    query: QueryBody, dimensions: readonly Field[], pivots: readonly Field[], act: (action: CellAction) => void, explain: (cell: ExplainedCell) => void, drill: (drill: Drill) => void,
): CellLinks {
    const session = useSession();
    const filter = useContext(TableToolsContext)?.onFilterValue ?? null;
    // Whoever explores goes on exploring; whoever reads a Look or a dashboard stays there.
    const drills: Drills = may(session, "explore") ? (filter === null ? "here" : "explore") : session.permissions.has("see_drill_overlay") ? "here" : "none";
    const cross = useContext(CrossFilterContext);
    const annotate = useContext(AnnotateContext);
    const key = queryKey(query);
    return useMemo(
        () => ({ load: (signal: AbortSignal) => runQueryForLinks(query, signal), drills, drill, act, tools: cellTools(explain, filter, cross, dimensions, pivots, annotate) }), [key, drills, drill, act, explain, filter, cross, dimensions, pivots, annotate]);
}

/** What the answer says of itself: each thing once. */
function remarksOf(result: QueryResult, query: QueryBody): string[] {
    const truncated = result.columnsTruncated ? [`Only the first ${query.columnLimit} pivot columns are shown; that is the column limit.`] : [];
    return [...new Set([...result.warnings, ...truncated])];
}

function Slow({ query, waited, onCancel }: { query: QueryBody; waited: number; onCancel: () => void }): JSX.Element {
    const usual = usualDuration(query);
    return (
        <div className="answer-slow">
            <span className="tabular">Running for {Math.round(waited / 1000)} s{usual === undefined ? "" : `; last time it took ${Math.max(1, Math.round(usual / 1000))} s`}</span>
            <Button look="quiet" onClick={onCancel}>Cancel</Button>
        </div>
    );
}

/** For how many milliseconds something has been loading, by the second. */
function useWaiting(loading: boolean): number {
    const [waited, setWaited] = useState(0);
    useEffect(() => {
        setWaited(0);
        if (!loading) return undefined;
        const from = Date.now();
        const timer = setInterval(() => setWaited(Date.now() - from), 1000);
        return () => clearInterval(timer);
    }, [loading]);
    return waited;
}

function skeletonShape(type: string): "chart" | "table" | "number" {
    if (type === "single_value") return "number";
    return ["", "table", "looker_grid", "looker_single_record", "cohort"].includes(type) ? "table" : "chart";
}
