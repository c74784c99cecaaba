import { cellNumber } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { counted, short } from "../../words/numbers";
import { columnsOf, measureColumns } from "../columns";
import type { CartesianChart, NoChart } from "../description";
import type { VisSettings } from "../vis";
import { noChart, plainAxis } from "./told";

/** How many rows have a value in each of some ranges of equal width. The first measure is counted, else the first numeric dimension. */
export function describeHistogram(result: QueryResult, vis: VisSettings): CartesianChart | NoChart {
    const column = measureColumns(result, vis).find((each) => each.field.isNumeric) ?? columnsOf(result, vis).find((each) => each.field.isNumeric);
    if (column === undefined) return noChart("A histogram needs a number in each row.");
    const values = result.rows.flatMap((row) => cellNumber(column.cell(row)) ?? []);
    if (values.length === 0) return noChart(`${column.title} has no value here.`);
    const style = plainAxis(column.title, column.field.valueFormat);
    const bins = binsOf(values, vis.histogram.bins, style.percent);
    const fullest = bins.reduce<Bin | undefined>((best, bin) => (best === undefined || bin.count > best.count ? bin : best), undefined);
    const points = bins.map((bin) => ({ value: bin.count, text: bin.count.toLocaleString("en-US") }));
    return {
        kind: "cartesian", horizontal: false, stacking: "none", categoryTitle: column.title, isTime: false,
        categories: bins.map((bin, index) => {
            const range = `${short(bin.from, style)}–${short(bin.to, style)}`;
            const title = `${column.title} from ${short(bin.from, style)} to ${index === bins.length - 1 ? "" : "below "}${short(bin.to, style)}`;
            return { label: range, title, when: `in ${range}`, running: false };
        }),
        series: [{
            id: "rows", name: "Rows", measure: "", valueFormat: null, shape: "column", axis: 0, colour: { slot: 0 }, stacked: false, points, isTotal: false, marks: false, step: false,
        }],
        axes: [{ ...plainAxis(`${counted(values.length, "row")} by ${column.title}`, null) }],
        referenceLines: [], valueLabels: vis.showValueLabels, labelFormat: null, totalLabels: false, hasLegend: false, trendLines: [], annotations: [],
        gridlines: { categories: false, values: true }, categoryLabels: true, touching: true, smooth: false, bridgesGaps: false, leftOut: "",
        summary: fullest === undefined ? "" : `${counted(fullest.count, "row")} of ${values.length.toLocaleString("en-US")}, the most, ${fullest.count === 1 ? "has" : "have"} ${column.title} from ${short(fullest.from, style)} to ${short(fullest.to, style)}.`,
    };
}

interface Bin {
    readonly from: number;
    readonly to: number;
    readonly count: number;
}

/** Ranges that begin and end at round numbers; without a wish as many as Sturges' rule says. */
export function binsOf(values: readonly number[], wanted: number | null, percent = false): Bin[] {
    const low = values.reduce((least, value) => Math.min(least, value), Infinity);
    const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
    if (low === high) return [{ from: low, to: low, count: values.length }];
    const count = wanted ?? Math.max(5, Math.min(40, Math.ceil(Math.log2(values.length)) + 1));
    const raw = (high - low) / count;
    const power = 10 ** Math.floor(Math.log10(raw));
    let width = [1, 2, 2.5, 5, 10].map((step) => step * power).reduce((best, step) => (Math.abs(Math.log(step / raw)) < Math.abs(Math.log(best / raw)) ? step : best));
    // Counts have no halves.
    if (!percent && values.every((value) => Number.isInteger(value))) width = Math.max(1, Math.round(width));
    const first = Math.floor(low / width);
    const last = Math.max(first, Math.ceil(high / width) - 1);
    const counts = Array.from({ length: last - first + 1 }, () => 0);
    for (const value of values) {
        const place = Math.min(last, Math.floor(value / width + 1e-9)) - first;
        counts[place] = (counts[place] ?? 0) + 1;
    }
    const tidy = (value: number) => Number(value.toPrecision(12));
    return counts.map((each, index) => ({ from: tidy((first + index) * width), to: tidy((first + index + 1) * width), count: each }));
}
