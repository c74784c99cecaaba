import { useMemo } from "react";
import type { AskedChart, ChartPoint, SavedChartDetail } from "../../api/charts";
import type { ApiError } from "../../api/http";
import { text } from "../../api/reading";
import type { Resource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import type { NamedChartFilter } from "../../filters/chartFilters";
import { Link } from "../../navigation/Link";
import { Problem } from "../../results/Problem";
import { Figures, PictureOf, useSlow } from "./AnswerPane";
import { emptyWords } from "./emptyWords";
import type { ChartKind } from "./kinds";
import { PointTable } from "./pictures/PointTable";
import { savedChartAddress } from "./state/address";
import { useMarked } from "./useMarked";

interface Props {
    /** undefined for one that is not shown here. */
    readonly kind: ChartKind | undefined;
    /** null until the chart is known. */
    readonly saved: SavedChartDetail | null;
    /** Why it is not known. */
    readonly problem: ApiError | null;
    readonly onRetry: () => void;
    readonly answer: Resource<AskedChart> | null;
    readonly filters: readonly NamedChartFilter[];
    readonly onPick: ((point: ChartPoint) => void) | null;
    readonly label: string;
}

/** A chart in the small place of a tile, in whatever state it is. */
export function TilePicture({ kind, saved, problem, onRetry, answer, filters, onPick, label }: Props): JSX.Element {
    const value = answer?.value;
    const view = useMemo(() => (value === undefined || kind === undefined || value.answer.kind !== kind.id ? undefined : kind.describe(value.answer, value.asked, text(value.asked["show"]))), [value, kind]);
    const { picture } = useMarked(view?.picture ?? null, true);
    const slow = useSlow(answer?.loading ?? false);
    const error = problem ?? answer?.error ?? null;
    if (saved !== null && kind === undefined) return <Notice title={`Charts of the kind ${saved.kind} are not shown here.`} />;
    // Numbers of other filters are never left standing for those that were asked for.
    if (error !== null && (answer === null || (!answer.loading && (value === undefined || answer.outdated)))) {
        return saved === null ? <Problem error={error} what="chart" onRetry={onRetry} /> : <Refused error={error} saved={saved} filters={filters} onRetry={onRetry} />;
    }
    const still = slow && answer !== null && (
        <div className="answer-slow" role="status"><span>Still counting.</span><Button look="quiet" onClick={answer.cancel}>Cancel</Button></div>
    );
    if (view === undefined || value === undefined) return <div className="answer" role="status" aria-busy="true" aria-label={`${label} is being counted`}><Skeleton shape="chart" />{still}</div>;
    if (view.isEmpty) return <Notice title="Nobody did this.">{emptyWords(value.asked).why}</Notice>;
    const isTable = picture === null || picture.is === "cohorts";
    return (
        <div className={answer?.outdated === true ? "answer chart-tile outdated" : "answer chart-tile"} aria-busy={answer?.outdated}>
            {isTable && view.figures.length > 0 && <Figures figures={view.figures} onPick={onPick} />}
            {!isTable ? <PictureOf picture={picture} view={view} onPick={onPick} />
                : view.table.rows.length > 0 ? <PointTable table={view.table} label={`${label}, table`} onPick={onPick} />
                : view.figures.length === 0 && <p className="picture-summary">{view.summary}</p>}
            {error !== null && answer?.loading === false && <p className="answer-warning" role="status">Not refreshed: {error.message} <button type="button" className="link" onClick={onRetry}>Try again</button></p>}
            {still}
        </div>
    );
}

/** Why the server does not count it. A filter that the chart can't follow is named as the dashboard names it. */
export function Refused({ error, saved, filters, onRetry }: { error: ApiError; saved: SavedChartDetail; filters: readonly NamedChartFilter[]; onRetry: () => void }): JSX.Element {
    const unfollowed = error.problems.flatMap((problem) => {
        const place = /^filters\[(\d+)\]\.expression$/.exec(problem.field)?.[1];
        const filter = place === undefined ? undefined : filters[Number(place)];
        return filter === undefined ? [] : [{ title: filter.title, expression: filter.expression, reason: problem.message }];
    });
    if (unfollowed.length > 0) {
        return (
            <Notice tone="warn" title="This chart can't follow the filters of the dashboard." actions={<Link href={savedChartAddress(saved.id)}>Open it without them</Link>}>
                <ul className="chart-problems">{unfollowed.map((each) => <li key={each.title}><strong>{each.title}</strong> <code>{each.expression}</code>: {each.reason}</li>)}</ul>
            </Notice>
        );
    }
    if (error.kind !== "refused" || error.problems.length === 0) return <Problem error={error} what="chart" onRetry={onRetry} />;
    return (
        <Notice tone="bad" title="This chart can't be answered as asked.">
            <ul className="chart-problems">{error.problems.map((problem) => <li key={`${problem.field} ${problem.message}`}>{problem.message}</li>)}</ul>
        </Notice>
    );
}
