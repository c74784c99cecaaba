import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { Button } from "../components/Button";
import { Notice } from "../components/Notice";
import { readPalette, usePalette } from "../theme/usePalette";
import { isRunning } from "./description";
import type { CartesianChart, Series, Slice, Source, ValueAxis } from "./description";
import type { Drawn } from "./drawn";
import { chartEngine, worldMap } from "./engine";
import type { Drawing, EngineOption } from "./engine";
import { Legend } from "./Legend";
import type { LegendEntry } from "./Legend";
import { highestSeries, pickedAt, placeOf, pressedSource, sourceOf } from "./pick";
import type { Picked } from "./pick";
import { pictureFile, PictureExportContext } from "./PictureExport";
import { isPlain, pieLayout, plainOption, sliceWords } from "./options";
import type { DrawnChart } from "./options";
import { ScaleLegend } from "./ScaleLegend";
import { categoryWords } from "./tooltip";
import { drawForPaper, drawForScreen } from "./printing";
import { inTurn } from "./turns";

interface Props {
    readonly chart: DrawnChart;
    /** Draws a chart that is none of the plain ones; has to be the same as long as the chart is. */
    readonly draw?: (drawn: Drawn) => EngineOption;
    /** What the picture shows, in a sentence. */
    readonly summary: string;
    /** Whether colours come with patterns, beside readers who always want them. */
    readonly patterned?: boolean;
    /** What to do with a number that the reader presses, or chooses with Enter. */
    readonly onPick?: (picked: Picked) => void;
    /** The same for charts of a result, by its cell; with the place of the number in the drawing, in pixels. */
    readonly onSource?: (source: Source, at: { readonly x: number; readonly y: number }) => void;
}

const MANY_POINTS = 3000;

/** A drawn chart with its legend. Arrow keys walk its points; each one is spoken. */
export function Chart({ chart, draw, summary, patterned = false, onPick, onSource }: Props): JSX.Element {
    const palette = usePalette();
    const place = useRef<HTMLDivElement>(null);
    const drawing = useRef<Drawing | null>(null);
    const [ready, setReady] = useState(false);
    const [failed, setFailed] = useState(false);
    const [size, setSize] = useState({ width: 0, height: 0 });
    const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
    const [at, setAt] = useState<number | null>(null);
    const latest = useRef({ chart, hidden, onPick, onSource });
    latest.current = { chart, hidden, onPick, onSource };
    const needsMap = chart.kind === "geo";
    const optionOf = useCallback((drawn: Drawn): EngineOption => (isPlain(chart) ? plainOption(chart, drawn) : draw?.(drawn) ?? {}), [chart, draw]);
    const many = useMemo(() => pointCount(chart) > MANY_POINTS, [chart]);

    useEffect(() => {
        const element = place.current;
        if (element === null) return undefined;
        const observer = new ResizeObserver(() => {
            setSize({ width: element.clientWidth, height: element.clientHeight });
        });
        observer.observe(element);
        return () => observer.disconnect();
    }, [failed]);

    useEffect(() => {
        let wanted = true;
        const element = place.current;
        if (element === null || failed) return undefined;
        Promise.all([chartEngine(), needsMap ? worldMap() : undefined]).then(([engine]) => {
            if (!wanted) return;
            const drawn = engine.init(element, null, { renderer: many ? "canvas" : "svg" });
            drawn.getZr().on("click", ({ offsetX, offsetY }) => {
                const now = latest.current;
                if (now.chart.kind !== "cartesian" || (now.onPick === undefined && now.onSource === undefined)) return;
                const picked = pickedAt(drawn, now.chart, now.hidden, offsetX, offsetY);
                if (picked === null) return;
                now.onPick?.(picked);
                const source = sourceOf(now.chart, picked);
                if (source !== null) now.onSource?.(source, { x: offsetX, y: offsetY });
            });
            drawn.on("click", (what) => {
                const now = latest.current;
                const source = pressedSource(now.chart, now.hidden, what);
                const at = placeOf(what);
                if (source !== null && at !== null) now.onSource?.(source, at);
            });
            drawing.current = drawn;
            setReady(true);
        }, () => setFailed(true));
        return () => {
            wanted = false;
            drawing.current?.dispose();
            drawing.current = null;
            setReady(false);
        };
    }, [failed, many, needsMap]);

    useEffect(() => {
        if (!ready || size.width === 0 || size.height === 0) return undefined;
        return inTurn(() => {
            const animated = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
            drawing.current?.resize(size);
            drawing.current?.setOption(optionOf({ palette, ...size, hidden, animated, patterned: patterned || window.matchMedia("(prefers-contrast: more)").matches }), { notMerge: true });
        });
    }, [ready, optionOf, palette, size, hidden, patterned]);

    useEffect(() => {
        const element = place.current;
        if (!ready || element === null || size.width === 0) return undefined;
        const toPaper = () => drawForPaper(drawing.current, element, size, optionOf({ palette: readPalette(), ...size, hidden, animated: false, patterned: true }));
        const toScreen = () => drawForScreen(drawing.current, element, optionOf({ palette: readPalette(), ...size, hidden, animated: false, patterned }));
        window.addEventListener("beforeprint", toPaper);
        window.addEventListener("afterprint", toScreen);
        return () => {
            window.removeEventListener("beforeprint", toPaper);
            window.removeEventListener("afterprint", toScreen);
        };
    }, [ready, optionOf, size, hidden, patterned]);

    const leaves = useContext(PictureExportContext);
    useEffect(() => {
        if (leaves === null || !ready) return undefined;
        leaves.current = () => (drawing.current === null ? null : pictureFile(drawing.current.getDataURL({ pixelRatio: 2, backgroundColor: palette.surface })));
        return () => {
            leaves.current = null;
        };
    }, [leaves, ready, palette]);

    if (failed) {
        return (
            <Notice title="The chart library could not be loaded." actions={<Button onClick={() => setFailed(false)}>Try again</Button>}>
                The table shows the same numbers.
            </Notice>
        );
    }

    function show(index: number | null): void {
        setAt(index);
        const stop = "stops" in chart && index !== null ? chart.stops[index] : undefined;
        if (index === null) drawing.current?.dispatchAction({ type: "hideTip" });
        else if (stop !== undefined) drawing.current?.dispatchAction({ type: "showTip", seriesIndex: stop.series, dataIndex: stop.item });
        else drawing.current?.dispatchAction({ type: "showTip", seriesIndex: firstWithValue(chart, index, hidden), dataIndex: index });
    }

    function walk(event: KeyboardEvent): void {
        const count = stopCount(chart);
        if (count === 0) return;
        if (event.key === "Enter" && at !== null && (onPick !== undefined || onSource !== undefined)) {
            event.preventDefault();
            const picked = chart.kind === "cartesian" ? highestSeries(chart, hidden, at) : null;
            if (picked !== null) onPick?.(picked);
            const source = chart.kind === "cartesian" ? sourceOf(chart, picked) : chart.kind === "pie" ? chart.slices[at]?.source ?? null : "stops" in chart ? chart.stops[at]?.source ?? null : null;
            if (source !== null) onSource?.(source, { x: size.width * ((at + 0.5) / count), y: size.height / 2 });
            return;
        }
        const targets: Record<string, number | null> = {
            ArrowRight: at === null ? 0 : Math.min(at + 1, count - 1), ArrowDown: at === null ? 0 : Math.min(at + 1, count - 1),
            ArrowLeft: at === null ? count - 1 : Math.max(at - 1, 0), ArrowUp: at === null ? count - 1 : Math.max(at - 1, 0),
            Home: 0, End: count - 1, Escape: null,
        };
        const target = targets[event.key];
        if (target === undefined || (target === null && at === null)) return;
        event.preventDefault();
        show(target);
    }

    return (
        <div className="chart">
            <Legend entries={needsLegend(chart, size) ? legendEntries(chart, hidden) : []} title={axisTitle(chart)} hidden={hidden} onChange={setHidden} />
            {(chart.kind === "heat" || chart.kind === "geo") && chart.scale !== null && <ScaleLegend scale={chart.scale} palette={palette} />}
            <div
                className={onPick === undefined && onSource === undefined ? "chart-place" : "chart-place pickable"} ref={place} role="img" tabIndex={0} onKeyDown={walk} onBlur={() => at !== null && show(null)}
                aria-label={`${summary} Arrow keys read the points${onPick === undefined && onSource === undefined ? "" : ", Enter opens one"}.`} data-ready={ready}
            />
            <p className="aside" aria-live="polite">{at === null ? "" : wordsAt(chart, at, hidden)}</p>
        </div>
    );
}

function pointCount(chart: DrawnChart): number {
    switch (chart.kind) {
        case "cartesian": return chart.series.length * chart.categories.length;
        case "pie": return chart.slices.length;
        case "scatter": return chart.groups.reduce((sum, group) => sum + group.points.length, 0);
        case "heat": return chart.cells.length;
        case "geo": return chart.points.length;
        default: return 0;
    }
}

function stopCount(chart: DrawnChart): number {
    if (chart.kind === "cartesian") return chart.categories.length;
    if (chart.kind === "pie") return chart.slices.length;
    return "stops" in chart ? chart.stops.length : 0;
}

/** Slices that carry their names need none; before the size is known they are taken to. */
function needsLegend(chart: DrawnChart, size: { width: number; height: number }): boolean {
    return chart.kind !== "pie" || (chart.naming !== "none" && size.width > 0 && pieLayout(chart, size).labels === null);
}

function legendEntries(chart: DrawnChart, hidden: ReadonlySet<string>): LegendEntry[] {
    switch (chart.kind) {
        case "cartesian":
            return [
                ...(chart.hasLegend || chart.trendLines.length > 0
                    ? chart.series.map((series) => ({ id: series.id, name: sideName(chart, series), colour: series.colour, line: series.isTotal, dashed: series.dashed })) : []),
                ...chart.trendLines.map((line) => ({ id: line.name, name: line.name, colour: line.colour, line: true, dashed: true })),
            ];
        case "pie": {
            const visible = (slice: Slice) => !hidden.has(slice.id);
            const whole = chart.slices.filter(visible).reduce((sum, slice) => sum + (slice.value ?? 0), 0);
            const share = (slice: Slice) => (visible(slice) ? ` ${sliceWords(chart, slice, whole)}` : "");
            return chart.slices.map((slice) => ({ id: slice.id, name: `${slice.name}${share(slice)}`, colour: slice.colour, line: false }));
        }
        case "funnel": case "scatter": case "timeline":
            return chart.groups.length > 1 ? chart.groups.map((group) => ({ id: group.id, name: group.name, colour: group.colour, line: false })) : [];
        case "treemap": case "sunburst":
            return chart.kind === "sunburst" && chart.nodes.length <= 12
                ? chart.nodes.map((node) => ({ id: node.name, name: node.name, colour: node.colour ?? { token: "other" as const }, line: false })) : [];
        default: return [];
    }
}

/** The name of a series, and on which side it is read where that is not the usual one. */
function sideName(chart: CartesianChart, series: Series): string {
    return series.axis === 1 ? `${series.name} (${chart.horizontal ? "above" : "right"})` : series.name;
}

function axisTitle(chart: DrawnChart): string {
    if (chart.kind === "waterfall" || chart.kind === "box") return chart.axis.title;
    if ("title" in chart && chart.kind !== "gauge" && chart.kind !== "pie") return chart.title;
    if (chart.kind !== "cartesian") return "";
    const side = chart.horizontal ? "above" : "right";
    // What the legend says is not said twice.
    const named = (axis: ValueAxis, index: number) => {
        const own = chart.series.filter((series) => series.axis === index);
        return chart.hasLegend && (own.some((series) => series.name === axis.title) || (index === 1 && own.length === 1));
    };
    return chart.axes.flatMap((axis, index) => (axis.title === "" || named(axis, index) ? [] : [index === 1 ? `${axis.title} (${side})` : axis.title])).join(" · ");
}

/** A tip needs a series that has something at the place it points to. */
function firstWithValue(chart: DrawnChart, index: number, hidden: ReadonlySet<string>): number {
    if (chart.kind !== "cartesian") return 0;
    let drawn = 0;
    for (const series of chart.series.filter((each) => !hidden.has(each.id))) {
        const split = (series.shape === "line" || series.shape === "area") && !series.stacked && chart.categories.some((_, place) => isRunning(chart, series, place));
        if ((series.points[index]?.value ?? null) !== null) return split && isRunning(chart, series, index) ? drawn + 1 : drawn;
        drawn += split ? 2 : 1;
    }
    return 0;
}

function wordsAt(chart: DrawnChart, index: number, hidden: ReadonlySet<string>): string {
    if (chart.kind === "cartesian") return categoryWords(chart, index, hidden);
    if ("stops" in chart) return chart.stops[index]?.words ?? "";
    if (chart.kind === "scatter") return "";
    const slice = chart.slices[index];
    return slice === undefined ? "" : `${slice.name}: ${slice.text}`;
}
