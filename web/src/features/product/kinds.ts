import type { ChartDefinition } from "../../api/charts";
import { list, object, text } from "../../api/reading";
import type { IconName } from "../../components/Icon";
import { describeActiveUsers, describeEngagement, describeLifecycle, describeSessions, describeStickiness, describeUsageInterval } from "./answers/activity";
import { describeFunnel } from "./answers/funnel";
import { describeJourneys } from "./answers/journeys";
import type { Describe } from "./answers/parts";
import { describeRetention } from "./answers/retention";
import { describeSegmentation } from "./answers/segmentation";
import { finestBin } from "./answers/timeBins";
import { describeAttribution, describeImpact, describeRevenue } from "./answers/value";
import { changed, eventName, isWhole, readEvent, readFilters, readNames, readRange, readSegments, writeEvent, writeFilter, writeSegments } from "./state/definition";
import type { EventChoice, Range } from "./state/definition";

/** One line of the form of a kind of chart. */
export type FormPart = { readonly when?: (definition: ChartDefinition) => boolean } & (
    | { readonly is: "events"; readonly key: string; readonly label: string; readonly add: string; readonly most: number; readonly numbered: boolean; readonly grouped: boolean }
    | { readonly is: "event"; readonly key: string; readonly label: string; readonly fallback: string; readonly grouped: boolean; readonly special: readonly string[] }
    | { readonly is: "choice"; readonly key: string; readonly label: string; readonly choices: ReadonlyArray<readonly [string, string]>; readonly fallback: string; readonly brings?: (choice: string, definition: ChartDefinition) => Readonly<Record<string, unknown>> }
    | { readonly is: "number"; readonly key: string; readonly label: string; readonly fallback: number | null; readonly least: number; readonly most: number }
    | { readonly is: "window"; readonly key: string; readonly label: string; readonly session: boolean }
    | { readonly is: "within"; readonly key: string; readonly label: string }
    | { readonly is: "properties"; readonly key: string; readonly label: string; readonly add: string }
    | { readonly is: "property"; readonly key: string; readonly label: string; readonly add: string }
    | { readonly is: "breakdown"; readonly key: string; readonly label: string; readonly add: string }
    | { readonly is: "groups"; readonly key: string; readonly other: boolean }
    | { readonly is: "flag"; readonly key: string; readonly label: string }
    | { readonly is: "compare"; readonly key: string; readonly label: string }
    | { readonly is: "rolling"; readonly key: string; readonly label: string }
    | { readonly is: "formula"; readonly key: string; readonly label: string }
    | { readonly is: "expand"; readonly key: string; readonly label: string }
);

/** A kind of chart: what it answers, how it is put together, and how its answer is shown. */
export interface ChartKind {
    readonly id: string;
    readonly label: string;
    readonly icon: IconName;
    /** The question that it answers. */
    readonly question: string;
    /** What it begins with. */
    readonly starter: ChartDefinition;
    readonly parts: readonly FormPart[];
    /** Its pictures: the first is the usual one. `{unit}` is what is counted. */
    readonly shows: ReadonlyArray<readonly [string, string]>;
    /** Whether its numbers are by intervals of time that the reader chooses. */
    readonly intervals: readonly string[];
    /** The only picture that has intervals; where none is named, all have. */
    readonly overTime?: string;
    readonly describe: Describe;
    /** What is still to be chosen before it can be counted; "" for nothing. */
    readonly missing: (definition: ChartDefinition) => string;
    /** What is asked for a picture, where that takes more than the definition says. */
    readonly asked?: (definition: ChartDefinition, show: string) => ChartDefinition;
}

const DAYS = { last: 30, unit: "day" } as const;
const WEEKS = { last: 12, unit: "week", complete: true } as const;
const CALENDAR = ["day", "week", "month"] as const;
const ALL_INTERVALS = ["hour", "day", "week", "month", "quarter", "year"] as const;

const METRICS: ReadonlyArray<readonly [string, string]> = [
    ["uniques", "Uniques: users who did it"], ["totals", "Totals: how often it happened"], ["active", "Active %: of all active users"], ["average", "Average: times for each of them"],
    ["frequency", "Frequency: users by how often"], ["property_sum", "Sum of a property"], ["property_average", "Average of a property"], ["property_median", "Median of a property"],
    ["property_percentile", "Percentile of a property"], ["property_min", "Least of a property"], ["property_max", "Greatest of a property"], ["property_count", "Distinct values of a property"],
    ["property_distribution", "Distribution of a property"], ["property_per_event", "Property for each event"], ["property_per_active", "Property for each active user"], ["revenue", "Revenue"], ["payers", "Paying users"], ["arpu", "Revenue for each user (ARPU)"],
    ["arppu", "Revenue for each payer (ARPPU)"], ["time_spent", "Time spent"], ["formula", "Formula"],
];

const metricOf = (definition: ChartDefinition) => text(definition["metric"]) || "uniques";
const chosenEvents = (definition: ChartDefinition, key: string) => list(definition[key], readEvent).filter((event) => eventName(event) !== "");
const never = () => "";
/** Whether the whole chart or one of its events is broken down by a property. */
const isBrokenDown = (definition: ChartDefinition) => readNames(definition["group_by"]).length > 0 || [...list(definition["events"], readEvent), readEvent(definition["start"])].some((event) => event.groupBy.length > 0);

/** Whoever chooses a formula sees one at once, and changes it: how many of the first event's people do the second, or how often each does it. */
export function firstFormula(metric: string, definition: ChartDefinition): Readonly<Record<string, unknown>> {
    if (metric !== "formula" || text(definition["formula"]) !== "") return {};
    return { formula: chosenEvents(definition, "events").length > 1 ? "UNIQUES(B) / UNIQUES(A)" : "TOTALS(A) / UNIQUES(A)" };
}

/** Their numbers are not taken over several intervals: a formula says so itself, and a histogram has no intervals. */
const NOT_SMOOTHED: ReadonlySet<string> = new Set(["formula", "frequency", "property_distribution"]);
/** Whether the form asks over how many intervals; also where a definition says so that can't, or nobody could take it away. */
const isSmoothed = (definition: ChartDefinition, key: string) => !NOT_SMOOTHED.has(metricOf(definition)) || definition[key] !== undefined;

export const KINDS: readonly ChartKind[] = [
    {
        id: "segmentation", label: "Segmentation", icon: "line", question: "Who did what, how often, and what came with it?",
        starter: { chart: "segmentation", range: DAYS }, intervals: ALL_INTERVALS, describe: describeSegmentation,
        shows: [["", "Lines"], ["area", "Areas"], ["columns", "Columns"], ["stacked", "Stacked"], ["bars", "Whole range"]],
        missing: (definition) => (chosenEvents(definition, "events").length === 0 ? "Choose an event to count." : metricOf(definition) === "formula" && text(definition["formula"]) === "" ? "Write a formula: A is the first event." : /^property_/.test(metricOf(definition)) && text(definition["property"]) === "" && list(definition["events"], readEvent).some((event) => event.property === "") ? "Choose the property to measure." : ""),
        parts: [
            { is: "events", key: "events", label: "Events", add: "Add an event", most: 26, numbered: false, grouped: true },
            { is: "choice", key: "metric", label: "Measured as", choices: METRICS, fallback: "uniques", brings: (metric, definition) => ({ ...firstFormula(metric, definition), ...(NOT_SMOOTHED.has(metric) ? { rolling: undefined, cumulative: undefined } : {}) }) },
            { is: "property", key: "property", label: "Property", add: "Choose a property", when: (definition) => /^property_/.test(metricOf(definition)) },
            { is: "choice", key: "percentile", label: "Percentile", choices: [["0.25", "25th"], ["0.5", "50th"], ["0.75", "75th"], ["0.9", "90th"], ["0.95", "95th"], ["0.99", "99th"]], fallback: "0.95", when: (definition) => metricOf(definition) === "property_percentile" },
            { is: "formula", key: "formula", label: "Formula", when: (definition) => metricOf(definition) === "formula" },
            { is: "properties", key: "group_by", label: "Broken down by", add: "Break down by a property" },
            { is: "groups", key: "top", other: true, when: (definition) => isBrokenDown(definition) },
            { is: "compare", key: "compare", label: "Compared with" },
            { is: "rolling", key: "rolling", label: "Over", when: (definition) => isSmoothed(definition, "rolling") },
            { is: "flag", key: "cumulative", label: "Add up from the start", when: (definition) => isSmoothed(definition, "cumulative") },
        ],
    },
    {
        id: "funnel", label: "Funnel", icon: "column", question: "How many get from one step to the next?",
        starter: { chart: "funnel", range: DAYS }, intervals: CALENDAR, overTime: "trend", describe: describeFunnel,
        shows: [["", "Steps"], ["trend", "Over time"], ["time", "Time to convert"], ["drivers", "Conversion drivers"]],
        missing: (definition) => (chosenEvents(definition, "steps").length < 2 ? `Choose ${chosenEvents(definition, "steps").length === 0 ? "two steps" : "one more step"} or more.` : ""),
        asked: (definition, show) => {
            const span = { from: 1, to: list(definition["steps"], readEvent).length };
            if (show === "trend") return { ...definition, over_time: true };
            const finest = finestBin(definition["window"]);
            if (show === "time") return { ...definition, time_to_convert: definition["time_to_convert"] ?? { ...span, ...(finest === undefined ? {} : { bin_seconds: finest }) } };
            return show === "drivers" ? { ...definition, drivers: definition["drivers"] ?? span } : definition;
        },
        parts: [
            { is: "events", key: "steps", label: "Steps", add: "Add a step", most: 20, numbered: true, grouped: false },
            { is: "choice", key: "order", label: "In", choices: [["this", "this order"], ["any", "any order"], ["exact", "this order, nothing between"]], fallback: "this" },
            { is: "window", key: "window", label: "Within", session: true },
            { is: "choice", key: "count", label: "Each counts", choices: [["unique", "once, however often they try"], ["totals", "every attempt"]], fallback: "unique" },
            { is: "events", key: "exclusions", label: "Without those who in between did", add: "Leave out who did", most: 10, numbered: false, grouped: false },
            { is: "breakdown", key: "breakdown", label: "Broken down by", add: "Break down by a property" },
            { is: "properties", key: "hold", label: "The same on all steps", add: "Hold a property" },
            { is: "flag", key: "complete_windows_only", label: "Leave out who may still convert" },
        ],
    },
    {
        id: "retention", label: "Retention", icon: "heat", question: "How many of those who started come back?",
        starter: { chart: "retention", range: WEEKS, interval: "week", start: "new user" }, intervals: CALENDAR, describe: describeRetention, shows: [["", "Curve"], ["trend", "Over time"]], missing: never,
        parts: [
            { is: "event", key: "start", label: "Started with", fallback: "any active event", grouped: true, special: ["new user", "any active event", "any event"] },
            { is: "groups", key: "top", other: true, when: (definition) => isBrokenDown(definition) },
            { is: "event", key: "return", label: "Came back with", fallback: "any active event", grouped: false, special: ["any active event", "any event"] },
            { is: "choice", key: "type", label: "Came back", choices: [["n_day", "in exactly that interval (N-day)"], ["unbounded", "on or after it (unbounded)"], ["on_or_before", "on or before it"], ["streak", "in every one up to it"]], fallback: "n_day" },
            { is: "choice", key: "day_definition", label: "Days are", choices: [["24_hour", "24 hours from each one's start"], ["calendar", "days of the calendar"]], fallback: "24_hour" },
            { is: "number", key: "intervals", label: "Intervals followed", fallback: null, least: 1, most: 365 },
        ],
    },
    {
        id: "journeys", label: "Journeys", icon: "flow", question: "What do users do next, or before?",
        starter: { chart: "journeys", range: { last: 4, unit: "week", complete: true } }, intervals: [], describe: describeJourneys, shows: [["", "Paths"]],
        missing: (definition) => (["start_with", "end_with", "between"].every((key) => definition[key] === undefined || definition[key] === "") ? "Choose the event that paths begin or end with." : ""),
        parts: [
            { is: "event", key: "start_with", label: "Paths begin with", fallback: "", grouped: false, special: [], when: (definition) => definition["end_with"] === undefined && definition["between"] === undefined },
            { is: "event", key: "end_with", label: "or end with", fallback: "", grouped: false, special: [], when: (definition) => ["start_with", "end_with", "between"].every((key) => definition[key] === undefined) },
            { is: "event", key: "end_with", label: "Paths end with", fallback: "", grouped: false, special: [], when: (definition) => definition["end_with"] !== undefined },
            { is: "number", key: "steps", label: "Steps", fallback: 5, least: 2, most: 20 },
            { is: "number", key: "top", label: "Nodes of each step", fallback: 5, least: 1, most: 20 },
            { is: "within", key: "within", label: "Within" },
            { is: "choice", key: "count", label: "Paths counted", choices: [["uniques", "one path of each user"], ["totals", "every path"]], fallback: "uniques" },
            { is: "expand", key: "expand", label: "Events told apart by" },
        ],
    },
    {
        id: "active_users", label: "Active users", icon: "area", question: "How many users come, daily, weekly and monthly?",
        starter: { chart: "active_users", range: { last: 90, unit: "day", complete: true } }, intervals: [], describe: describeActiveUsers, shows: [["", "Users"], ["ratio", "DAU/MAU"]], missing: never,
        parts: [{ is: "event", key: "event", label: "Active with", fallback: "any active event", grouped: true, special: ["any active event", "any event"] }],
    },
    {
        id: "lifecycle", label: "Lifecycle", icon: "stacked", question: "Who is new, who stays, who came back, who left?",
        starter: { chart: "lifecycle", range: WEEKS, interval: "week" }, intervals: CALENDAR, describe: describeLifecycle, shows: [["", "States"]], missing: never,
        parts: [
            { is: "event", key: "event", label: "Active with", fallback: "any active event", grouped: false, special: ["any active event", "any event"] },
            { is: "choice", key: "new", label: "New is", choices: [["person", "the first event ever"], ["event", "the first of this event"]], fallback: "person" },
        ],
    },
    {
        id: "stickiness", label: "Stickiness", icon: "column", question: "On how many days of a week do users come?",
        starter: { chart: "stickiness", range: WEEKS, interval: "week" }, intervals: ["week", "month"], describe: describeStickiness, shows: [["", "So many days or more"], ["exactly", "Exactly so many"]], missing: never,
        parts: [{ is: "event", key: "event", label: "Active with", fallback: "any active event", grouped: true, special: ["any active event", "any event"] }],
    },
    {
        id: "usage_interval", label: "Usage interval", icon: "line", question: "How many days pass until users come again?",
        starter: { chart: "usage_interval", range: { last: 90, unit: "day", complete: true } }, intervals: [], describe: describeUsageInterval, shows: [["", "Within so many days"]], missing: never,
        parts: [{ is: "event", key: "event", label: "Come with", fallback: "any active event", grouped: true, special: ["any active event", "any event"] }],
    },
    {
        id: "engagement", label: "Engagement", icon: "scatter", question: "Which events do many users do, and which are done often?",
        starter: { chart: "engagement", range: DAYS }, intervals: [], describe: describeEngagement, shows: [["", "Reach and frequency"]], missing: never,
        parts: [
            { is: "events", key: "events", label: "Events", add: "All active events; add one to choose", most: 26, numbered: false, grouped: false },
            { is: "choice", key: "frequency", label: "Frequency is", choices: [["times", "how many times"], ["days", "on how many days"]], fallback: "times" },
        ],
    },
    {
        id: "sessions", label: "Sessions", icon: "clock", question: "How many sessions are there, and how long do they last?",
        starter: { chart: "sessions", range: DAYS }, intervals: CALENDAR, describe: describeSessions,
        shows: [["", "Sessions"], ["sessions_per_user", "Per {unit}"], ["average_length", "Average length"], ["time_per_user", "Time per {unit}"], ["events_per_session", "Events per session"], ["bounce_rate", "Bounce rate"]], missing: never,
        parts: [{ is: "event", key: "event", label: "Sessions with", fallback: "any active event", grouped: false, special: ["any active event", "any event"] }],
    },
    {
        id: "revenue_ltv", label: "Revenue and lifetime value", icon: "area", question: "What do users bring in, from their first day on?",
        starter: { chart: "revenue_ltv", range: { last: 90, unit: "day", complete: true } }, intervals: CALENDAR, describe: describeRevenue, shows: [["", "Per {unit}"], ["arppu", "Per payer"], ["revenue", "Altogether"]], missing: never,
        parts: [
            { is: "choice", key: "view", label: "Following", choices: [["new", "new users from their first day"], ["calendar", "everybody by the calendar"]], fallback: "new" },
            { is: "choice", key: "cohorts", label: "Cohorts", choices: [["whole", "all together"], ["by_interval", "by the interval they began in"]], fallback: "whole", when: (definition) => text(definition["view"]) !== "calendar" },
            { is: "number", key: "days", label: "Days followed", fallback: 30, least: 1, most: 1000, when: (definition) => text(definition["view"]) !== "calendar" },
            { is: "event", key: "event", label: "Revenue of", fallback: "any event", grouped: false, special: ["any event"] },
            { is: "property", key: "group_by", label: "Broken down by", add: "Break down by a property" },
            { is: "groups", key: "top", other: true, when: (definition) => isBrokenDown(definition) },
        ],
    },
    {
        id: "attribution", label: "Attribution", icon: "pie", question: "What did users meet before they did it?",
        starter: { chart: "attribution", range: DAYS }, intervals: [], describe: describeAttribution,
        shows: [["first", "First"], ["last", "Last"], ["linear", "Linear"], ["participation", "Participation"], ["u", "U"], ["j", "J"], ["inverse_j", "Inverse J"]],
        missing: (definition) => (eventName(readEvent(definition["event"])) === "" ? "Choose the event that is to be explained." : text(definition["touch"]) === "" ? "Choose the property whose values users met." : ""),
        parts: [
            { is: "event", key: "event", label: "What is explained", fallback: "", grouped: false, special: [] },
            { is: "property", key: "touch", label: "By values of", add: "Choose a property" },
        ],
    },
    {
        id: "impact", label: "Impact", icon: "bar", question: "What changes after users first did something?",
        starter: { chart: "impact", range: DAYS }, intervals: ["day", "week"], describe: describeImpact, shows: [["", "Times each"], ["people_share", "Of all"], ["active_share", "Of the active"], ["totals", "Times"]],
        missing: (definition) => (eventName(readEvent(definition["treatment"])) === "" ? "Choose what users first did." : eventName(readEvent(definition["outcome"])) === "" ? "Choose what may have changed." : ""),
        parts: [
            { is: "event", key: "treatment", label: "After they first did", fallback: "", grouped: false, special: [] },
            { is: "event", key: "outcome", label: "how they do", fallback: "", grouped: false, special: ["any active event"] },
            { is: "number", key: "intervals", label: "Intervals on both sides", fallback: 7, least: 1, most: 52 },
        ],
    },
];

const BY_ID: ReadonlyMap<string, ChartKind> = new Map(KINDS.map((kind) => [kind.id, kind]));

export function kindOf(id: string): ChartKind | undefined {
    return BY_ID.get(id);
}

/** The definition as it is asked: conditions and events that are not chosen yet are left out, so that what is there is counted meanwhile. */
export function askable(kind: ChartKind, definition: ChartDefinition, show: string): ChartDefinition {
    const event = (choice: EventChoice): unknown => writeEvent({ ...choice, filters: choice.filters.filter(isWhole) });
    const events = Object.fromEntries(kind.parts.flatMap((part): Array<[string, unknown]> => {
        if (part.is === "events" && definition[part.key] !== undefined) {
            const chosen = list(definition[part.key], readEvent).filter((choice) => eventName(choice) !== "").map(event);
            return [[part.key, chosen.length === 0 ? undefined : chosen]];
        }
        if (part.is === "event" && definition[part.key] !== undefined) return [[part.key, eventName(readEvent(definition[part.key])) === "" ? undefined : event(readEvent(definition[part.key]))]];
        return [];
    }));
    const filters = readFilters(definition["filters"]).filter(isWhole);
    const segments = readSegments(definition).map((segment) => ({ ...segment, filters: segment.filters.filter(isWhole) }));
    const whole = changed(definition, {
        ...events,
        ...(definition["filters"] === undefined ? {} : { filters: filters.length === 0 ? undefined : filters.map(writeFilter) }),
        ...(definition["segments"] === undefined ? {} : { segments: writeSegments(segments) }),
        ...(text(definition["percentile"]) === "" ? {} : { percentile: Number(text(definition["percentile"])) }),
    });
    return kind.asked === undefined ? whole : kind.asked(whole, show);
}

/** What a picture of a kind asks beside the definition, which then is no part of it. */
const BROUGHT: Readonly<Record<string, Readonly<Record<string, string>>>> = { funnel: { trend: "over_time", time: "time_to_convert", drivers: "drivers" } };

/** The definition as it is saved: with the picture that is looked at, and what that asks. */
export function withShow(kind: ChartKind, definition: ChartDefinition, show: string): ChartDefinition {
    return show === "" ? definition : { ...(kind.asked?.(definition, show) ?? definition), show };
}

/** A saved definition apart from its picture; "" for the usual one. */
export function showOf(kind: ChartKind | undefined, saved: ChartDefinition): readonly [ChartDefinition, string] {
    const { show: given, ...definition } = saved;
    const show = text(given);
    const brought = BROUGHT[kind?.id ?? ""]?.[show];
    return [brought === undefined ? { ...definition } : changed({ ...definition }, { [brought]: undefined }), show];
}

/** Weeks are looked at by week and months by month, until somebody chooses another interval. */
export function intervalFor(kind: ChartKind, definition: ChartDefinition, range: Range): Readonly<Record<string, unknown>> {
    const natural = (of: Range) => (of.is === "last" && of.count > 1 && (of.unit === "week" || of.unit === "month") ? of.unit : undefined);
    return kind.id === "segmentation" && definition["interval"] === natural(readRange(definition)) ? { interval: natural(range) } : {};
}

/** What a chart without a title is called. */
export function chartTitle(kind: ChartKind, definition: ChartDefinition): string {
    const title = text(definition["title"]);
    if (title !== "") return title;
    const names = kind.parts.flatMap((part) => (part.is === "events" && part.key !== "exclusions" ? list(definition[part.key], readEvent).map(eventName) : part.is === "event" && (part.when === undefined || part.when(definition)) ? [eventName(readEvent(definition[part.key]))] : [])).filter((name) => name !== "");
    return names.length === 0 ? kind.label : `${kind.label}: ${names.slice(0, 3).join(kind.id === "funnel" ? " → " : ", ")}${names.length > 3 ? " …" : ""}`;
}

/** Where the events of a chart come from. */
export interface Source {
    /** The number of a project of collected events; "" for that of the settings. */
    readonly project: string;
    readonly model: string;
    readonly explore: string;
}

export function sourceOf(definition: ChartDefinition): Source {
    const source = object(definition["source"]);
    return { project: text(source["project"]), model: text(source["model"]), explore: text(source["explore"]) };
}

/** The definition as another kind reads it: the events go along, what only the first kind knows stays behind. */
export function asKind(to: ChartKind, from: ChartKind, definition: ChartDefinition): ChartDefinition {
    const key = (kind: ChartKind) => kind.parts.find((part) => part.is === "events")?.key ?? "events";
    const shared = Object.fromEntries(["range", "time_zone", "filters", "segments", "source"].flatMap((name) => (definition[name] === undefined ? [] : [[name, definition[name]]])));
    return { ...to.starter, ...shared, chart: to.id, [key(to)]: definition[key(from)] };
}
