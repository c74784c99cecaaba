import type { Annotation } from "../api/annotations";
import type { QueryResult } from "../api/result";
import { counted } from "../words/numbers";
import { civilNow, longPeriod, nextPeriod, readPeriod } from "../words/periods";
import type { CivilTime } from "../words/periods";
import type { Annotation as Mark, CartesianChart, Category } from "./description";

/** Something that happened, on the calendar of a chart. */
export interface Happening {
    readonly id: string;
    readonly kind: Mark["kind"];
    readonly label: string;
    readonly details: string;
    readonly start: CivilTime;
    /** The last day or moment; null for what was over at once. */
    readonly end: CivilTime | null;
    /** Whether it has a time of day. */
    readonly exact: boolean;
}

export const SIGNS = { release: "▲", incident: "●", note: "◆" } as const;

/** Chart types that mark what happened. */
export const MARKED: ReadonlySet<string> = new Set(["looker_column", "looker_bar", "looker_line", "looker_area"]);

const MOST_MARKS = 60;
const MOST_SAID = 3;
const DAY = 86_400_000;

/** Annotations on the calendar of a zone, the newest first. Those of a single chart elsewhere are nobody else's. */
export function happeningsOf(annotations: readonly Annotation[], timezone: string): Happening[] {
    return annotations.filter((each) => each.chartID === null).flatMap((each): Happening[] => {
        const start = civilOf(each.start, timezone);
        if (start === undefined) return [];
        return [{ id: each.id, kind: each.kind, label: each.label, details: each.details, start, end: each.end === null ? null : civilOf(each.end, timezone) ?? null, exact: each.start.length > 10 }];
    });
}

/** A day stays that day wherever the chart is; a moment has its own clock in each zone. */
export function civilOf(text: string, timezone: string): CivilTime | undefined {
    if (text.length <= 10) return readPeriod(text);
    const moment = new Date(text);
    return Number.isNaN(moment.getTime()) ? undefined : civilNow(moment, timezone);
}

/** The chart with what happened in its time, at the periods in which it began. The same chart where nothing did. */
export function withHappenings(chart: CartesianChart, happenings: readonly Happening[]): CartesianChart {
    if (!chart.isTime || happenings.length === 0) return chart;
    const marks: Mark[] = [];
    for (const happening of happenings) {
        const place = placeOf(happening, chart.categories);
        const label = `${happening.label}${lasts(happening)}`;
        if (place >= 0 && !chart.annotations.some((mark) => mark.place === place && mark.label === happening.label)) marks.push({ place, kind: happening.kind, label, ...lasting(happening, place, chart.categories) });
        if (marks.length === MOST_MARKS) break;
    }
    if (marks.length === 0) return chart;
    return { ...chart, annotations: [...chart.annotations, ...marks].sort((left, right) => left.place - right.place) };
}

/** Those that touch the time of a result, the newest first. */
export function happeningsIn(result: QueryResult, happenings: readonly Happening[]): Happening[] {
    const [field] = result.dimensions;
    const grain = field?.grain ?? null;
    if (field === undefined || grain === null || result.dimensions.length !== 1) return [];
    const starts = result.rows.flatMap((row) => {
        const value = row.cells[field.name]?.value ?? null;
        return value === null ? [] : readPeriod(String(value)) ?? [];
    });
    return touching(starts.length === 0 ? null : { start: Math.min(...starts), end: nextPeriod(Math.max(...starts), grain) }, happenings);
}

/** The same of a chart. */
export function happeningsOn(chart: CartesianChart, happenings: readonly Happening[]): Happening[] {
    const spans = chart.categories.flatMap((category) => category.span ?? []);
    return touching(spans.length === 0 ? null : { start: Math.min(...spans.map((span) => span.start)), end: Math.max(...spans.map((span) => span.end)) }, happenings);
}

/** What the marks of a chart say, as sentences after those about its values; "" where there are none. */
export function happenedSentence(chart: CartesianChart): string {
    const said = chart.annotations.slice(-MOST_SAID).map((mark) => `${mark.kind} “${mark.label}” ${chart.categories[mark.place]?.when ?? ""}`.trim());
    const rest = chart.annotations.length - said.length;
    return said.length === 0 ? "" : ` Marked: ${said.join("; ")}${rest > 0 ? `; and ${counted(rest, "other")}` : ""}.`;
}

/** "2 Mar 2026", "2 Mar 2026 14:30", "2 Mar 2026 to 4 Mar 2026" */
export function whenHappened(happening: Happening): string {
    const [, ...words] = longPeriod(happening.start, "date").split(" ");
    const clock = happening.exact ? ` ${new Date(happening.start).toISOString().slice(11, 16)}` : "";
    return `${words.join(" ")}${clock}${happening.end === null || day(happening.end) === day(happening.start) ? "" : ` to ${longPeriod(happening.end, "date").split(" ").slice(1).join(" ")}`}`;
}

function placeOf(happening: Happening, categories: readonly Category[]): number {
    const last = happening.end ?? happening.start;
    return categories.findIndex(({ span }, index) => span !== undefined && (
        (happening.start >= span.start && happening.start < span.end)
        // What began before the picture and went on into it.
        || (index === 0 && happening.start < span.start && last >= span.start)));
}

/** Up to where a mark reaches, if it is further than where it stands. */
function lasting(happening: Happening, place: number, categories: readonly Category[]): Pick<Mark, "until"> {
    const { end } = happening;
    if (end === null) return {};
    const until = categories.reduce((last, { span }, index) => (span !== undefined && end >= span.start ? index : last), place);
    return until > place ? { until } : {};
}

/** Whether a mark is at a category: it stands there, or lasts into it. */
export function marksAt(chart: CartesianChart, place: number): Mark[] {
    return chart.annotations.filter((mark) => place >= mark.place && place <= (mark.until ?? mark.place));
}

function lasts(happening: Happening): string {
    if (happening.end === null || day(happening.end) === day(happening.start)) return "";
    return ` (until ${longPeriod(happening.end, "date").split(" ").slice(1).join(" ")})`;
}

function day(time: CivilTime): number {
    return Math.floor(time / DAY);
}

function touching(span: Category["span"] | null, happenings: readonly Happening[]): Happening[] {
    if (span === null || span === undefined) return [];
    return happenings.filter((each) => each.start < span.end && (each.end ?? each.start) >= span.start);
}
