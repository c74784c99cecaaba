import { requestJSON } from "./http";
import { list, number, object, text } from "./reading";

/** A stretch of time that is built again, piece by piece, while nothing else is to be done. */
export interface Backfill {
    readonly id: string;
    readonly selection: string;
    /** In UTC, `2026-01-31 00:00:00`; the end is not included. */
    readonly from: string;
    readonly to: string;
    readonly state: "queued" | "running" | "paused" | "done" | "failed" | "cancelled";
    readonly nodes: readonly string[];
    readonly nodesDone: number;
    readonly piecesDone: number;
    /** How far the present table is; "" before the first piece. */
    readonly position: string;
    readonly message: string;
    readonly who: string;
    readonly note: string;
    readonly started: string;
}

const BASE = "/api/v1/pipelines/backfills";
const STATES = ["queued", "running", "paused", "done", "failed", "cancelled"] as const;

export async function fetchBackfills(signal: AbortSignal): Promise<Backfill[]> {
    return list(object(await requestJSON(BASE, { signal }))["backfills"], (item) => {
        const backfill = object(item);
        return {
            id: text(backfill["id"]), selection: text(backfill["selection"]), from: text(backfill["from"]), to: text(backfill["to"]),
            state: STATES.find((state) => state === backfill["state"]) ?? "queued", nodes: list(backfill["nodes"], text), nodesDone: number(backfill["nodes_done"], 0),
            piecesDone: number(backfill["pieces_done"], 0), position: text(backfill["position"]), message: text(backfill["message"]), who: text(backfill["who"]), note: text(backfill["note"]),
            started: text(backfill["started"]),
        };
    });
}

/** `from` and `to` are days, both included. */
export async function beginBackfill(select: string, from: string, to: string, downstream: boolean, note: string): Promise<void> {
    await requestJSON(BASE, { method: "POST", body: { select, from, to, downstream, ...(note === "" ? {} : { note }) } });
}

export async function orderBackfill(id: string, order: "pause" | "resume" | "cancel"): Promise<void> {
    const path = `${BASE}/${encodeURIComponent(id)}`;
    await (order === "cancel" ? requestJSON(path, { method: "DELETE" }) : requestJSON(`${path}/${order}`, { method: "POST", body: {} }));
}
