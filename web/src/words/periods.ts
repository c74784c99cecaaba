/** The length of the periods that a time field cuts time into. */
export type Grain = "hour" | "date" | "week" | "month" | "quarter" | "year";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const DAY = 86_400_000;

/** A moment without a zone, as milliseconds of a calendar in UTC: good for arithmetic on dates, nothing else. */
export type CivilTime = number;

/** Reads what the server writes for a period: `2026`, `2026-11`, `2026-Q4`, `2026-11-23`, `2026-11-23 05[:00[:00]]`. */
export function readPeriod(text: string): CivilTime | undefined {
    const quarter = /^(\d{4})-Q([1-4])$/.exec(text);
    if (quarter) return Date.UTC(Number(quarter[1]), (Number(quarter[2]) - 1) * 3, 1);
    const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[ T](\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?/.exec(text);
    if (!parts) return undefined;
    const number = (index: number, missing: number) => (parts[index] === undefined ? missing : Number(parts[index]));
    return Date.UTC(number(1, 1970), number(2, 1) - 1, number(3, 1), number(4, 0), number(5, 0), number(6, 0));
}

/** The first moment after the period that begins at `start`. */
export function nextPeriod(start: CivilTime, grain: Grain): CivilTime {
    const date = new Date(start);
    switch (grain) {
        case "hour": return start + 3_600_000;
        case "date": return start + DAY;
        case "week": return start + 7 * DAY;
        case "month": return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
        case "quarter": return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 3, 1);
        case "year": return Date.UTC(date.getUTCFullYear() + 1, 0, 1);
    }
}

/** For an axis: "Nov 2026", "W47", "23 Nov", "Q4 2026", "05:00"; days and weeks get their year on demand. */
export function shortPeriod(start: CivilTime, grain: Grain, withYear = false): string {
    const date = new Date(start);
    const month = MONTHS[date.getUTCMonth()] ?? "";
    switch (grain) {
        case "hour": return date.getUTCHours() === 0 ? `${date.getUTCDate()} ${month}` : `${two(date.getUTCHours())}:00`;
        case "date": return `${date.getUTCDate()} ${month}${withYear ? ` ${date.getUTCFullYear()}` : ""}`;
        case "week": return `W${weekNumber(start)}${withYear ? ` ${new Date(thursdayOf(start)).getUTCFullYear()}` : ""}`;
        case "month": return `${month} ${date.getUTCFullYear()}`;
        case "quarter": return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
        case "year": return String(date.getUTCFullYear());
    }
}

/** For a tooltip or a sentence: "Mon 23 Nov 2026", "week of 22 Nov 2026 (W48)". */
export function longPeriod(start: CivilTime, grain: Grain): string {
    const date = new Date(start);
    const day = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`;
    switch (grain) {
        case "hour": return `${day}, ${two(date.getUTCHours())}:00`;
        case "date": return `${DAYS[date.getUTCDay()] ?? ""} ${day}`;
        case "week": return `week of ${day} (W${weekNumber(start)})`;
        default: return shortPeriod(start, grain);
    }
}

/** In a sentence: "in Nov 2026", "on Mon 23 Nov 2026", "in the week of 22 Nov 2026 (W48)", "on 23 Nov 2026 at 05:00". */
export function whenPeriod(start: CivilTime, grain: Grain): string {
    const words = longPeriod(start, grain);
    switch (grain) {
        case "hour": return `on ${words.replace(",", " at")}`;
        case "date": return `on ${words}`;
        case "week": return `in the ${words}`;
        default: return `in ${words}`;
    }
}

/** The wall clock of `timezone` at `instant`, as a civil time. Unknown zones count as UTC. */
export function civilNow(instant: Date, timezone: string): CivilTime {
    const format = (zone: string) => new Intl.DateTimeFormat("en-CA", {
        timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
        hourCycle: "h23",
    }).formatToParts(instant);
    let parts: Intl.DateTimeFormatPart[];
    try {
        parts = format(timezone === "" ? "UTC" : timezone);
    } catch {
        parts = format("UTC");
    }
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return Date.UTC(number("year"), number("month") - 1, number("day"), number("hour"), number("minute"));
}

/** "23 Nov 2026 06:00"; midnight is "the end of 22 Nov 2026". `iso` is an instant; `timezone` a zone's name. */
export function dataTime(iso: string, timezone: string): string {
    const instant = new Date(iso);
    if (Number.isNaN(instant.getTime())) return iso;
    const civil = civilNow(instant, timezone);
    const date = new Date(civil);
    const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()];
    const words = (day: Date) => `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()] ?? ""} ${day.getUTCFullYear()}`;
    return hours === 0 && minutes === 0 ? `the end of ${words(new Date(civil - DAY))}` : `${words(date)} ${two(hours)}:${two(minutes)}`;
}

/** The ISO week of the day in the middle of a week, so that weeks from Sunday get the number people expect. */
function weekNumber(start: CivilTime): number {
    const thursday = thursdayOf(start);
    const year = new Date(thursday).getUTCFullYear();
    return 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY));
}

function thursdayOf(start: CivilTime): CivilTime {
    return start + ((4 - new Date(start).getUTCDay() + 7) % 7) * DAY;
}

function two(number: number): string {
    return String(number).padStart(2, "0");
}
