import type { Filter, Range } from "./definition";
import { WITHOUT_VALUE } from "./definition";
import { civilNow } from "../../../words/periods";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "Last 30 days", "Last 12 complete weeks", "1 Mar 2026 to 31 Mar 2026", "Since 1 Mar 2026" */
export function rangeWords(range: Range): string {
    switch (range.is) {
        case "last": {
            if (range.count === 1) return range.complete ? `Last complete ${range.unit}` : range.unit === "day" ? "Today" : `This ${range.unit}`;
            return `Last ${range.count} ${range.complete ? "complete " : ""}${range.unit}s`;
        }
        case "between": return range.from === range.to ? dayWords(range.from) : `${dayWords(range.from)} to ${dayWords(range.to)}`;
        case "since": return `Since ${dayWords(range.since)}`;
    }
}

/** "1 Mar 2026"; what is no day stays as it is. */
export function dayWords(day: string): string {
    const parts = /^(\d{4})-(\d\d)-(\d\d)/.exec(day);
    return parts === null ? day : `${Number(parts[3])} ${MONTHS[Number(parts[2]) - 1] ?? ""} ${parts[1] ?? ""}`;
}

/** "country is DE or FR", "plan is set", "in power users" */
export function filterWords(filter: Filter, known: readonly string[] = []): readonly [string, string] {
    if (filter.cohort !== "") return [filter.op === "is not" ? "not in" : "in", filter.cohort];
    if (WITHOUT_VALUE.has(filter.op)) return [filter.property, filter.op];
    const shown = filter.values.slice(0, 3).map((value) => (value === "" ? "(empty)" : value));
    const more = filter.values.length - shown.length;
    const values = shown.length === 0 ? "…" : more > 0 ? `${shown.join(", ")} or ${more} more` : shown.length === 1 ? shown[0] ?? "" : `${shown.slice(0, -1).join(", ")} or ${shown[shown.length - 1] ?? ""}`;
    return [propertyAmong(filter.property, known), `${filter.op} ${values}`];
}

/** A property as people say it: `event.page` is "page", `derived.size` "size", `user.plan` "plan of the user", `group:company` "company". */
export function propertyWords(property: string): string {
    if (property.startsWith("cohort:")) return `in ${property.slice(7)} or not`;
    if (property.startsWith("group:")) return property.slice(6);
    if (property.startsWith("event.")) return property.slice(6);
    if (property.startsWith("derived.")) return property.slice(8);
    const ends = /^(entry|exit):(.*)$/.exec(property);
    if (ends !== null) return `${ends[1] === "entry" ? "first" : "last"} ${propertyWords(ends[2] ?? "")} of the session`;
    return property;
}

/** As people say it where no other property among `known` is called the same: `event.source` beside `source` keeps its whole name. */
export function propertyAmong(property: string, known: readonly string[]): string {
    const words = propertyWords(property);
    return known.some((each) => each !== property && propertyWords(each) === words) ? property : words;
}

/** What happened on one day of a zone, in the order in which it was given. */
export interface Day<Item> {
    /** "2026-11-27" */
    readonly day: string;
    readonly items: readonly Item[];
}

/** Runs of one day. */
export function byDay<Item extends { readonly time: string }>(items: readonly Item[], timezone: string): Array<Day<Item>> {
    const days: Array<{ day: string; items: Item[] }> = [];
    for (const item of items) {
        const at = new Date(item.time);
        const day = Number.isNaN(at.getTime()) ? "" : new Date(civilNow(at, timezone)).toISOString().slice(0, 10);
        const last = days[days.length - 1];
        if (last?.day === day) last.items.push(item);
        else days.push({ day, items: [item] });
    }
    return days;
}
