import { requestJSON } from "./http";
import { flag, list, number, numberOrNull, object, text, textOrNull } from "./reading";

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

export interface PipelineRun {
    readonly id: string;
    readonly command: string;
    readonly state: RunState;
    readonly trigger: string;
    readonly why: string;
    readonly who: string;
    readonly note: string;
    /** What was asked for; "" for everything. */
    readonly selection: string;
    readonly started: string;
    readonly finished: string | null;
}

/** What became of one table or test in a run. */
export interface RunNode {
    readonly id: string;
    readonly state: RunState;
    readonly rows: number | null;
    readonly started: string;
    readonly seconds: number;
    readonly message: string;
    /** The node for which it was skipped. */
    readonly because: string | null;
    /** How many rows a test found. */
    readonly failures: number | null;
    /** What was run; "" for those who may not see it, and where nothing was. */
    readonly sql: string;
    readonly attempts: number;
    readonly why: string;
}

export interface RunDetail extends PipelineRun {
    readonly nodes: readonly RunNode[];
    readonly running: readonly string[];
    /** How many there are to do; null once the run is over. */
    readonly total: number | null;
}

const BASE = "/api/v1/pipelines";
const STATES: readonly RunState[] = ["queued", "waiting", "running", "ok", "warned", "failed", "skipped", "unchanged", "cancelled"];

export async function fetchPipelineTables(signal: AbortSignal): Promise<PipelineTable[]> {
    return list(object(await requestJSON(`${BASE}/nodes`, { signal }))["nodes"], readTable);
}

/** Those whose last build failed, or that can't be built as they stand: a few of many. */
export async function fetchFailedTables(signal: AbortSignal): Promise<PipelineTable[]> {
    return list(object(await requestJSON(`${BASE}/nodes?failed=true`, { signal }))["nodes"], readTable);
}

/** The newest runs first. */
export async function fetchPipelineRuns(signal: AbortSignal): Promise<PipelineRun[]> {
    return list(object(await requestJSON(`${BASE}/runs?limit=100`, { signal }))["runs"], readRun);
}

export async function fetchPipelineRun(id: string, signal: AbortSignal): Promise<RunDetail> {
    const run = object(await requestJSON(`${BASE}/runs/${encodeURIComponent(id)}`, { signal }));
    return { ...readRun(run), nodes: list(run["nodes"], readNode), running: list(run["running"], text), total: numberOrNull(run["total"]) };
}

/** What to build. Names are as `soundings build` takes them: `clean.orders`, `clean.orders+` with what is made from it. */
export interface RunOrder {
    readonly command: "build" | "test" | "run";
    readonly select: string;
    /** Also what is as it would become. */
    readonly force: boolean;
    readonly note: string;
}

/** Begins a run, or joins one that waits already. Gives its id. */
export async function startRun(order: RunOrder): Promise<string> {
    const body = { command: order.command, select: order.select, force: order.force, ...(order.note === "" ? {} : { note: order.note }) };
    return text(object(await requestJSON(`${BASE}/runs`, { method: "POST", body }))["id"]);
}

export async function cancelRun(id: string): Promise<void> {
    await requestJSON(`${BASE}/runs/${encodeURIComponent(id)}`, { method: "DELETE" });
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

function readRun(item: unknown): PipelineRun {
    const run = object(item);
    return {
        id: text(run["id"]),
        command: text(run["command"]),
        state: readState(run["state"]),
        trigger: text(run["trigger"]),
        why: text(run["why"]),
        who: text(run["who"]),
        note: text(run["note"]),
        selection: text(run["selection"]),
        started: text(run["started"]),
        finished: textOrNull(run["finished"]),
    };
}

function readNode(item: unknown): RunNode {
    const node = object(item);
    return {
        id: text(node["node"]),
        state: readState(node["state"]),
        rows: numberOrNull(node["rows"]),
        started: text(node["started"]),
        seconds: number(node["seconds"], 0),
        message: text(node["message"]),
        because: textOrNull(node["because"]),
        failures: numberOrNull(node["failures"]),
        sql: text(node["sql"]),
        attempts: number(node["attempts"], 1),
        why: text(node["why"]),
    };
}

function readState(value: unknown): RunState {
    return STATES.find((state) => state === value) ?? "waiting";
}
