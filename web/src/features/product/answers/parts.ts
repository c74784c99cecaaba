import type { ChartAnswer, ChartDefinition } from "../../../api/charts";
import { flag, list, numberOrNull, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { UNADORNED } from "../../../charts/description";
import type { CartesianChart, Category, Colour, Series, ValueAxis } from "../../../charts/description";
import { evenPercent, percent, plain, plainAmong } from "../../../words/numbers";
import { longPeriod, nextPeriod, readPeriod, shortPeriod, whenPeriod } from "../../../words/periods";
import type { Grain } from "../../../words/periods";
import { readSegments } from "../state/definition";
import type { ChartView } from "./view";

/** A stretch of time that numbers are about. */
export interface Bucket {
    readonly start: string;
    readonly incomplete: boolean;
}

const MOST_OF_A_YEAR = 330 * 86_400_000;
const GRAINS: Readonly<Record<string, Grain>> = { hour: "hour", day: "date", week: "week", month: "month", quarter: "quarter", year: "year" };

export function readBuckets(value: unknown): Bucket[] {
    return list(value, (item) => ({ start: text(object(item)["start"]), incomplete: flag(object(item)["incomplete"]) }));
}

export function numbers(value: unknown): Array<number | null> {
    return list(value, numberOrNull);
}

export function intervalOf(definition: ChartDefinition): string {
    return text(definition["interval"]) || "day";
}

/** A bucket as an axis, a tip and a sentence name it. */
export function bucketCategory(bucket: Bucket, interval: string, withYear = false): Category {
    const start = readPeriod(bucket.start);
    const grain = GRAINS[interval];
    if (start === undefined) return { label: bucket.start, title: bucket.start, when: `at ${bucket.start}`, running: bucket.incomplete };
    if (grain === undefined) {
        const clock = bucket.start.slice(11, 16);
        return { label: clock, title: `${longPeriod(start, "date")}, ${clock}`, when: `at ${clock}`, running: bucket.incomplete };
    }
    return { label: shortPeriod(start, grain, withYear), title: longPeriod(start, grain), when: whenPeriod(start, grain), running: bucket.incomplete, span: { start, end: nextPeriod(start, grain) } };
}

export function bucketCategories(buckets: readonly Bucket[], interval: string): Category[] {
    const [first, last] = [readPeriod(buckets[0]?.start ?? ""), readPeriod(buckets[buckets.length - 1]?.start ?? "")];
    // Over that long a time "6 Oct" may be two days.
    const withYear = first !== undefined && last !== undefined && last - first > MOST_OF_A_YEAR;
    return buckets.map((bucket) => bucketCategory(bucket, interval, withYear));
}

/** The place of a segment by its name: answers name segments, points count them. */
export function segmentPlace(definition: ChartDefinition, name: string): number {
    return Math.max(0, readSegments(definition).findIndex((segment) => segment.name === name));
}

export function hasSegments(definition: ChartDefinition): boolean {
    return readSegments(definition).length > 1;
}

/** What tells a series from the others: what it is about where there are several such, its group, its segment. */
export function seriesName(parts: ReadonlyArray<string | null>): string {
    return parts.filter((part): part is string => part !== null && part !== "").join(" · ");
}

/** `group` of an answer's series as people read it; null for everything. */
export function groupName(series: JSONObject): string | null {
    if (flag(series["other"])) return "Other";
    const group = series["group"];
    if (Array.isArray(group)) return group.map(text).join(", ");
    return group === null || group === undefined ? null : text(group);
}

export function seriesColour(index: number, isOther: boolean): Colour {
    return isOther ? { token: "other" } : { slot: index };
}

export interface LineInput {
    readonly id: string;
    readonly name: string;
    readonly values: ReadonlyArray<number | null>;
    readonly colour: Colour;
    readonly shape?: Series["shape"];
    readonly stacked?: boolean;
    readonly format: NumberFormat;
    readonly axis?: 0 | 1;
    readonly dashed?: boolean;
}

export type NumberFormat = "number" | "percent" | "money" | "duration";

/** As it stands in tables, at figures and points: numbers of a kind have the same decimals. */
export function formatNumber(value: number | null, format: NumberFormat): string {
    if (value === null) return "∅";
    switch (format) {
        case "percent": return evenPercent(value);
        case "money": return `${value < 0 ? "−" : ""}$${Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
        case "duration": return seconds(value);
        default: return plain(value);
    }
}

/** One of several that stand beside or below each other. */
export function formatAmong(value: number | null, all: ReadonlyArray<number | null>, format: NumberFormat): string {
    return value === null || format !== "number" ? formatNumber(value, format) : plainAmong(value, all.flatMap((each) => each ?? []));
}

/** "45 s", "2 min 12 s", "3.5 h", "2.1 days" */
export function seconds(value: number): string {
    if (value < 60) return `${plain(value, value < 10 ? 1 : 0)} s`;
    if (value < 3600) return `${Math.floor(value / 60)} min${Math.round(value % 60) === 0 ? "" : ` ${Math.round(value % 60)} s`}`;
    if (value < 86_400 * 2) return `${plain(value / 3600, 1)} h`;
    return `${plain(value / 86_400, 1)} days`;
}

export function lineSeries(input: LineInput): Series {
    return {
        id: input.id, name: input.name, measure: input.format, shape: input.shape ?? "line", valueFormat: input.format === "percent" ? "0.0%" : null, axis: input.axis ?? 0,
        colour: input.colour, stacked: input.stacked ?? false, isTotal: false, dashed: input.dashed ?? false, marks: input.values.length <= 45 && input.dashed !== true, step: false,
        points: input.values.map((value) => ({ value, text: formatAmong(value, input.values, input.format) })),
    };
}

interface CartesianInput {
    readonly categories: readonly Category[];
    readonly series: readonly Series[];
    readonly title: string;
    readonly format: NumberFormat;
    /** Of series that are read on the right. */
    readonly rightFormat?: NumberFormat | undefined;
    readonly isTime?: boolean;
    readonly horizontal?: boolean;
    readonly valueLabels?: boolean;
    readonly categoryTitle?: string;
    readonly leftOut?: string;
}

export function cartesian(input: CartesianInput): CartesianChart {
    const stacked = input.series.some((series) => series.stacked);
    return {
        ...UNADORNED, kind: "cartesian", horizontal: input.horizontal ?? false, stacking: stacked ? "normal" : "none", categoryTitle: input.categoryTitle ?? "", isTime: input.isTime ?? true,
        categories: input.categories, series: input.series, axes: [valueAxis(input.title, input.format), ...(input.rightFormat === undefined ? [] : [valueAxis("", input.rightFormat)])], referenceLines: [],
        valueLabels: input.valueLabels ?? false, labelFormat: null, totalLabels: false, hasLegend: input.series.length > 1, leftOut: input.leftOut ?? "",
        trendLines: [], annotations: [], gridlines: { categories: false, values: true }, categoryLabels: true, touching: false, smooth: false, bridgesGaps: false, summary: "",
    };
}

function valueAxis(title: string, format: NumberFormat): ValueAxis {
    return {
        title, format: null, percent: format === "percent", prefix: format === "money" ? "$" : "", ...(format === "duration" ? { suffix: " s" } : {}), min: null, max: null,
        logarithmic: false, hidden: false,
    };
}

export function plainCategory(label: string, when = label): Category {
    return { label, title: label, when, running: false };
}

/** A period at the head of its row: that it is a week is said by the number of the week. */
export function rowTitle(category: Category | undefined): string {
    return (category?.title ?? "").replace(/^week of /, "");
}

/** The change against another time in words; "" where there is nothing to compare with. */
export function changeWords(now: number | null, before: number | null, format: NumberFormat): string {
    if (now === null || before === null) return "";
    if (format === "percent") {
        const points = (now - before) * 100;
        return `${points > 0 ? "+" : points < 0 ? "−" : "±"}${plain(Math.abs(points), 1)} points`;
    }
    if (before === 0) return now === 0 ? "±0" : `from ${formatNumber(before, format)}`;
    const change = (now - before) / Math.abs(before);
    return `${change > 0 ? "+" : change < 0 ? "−" : "±"}${percent(Math.abs(change))}`;
}

/** "from 12 in the week of 2 Mar to 20 in the week of 9 Mar" over the buckets that are over. */
export function courseSentence(name: string, categories: readonly Category[], values: ReadonlyArray<number | null>, format: NumberFormat): string {
    const known = values.flatMap((value, index) => {
        const category = categories[index];
        return value === null || category === undefined || category.running ? [] : [{ value, when: category.when }];
    });
    const [first] = known;
    const last = known[known.length - 1];
    if (first === undefined || last === undefined) return `${name} has no complete interval yet.`;
    if (known.length === 1) return `${name} is ${formatNumber(last.value, format)} ${last.when}.`;
    const verb = last.value > first.value ? "rose" : last.value < first.value ? "fell" : "stayed";
    const highest = known.reduce((best, each) => (each.value > best.value ? each : best));
    const course = verb === "stayed"
        ? `${name} is ${formatNumber(last.value, format)} ${first.when} and ${last.when}`
        : `${name} ${verb} from ${formatNumber(first.value, format)} ${first.when} to ${formatNumber(last.value, format)} ${last.when}`;
    return `${course}${highest === last || highest === first ? "" : `, highest ${formatNumber(highest.value, format)} ${highest.when}`}.`;
}

/** An answer of one kind as its page shows it. `show` says which of the kind's pictures; "" for the first. */
export type Describe = (answer: ChartAnswer, definition: ChartDefinition, show: string) => ChartView;
