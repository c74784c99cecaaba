import { requestJSON } from "./http";
import { flag, list, numberOrNull, object, text, textOrNull } from "./reading";

/** Where a run, or one table or test of it, stands. */
export type RunState = "queued" | "waiting" | "running" | "ok" | "warned" | "failed" | "skipped" | "unchanged" | "cancelled";

/** A table that the project's SQL makes, and how its last build went. Instants are ISO 8601. */
export interface PipelineTable {
    /** `model.shop.orders` */
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly kind: string;
    /** As SQL names it. */
    readonly table: string;
    readonly path: string;
    readonly description: string;
    readonly owner: string;
    readonly schedules: readonly string[];
    readonly nextDue: string | null;
    /** What a run by the clock waits for, as it is written; "" for nothing. */
    readonly wait: string;
    readonly waitingSince: string | null;
    /** What is still missing. */
    readonly waitingFor: readonly string[];
    readonly lastWhy: string;
    readonly tags: readonly string[];
    /** Ids of what it is made from. */
    readonly inputs: readonly string[];
    /** Ids of tables and tests that read it. */
    readonly readBy: readonly string[];
    readonly isBuilding: boolean;
    readonly built: string | null;
    readonly rows: number | null;
    readonly completeTo: string | null;
    /** The input that is complete least far. */
    readonly heldBackBy: string | null;
    readonly lastState: RunState | null;
    readonly lastMessage: string;
    readonly lastSeconds: number | null;
    readonly lastRun: string | null;
    /** Why it can't be built at all; "" where it can. */
    readonly needs: string;
}

/** What became of one table or test in a run. */

const BASE = "/api/v1/pipelines";
const STATES: readonly RunState[] = ["queued", "waiting", "running", "ok", "warned", "failed", "skipped", "unchanged", "cancelled"];

export async function fetchPipelineTables(signal: AbortSignal): Promise<PipelineTable[]> {
    return list(object(await requestJSON(`${BASE}/nodes`, { signal }))["nodes"], readTable);
}

/** Those whose last build failed, or that can't be built as they stand: a few of many. */
export async function fetchFailedTables(signal: AbortSignal): Promise<PipelineTable[]> {
    return list(object(await requestJSON(`${BASE}/nodes?failed=true`, { signal }))["nodes"], readTable);
}

function readTable(item: unknown): PipelineTable {
    const table = object(item);
    return {
        id: text(table["id"]),
        name: text(table["name"]),
        type: text(table["type"]),
        kind: text(table["kind"]),
        table: text(table["table"]) || text(table["name"]),
        path: text(table["path"]),
        description: text(table["description"]),
        owner: text(table["owner"]),
        schedules: list(table["schedules"], text),
        nextDue: textOrNull(table["next_due"]),
        wait: text(table["wait"]),
        waitingSince: textOrNull(table["waiting_since"]),
        waitingFor: list(table["waiting_for"], text),
        lastWhy: text(table["last_why"]),
        tags: list(table["tags"], text),
        inputs: list(table["inputs"], text),
        readBy: list(table["read_by"], text),
        isBuilding: flag(table["is_building"]),
        built: textOrNull(table["built"]),
        rows: numberOrNull(table["rows"]),
        completeTo: textOrNull(table["complete_to"]),
        heldBackBy: textOrNull(table["held_back_by"]),
        lastState: table["last_state"] === null || table["last_state"] === undefined ? null : readState(table["last_state"]),
        lastMessage: text(table["last_message"]),
        lastSeconds: numberOrNull(table["last_seconds"]),
        lastRun: textOrNull(table["last_run"]),
        needs: text(table["needs"]),
    };
}

export function readState(value: unknown): RunState {
    return STATES.find((state) => state === value) ?? "waiting";
}
