import { requestJSON } from "./http";
import { flag, list, number, numberOrNull, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

/** Somebody who may be meant. */
export interface FoundPerson {
    readonly uid: string;
    readonly userID: string;
    /** How they were found: "user_id", "device_id", "person", "similar", "property". */
    readonly by: string;
    /** When their newest event happened, ISO 8601; "" where nothing is known. */
    readonly lastSeen: string;
}

/** What is known of one person. Instants are ISO 8601. */
export interface Person {
    readonly uid: string;
    readonly userID: string;
    readonly merged: readonly string[];
    readonly devices: readonly string[];
    readonly firstUsed: string;
    readonly lastUsed: string;
    readonly events: number;
    readonly activeEvents: number;
    readonly sessions: number;
    readonly sessionSeconds: number;
    readonly revenue: number;
    readonly purchases: number;
    readonly properties: JSONObject;
    /** Columns of the newest event: platform, version, country. */
    readonly columns: JSONObject;
    readonly groups: ReadonlyArray<readonly [string, readonly string[]]>;
    readonly cohorts: readonly string[];
}

/** One event of somebody's stream. */
export interface PersonEvent {
    readonly time: string;
    readonly type: string;
    readonly active: boolean;
    readonly values: JSONObject;
}

/** Events of one session, the newest first. */
export interface PersonSession {
    readonly id: string;
    readonly events: readonly PersonEvent[];
}

export interface ActivityPage {
    readonly sessions: readonly PersonSession[];
    /** Where the next page begins; null at the end. */
    readonly next: string | null;
}

export interface ActivityOptions {
    /** "" for all types. */
    readonly type: string;
    readonly earliestFirst: boolean;
    readonly inactive: boolean;
    /** With which day it begins, `YYYY-MM-DD`; "" for the newest, or the earliest. */
    readonly day: string;
    readonly after: string | null;
}

const BASE = "/api/v1/people";

/** As many people are listed at most. */
export const MOST_FOUND = 50;

/** @param term "" lists those who were active last, whatever the property. */
export async function findPeople(term: string, property: string, signal: AbortSignal): Promise<FoundPerson[]> {
    const question = new URLSearchParams({ ...(term === "" ? {} : { q: term, ...(property === "" ? {} : { property }) }), limit: String(MOST_FOUND) });
    return list(object(await requestJSON(`${BASE}?${question.toString()}`, { signal }))["people"], (item) => {
        const person = object(item);
        return { uid: text(person["uid"]), userID: text(person["user_id"]), by: text(person["by"]), lastSeen: text(person["last_seen"]) };
    });
}

export async function fetchPerson(id: string, by: string, signal: AbortSignal): Promise<Person> {
    const answer = object(await requestJSON(`${BASE}/${encodeURIComponent(id)}${by === "" ? "" : `?by=${by}`}`, { signal }));
    return {
        uid: text(answer["person"]),
        userID: text(answer["user_id"]),
        merged: list(answer["merged"], text),
        devices: list(answer["devices"], text),
        firstUsed: text(answer["first_used"]),
        lastUsed: text(answer["last_used"]),
        events: number(answer["events"], 0),
        activeEvents: number(answer["active_events"], 0),
        sessions: number(answer["sessions"], 0),
        sessionSeconds: number(answer["session_seconds"], 0),
        revenue: numberOrNull(answer["revenue"]) ?? 0,
        purchases: number(answer["purchases"], 0),
        properties: object(answer["properties"]),
        columns: object(answer["columns"]),
        groups: Object.entries(object(answer["groups"])).map(([type, names]) => [type, list(names, text)] as const),
        cohorts: list(answer["cohorts"], text),
    };
}

export async function fetchActivity(id: string, by: string, options: ActivityOptions, signal: AbortSignal): Promise<ActivityPage> {
    const question = new URLSearchParams({
        ...(by === "" ? {} : { by }), ...(options.type === "" ? {} : { type: options.type }), limit: "100",
        ...(options.earliestFirst ? { order: "earliest" } : {}), ...(options.inactive ? { inactive: "true" } : {}), ...(options.day === "" ? {} : { day: options.day }),
        ...(options.after === null ? {} : { after: options.after }),
    });
    const answer = object(await requestJSON(`${BASE}/${encodeURIComponent(id)}/events?${question.toString()}`, { signal }));
    return {
        next: textOrNull(answer["next"]),
        sessions: list(answer["sessions"], (item) => {
            const session = object(item);
            return {
                id: text(session["session"]),
                events: list(session["events"], (each) => {
                    const event = object(each);
                    return { time: text(event["time"]), type: text(event["type"]), active: flag(event["active"]), values: object(event["values"]) };
                }),
            };
        }),
    };
}
