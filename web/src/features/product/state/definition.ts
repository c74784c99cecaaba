import type { ChartDefinition } from "../../../api/charts";
import { flag, isObject, list, number, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";

/** A condition on a property, or on being in a cohort. Keys that the form has no place for stay in `rest`. */
export interface Filter {
    /** "" for a condition on a cohort. */
    readonly property: string;
    /** "" for a condition on a property. */
    readonly cohort: string;
    readonly op: string;
    readonly values: readonly string[];
    readonly rest: JSONObject;
}

/** An event as it is chosen in a chart. */
export interface EventChoice {
    readonly event: string;
    readonly filters: readonly Filter[];
    readonly groupBy: readonly string[];
    /** What metrics of properties measure; "" for none. */
    readonly property: string;
    readonly rest: JSONObject;
}

export interface Segment {
    readonly name: string;
    readonly filters: readonly Filter[];
    readonly cohorts: readonly string[];
    readonly notInCohorts: readonly string[];
    readonly onlyNew: boolean;
    readonly rest: JSONObject;
}

export type Range =
    | { readonly is: "last"; readonly count: number; readonly unit: string; readonly complete: boolean }
    | { readonly is: "between"; readonly from: string; readonly to: string }
    | { readonly is: "since"; readonly since: string };

/** Operators that take no value. */
export const WITHOUT_VALUE: ReadonlySet<string> = new Set(["is set", "is not set"]);
/** Operators that compare numbers. */
export const COMPARES: ReadonlySet<string> = new Set(["<", "<=", ">", ">="]);
export const ANY_ACTIVE = "any active event";
export const ANY_EVENT = "any event";
export const NEW_USER = "new user";
export const EVERYBODY = "All users";

export function readEvent(value: unknown): EventChoice {
    if (!isObject(value)) return { event: text(value), filters: [], groupBy: [], property: "", rest: {} };
    const { event, filters, group_by: groupBy, property, ...rest } = value;
    return { event: text(event), filters: readFilters(filters), groupBy: readNames(groupBy), property: text(property), rest };
}

/** A bare name where nothing more is said. */
export function writeEvent(choice: EventChoice): unknown {
    const more = {
        ...(choice.filters.length > 0 ? { filters: choice.filters.map(writeFilter) } : {}),
        ...(choice.groupBy.length > 0 ? { group_by: choice.groupBy } : {}),
        ...(choice.property === "" ? {} : { property: choice.property }),
        ...choice.rest,
    };
    if (Object.keys(more).length === 0) return choice.event;
    return choice.event === "" ? more : { event: choice.event, ...more };
}

/** What an event is called where it stands: its label, its name, or those that it stands for. */
export function eventName(choice: EventChoice): string {
    const label = text(choice.rest["label"]);
    if (label !== "") return label;
    if (choice.event !== "") return choice.event;
    return list(choice.rest["any_of"], (item) => readEvent(item).event).join(" or ");
}

export function readFilters(value: unknown): Filter[] {
    return list(value, (item) => {
        const { property, cohort, op, value: one, values, ...rest } = object(item);
        return {
            property: text(property), cohort: text(cohort), op: text(op) || "is",
            values: Array.isArray(values) ? values.map(text) : Array.isArray(one) ? one.map(text) : one === undefined || one === null ? [] : [text(one)], rest,
        };
    });
}

export function writeFilter(filter: Filter): JSONObject {
    const op = filter.op === "is" ? {} : { op: filter.op };
    if (filter.cohort !== "") return { cohort: filter.cohort, ...op, ...filter.rest };
    const [first] = filter.values;
    const one = COMPARES.has(filter.op) && first !== undefined && /^-?\d+(?:\.\d+)?$/.test(first.trim()) ? Number(first) : first;
    const value = WITHOUT_VALUE.has(filter.op) || first === undefined ? {} : filter.values.length === 1 || COMPARES.has(filter.op) ? { value: one } : { values: filter.values };
    return { property: filter.property, ...op, ...value, ...filter.rest };
}

/** Whether a condition says enough to be asked. */
export function isWhole(filter: Filter): boolean {
    return filter.cohort !== "" || (filter.property !== "" && (WITHOUT_VALUE.has(filter.op) || filter.values.length > 0));
}

/** Properties by which something is divided; cohorts as `cohort:NAME`. */
export function readNames(value: unknown): string[] {
    const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
    return items.map((item) => (isObject(item) ? (item["cohort"] === undefined ? text(item["property"]) : `cohort:${text(item["cohort"])}`) : text(item))).filter((name) => name !== "");
}

export function readSegments(definition: ChartDefinition): Segment[] {
    return list(definition["segments"], (item) => {
        const { name, filters, cohorts, not_in_cohorts: notIn, only_new: onlyNew, ...rest } = object(item);
        return { name: text(name), filters: readFilters(filters), cohorts: list(cohorts, text), notInCohorts: list(notIn, text), onlyNew: flag(onlyNew), rest };
    });
}

/** Everybody alone needs no word. */
export function writeSegments(segments: readonly Segment[]): unknown {
    if (segments.length === 0 || (segments.length === 1 && segments.every((segment) => isEverybody(segment)))) return undefined;
    return segments.map((segment) => ({
        name: segment.name,
        ...(segment.filters.length > 0 ? { filters: segment.filters.map(writeFilter) } : {}),
        ...(segment.cohorts.length > 0 ? { cohorts: segment.cohorts } : {}),
        ...(segment.notInCohorts.length > 0 ? { not_in_cohorts: segment.notInCohorts } : {}),
        ...(segment.onlyNew ? { only_new: true } : {}),
        ...segment.rest,
    }));
}

export function isEverybody(segment: Segment): boolean {
    return segment.filters.length === 0 && segment.cohorts.length === 0 && segment.notInCohorts.length === 0 && !segment.onlyNew && Object.keys(segment.rest).length === 0;
}

export function readRange(definition: ChartDefinition): Range {
    const range = object(definition["range"]);
    if (text(range["since"]) !== "") return { is: "since", since: text(range["since"]) };
    if (text(range["from"]) !== "" || text(range["to"]) !== "") return { is: "between", from: text(range["from"]), to: text(range["to"]) };
    return { is: "last", count: number(range["last"], 30), unit: text(range["unit"]) || "day", complete: flag(range["complete"]) };
}

export function writeRange(range: Range): JSONObject {
    switch (range.is) {
        case "last": return { last: range.count, unit: range.unit, ...(range.complete ? { complete: true } : {}) };
        case "between": return { from: range.from, to: range.to };
        case "since": return { since: range.since };
    }
}

/** The definition with other values; undefined takes a key away, a default that the server has goes unsaid. */
export function changed(definition: ChartDefinition, change: JSONObject): ChartDefinition {
    return Object.fromEntries(Object.entries({ ...definition, ...change }).filter(([, value]) => value !== undefined));
}

/** A name that says what the segment is, different from those of the others. */
export function named(segment: Segment, all: readonly Segment[], place: number): Segment {
    const parts = [
        ...segment.cohorts, ...segment.notInCohorts.map((name) => `not ${name}`), ...segment.filters.map((filter) => (filter.values.length > 0 ? filter.values.join(", ") : `${filter.property} ${filter.op}`)),
        ...(segment.onlyNew ? ["new users"] : []),
    ];
    const own = parts.length === 0 ? EVERYBODY : parts.join(", ");
    const taken = new Set(all.filter((_, index) => index !== place).map((each) => each.name));
    let name = own;
    for (let number = 2; taken.has(name); number += 1) name = `${own} ${number}`;
    return { ...segment, name };
}
