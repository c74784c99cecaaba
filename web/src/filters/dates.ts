import type { Field } from "../api/fields";
import { splitTerms } from "./terms";

export const UNITS = ["day", "week", "month", "quarter", "year", "hour", "minute"] as const;
export type Unit = typeof UNITS[number];

/** What a filter on time says, as far as the editor has a form for it. Dates are `YYYY-MM-DD`. */
export type DateCondition =
    | { readonly form: "any" | "null" | "notNull" }
    /** The last `count` units: with the present one, or the complete ones before it. */
    | { readonly form: "last"; readonly count: number; readonly unit: Unit; readonly complete: boolean }
    | { readonly form: "unit"; readonly which: "this" | "last" | "next"; readonly unit: Unit }
    | { readonly form: "toDate"; readonly unit: Unit }
    | { readonly form: "named"; readonly day: "today" | "yesterday" | "tomorrow" }
    | { readonly form: "on" | "before" | "after"; readonly date: string }
    /** Both days included. */
    | { readonly form: "range"; readonly from: string; readonly to: string }
    /** `2018`, `2018-05`, `2018-Q4` */
    | { readonly form: "period"; readonly text: string }
    | { readonly form: "raw"; readonly text: string };

const DATE = "\\d{4}[-/]\\d\\d[-/]\\d\\d";
const UNIT = `(${UNITS.join("|")})s?`;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Reads one term such as `4 week ago for 4 week`, `90 day`, `this year to second`, `2024/01/01 to 2024/02/01`. */
export function readDate(expression: string): DateCondition {
    const text = expression.trim().replace(/\s+/g, " ");
    const match = (pattern: string) => new RegExp(`^${pattern}$`, "i").exec(text);
    if (text === "") return { form: "any" };
    if (match("null")) return { form: "null" };
    if (match("(?:not null|-null)")) return { form: "notNull" };
    const named = match("(today|yesterday|tomorrow)");
    if (named) return { form: "named", day: lower(named[1]) as "today" | "yesterday" | "tomorrow" };
    const last = match(`(?:last )?(\\d+) ${UNIT}`);
    if (last) return { form: "last", count: Number(last[1]), unit: unitOf(last[2]), complete: false };
    const complete = match(`(\\d+) ${UNIT} ago for (\\d+) ${UNIT}`);
    if (complete && complete[1] === complete[3] && lower(complete[2]) === lower(complete[4])) {
        return { form: "last", count: Number(complete[1]), unit: unitOf(complete[2]), complete: true };
    }
    const toDate = match(`this ${UNIT} to second`);
    if (toDate) return { form: "toDate", unit: unitOf(toDate[1]) };
    const unit = match(`(this|last|next) ${UNIT}`);
    if (unit) return { form: "unit", which: lower(unit[1]) as "this" | "last" | "next", unit: unitOf(unit[2]) };
    const range = match(`(${DATE}) to (${DATE})`);
    if (range) {
        const [from, to] = [dashed(range[1]), shifted(dashed(range[2]), -1)];
        if (to >= from) return { form: "range", from, to };
    }
    const on = match(`(${DATE})`);
    if (on) return { form: "on", date: dashed(on[1]) };
    const side = match(`(before|after) (${DATE})`);
    if (side) return { form: lower(side[1]) as "before" | "after", date: dashed(side[2]) };
    if (match("\\d{4}(?:[-/]\\d\\d|-Q[1-4])?")) return { form: "period", text };
    return { form: "raw", text };
}

export function writeDate(condition: DateCondition): string {
    switch (condition.form) {
        case "any": return "";
        case "null": return "NULL";
        case "notNull": return "NOT NULL";
        case "last": {
            const span = `${condition.count} ${condition.unit}`;
            return condition.complete ? `${span} ago for ${span}` : span;
        }
        case "unit": return `${condition.which} ${condition.unit}`;
        case "toDate": return `this ${condition.unit} to second`;
        case "named": return condition.day;
        case "on": return slashed(condition.date);
        case "before": case "after": return `${condition.form} ${slashed(condition.date)}`;
        case "range": return `${slashed(condition.from)} to ${slashed(shifted(condition.to, 1))}`;
        case "period": case "raw": return condition.text.trim();
    }
}

/** The unit in which spans of a field are first thought of: its own, and weeks where it has moments or days. */
export function spanUnit(grain: Field["grain"] | undefined): Unit {
    return grain === "month" || grain === "quarter" || grain === "year" ? grain : "week";
}

/** "is in the last 4 complete weeks"; several terms are joined with "or". */
export function dateSentence(expression: string): string {
    const terms = splitTerms(expression);
    if (terms.length === 0) return "is any time";
    return terms.map((term) => termSentence(readDate(term))).join(" or ");
}

/** "23 Nov 2026" */
export function dayInWords(date: string): string {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
    if (!parts) return date;
    return `${Number(parts[3])} ${MONTHS[Number(parts[2]) - 1] ?? parts[2]} ${parts[1]}`;
}

function termSentence(condition: DateCondition): string {
    switch (condition.form) {
        case "any": return "is any time";
        case "null": return "has no value";
        case "notNull": return "has a value";
        case "last": return lastSentence(condition.count, condition.unit, condition.complete);
        case "unit": return condition.which === "last" ? `is in the previous ${condition.unit}` : `is ${condition.which} ${condition.unit}`;
        case "toDate": return `is this ${condition.unit} to date`;
        case "named": return `is ${condition.day}`;
        case "on": return `is on ${dayInWords(condition.date)}`;
        case "before": return `is before ${dayInWords(condition.date)}`;
        case "after": return `is on or after ${dayInWords(condition.date)}`;
        case "range": return `is from ${dayInWords(condition.from)} to ${dayInWords(condition.to)}`;
        case "period": return `is in ${periodInWords(condition.text)}`;
        case "raw": return spanSentence(condition.text) ?? `is ${condition.text}`;
    }
}

/** `2024-01 for 6 months`, `56 days ago for 28 days`: a span of time from a moment on. */
function spanSentence(text: string): string | undefined {
    const span = new RegExp(`^(?:(${DATE}|\\d{4}(?:[-/]\\d\\d|-Q[1-4])?)|(\\d+ ${UNIT} ago)) for (\\d+) ${UNIT}$`, "i").exec(text);
    if (span === null) return undefined;
    const unit = unitOf(span[5]);
    const from = span[1] === undefined ? lower(span[2]) : new RegExp(`^${DATE}$`).test(span[1]) ? dayInWords(dashed(span[1])) : periodInWords(span[1]);
    return span[4] === "1" ? `is in the ${unit} starting ${from}` : `is in the ${span[4] ?? ""} ${unit}s starting ${from}`;
}

function lastSentence(count: number, unit: Unit, complete: boolean): string {
    if (count === 1) return complete ? `is in the last complete ${unit}` : `is this ${unit}`;
    return `is in the last ${count} ${complete ? "complete " : ""}${unit}s`;
}

function periodInWords(text: string): string {
    const month = /^(\d{4})[-/](\d\d)$/.exec(text);
    if (month) return `${MONTHS[Number(month[2]) - 1] ?? month[2]} ${month[1]}`;
    const quarter = /^(\d{4})-Q(\d)$/i.exec(text);
    return quarter ? `Q${quarter[2]} ${quarter[1]}` : text;
}

function unitOf(text: string | undefined): Unit {
    const name = lower(text);
    return UNITS.find((unit) => unit === name) ?? "day";
}

function lower(text: string | undefined): string {
    return (text ?? "").toLowerCase();
}

function dashed(date: string | undefined): string {
    return (date ?? "").replace(/\//g, "-");
}

function slashed(date: string): string {
    return date.replace(/-/g, "/");
}

/** `days` after a date. What is no date stays as it is. */
function shifted(date: string, days: number): string {
    const time = Date.parse(`${date}T00:00:00Z`);
    return Number.isNaN(time) ? date : new Date(time + days * 86_400_000).toISOString().slice(0, 10);
}
