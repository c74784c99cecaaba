import type { Source } from "../api/freshness";
import { dataTime } from "../words/periods";

/** "CRM accounts late since 10 May 2024 06:00, complete through the end of 8 May 2024"; "" for none. */
export function lateSources(late: readonly Source[], timezone: string): string {
    return late.map((source) => {
        const since = source.lateSince === null ? "" : ` since ${dataTime(source.lateSince, timezone)}`;
        const through = source.completeThrough === null ? "" : `, complete through ${dataTime(source.completeThrough, timezone)}`;
        return `${source.label} late${since}${through}`;
    }).join("; ");
}

/** In a few words: "CRM accounts late", "3 sources late"; "" for none. */
export function lateTogether(late: readonly Source[]): string {
    const [only] = late;
    if (only === undefined) return "";
    return late.length === 1 ? `${only.label} late` : `${late.length} sources late`;
}

/** "Pings: complete through 10 May 2024 03:00", "CRM accounts: no data yet". */
export function sourceTime(source: Source, timezone: string): string {
    if (source.late) return lateSources([source], timezone);
    return `${source.label}: ${source.completeThrough === null ? "no data yet" : `complete through ${dataTime(source.completeThrough, timezone)}`}`;
}

/** "Instances by hand: kept by Data team, changed 70 days ago". */
export function handKept(source: Source): string {
    const owner = source.owner === null ? "kept by hand, no owner" : `kept by ${source.owner}`;
    return `${source.label}: ${owner}, ${source.ageSeconds === null ? "age not known" : `changed ${age(source.ageSeconds)}`}`;
}

/** Several in a few words, by the one that nobody has touched for longest: "2 lists kept by hand, one changed 91 days ago". */
export function handKeptTogether(sources: readonly Source[]): string {
    const [only] = sources;
    if (only !== undefined && sources.length === 1) return handKept(only);
    const ages = sources.flatMap((source) => source.ageSeconds ?? []);
    const oldest = ages.length === 0 ? "" : `, one changed ${age(Math.max(...ages))}`;
    return `${sources.length} lists kept by hand${oldest}`;
}

/** "today", "1 day ago", "70 days ago". */
export function age(seconds: number): string {
    const days = Math.floor(seconds / 86_400);
    return days === 0 ? "today" : days === 1 ? "1 day ago" : `${days} days ago`;
}
