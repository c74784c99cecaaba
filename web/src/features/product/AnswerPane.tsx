import { useEffect, useMemo, useState } from "react";
import type { ChartAnswer, ChartPoint } from "../../api/charts";
import { useSession } from "../../api/SessionContext";
import type { Resource } from "../../api/useResource";
import { may } from "../../api/session";
import { Chart } from "../../charts/Chart";
import { Happened } from "../../charts/Happened";
import { happenedSentence } from "../../charts/happenings";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Problem } from "../../results/Problem";
import { dataTime } from "../../words/periods";
import type { ChartDefinition } from "../../api/charts";
import type { BigFigure, ChartView, ProductPicture } from "./answers/view";
import { sourceOf } from "./kinds";
import type { ChartKind } from "./kinds";
import { PointTable } from "./pictures/PointTable";
import { FunnelBars } from "./pictures/FunnelBars";
import { FlowPicture } from "./pictures/FlowPicture";
import { useEventOptions } from "./build/useSource";
import { emptyWords } from "./emptyWords";
import { HowToCollect } from "./NothingCollected";
import { useMarked } from "./useMarked";

interface Props {
    readonly kind: ChartKind;
    readonly definition: ChartDefinition;
    readonly show: string;
    /** Whether what happened in the chart's time is marked. */
    readonly marks: boolean;
    readonly answer: Resource<ChartAnswer>;
    readonly onPick: (point: ChartPoint) => void;
    /** Sections that a reader has no use for in a small place. */
    readonly onWiden: (() => void) | null;
}

/** What a chart answered: the few numbers that matter, the picture, what is counted in words, and the table. */
export function AnswerPane({ kind, definition, show, marks, answer, onPick, onWiden }: Props): JSX.Element {
    const session = useSession();
    const view = useMemo(() => (answer.value === undefined || answer.value.kind !== kind.id ? undefined : kind.describe(answer.value, definition, show)), [answer.value, kind, definition, show]);
    const drawn = useMarked(view?.picture ?? null, marks);
    const pick = may(session, "explore") ? onPick : null;
    const slow = useSlow(answer.loading);
    if (answer.error !== null && !answer.loading) return <ChartProblem answer={answer} />;
    const still = slow && <p className="still-counting" role="status">Still counting. Fewer days or a coarser interval are faster. <button type="button" className="text-button" onClick={answer.cancel}>Cancel</button></p>;
    if (view === undefined || answer.value === undefined) {
        return (
            <div className="panel chart-panel" role="status" aria-busy="true" aria-label="The chart is being counted">
                <div className="figures skeleton-figures"><Skeleton shape="number" /></div><Skeleton shape="chart" />{still}
            </div>
        );
    }
    const outdated = answer.outdated;
    return (
        <>
            {still}
            <div className={outdated ? "panel chart-panel outdated" : "panel chart-panel"} aria-busy={outdated}>
                {view.isEmpty ? <Empty definition={definition} onWiden={onWiden} /> : (
                    <>
                        {view.figures.length > 0 && <Figures figures={view.figures} onPick={pick} />}
                        {drawn.picture !== null && drawn.picture.is !== "cohorts" && <PictureOf picture={drawn.picture} view={view} onPick={pick} />}
                        {view.summary !== "" && <p className="picture-summary">{view.summary}{drawn.said}</p>}
                    </>
                )}
            </div>
            <Counted answer={answer.value} />
            {!view.isEmpty && view.table.rows.length > 0 && (
                <section className={outdated ? "answer-section outdated" : "answer-section"} aria-label="Table">
                    <PointTable table={view.table} label={`${kind.label}, table`} onPick={pick} />
                    <Happened happenings={drawn.happenings} />
                </section>
            )}
            {answer.value.sql.length > 0 && (
                <details className="answer-sql"><summary>SQL</summary><pre className="keep-text" tabIndex={0} aria-label="SQL of the chart">{answer.value.sql.join(";\n\n")}</pre></details>
            )}
        </>
    );
}

/** Whether something has been going on for longer than people wait without a word. */
export function useSlow(loading: boolean): boolean {
    const [slow, setSlow] = useState(false);
    useEffect(() => {
        setSlow(false);
        if (!loading) return undefined;
        const timer = setTimeout(() => setSlow(true), PATIENCE);
        return () => clearTimeout(timer);
    }, [loading]);
    return slow;
}

const PATIENCE = 3_000;

export function PictureOf({ picture, view, onPick }: { picture: ProductPicture; view: ChartView; onPick: ((point: ChartPoint) => void) | null }): JSX.Element | null {
    switch (picture.is) {
        case "chart":
            return (
                <div className="chart-space">
                    <Chart chart={picture.chart} summary={view.summary + happenedSentence(picture.chart)} {...(onPick === null ? {} : { onPick: (picked) => {
                        const point = picture.pointOf(picked);
                        if (point !== null) onPick(point);
                    } })} />
                    {picture.chart.leftOut !== "" && <p className="picture-note">{picture.chart.leftOut}</p>}
                </div>
            );
        case "scatter": return <div className="chart-space"><Chart chart={picture.chart} summary={view.summary} /></div>;
        case "funnel": return <FunnelBars steps={picture.steps} series={picture.series} named={picture.named} onPick={onPick} />;
        case "flow": return <FlowPicture flow={picture.flow} onPick={onPick} />;
        case "cohorts": return null;
    }
}

/** What all figures say of themselves is said once, below them. */
export function Figures({ figures, onPick }: { figures: readonly BigFigure[]; onPick: ((point: ChartPoint) => void) | null }): JSX.Element {
    const [first] = figures;
    const shared = figures.length > 1 && first !== undefined && figures.every((figure) => figure.detail === first.detail) ? first.detail : "";
    const list = (
        <dl className="figures">
            {figures.map((figure) => (
                <div key={figure.label}>
                    <dt>{figure.label}</dt>
                    <dd>
                        {figure.point !== null && onPick !== null
                            ? <button type="button" className="figure-button tabular" title="Who they are" onClick={() => figure.point !== null && onPick(figure.point)}>{figure.text}</button>
                            : <span className="figure-number tabular">{figure.text}</span>}
                        {figure.detail !== "" && shared === "" && <span className="figure-detail">{figure.detail}</span>}
                    </dd>
                </div>
            ))}
        </dl>
    );
    return shared === "" ? list : <div>{list}<p className="figure-detail">{shared}</p></div>;
}

/** What is counted, in words; whose data it is, and up to when it is complete. */
export function Counted({ answer }: { answer: ChartAnswer }): JSX.Element {
    const { project: { timezone } } = useSession();
    const through = answer.data.completeThrough;
    const late = answer.data.late;
    return (
        <div className="counted">
            <p>{answer.definition.slice(0, 1).toUpperCase()}{answer.definition.slice(1)}</p>
            <p className="page-facts">
                {through !== null && (
                    <span className={late.length > 0 ? "data-time late" : "data-time"}><Icon name={late.length > 0 ? "warning" : "clock"} size={14} /><span>Data complete through {dataTime(through, timezone)}{late.length > 0 ? `; ${late.map((source) => source.label).join(", ")} late` : ""}</span></span>
                )}
                {answer.coverage !== "" && <span className={answer.coverageShare !== null && answer.coverageShare < 0.5 ? "data-time late" : "data-time"}><Icon name="people" size={14} /><span>{answer.coverage}</span></span>}
                {answer.cohorts.map((cohort) => <span key={cohort.name}>{cohort.name}: {cohort.size.toLocaleString("en-US")}, as of {dataTime(cohort.asOf, timezone)}</span>)}
                {answer.timezone !== timezone && <span>Time zone {answer.timezone}</span>}
            </p>
            {answer.notes.length > 0 && <ul className="answer-notes">{answer.notes.map((note) => <li key={note}>{note}</li>)}</ul>}
        </div>
    );
}

function Empty({ definition, onWiden }: { definition: ChartDefinition; onWiden: (() => void) | null }): JSX.Element {
    const words = emptyWords(definition);
    const source = sourceOf(definition);
    const events = useEventOptions(source);
    // No longer time has any, and no condition is to blame.
    if (source.model === "" && events.problem === "" && !events.loading && events.options.length === 0) return <Notice title="No event has been collected yet."><HowToCollect /></Notice>;
    return (
        <Notice title="Nobody did this." actions={onWiden === null ? undefined : <button type="button" className="button" onClick={onWiden}><span>{words.action}</span></button>}>{words.why}</Notice>
    );
}

function ChartProblem({ answer }: { answer: Resource<ChartAnswer> }): JSX.Element {
    const { error } = answer;
    if (error === null) return <></>;
    if (error.kind !== "refused" || error.problems.length === 0) return <div className="panel chart-panel"><Problem error={error} what="chart" onRetry={answer.reload} /></div>;
    return (
        <div className="panel chart-panel">
            <Notice tone="bad" title="This chart can't be answered as asked.">
                <ul className="chart-problems">{error.problems.map((problem) => <li key={`${problem.field} ${problem.message}`}>{problem.field !== "" && <code>{problem.field}</code>} {problem.message}</li>)}</ul>
            </Notice>
        </div>
    );
}
