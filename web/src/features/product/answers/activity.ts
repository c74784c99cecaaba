import type { ChartPoint } from "../../../api/charts";
import { list, number, numberOrNull, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import type { Colour, Series } from "../../../charts/description";
import { counted, evenPercent, percent, plain, plainAmong } from "../../../words/numbers";
import { unitLabel, unitWords } from "../state/units";
import {
    bucketCategories, cartesian, courseSentence, formatAmong, formatNumber, groupName, hasSegments, intervalOf, lineSeries, numbers, plainCategory, readBuckets, rowTitle, seriesColour, seriesName,
} from "./parts";
import type { Describe, NumberFormat } from "./parts";
import { cell } from "./view";
import type { AnswerRow } from "./view";

interface Part {
    readonly index: number;
    readonly raw: JSONObject;
    readonly name: string;
    readonly isOther: boolean;
}

/** The series of an answer, undivided ones left out where there are groups. */
function partsOf(body: JSONObject, definition: JSONObject): Part[] {
    const all = list(body["series"], object).map((raw, index) => ({ raw, index, group: groupName(raw) }));
    const divided = all.some((each) => each.group !== null);
    return all.filter((each) => !divided || each.group !== null).map(({ raw, index, group }) => ({
        raw, index, name: seriesName([group, hasSegments(definition) || group === null ? text(raw["segment"]) : null]), isOther: group === "Other",
    }));
}

const STATES: ReadonlyArray<readonly [string, string, Colour]> = [
    ["new", "New", { slot: 0 }], ["current", "Current", { slot: 2 }], ["resurrected", "Back again", { slot: 3 }], ["dormant", "Gone", { token: "bad" }],
];

/** Who is new, who stays, who came back and who left. */
export const describeLifecycle: Describe = (answer, definition, show) => {
    const units = unitWords(definition);
    const parts = partsOf(answer.body, definition);
    const part = parts[Number(show) || 0] ?? parts[0];
    const categories = bucketCategories(readBuckets(answer.body["buckets"]), intervalOf(definition));
    const values = (key: string) => numbers(part?.raw[key]);
    const pointOf = (state: string, bucket: number): ChartPoint => ({ series: part?.index ?? 0, bucket, state });
    const lastWhole = categories.reduce<number>((best, category, index) => (category.running ? best : index), -1);
    return {
        figures: lastWhole < 0 ? [] : STATES.map(([key, label]) => ({
            label, text: formatNumber(values(key)[lastWhole] ?? null, "number"), detail: categories[lastWhole]?.when ?? "",
            point: (values(key)[lastWhole] ?? 0) === 0 ? null : pointOf(key, lastWhole),
        })),
        picture: categories.length === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories, title: units.title, format: "number",
                series: STATES.map(([key, label, colour]): Series => {
                    const own = lineSeries({ id: key, name: label, values: values(key), colour, format: "number", shape: "column", stacked: true });
                    // Who left hangs below the line.
                    return key === "dormant" ? { ...own, points: own.points.map((point) => ({ value: point.value === null ? null : -point.value, text: point.text })) } : own;
                }),
            }),
            pointOf: ({ series, category }) => pointOf(series, category),
        },
        table: {
            columns: [{ title: "When", right: false }, ...STATES.map(([, title]) => ({ title, right: true })), { title: "Pulse", right: true }],
            rows: categories.map((category, bucket) => ({
                strong: false,
                cells: [
                    cell(rowTitle(category), { running: category.running }),
                    ...STATES.map(([key, label]) => cell(formatNumber(values(key)[bucket] ?? null, "number"), {
                        point: (values(key)[bucket] ?? 0) === 0 ? null : pointOf(key, bucket), who: `${label} ${category.when}`, running: category.running,
                    })),
                    cell(formatAmong(values("pulse")[bucket] ?? null, values("pulse"), "number")),
                ],
            })),
        },
        summary: courseSentence(`New ${units.many}`, categories, values("new"), "number"),
        isEmpty: STATES.every(([key]) => values(key).every((value) => (value ?? 0) === 0)),
    };
};

/** Daily, weekly and monthly users. */
export const describeActiveUsers: Describe = (answer, definition, show) => {
    const units = unitWords(definition);
    const parts = partsOf(answer.body, definition);
    const categories = bucketCategories(readBuckets(answer.body["buckets"]), "day");
    const ratio = show === "ratio";
    const lines = parts.flatMap((part) => ratio
        ? list(part.raw["ratios"], object).map((item) => ({
            part, point: null as ChartPoint | null, label: `${windowName(number(item["of"], 1))}/${windowName(number(item["in"], 1))}`, values: numbers(item["values"]), mean: numberOrNull(item["mean"]),
        }))
        : list(part.raw["windows"], object).map((item) => ({
            part, point: { series: part.index, window: number(item["days"], 1) } as ChartPoint | null, label: text(item["name"]) || windowName(number(item["days"], 1)), values: numbers(item["values"]), mean: null,
        })));
    const format: NumberFormat = ratio ? "percent" : "number";
    const named = lines.map((line) => ({ ...line, name: seriesName([line.label, parts.length > 1 ? line.part.name : null]) }));
    const lastWhole = categories.reduce<number>((best, category, index) => (category.running ? best : index), -1);
    const first = named[named.length - 1];
    return {
        figures: named.slice(0, 4).map((line) => ({
            label: line.name, text: formatNumber(ratio ? line.mean : line.values[lastWhole] ?? null, format), detail: ratio ? "mean of the days" : categories[lastWhole]?.when ?? "",
            point: line.point === null || (line.values[lastWhole] ?? 0) === 0 ? null : { ...line.point, bucket: lastWhole },
        })),
        picture: categories.length === 0 ? null : {
            is: "chart",
            chart: cartesian({ categories, title: ratio ? "" : units.title, format, series: named.map((line, index) => lineSeries({ id: `${index}`, name: line.name, values: line.values, colour: seriesColour(index, false), format })) }),
            pointOf: ({ series, category }) => {
                const line = named[Number(series)];
                return line === undefined || line.point === null ? null : { ...line.point, bucket: category };
            },
        },
        table: {
            columns: [{ title: "Day", right: false }, ...named.map((line) => ({ title: line.name, right: true }))],
            rows: categories.map((category, bucket) => ({
                strong: false,
                cells: [cell(category.title, { running: category.running }), ...named.map((line) => cell(formatNumber(line.values[bucket] ?? null, format), {
                    point: line.point === null || (line.values[bucket] ?? 0) === 0 ? null : { ...line.point, bucket }, who: `${line.name} ${category.when}`, running: category.running,
                }))],
            })).reverse(),
        },
        summary: first === undefined ? "" : courseSentence(first.name, categories, first.values, format),
        isEmpty: named.every((line) => line.values.every((value) => (value ?? 0) === 0)),
    };
};

function windowName(days: number): string {
    return days === 1 ? "DAU" : days === 7 ? "WAU" : days === 30 ? "MAU" : `${days}-day users`;
}

/** On how many days of an interval people come. */
export const describeStickiness: Describe = (answer, definition, show) => {
    const units = unitWords(definition);
    const parts = partsOf(answer.body, definition);
    const unit = intervalOf(definition) === "day" ? "week" : intervalOf(definition);
    const exactly = show === "exactly";
    const key = exactly ? "exactly" : "at_least";
    const rows = parts.map((part) => ({
        part, overall: object(part.raw["overall"]), buckets: list(part.raw["buckets"], object),
    }));
    const days = Math.max(0, ...rows.map(({ overall }) => numbers(overall[key]).length));
    const labels = Array.from({ length: days }, (_, index) => `${index + 1}${exactly || index + 1 === days ? "" : "+"}`);
    const categories = bucketCategories(readBuckets(answer.body["buckets"]), unit);
    const first = rows[0];
    const shares = numbers(first?.overall[`${key}_shares`]);
    // Whoever is active in two weeks counts twice where weeks are put together; those that still run are left out there.
    const together = (name: string | null) => (categories.length < 2 ? name ?? "All" : `${name ?? `All complete ${unit}s`} (each ${units.one} counts once a ${unit})`);
    const point = (part: Part, bucket: number, day: number): ChartPoint => ({ series: part.index, bucket, days: day + 1, ...(exactly ? {} : { at_least: true }) });
    return {
        figures: [1, 2, 3].filter((day) => day < days).map((day) => ({ label: `${labels[day] ?? ""} days`, text: formatNumber(shares[day] ?? null, "percent"), detail: `of ${units.many} active in a ${unit}`, point: null })),
        picture: days === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories: labels.map((label) => plainCategory(`${label} ${label === "1" ? "day" : "days"}`)), isTime: false, title: `Of those active in a ${unit}`, format: "percent", valueLabels: rows.length === 1,
                series: rows.map(({ part, overall }, index) => lineSeries({ id: `${part.index}`, name: part.name, values: numbers(overall[`${key}_shares`]), colour: seriesColour(index, part.isOther), format: "percent", shape: "column" })),
            }),
            pointOf: () => null,
        },
        table: {
            columns: [{ title: unit === "month" ? "Month" : "Week", right: false }, { title: units.title, right: true }, ...labels.map((label) => ({ title: `${label} ${label === "1" ? "day" : "days"}`, right: true }))],
            rows: rows.flatMap(({ part, overall, buckets }): AnswerRow[] => [
                { strong: true, cells: [cell(together(rows.length > 1 ? part.name : null)), cell(plain(number(overall["people"], 0))), ...numbers(overall[`${key}_shares`]).map((share) => cell(formatNumber(share, "percent"), { shade: share }))] },
                ...buckets.map((bucket, place): AnswerRow => ({
                    strong: false,
                    cells: [
                        cell(rowTitle(categories[place]), { running: categories[place]?.running ?? false }), cell(plain(number(bucket["people"], 0))),
                        ...numbers(bucket[`${key}_shares`]).map((share, day) => cell(formatNumber(share, "percent"), {
                            shade: share, point: (numbers(bucket[key])[day] ?? 0) === 0 ? null : point(part, place, day), who: `${part.name}, ${labels[day] ?? ""} days ${categories[place]?.when ?? ""}`,
                        })),
                    ],
                })),
            ]),
        },
        summary: days < 2 ? "" : `${percent(numbers(first?.overall["at_least_shares"])[1] ?? 0)} of those who are active in a ${unit} come on two days or more.`,
        isEmpty: rows.every(({ overall }) => number(overall["people"], 0) === 0),
    };
};

/** How many days pass between the days on which people come. */
export const describeUsageInterval: Describe = (answer, definition) => {
    const units = unitWords(definition);
    const parts = partsOf(answer.body, definition);
    const days = numbers(parts[0]?.raw["days"]);
    const labels = days.map((day) => `${plain(day ?? 0)} ${day === 1 ? "day" : "days"}`);
    const first = parts[0]?.raw ?? {};
    const point = (part: Part, place: number): ChartPoint => ({ series: part.index, days: axis[place] ?? 0, up_to: true });
    const covers = numberOrNull(first["covers_80_percent"]);
    // The table has the gaps that there are; on an axis a day is as long as any other.
    const axis = wholeDays(days);
    const shareWithin = (shares: ReadonlyArray<number | null>, day: number) => days.reduce<number | null>((best, each, place) => ((each ?? 0) <= day ? shares[place] ?? best : best), null);
    return {
        figures: covers === null ? [] : [{ label: "Covers 80%", text: `${plain(covers)} days`, detail: `of ${counted(number(first["people"], 0), units.one, units.many)} with two days or more`, point: { series: 0, days: covers, up_to: true } }],
        picture: days.length === 0 ? null : {
            is: "chart",
            chart: cartesian({
                categories: axis.map((day) => plainCategory(counted(day, "day"), `within ${counted(day, "day")}`)), isTime: true, title: "Come again within", format: "percent",
                series: parts.map((part, index) => lineSeries({ id: `${part.index}`, name: part.name, values: axis.map((day) => shareWithin(numbers(part.raw["shares"]), day)), colour: seriesColour(index, part.isOther), format: "percent" })),
            }),
            pointOf: ({ series, category }) => {
                const part = parts.find((each) => `${each.index}` === series);
                return part === undefined ? null : point(part, category);
            },
        },
        table: {
            columns: [{ title: "Median gap", right: false }, ...parts.flatMap((part) => [{ title: parts.length > 1 ? part.name : units.title, right: true }, { title: "Within it", right: true }])],
            rows: labels.map((label, place) => ({
                strong: false,
                cells: [cell(label), ...parts.flatMap((part) => [
                    cell(plain(numbers(part.raw["counts"])[place] ?? 0), { point: (numbers(part.raw["counts"])[place] ?? 0) === 0 ? null : { series: part.index, days: days[place] ?? 0 }, who: `${part.name}, every ${label}` }),
                    cell(formatNumber(numbers(part.raw["shares"])[place] ?? null, "percent")),
                ])],
            })),
        },
        summary: covers === null ? "" : `80% of those who came on two days or more come every ${plain(covers)} days or more often.`,
        isEmpty: days.length === 0,
    };
};

/** All days from the first to the last of these. */
function wholeDays(days: ReadonlyArray<number | null>): number[] {
    const known = days.flatMap((day) => day ?? []);
    if (known.length === 0) return [];
    const first = Math.ceil(Math.min(...known));
    return Array.from({ length: Math.ceil(Math.max(...known)) - first + 1 }, (_, index) => first + index);
}

/** Which events many people do, and which are done often. */
export const describeEngagement: Describe = (answer, definition) => {
    const units = unitWords(definition);
    const series = list(answer.body["series"], object);
    const rows = series.flatMap((raw, segment) => list(raw["events"], (item) => {
        const event = object(item);
        return { segment, name: text(event["event"]), people: number(event["people"], 0), share: number(event["share"], 0), frequency: number(event["frequency"], 0) };
    }));
    const ordered = [...rows].sort((left, right) => right.share - left.share);
    const frequencies = rows.map((row) => row.frequency);
    const several = hasSegments(definition);
    const axis = { title: "", format: null, percent: false, prefix: "", min: null, max: null, logarithmic: false, hidden: false };
    const [first] = ordered;
    return {
        figures: series.slice(0, 4).map((raw, segment) => ({ label: several ? text(raw["segment"]) : `Active ${units.many}`, text: plain(number(raw["active"], 0)), detail: "in the range", point: number(raw["active"], 0) === 0 ? null : { segment } })),
        picture: rows.length === 0 ? null : {
            is: "scatter",
            chart: {
                kind: "scatter", x: { ...axis, title: "Times for each of them" }, y: { ...axis, title: `Of the active ${units.many}`, percent: true }, named: true, leftOut: "",
                groups: series.map((raw, segment) => ({
                    id: `${segment}`, name: text(raw["segment"]), colour: seriesColour(segment, false),
                    points: rows.filter((row) => row.segment === segment).map((row) => ({
                        name: row.name, x: row.frequency, y: row.share, size: null, facts: [[units.title, plain(row.people)], ["Of the active", percent(row.share)], ["Times each", plain(row.frequency)]] as const,
                    })),
                })),
            },
        },
        table: {
            columns: [{ title: "Event", right: false }, ...(several ? [{ title: "Segment", right: false }] : []), { title: units.title, right: true }, { title: "Of the active", right: true }, { title: "Times each", right: true }],
            rows: ordered.map((row) => ({
                strong: false,
                cells: [
                    cell(row.name), ...(several ? [cell(text(series[row.segment]?.["segment"]))] : []),
                    cell(plain(row.people), { point: row.people === 0 ? null : { segment: row.segment, event: row.name }, who: `Did ${row.name}` }), cell(evenPercent(row.share), { shade: row.share }), cell(plainAmong(row.frequency, frequencies)),
                ],
            })),
        },
        summary: first === undefined ? "" : `${first.name} reaches most: ${percent(first.share)} of the active ${units.many}, ${plain(first.frequency)} times each.`,
        isEmpty: rows.length === 0,
    };
};

const SESSION_METRICS: ReadonlyArray<readonly [string, string, NumberFormat, "users" | "bounced_users" | null]> = [
    ["sessions", "Sessions", "number", null], ["users", "{units}", "number", "users"], ["sessions_per_user", "Sessions per {unit}", "number", null], ["average_length", "Average length", "duration", null],
    ["time_per_user", "Time per {unit}", "duration", null], ["events_per_session", "Events per session", "number", null], ["bounce_rate", "Bounce rate", "percent", "bounced_users"],
];

/** How many sessions there are, how long they last, how many end at once. */
export const describeSessions: Describe = (answer, definition, show) => {
    const units = unitWords(definition);
    const metrics = SESSION_METRICS.map(([key, label, format, behind]) => [key, unitLabel(label, units), format, behind] as const);
    const [key, label, format, behind] = metrics.find(([name]) => name === show) ?? metrics[0] ?? ["sessions", "Sessions", "number", null];
    const series = list(answer.body["series"], object);
    const categories = bucketCategories(readBuckets(answer.body["buckets"]), intervalOf(definition));
    const name = (raw: JSONObject) => (hasSegments(definition) ? text(raw["segment"]) : label);
    const collapsed = object(series[0]?.["collapsed"]);
    const pointOf = (metric: string, segment: number, bucket: number): ChartPoint => ({ metric, segment, bucket });
    return {
        figures: metrics.slice(0, 7).map(([own, title, kind, people]) => ({
            label: title, text: formatNumber(numberOrNull(collapsed[own]), kind), detail: "", point: people === null || (numberOrNull(collapsed[people]) ?? 0) === 0 ? null : { metric: people, segment: 0 },
        })),
        picture: categories.length === 0 ? null : {
            is: "chart",
            chart: cartesian({ categories, title: label, format, series: series.map((raw, index) => lineSeries({ id: `${index}`, name: name(raw), values: numbers(raw[key]), colour: seriesColour(index, false), format })) }),
            pointOf: (picked) => (behind === null ? pointOf("users", Number(picked.series), picked.category) : pointOf(behind, Number(picked.series), picked.category)),
        },
        table: {
            columns: [{ title: "When", right: false }, ...series.flatMap((raw) => metrics.map(([, title]) => ({ title: series.length > 1 ? `${title}, ${text(raw["segment"])}` : title, right: true })))],
            rows: categories.map((category, bucket) => ({
                strong: false,
                cells: [cell(rowTitle(category), { running: category.running }), ...series.flatMap((raw, segment) => metrics.map(([own, title, kind, people]) => cell(formatAmong(numbers(raw[own])[bucket] ?? null, numbers(raw[own]), kind), {
                    point: people === null || (numbers(raw[people])[bucket] ?? 0) === 0 ? null : pointOf(people, segment, bucket), who: `${title} ${category.when}`,
                })))],
            })),
        },
        summary: courseSentence(label, categories, numbers(series[0]?.[key]), format),
        isEmpty: (numberOrNull(collapsed["sessions"]) ?? 0) === 0,
    };
};

