import type { ChartPoint } from "../../../api/charts";
import { cssColour } from "../../../charts/colours";
import { Breakable } from "../../../components/Breakable";
import { evenPercent, percent, plain } from "../../../words/numbers";
import { seconds, seriesColour } from "../answers/parts";
import type { FunnelSeries, FunnelStep } from "../answers/view";

interface Props {
    readonly steps: readonly FunnelStep[];
    readonly series: readonly FunnelSeries[];
    /** Whether a legend names the series. */
    readonly named: boolean;
    readonly onPick: ((point: ChartPoint) => void) | null;
}

/** A column for each step and series: as high as the share that reached it, and above that who was lost before it. */
export function FunnelBars({ steps, series, named, onPick }: Props): JSX.Element {
    return (
        <div className="funnel" role="group" aria-label="Funnel">
            {named && (
                <ul className="legend funnel-legend" aria-label="Series">
                    {series.map((each) => <li key={each.name}><span className="swatch" style={{ background: colourOf(each) }} /> {each.name}</li>)}
                </ul>
            )}
            <ol className="funnel-steps" style={{ gridTemplateColumns: `repeat(${steps.length}, minmax(${Math.max(84, series.length * 38)}px, 1fr))` }}>
                {steps.map((step, at) => (
                    <li key={at} className="funnel-step">
                        <div className="funnel-columns">
                            {series.map((each) => <Column key={each.name} step={step} at={at} series={each} several={series.length > 1} onPick={onPick} />)}
                        </div>
                        <p className="funnel-name"><span className="event-mark" aria-hidden="true">{at + 1}</span> <span><Breakable name={step.name} />{step.optional ? " (optional)" : ""}</span></p>
                        {series.length === 1 && <StepFacts series={series[0]} at={at} />}
                    </li>
                ))}
            </ol>
        </div>
    );
}

function Column({ step, at, series, several, onPick }: { step: FunnelStep; at: number; series: FunnelSeries; several: boolean; onPick: ((point: ChartPoint) => void) | null }): JSX.Element {
    const own = series.steps[at];
    const share = own?.share ?? 0;
    const words = `${several ? `${series.name}, ` : ""}step ${at + 1}, ${step.name}: ${plain(own?.count ?? 0)} reached it${own?.share === null || own === undefined ? "" : `, ${percent(own.share)} of the first step`}`;
    const lost = own?.lost ?? null;
    return (
        <div className="funnel-column">
            <span className="funnel-share tabular" aria-hidden="true">{own?.share === null || own === undefined ? "∅" : several ? `${Math.round(own.share * 100)}%` : evenPercent(own.share)}</span>
            <div className="funnel-track">
                {at > 0 && (own?.dropped ?? 0) > 0 && (
                    <button
                        type="button" className="funnel-lost" disabled={onPick === null || lost === null} style={{ height: `${Math.max(2, (dropOf(series, at) ?? 0) * 100)}%`, bottom: `${share * 100}%` }}
                        aria-label={`${several ? `${series.name}, ` : ""}lost before step ${at + 1}: ${plain(own?.dropped ?? 0)}`} title={`${plain(own?.dropped ?? 0)} lost before ${step.name}`} onClick={() => lost !== null && onPick?.(lost)}
                    />
                )}
                <button
                    type="button" className="funnel-bar" disabled={onPick === null || (own?.count ?? 0) === 0} style={{ height: `${Math.max(0.6, share * 100)}%`, background: colourOf(series) }} aria-label={words} title={words}
                    onClick={() => own !== undefined && onPick?.(own.reached)}
                />
            </div>
        </div>
    );
}

/** Who was lost since the step before, as a share of the first step. */
function dropOf(series: FunnelSeries, at: number): number | null {
    const first = series.steps[0]?.count ?? 0;
    return first === 0 ? null : (series.steps[at]?.dropped ?? 0) / first;
}

function StepFacts({ series, at }: { series: FunnelSeries | undefined; at: number }): JSX.Element | null {
    const own = series?.steps[at];
    if (own === undefined) return null;
    return (
        <p className="funnel-facts tabular">
            <strong>{plain(own.count)}</strong>
            {at > 0 && <span>{own.ofBefore === null ? "" : `${evenPercent(own.ofBefore)} of step ${at}`}</span>}
            {own.medianSeconds !== null && <span>median {seconds(own.medianSeconds)}</span>}
        </p>
    );
}

function colourOf(series: FunnelSeries): string {
    return cssColour(series.colour === "other" ? { token: "other" } : seriesColour(series.colour, false));
}
