import type { ChartPoint } from "../../../api/charts";
import { flag, list, number, numberOrNull, object, text } from "../../../api/reading";
import { counted, plain } from "../../../words/numbers";
import { unitWords } from "../state/units";
import { bucketCategories, bucketCategory, cartesian, courseSentence, formatAmong, formatNumber, groupName, hasSegments, intervalOf, lineSeries, numbers, plainCategory, readBuckets, rowTitle, segmentPlace, seriesColour, seriesName } from "./parts";
import type { Describe } from "./parts";
import { cell } from "./view";

/** What people bring in, day by day from their first event on, or by the calendar. */
export const describeRevenue: Describe = (answer, definition, show) => {
    const key = show === "arppu" ? "arppu" : show === "revenue" ? "revenue" : "arpu";
    const one = key === "arppu" ? "payer" : unitWords(definition).one;
    const label = key === "revenue" ? "Revenue" : `Per ${one}`;
    const calendar = Array.isArray(answer.body["buckets"]);
    const all = list(answer.body["series"], object).map((raw, index) => {
        const cohort = text(raw["cohort"]);
        const segment = segmentPlace(definition, text(raw["segment"]));
        return {
            raw, index, segment, cohort,
            name: seriesName([cohort === "" ? null : bucketCategory({ start: cohort, incomplete: false }, intervalOf(definition)).title, groupName(raw), hasSegments(definition) ? text(raw["segment"]) : null]) || label,
        };
    });
    const series = all.filter(({ raw }) => raw["people"] === undefined || number(raw["people"], 0) > 0);
    const longest = Math.max(0, ...series.map(({ raw }) => numbers(raw[key]).length));
    const categories = calendar ? bucketCategories(readBuckets(answer.body["buckets"]), intervalOf(definition)) : Array.from({ length: longest }, (_, day) => plainCategory(`Day ${day}`, `on day ${day}`));
    const drawn = series.slice(0, 12);
    const cohorts = [...new Set(all.map((each) => each.cohort))];
    const point = (each: (typeof series)[number], place: number, metric: string): ChartPoint => ({
        metric, segment: each.segment, ...(calendar ? { bucket: place } : { day: place }), ...(each.cohort === "" ? {} : { cohort: cohorts.indexOf(each.cohort) }),
        ...(flag(each.raw["other"]) ? { other: true } : text(each.raw["group"]) === "" ? {} : { group: text(each.raw["group"]) }),
    });
    const first = series[0];
    const whose = first !== undefined && series.length > 1 ? ` of ${first.name}` : "";
    const values = numbers(first?.raw[key]);
    const last = values.reduce<number>((best, value, index) => (value === null ? best : index), 0);
    return {
        figures: first === undefined ? [] : [
            { label: series.length > 1 ? `${label}, ${first.name}` : label, text: formatNumber(values[last] ?? null, "money"), detail: calendar ? "" : `by day ${last}`, point: null },
            { label: series.length > 1 ? `${unitWords(definition).title}, ${first.name}` : unitWords(definition).title, text: plain(number(first.raw["people"], numbers(first.raw["active"]).reduce<number>((sum, value) => sum + (value ?? 0), 0))), detail: calendar ? "" : first.cohort === "" ? "who began in the range" : "who began then", point: calendar ? null : { metric: "people", segment: first.segment, ...(first.cohort === "" ? {} : { cohort: 0 }) } },
        ],
        picture: longest === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories, title: label, format: "money", isTime: true, leftOut: series.length > drawn.length ? `${series.length - drawn.length} more are in the table.` : "",
                series: drawn.map((each, index) => lineSeries({ id: `${each.index}`, name: each.name, values: numbers(each.raw[key]), colour: seriesColour(index, flag(each.raw["other"])), format: "money" })),
            }),
            pointOf: ({ series: id, category }) => {
                const each = all[Number(id)];
                return each === undefined ? null : point(each, category, calendar ? "active" : "payers");
            },
        },
        table: {
            columns: [{ title: calendar ? "When" : "Day", right: false }, ...series.map((each) => ({ title: each.name, right: true }))],
            rows: categories.map((category, place) => ({
                strong: false,
                cells: [cell(rowTitle(category)), ...series.map((each) => cell(formatNumber(numbers(each.raw[key])[place] ?? null, "money"), {
                    point: (numbers(each.raw["payers"])[place] ?? 0) === 0 ? null : point(each, place, "payers"), who: `${each.name}, paid by ${category.title.toLowerCase()}`,
                }))],
            })),
        },
        summary: series.length > 0 && series.every((each) => numbers(each.raw[key]).every((value) => (value ?? 0) === 0)) ? "None of these events has a revenue." : calendar ? courseSentence(label, categories, values, "money") : first === undefined ? "" : `${key === "revenue" ? `Revenue${whose} is` : `Each ${one}${whose} brings`} ${formatNumber(values[last] ?? null, "money")} by day ${last}.`,
        isEmpty: all.every(({ raw }) => number(raw["people"], 0) === 0 && numbers(raw["active"]).every((value) => (value ?? 0) === 0)),
    };
};

/** Which values that people met before gave rise to an event. */
export const describeAttribution: Describe = (answer, definition, show) => {
    const units = unitWords(definition);
    const models = list(answer.body["models"], text);
    const at = Math.max(0, models.indexOf(show));
    const series = list(answer.body["series"], object);
    const first = series[0] ?? {};
    const sums = text(definition["sum"]) !== "";
    const values = list(first["values"], (item) => {
        const value = object(item);
        return { name: text(value["value"]), users: number(value["users"], 0), counts: numbers(value["sums"] ?? value["counts"]) };
    });
    const ordered = [...values].sort((left, right) => (right.counts[at] ?? 0) - (left.counts[at] ?? 0));
    const format = sums ? "money" as const : "number" as const;
    const words = (model: string) => `${model.slice(0, 1).toUpperCase()}${model.slice(1).replace("_", " ")}`;
    const best = ordered[0];
    return {
        figures: [{ label: text(definition["event"]) || "Events", text: plain(number(first["events"], 0)), detail: `by ${counted(number(first["users"], 0), units.one, units.many)}`, point: null }],
        picture: ordered.length === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories: ordered.slice(0, 20).map((value) => plainCategory(value.name)), isTime: false, horizontal: true, valueLabels: true, title: words(models[at] ?? ""), format,
                series: [lineSeries({ id: "0", name: words(models[at] ?? ""), values: ordered.slice(0, 20).map((value) => value.counts[at] ?? null), colour: { slot: 0 }, shape: "column", format })],
            }),
            pointOf: ({ category }) => (ordered[category] === undefined ? null : { value: ordered[category]?.name ?? "" }),
        },
        table: {
            columns: [{ title: "Value", right: false }, { title: units.title, right: true }, ...models.map((model) => ({ title: words(model), right: true }))],
            rows: ordered.map((value) => ({
                strong: false,
                cells: [
                    cell(value.name), cell(plain(value.users), { point: value.users === 0 ? null : { value: value.name }, who: `Met ${value.name} before` }),
                    ...models.map((_, index) => cell(formatNumber(value.counts[index] ?? null, format))),
                ],
            })),
        },
        summary: best === undefined ? "" : `By the model ${words(models[at] ?? "").toLowerCase()} most goes to ${best.name}: ${formatNumber(best.counts[at] ?? null, format)}.`,
        isEmpty: number(first["events"], 0) === 0,
    };
};

const IMPACT: ReadonlyArray<readonly [string, string, "number" | "percent"]> = [
    ["average", "Times for each who did it", "number"], ["people_share", "Of all of them", "percent"], ["active_share", "Of the active", "percent"], ["totals", "Times", "number"],
];

/** What people do before and after they first did something. */
export const describeImpact: Describe = (answer, definition, show) => {
    const [key, label, format] = IMPACT.find(([name]) => name === show) ?? IMPACT[0] ?? ["average", "", "number"];
    const intervals = numbers(answer.body["intervals"]);
    const unit = text(definition["interval"]) || "day";
    const series = list(answer.body["series"], object);
    const categories = intervals.map((interval) => plainCategory(interval === 0 ? `The ${unit} itself` : `${(interval ?? 0) > 0 ? "+" : "−"}${Math.abs(interval ?? 0)}`, interval === 0 ? `on the ${unit} itself` : `${Math.abs(interval ?? 0)} ${unit}s ${(interval ?? 0) < 0 ? "before" : "after"}`));
    const mean = (raw: Readonly<Record<string, unknown>>, before: boolean) => {
        const known = intervals.flatMap((interval, index) => ((interval ?? 0) !== 0 && ((interval ?? 0) < 0) === before ? numbers(raw[key])[index] ?? [] : []));
        return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const first = series[0] ?? {};
    return {
        figures: [
            { label: "Before", text: formatNumber(mean(first, true), format), detail: `mean of the ${unit}s`, point: null }, { label: "After", text: formatNumber(mean(first, false), format), detail: `mean of the ${unit}s`, point: null },
            { label: "Did it", text: plain(number(first["treated"], 0)), detail: "in the range", point: number(first["treated"], 0) === 0 ? null : { metric: "treated" } },
        ],
        picture: intervals.length === 0 ? null : {
            is: "chart",
            chart: cartesian({ categories, isTime: false, title: label, format, series: series.map((raw, index) => lineSeries({ id: `${index}`, name: text(raw["segment"]), values: numbers(raw[key]), colour: seriesColour(index, false), format })) }),
            pointOf: ({ series: segment, category }) => ({ metric: "performers", interval: intervals[category] ?? 0, ...(Number(segment) === 0 ? {} : { segment: Number(segment) }) }),
        },
        table: {
            columns: [{ title: `From the first time, in ${unit}s`, right: false }, ...series.flatMap((raw) => [{ title: series.length > 1 ? `Did it, ${text(raw["segment"])}` : "Did it", right: true }, ...IMPACT.map(([, title]) => ({ title, right: true }))])],
            rows: categories.map((category, place) => ({
                strong: intervals[place] === 0,
                cells: [cell(category.title), ...series.flatMap((raw, segment) => [
                    cell(plain(numbers(raw["performers"])[place] ?? 0), { point: (numbers(raw["performers"])[place] ?? 0) === 0 ? null : { metric: "performers", interval: intervals[place] ?? 0, ...(segment === 0 ? {} : { segment }) }, who: `Did it ${category.when}` }),
                    ...IMPACT.map(([own, , kind]) => cell(formatAmong(numberOrNull(numbers(raw[own])[place]), numbers(raw[own]), kind))),
                ])],
            })),
        },
        summary: mean(first, true) === null || mean(first, false) === null ? "" : `${label}: ${formatNumber(mean(first, true), format)} before, ${formatNumber(mean(first, false), format)} after.`,
        isEmpty: number(first["treated"], 0) === 0,
    };
};
