import type { QueryResult } from "../api/result";
import { counted, percent, short } from "../words/numbers";
import type { CartesianChart, ChartDescription, PieChart, ScatterChart, Series } from "./description";
import { sums } from "./cartesian";
import { happenedSentence } from "./happenings";

/** One sentence that says what a picture shows, for those who can't see it and for those in a hurry. */
export function summarise(chart: ChartDescription, result: QueryResult): string {
    switch (chart.kind) {
        case "cartesian": return (chart.summary !== "" ? chart.summary : chart.isTime ? overTime(chart) : overCategories(chart)) + happenedSentence(chart);
        case "pie": return slices(chart);
        case "scatter": return cloud(chart);
        case "single": return [chart.title, chart.isNull ? "has no value" : `is ${chart.text}`].filter((part) => part !== "").join(" ") + ".";
        case "table": case "none": return tableSentence(result);
        default: return chart.summary;
    }
}

function tableSentence(result: QueryResult): string {
    const pivoted = result.pivots.length === 0 ? 0 : result.measures.filter((field) => !field.oncePerRow).length;
    const columns = result.dimensions.length + result.measures.length + pivoted * (result.pivots.length - 1);
    return `${counted(result.rows.length, "row")}, ${counted(columns, "column")}.`;
}

/** From the first to the last complete period, and the peak between them; then what is largest, or how a second measure went. */
function overTime(chart: CartesianChart): string {
    const main = mainPoints(chart);
    const known = completePoints(chart, main.points);
    const [first] = known;
    const last = known[known.length - 1];
    if (first === undefined || last === undefined) return soFar(chart, main);
    if (known.length === 1) return `${main.name} is ${last.text} ${last.when}.`;
    const highest = known.reduce((best, point) => (point.value > best.value ? point : best));
    const verb = last.value > first.value ? "rose" : last.value < first.value ? "fell" : "stayed";
    const course = verb === "stayed"
        ? `${main.name} is ${last.text} ${first.when} and ${last.when}`
        : `${main.name} ${verb} from ${first.text} ${first.when} to ${last.text} ${last.when}`;
    const peak = highest === last ? "" : `, highest ${highest.text} ${highest.when}`;
    if (chart.stacking === "percent") return largestSentence(chart).trim();
    return `${course}${peak}.${secondSentence(chart) ?? largestSentence(chart)}`;
}

/** The points of periods that are over, as a sentence names them. */
function completePoints(chart: CartesianChart, points: Series["points"]): Array<{ value: number; text: string; when: string }> {
    return points.flatMap((point, index) => {
        const category = chart.categories[index];
        return point.value === null || category === undefined || category.running ? [] : [{ value: point.value, text: point.text, when: category.when }];
    });
}

/** Two lines side by side may be two measures, of which the larger one means nothing: the second one's course instead. */
function secondSentence(chart: CartesianChart): string | undefined {
    const [, second] = chart.series;
    if (chart.stacking !== "none" || second === undefined || chart.series.length !== 2 || second.isTotal) return undefined;
    const known = completePoints(chart, second.points);
    const [first] = known;
    const last = known[known.length - 1];
    if (first === undefined || last === undefined) return "";
    if (first.value === last.value) return ` ${second.name} is ${last.text} ${last.when}.`;
    return ` ${second.name} ${last.value > first.value ? "rose" : "fell"} from ${first.text} to ${last.text}.`;
}

/** Only a running period is there. */
function soFar(chart: CartesianChart, main: { name: string; points: Series["points"] }): string {
    const place = main.points.findIndex((point) => point.value !== null);
    const category = chart.categories[place];
    if (category === undefined) return `${main.name} has no value here.`;
    return `${main.name} is ${main.points[place]?.text ?? ""} ${category.when} so far.`;
}

/** The series that a sentence can speak of: the total of a stack, else the first one. */
function mainPoints(chart: CartesianChart): { name: string; points: Series["points"] } {
    const total = chart.series.find((series) => series.isTotal);
    const title = chart.axes[0]?.title ?? "";
    if (total !== undefined) return { name: title === "" ? "The total" : title, points: total.points };
    const [first] = chart.series;
    if (first === undefined) return { name: "", points: [] };
    if (chart.stacking === "normal" && chart.series.length > 1) {
        return { name: title === "" ? "The sum" : title, points: sums(chart.series, chart.categories.length) };
    }
    return chart.series.length > 2 ? largestPart(chart)?.series ?? first : first;
}

/** The parts of a stack; without one the series of the first measure, for which of two measures is larger means nothing. */
function comparable(chart: CartesianChart): readonly Series[] {
    const [first] = chart.series;
    return chart.series.filter((series) => !series.isTotal && (chart.stacking === "none" ? series.measure === first?.measure : series.stacked));
}

/** The series that is largest in the last complete period, and that period. */
function largestPart(chart: CartesianChart): { series: Series; place: number } | undefined {
    const parts = comparable(chart);
    for (let place = chart.categories.length - 1; place >= 0; place -= 1) {
        const known = parts.filter((series) => (series.points[place]?.value ?? null) !== null);
        const [first, ...rest] = known;
        if (chart.categories[place]?.running === true || first === undefined) continue;
        const value = (series: Series) => series.points[place]?.value ?? -Infinity;
        return { series: rest.reduce((best, series) => (value(series) > value(best) ? series : best), first), place };
    }
    return undefined;
}

function largestSentence(chart: CartesianChart): string {
    const largest = largestPart(chart);
    const parts = comparable(chart);
    const category = chart.categories[largest?.place ?? -1];
    if (parts.length < 2 || largest === undefined || category === undefined) return "";
    const point = largest.series.points[largest.place];
    const whole = parts.reduce((sum, series) => sum + Math.abs(series.points[largest.place]?.value ?? 0), 0);
    const share = chart.stacking === "none" || whole === 0 ? "" : ` (${percent((point?.value ?? 0) / whole)})`;
    return ` Largest of ${parts.length} ${category.when}: ${largest.series.name}, ${point?.text ?? ""}${share}.`;
}

function overCategories(chart: CartesianChart): string {
    const main = mainPoints(chart);
    const known = main.points.flatMap((point, index) => (point.value === null ? [] : [{ ...point, value: point.value, title: chart.categories[index]?.title ?? "" }]));
    if (known.length === 0) return `${main.name} has no value here.`;
    const sorted = [...known].sort((left, right) => right.value - left.value);
    const named = sorted.slice(0, 3).map((point) => `${point.title} ${point.text}`).join(", ");
    return `${main.name} by ${chart.categoryTitle}: ${sorted.length > 3 ? "largest " : ""}${named}${sorted.length > 3 ? `; ${sorted.length} in all` : ""}.`;
}

function slices(chart: PieChart): string {
    const total = chart.slices.reduce((sum, slice) => sum + (slice.value ?? 0), 0);
    if (total === 0) return `${chart.title} has no value here.`;
    const named = chart.slices.slice(0, 3).map((slice) => `${slice.name} ${percent((slice.value ?? 0) / total)}`).join(", ");
    return `${chart.title}: ${named}${chart.slices.length > 3 ? ` and ${chart.slices.length - 3} more` : ""}.`;
}

function cloud(chart: ScatterChart): string {
    const count = chart.groups.reduce((sum, group) => sum + group.points.length, 0);
    const values = chart.groups.flatMap((group) => group.points);
    if (values.length === 0) return "There is no point to draw.";
    const range = (read: (point: (typeof values)[number]) => number) => [Math.min(...values.map(read)), Math.max(...values.map(read))] as const;
    const [x, y] = [range((point) => point.x), range((point) => point.y)];
    return `${counted(count, "point")}; ${chart.x.title} from ${short(x[0], chart.x)} to ${short(x[1], chart.x)}, `
        + `${chart.y.title} from ${short(y[0], chart.y)} to ${short(y[1], chart.y)}.`;
}

