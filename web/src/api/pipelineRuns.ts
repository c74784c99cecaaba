import { requestJSON } from "./http";
import { readState } from "./pipelines";
import type { RunState } from "./pipelines";
import { list, number, numberOrNull, object, text, textOrNull } from "./reading";

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
