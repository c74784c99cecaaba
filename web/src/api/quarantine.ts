import { requestJSON } from "./http";
import { flag, list, number, numberOrNull, object, text } from "./reading";
import type { JSONObject } from "./reading";

export type HoldReason = "blocked" | "invalid" | "unreadable" | "damaged" | "unknown_format";
export type HeldState = "held" | "released" | "discarded";

/** Something that was acknowledged and did not become a row. */
export interface HeldEntry {
    readonly id: string;
    readonly reason: HoldReason;
    /** What is wrong with it, in a sentence. */
    readonly detail: string;
    /** "" where it is no event. */
    readonly eventType: string;
    readonly project: number;
    readonly format: string;
    /** The sender's address. */
    readonly source: string;
    /** The name of the ingestion key. */
    readonly key: string;
    readonly userID: string;
    readonly deviceID: string;
    readonly receivedAt: string;
    readonly heldAt: string;
    /** Bytes. */
    readonly size: number;
    /** As it came; the beginning of it where `isCut`. "" once it is decided. */
    readonly item: string;
    readonly isCut: boolean;
    /** It had been released, and came back. */
    readonly isReturned: boolean;
    readonly decidedAt: string;
    readonly decidedBy: string;
}

export interface HeldPart {
    readonly reason: HoldReason;
    readonly project: number;
    readonly eventType: string;
    readonly count: number;
    readonly bytes: number;
    readonly newest: string;
}

export interface QuarantineSummary {
    readonly held: number;
    readonly bytes: number;
    readonly parts: readonly HeldPart[];
}

/** Which entries are meant; "" is any. */
export interface HeldFilter {
    readonly reason: string;
    readonly type: string;
    readonly project: string;
    /** A user id or a device id, as it came. */
    readonly who: string;
}

/** Something that a door refused, and told its sender so. */
export interface Refusal {
    readonly at: string;
    readonly format: string;
    readonly project: number;
    readonly key: string;
    readonly reason: string;
    /** Where in its request it stood; null is the whole of it. */
    readonly index: number | null;
    readonly item: string;
    readonly isCut: boolean;
}

const QUARANTINE = "/api/v1/quarantine";

export async function fetchQuarantineSummary(signal: AbortSignal): Promise<QuarantineSummary> {
    const summary = object(await requestJSON(`${QUARANTINE}/summary`, { signal }));
    return {
        held: number(summary["held"], 0), bytes: number(summary["bytes"], 0),
        parts: list(summary["parts"], (item) => {
            const part = object(item);
            return {
                reason: readReason(part["reason"]), project: number(part["project"], 0), eventType: text(part["event_type"]), count: number(part["count"], 0),
                bytes: number(part["bytes"], 0), newest: text(part["newest"]),
            };
        }),
    };
}

/** The newest first; `next` is what `before` has to be for those that follow. */
export async function fetchHeld(state: HeldState, filter: HeldFilter, before: string | null, signal: AbortSignal): Promise<{ entries: HeldEntry[]; count: number | null; next: string | null }> {
    const asked = Object.entries({ ...filter, before: before ?? "" }).filter(([, value]) => value !== "");
    const page = object(await requestJSON(`${QUARANTINE}?${new URLSearchParams([["state", state], ...asked]).toString()}`, { signal }));
    const next = text(page["next"]);
    return { entries: list(page["entries"], (item) => readEntry(object(item))), count: numberOrNull(page["count"]), next: next === "" ? null : next };
}

/** One entry with all of its bytes. */
export async function fetchHeldEntry(id: string, signal: AbortSignal): Promise<HeldEntry> {
    return readEntry(object(await requestJSON(`${QUARANTINE}/${encodeURIComponent(id)}`, { signal })));
}

export async function fetchRefused(signal: AbortSignal): Promise<Refusal[]> {
    return list(object(await requestJSON(`${QUARANTINE}/refused?limit=200`, { signal }))["refused"], (item) => {
        const refusal = object(item);
        return {
            at: text(refusal["at"]), format: text(refusal["format"]), project: number(refusal["project"], 0), key: text(refusal["key"]), reason: text(refusal["reason"]),
            index: numberOrNull(refusal["index"]), item: text(refusal["item"]), isCut: flag(refusal["is_cut"]),
        };
    });
}

/** Entries by their numbers, or all that match. */
export type Decided = readonly string[] | HeldFilter;

/** Sends entries through the loader again, or gives them up. Gives how many. */
export async function decideHeld(verb: "release" | "discard", what: Decided): Promise<number> {
    const body = isFilter(what) ? orderOf(what) : { ids: what.map(Number) };
    const answer = object(await requestJSON(`${QUARANTINE}/${verb}`, { method: "POST", body }));
    return number(answer[verb === "release" ? "released" : "discarded"], 0);
}

function isFilter(what: Decided): what is HeldFilter {
    return !Array.isArray(what);
}

function orderOf(filter: HeldFilter): JSONObject {
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ""));
    return Object.keys(given).length === 0 ? { all: true } : { filter: given };
}

const REASONS: readonly HoldReason[] = ["blocked", "invalid", "unreadable", "damaged", "unknown_format"];

function readReason(value: unknown): HoldReason {
    return REASONS.find((each) => each === value) ?? "invalid";
}

function readEntry(entry: JSONObject): HeldEntry {
    return {
        id: text(entry["id"]), reason: readReason(entry["reason"]), detail: text(entry["detail"]), eventType: text(entry["event_type"]), project: number(entry["project"], 0),
        format: text(entry["format"]), source: text(entry["source"]), key: text(entry["key"]), userID: text(entry["user_id"]), deviceID: text(entry["device_id"]),
        receivedAt: text(entry["received_at"]), heldAt: text(entry["held_at"]), size: number(entry["size"], 0), item: text(entry["item"]), isCut: flag(entry["is_cut"]),
        isReturned: flag(entry["is_returned"]), decidedAt: text(entry["decided_at"]), decidedBy: text(entry["decided_by"]),
    };
}
