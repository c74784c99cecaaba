import { isObject } from "../api/reading";
import type { CartesianChart, Series, Source } from "./description";
import type { Drawing } from "./engine";
import type { DrawnChart } from "./options";

/** A number of a chart that the reader has pointed at. */
export interface Picked {
    readonly series: string;
    readonly category: number;
}

/**
 * The number at a place of a drawn chart, in pixels: that of the series whose mark is nearest among those of the category.
 * null beside all of them.
 */
export function pickedAt(drawing: Drawing, chart: CartesianChart, hidden: ReadonlySet<string>, x: number, y: number): Picked | null {
    const read = (axis: 0 | 1): readonly [number, number] | null => {
        const place = drawing.convertFromPixel({ [chart.horizontal ? "xAxisIndex" : "yAxisIndex"]: axis, [chart.horizontal ? "yAxisIndex" : "xAxisIndex"]: 0 }, [x, y]);
        if (!Array.isArray(place) || typeof place[0] !== "number" || typeof place[1] !== "number") return null;
        return chart.horizontal ? [place[1], place[0]] : [place[0], place[1]];
    };
    const left = read(0);
    const category = left === null ? -1 : Math.round(left[0]);
    if (left === null || category < 0 || category >= chart.categories.length) return null;
    const values: readonly [number, number] = [left[1], chart.axes.length > 1 ? read(1)?.[1] ?? left[1] : left[1]];
    return nearestSeries(chart, hidden, category, values);
}

/** The series of a category that is nearest to a value; in a stack, the one whose part holds it. `values` are by axis. */
export function nearestSeries(chart: CartesianChart, hidden: ReadonlySet<string>, category: number, values: readonly [number, number]): Picked | null {
    let best: { series: Series; distance: number } | null = null;
    const above = new Map<number, number>();
    const below = new Map<number, number>();
    for (const series of chart.series) {
        const value = series.points[category]?.value ?? null;
        if (hidden.has(series.id) || value === null) continue;
        const wanted = values[series.axis];
        let distance = Math.abs(value - wanted);
        if (series.stacked && chart.stacking === "normal") {
            const sums = value < 0 ? below : above;
            const from = sums.get(series.axis) ?? 0;
            sums.set(series.axis, from + value);
            const [low, high] = [Math.min(from, from + value), Math.max(from, from + value)];
            distance = wanted >= low && wanted <= high ? 0 : Math.min(Math.abs(wanted - low), Math.abs(wanted - high));
        }
        if (best === null || distance < best.distance) best = { series, distance };
    }
    return best === null ? null : { series: best.series.id, category };
}

/** The highest series of a category, which the tip names first. */
export function highestSeries(chart: CartesianChart, hidden: ReadonlySet<string>, category: number): Picked | null {
    const known = chart.series.filter((series) => !hidden.has(series.id) && (series.points[category]?.value ?? null) !== null);
    const [first, ...rest] = known;
    if (first === undefined) return null;
    const value = (series: Series) => series.points[category]?.value ?? 0;
    return { series: rest.reduce((best, series) => (value(series) > value(best) ? series : best), first).id, category };
}

/** The cell of the result behind a number; null where no row has it. */
export function sourceOf(chart: CartesianChart, picked: Picked | null): Source | null {
    const row = picked === null ? undefined : chart.categories[picked.category]?.row;
    const series = chart.series.find((each) => each.id === picked?.series);
    return picked === null || row === undefined || series === undefined || series.isTotal ? null : { row, column: series.id };
}

/** The cell behind a mark that was pressed, of charts without categories. Marks are counted without those that are hidden. */
export function pressedSource(chart: DrawnChart, hidden: ReadonlySet<string>, what: unknown): Source | null {
    if (!isObject(what)) return null;
    const [series, item] = [what["seriesIndex"], what["dataIndex"]];
    if (chart.kind === "pie") return chart.slices.filter((slice) => !hidden.has(slice.id))[Number(item)]?.source ?? null;
    if (!("stops" in chart) || hidden.size > 0) return null;
    return chart.stops.find((stop) => stop.series === series && stop.item === item)?.source ?? null;
}

/** Where in the drawing something was pressed, in pixels. */
export function placeOf(what: unknown): { readonly x: number; readonly y: number } | null {
    const event = isObject(what) ? what["event"] : undefined;
    const [x, y] = isObject(event) ? [event["offsetX"], event["offsetY"]] : [];
    return typeof x === "number" && typeof y === "number" ? { x, y } : null;
}
