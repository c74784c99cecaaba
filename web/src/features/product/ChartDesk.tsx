import { useMemo } from "react";
import { fetchSavedChart, runChart } from "../../api/charts";
import type { ChartDefinition, SavedChart } from "../../api/charts";
import { text } from "../../api/reading";
import { useResource } from "../../api/useResource";
import { Notice } from "../../components/Notice";
import { Icon } from "../../components/Icon";
import { Link } from "../../navigation/Link";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import { AnswerPane } from "./AnswerPane";
import { Builder } from "./build/Builder";
import { RangeButton } from "./build/RangeButton";
import { ChartActions } from "./ChartActions";
import { EventStarters } from "./EventStarters";
import { widened } from "./emptyWords";
import { askable, chartTitle, intervalFor, sourceOf } from "./kinds";
import type { ChartKind } from "./kinds";
import { PeoplePanel } from "./PeoplePanel";
import { savedChartAddress } from "./state/address";
import type { ChartLooks } from "./state/address";
import { changed, readRange, writeRange } from "./state/definition";
import { writeNotation } from "./state/notation";
import { unitLabel, unitWords } from "./state/units";
import { whoIs } from "./who";

interface Props {
    readonly kind: ChartKind;
    readonly definition: ChartDefinition;
    readonly looks: ChartLooks;
    /** Parts of the address that can't be read. */
    readonly unread: readonly string[];
    readonly saved: SavedChart | null;
    readonly onChange: (definition: ChartDefinition, looks: ChartLooks) => void;
}

/** The form of a chart and its answer side by side. */
export function ChartDesk({ kind, definition, looks, unread, saved, onChange }: Props): JSX.Element {
    const title = saved?.title ?? chartTitle(kind, definition);
    useTitle(title);
    const origin = useResource(saved === null && looks.from !== "" ? `chart ${looks.from}` : undefined, (signal) => fetchSavedChart(looks.from, signal), { freshFor: 60_000 });
    const asked = useMemo(() => askable(kind, definition, looks.show), [kind, definition, looks.show]);
    const missing = kind.missing(definition);
    const key = missing === "" ? `chart run ${JSON.stringify(asked)}` : undefined;
    const answer = useResource(key, (signal) => runChart(asked, signal), { keepPrevious: true, freshFor: 60_000 });
    useShortcuts({ r: answer.reload });
    const range = readRange(definition);
    const interval = text(definition["interval"]) || (kind.intervals.includes("day") ? "day" : kind.intervals[0] ?? "");
    const units = unitWords(definition);
    const change = (next: Readonly<Record<string, unknown>>) => onChange(changed(definition, next), { ...looks, point: null });
    const who = useMemo(() => (looks.point === null || answer.value === undefined || answer.value.kind !== kind.id ? "" : whoIs(looks.point, kind, definition, looks.show, answer.value)), [looks, answer.value, kind, definition]);
    const isAttribution = kind.id === "attribution";
    return (
        <>
            <header className="page-head">
                <nav className="path" aria-label="Above"><Link href="/product">Product analytics</Link> / {looks.from !== "" ? <Link href={savedChartAddress(looks.from)}>Saved chart</Link> : kind.label}</nav>
                <div className="page-title">
                    <h1>{title}</h1>
                    <ChartActions kind={kind} definition={definition} show={looks.show} title={title} origin={saved ?? origin.value ?? null} isKept={saved !== null} answer={answer} marks={looks.marks} onMarks={(marks) => onChange(definition, { ...looks, marks })} />
                </div>
                <p className="page-text">{saved !== null && saved.description !== "" ? saved.description : kind.question}</p>
            </header>
            {unread.length > 0 && <p className="partial">The address has parts that can't be read: {unread.join(", ")}. They are left out.</p>}
            <div className={looks.point === null ? "product-desk" : "product-desk with-people"}>
                <details className="builder-panel" open={window.innerWidth >= 1024 || missing !== ""}>
                    <summary><Icon name="right" size={14} /> What is counted</summary>
                    <Builder kind={kind} definition={definition} onChange={(next) => onChange(next, { ...looks, point: null })} />
                </details>
                <div className="product-main">
                    <div className="chart-tools">
                        <RangeButton range={range} onChange={(next) => change({ range: writeRange(next), ...intervalFor(kind, definition, next) })} />
                        {kind.intervals.length > 1 && (kind.overTime ?? looks.show) === looks.show && (
                            <label className="tool-choice"><span className="aside">Interval</span>
                                <select className="input" value={interval} onChange={(event) => change({ interval: event.target.value })}>
                                    {kind.intervals.map((each) => <option key={each} value={each}>{`by ${each}`}</option>)}
                                </select>
                            </label>
                        )}
                        {kind.shows.length > 1 && (
                            <div className="segmented" role="group" aria-label="Picture">
                                {kind.shows.map(([id, label]) => {
                                    const chosen = looks.show === id || (looks.show === "" && isAttribution && id === "first");
                                    return <button key={id} type="button" aria-pressed={chosen} onClick={() => onChange(definition, { ...looks, show: id, point: null })}>{unitLabel(label, units)}</button>;
                                })}
                            </div>
                        )}
                    </div>
                    {missing !== ""
                        ? <div className="panel chart-panel"><Notice title={missing}><EventStarters kind={kind} definition={definition} source={sourceOf(definition)} onChange={(next) => onChange(next, looks)} /></Notice></div>
                        : <AnswerPane kind={kind} definition={asked} show={looks.show} marks={looks.marks} answer={answer} onPick={(point) => onChange(definition, { ...looks, point })} onWiden={() => onChange(widened(definition), { ...looks, point: null })} />}
                </div>
                {looks.point !== null && missing === "" && <PeoplePanel key={writeNotation(looks.point)} definition={asked} point={looks.point} who={who} onClose={() => onChange(definition, { ...looks, point: null })} />}
            </div>
        </>
    );
}
