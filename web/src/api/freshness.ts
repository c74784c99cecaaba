import { ApiError, requestJSON } from "./http";
import { Limiter } from "./limiter";
import type { QueryBody } from "./queries";
import { flag, list, object, text, textOrNull } from "./reading";

/** Data that comes in from outside, and how old it is. */
export interface Source {
    readonly name: string;
    readonly label: string;
    /** ISO 8601: up to when it is complete; null while nothing has arrived, and for what is kept by hand. */
    readonly completeThrough: string | null;
    /** Whether it should have more by now. */
    readonly late: boolean;
    /** ISO 8601: since when it should have had more. */
    readonly lateSince: string | null;
    /** Whether people keep it up by hand: then it has an owner and an age. */
    readonly keptByHand: boolean;
    readonly owner: string | null;
    /** ISO 8601: when somebody last changed what is kept by hand. */
    readonly changedAt: string | null;
    readonly ageSeconds: number | null;
}

/** A source with the explores that stand on it, `model::explore`. */
export interface CatalogueSource extends Source {
    readonly explores: readonly string[];
    /** Why its age is not known; "" where it is. */
    readonly problem: string;
}

export async function fetchCatalogueSources(signal: AbortSignal): Promise<CatalogueSource[]> {
    const answer = object(await requestJSON("/api/v1/freshness?explores=yes", { signal }));
    const raw = list(answer["sources"], object);
    return readSources(answer["sources"]).map((source, index) => ({ ...source, explores: list(raw[index]?.["explores"], text), problem: text(raw[index]?.["problem"]) }));
}

/** Up to when what a query shows is complete, and why it is no newer. */
export interface DataAge {
    /** ISO 8601; null where the server can't tell. */
    readonly completeThrough: string | null;
    /** The table that ends first; null where the server can't tell. */
    readonly limitedBy: string | null;
    /** The oldest first. */
    readonly late: readonly Source[];
    readonly keptByHand: readonly Source[];
}

export async function fetchFreshness(signal: AbortSignal): Promise<Source[]> {
    return readSources(object(await requestJSON("/api/v1/freshness", { signal }))["sources"]);
}

/** Browsers open six connections to a site: the ages of a page's many numbers leave most of them to the numbers. */
const queue = new Limiter(2);

/** The age of the data under a query; null where there is no such explore (any more). */
export async function fetchDataAge(query: QueryBody, signal: AbortSignal): Promise<DataAge | null> {
    try {
        const answer = object(await queue.run(() => requestJSON(`/api/v1/freshness?${dataAgeQuestion(query)}`, { signal }), signal));
        return readDataAge(answer);
    } catch (error) {
        if (error instanceof ApiError && error.kind === "missing") return null;
        throw error;
    }
}

export function readDataAge(value: unknown): DataAge {
    const age = object(value);
    return {
        completeThrough: textOrNull(age["complete_through"]),
        limitedBy: textOrNull(age["limited_by"]),
        late: readSources(age["late"]),
        keptByHand: readSources(age["kept_by_hand"]),
    };
}

/** The query string that asks for it. Equal for queries that name the same fields. */
export function dataAgeQuestion(query: QueryBody): string {
    const fields = [...new Set([...query.fields, ...query.pivots, ...Object.keys(query.filters)])].sort();
    return new URLSearchParams({ model: query.model, explore: query.explore, fields: fields.join(",") }).toString();
}

function readSources(value: unknown): Source[] {
    return list(value, (item) => {
        const source = object(item);
        const age = source["age_seconds"];
        return {
            name: text(source["name"]),
            label: text(source["label"]) || text(source["name"]),
            completeThrough: textOrNull(source["complete_through"]),
            late: flag(source["late"]),
            lateSince: textOrNull(source["late_since"]),
            keptByHand: flag(source["kept_by_hand"]),
            owner: textOrNull(source["owner"]),
            changedAt: textOrNull(source["changed_at"]),
            ageSeconds: typeof age === "number" ? age : null,
        };
    });
}
