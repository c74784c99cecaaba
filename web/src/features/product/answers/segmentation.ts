import type { ChartPoint } from "../../../api/charts";
import { flag, isObject, list, numberOrNull, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { counted } from "../../../words/numbers";
import { eventName, readEvent } from "../state/definition";
import { unitWords } from "../state/units";
import type { UnitWords } from "../state/units";
import { formulaWords } from "./formulaWords";
import {
    bucketCategories, cartesian, changeWords, courseSentence, formatAmong, formatNumber, groupName, hasSegments, intervalOf, lineSeries, numbers, plainCategory, readBuckets, segmentPlace,
    seriesColour, seriesName,
} from "./parts";
import type { Describe, NumberFormat } from "./parts";
import { cell } from "./view";
import type { ChartView } from "./view";

/** What a formula's `%:` and `$:` are called in an answer. */
const FORMATS: ReadonlyMap<string, NumberFormat> = new Map([["percent", "percent"], ["currency", "money"]]);
const MONEY: ReadonlySet<string> = new Set(["revenue", "arpu", "arppu"]);
/** Metrics behind whose numbers stand people that can be listed. */
const COUNTS_PEOPLE: ReadonlySet<string> = new Set(["", "uniques", "totals", "active", "average", "frequency", "payers", "revenue", "arppu", "arpu"]);

interface Line {
    readonly id: string;
    readonly name: string;
    readonly format: NumberFormat;
    readonly values: ReadonlyArray<number | null>;
    readonly collapsed: number | null;
    readonly before: ReadonlyArray<number | null> | null;
    readonly beforeCollapsed: number | null;
    readonly isOther: boolean;
    readonly isWhole: boolean;
    readonly point: ChartPoint | null;
    readonly raw: JSONObject;
}

/** Who did what how often, over time or over the whole range. */
export const describeSegmentation: Describe = (answer, definition, show) => {
    const metric = text(definition["metric"]);
    const lines = readLines(answer.body, definition, metric);
    if (lines.some((line) => Array.isArray(line.raw["bins"]))) return histogram(lines, unitWords(definition));
    const interval = intervalOf(definition);
    const categories = bucketCategories(readBuckets(answer.body["buckets"]), interval);
    const drawn = drawnLines(lines);
    const format = drawn[0]?.format ?? "number";
    const bars = show === "bars";
    const stacked = show === "stacked" || show === "area";
    const apart = bars || stacked ? undefined : readOnTheRight(drawn);
    const pointAt = (line: Line, bucket: number | null): ChartPoint | null => (line.point === null ? null : { ...line.point, ...(bucket === null ? {} : { bucket }) });
    const picture = bars
        ? cartesian({
            categories: drawn.map((line) => plainCategory(line.name)), isTime: false, horizontal: true, valueLabels: true, title: "", format,
            series: [lineSeries({ id: "range", name: "Whole range", values: drawn.map((line) => line.collapsed), colour: { slot: 0 }, shape: "column", format })],
        })
        : cartesian({
            categories, title: "", format: drawn.find((line) => line.format !== apart)?.format ?? format, rightFormat: apart,
            series: drawn.flatMap((line, index) => {
                const axis = line.format === apart ? 1 as const : 0 as const;
                const shape = show === "columns" || show === "stacked" ? "column" as const : show === "area" ? "area" as const : "line" as const;
                const own = lineSeries({ id: line.id, name: line.name, values: line.values, colour: seriesColour(index, line.isOther), format: line.format, shape, stacked, axis });
                if (line.before === null || stacked) return [own];
                const past = lineSeries({ id: `${line.id} before`, name: `${line.name}, before`, values: line.before, colour: seriesColour(index, line.isOther), format: line.format, shape, dashed: true, axis });
                return [own, past];
            }),
        });
    const named = new Map(drawn.map((line) => [line.id, line]));
    const total = lines.find((line) => line.isWhole) ?? lines[0];
    return {
        figures: figures(lines),
        picture: drawn.length === 0 ? null : {
            is: "chart", chart: hasGroups(lines) && !bars ? { ...picture, hasLegend: true } : picture,
            pointOf: ({ series, category }) => {
                const line = bars ? drawn[category] : named.get(series);
                return line === undefined ? null : pointAt(line, bars ? null : category);
            },
        },
        table: {
            columns: [{ title: "Series", right: false }, { title: "Whole range", right: true }, ...categories.map((category) => ({ title: category.label, right: true }))],
            rows: lines.flatMap((line) => [{
                strong: line.isWhole && hasGroups(lines),
                cells: [
                    cell(line.name), cell(formatAmong(line.collapsed, readWith(line), line.format), { point: pointAt(line, null), who: `${line.name}, whole range` }),
                    ...line.values.map((value, index) => cell(formatAmong(value, readWith(line), line.format), {
                        point: value === null || value === 0 ? null : pointAt(line, index), who: `${line.name} ${categories[index]?.when ?? ""}`, running: categories[index]?.running ?? false,
                    })),
                ],
            }, ...(line.before === null ? [] : [{
                strong: false,
                cells: [cell(`${line.name}, before`), cell(formatAmong(line.beforeCollapsed, readWith(line), line.format)), ...categories.map((_, index) => cell(formatAmong(line.before?.[index] ?? null, readWith(line), line.format)))],
            }])]),
        },
        summary: total === undefined ? "" : courseSentence(total.name, categories, total.values, total.format),
        isEmpty: lines.every((line) => line.collapsed === null || line.collapsed === 0),
    };
};

/** Beside counts a share would be a line at zero, and dollars are no people: of several kinds of numbers one has an axis of its own. */
function readOnTheRight(lines: readonly Line[]): NumberFormat | undefined {
    const [first, ...others] = new Set(lines.map((line) => line.format));
    return first === "percent" || others.includes("percent") ? (others.length === 0 ? undefined : "percent") : others.length === 1 ? others[0] : undefined;
}

/** The numbers in the row of a line, and in that of the time that it is compared with. */
function readWith(line: Line): ReadonlyArray<number | null> {
    return [line.collapsed, ...line.values, line.beforeCollapsed, ...line.before ?? []];
}

/** Whether the numbers are percentages (51.25), as the active % is, and a formula of it that is shown as a share. */
function isInPercent(series: JSONObject, metric: string): boolean {
    return numberOrNull(series["formula"]) === null ? metric === "active" : flag(series["in_percent"]) && text(series["format"]) === "percent";
}

/** Shares are drawn from fractions. */
function asShare(value: number | null, inPercent: boolean): number | null {
    return value === null || !inPercent ? value : value / 100;
}

function readLines(body: JSONObject, definition: JSONObject, metric: string): Line[] {
    const events = list(definition["events"], readEvent);
    const raw = list(body["series"], object);
    const places = new Set(raw.map((series) => `${text(series["event"])} ${text(series["formula"])}`));
    const units = COUNTS_PEOPLE.has(metric);
    return raw.map((series, index): Line => {
        const inPercent = isInPercent(series, metric);
        const event = numberOrNull(series["event"]);
        const formula = numberOrNull(series["formula"]);
        const segment = text(series["segment"]);
        const group = groupName(series);
        const chosen = event === null ? undefined : events[event];
        const given = text(series["label"]);
        const label = formula !== null ? formulaWords(given, events.map(eventName)) : chosen === undefined || eventName(chosen) === "" ? given : eventName(chosen);
        const format: NumberFormat = formula !== null
            ? FORMATS.get(text(series["format"])) ?? "number"
            : metric === "active" ? "percent" : MONEY.has(metric) ? "money" : metric === "time_spent" ? "duration" : "number";
        return {
            id: `${index}`,
            name: seriesName([places.size > 1 || group === null ? label : null, group, hasSegments(definition) ? segment : null]) || label,
            format,
            values: numbers(series["series"]).map((value) => asShare(value, inPercent)),
            collapsed: asShare(numberOrNull(series["collapsed"]), inPercent),
            before: Array.isArray(series["compare_series"]) ? numbers(series["compare_series"]).map((value) => asShare(value, inPercent)) : null,
            beforeCollapsed: asShare(numberOrNull(series["compare_collapsed"]), inPercent),
            isOther: flag(series["other"]),
            isWhole: group === null,
            point: units && event !== null ? {
                event, segment: segmentPlace(definition, segment), ...(flag(series["other"]) ? { other: true } : Array.isArray(series["group"]) ? { group: series["group"] } : {}),
            } : null,
            raw: series,
        };
    });
}

/** With groups the undivided line stands in the table only, where it can't be taken for one of them. */
function drawnLines(lines: readonly Line[]): readonly Line[] {
    return hasGroups(lines) ? lines.filter((line) => !line.isWhole) : lines;
}

function hasGroups(lines: readonly Line[]): boolean {
    return lines.some((line) => !line.isWhole);
}

function figures(lines: readonly Line[]): ChartView["figures"] {
    return lines.filter((line) => line.isWhole).slice(0, 4).map((line) => ({
        label: line.name, text: formatNumber(line.collapsed, line.format), point: line.point,
        detail: line.beforeCollapsed === null ? "whole range" : `${changeWords(line.collapsed, line.beforeCollapsed, line.format)} on the period before`,
    }));
}

/** How many people by how often they did it. */
function histogram(lines: readonly Line[], units: UnitWords): ChartView {
    const read = lines.map((line) => ({
        line,
        bins: list(line.raw["bins"], (item) => {
            const bin = isObject(item) ? item : {};
            const [from, to] = [numberOrNull(bin["from"]) ?? 0, numberOrNull(bin["to"])];
            return { from, to, label: to === null ? `${from} and more` : to - from === 1 ? `${from}` : `${from} to ${to}`, count: numberOrNull(bin["collapsed"]) ?? 0, share: numberOrNull(bin["share"]) };
        }),
    }));
    const drawn = hasGroups(lines) ? read.filter(({ line }) => !line.isWhole) : read;
    const labels = [...new Set(drawn.flatMap(({ bins }) => bins.map((bin) => bin.label)))];
    const pointOf = (line: Line, bin: { from: number; to: number | null } | undefined): ChartPoint | null => (
        line.point === null || bin === undefined ? null : { ...line.point, bin: { from: bin.from, ...(bin.to === null ? {} : { to: bin.to }) } }
    );
    const first = drawn[0];
    const peak = first?.bins.reduce<{ label: string; count: number } | null>((best, bin) => (best === null || bin.count > best.count ? bin : best), null) ?? null;
    return {
        figures: [],
        picture: labels.length === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories: labels.map((label) => plainCategory(label)), isTime: false, title: units.title, format: "number",
                series: drawn.map(({ line, bins }, index) => lineSeries({
                    id: line.id, name: line.name, shape: "column", colour: seriesColour(index, line.isOther), format: "number",
                    values: labels.map((label) => bins.find((bin) => bin.label === label)?.count ?? null),
                })),
            }),
            pointOf: ({ series, category }) => {
                const found = drawn.find(({ line }) => line.id === series);
                return found === undefined ? null : pointOf(found.line, found.bins.find((bin) => bin.label === labels[category]));
            },
        },
        table: {
            columns: [{ title: "Times", right: false }, ...drawn.flatMap(({ line }) => [{ title: drawn.length === 1 ? units.title : line.name, right: true }, { title: "Share", right: true }])],
            rows: labels.map((label) => ({
                strong: false,
                cells: [cell(label), ...drawn.flatMap(({ line, bins }) => {
                    const bin = bins.find((each) => each.label === label);
                    return [
                        cell(formatNumber(bin?.count ?? null, "number"), { point: (bin?.count ?? 0) === 0 ? null : pointOf(line, bin), who: `${line.name}, ${label} times` }),
                        cell(formatNumber(bin?.share ?? null, "percent")),
                    ];
                })],
            })),
        },
        summary: peak === null || first === undefined ? "" : `Most often ${peak.label}: ${counted(peak.count, units.one, units.many)} of ${first.line.name}.`,
        isEmpty: labels.length === 0,
    };
}
