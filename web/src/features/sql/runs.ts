import { useSyncExternalStore } from "react";
import { ApiError } from "../../api/http";
import type { QueryResult } from "../../api/result";
import { runSQL, storeSQL } from "../../api/sqlRunner";
import type { Bound } from "./parameters";

/** One run of a statement. It goes on while its reader is on other pages. */
export interface Run {
    readonly key: string;
    readonly title: string;
    /** Where it is looked at. */
    readonly href: string;
    readonly startedAt: number;
    readonly state: "running" | "done" | "failed" | "cancelled";
    readonly result: QueryResult | null;
    readonly error: ApiError | null;
    /** By which the rows are asked for once more, as a file; "" before the server has it. */
    readonly slug: string;
    readonly bound: Bound;
    /** In milliseconds; 0 while it runs. */
    readonly took: number;
}

/** Results hold memory; the older ones are asked for again. */
const KEPT = 12;

let runs: readonly Run[] = [];
const stops = new Map<string, AbortController>();
const listeners = new Set<() => void>();

export function useRuns(): readonly Run[] {
    return useSyncExternalStore(subscribe, () => runs);
}

function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

/** What names a run: the text with what is bound to it. */
export function runKey(connection: string, bound: Bound): string {
    return JSON.stringify([connection, bound.sql, bound.values]);
}

/** Runs a statement, in place of an earlier run of the same. `onEnd` hears how it ended. */
export async function start(connection: string, bound: Bound, title: string, href: string, onEnd: (run: Run) => void): Promise<void> {
    const key = runKey(connection, bound);
    stops.get(key)?.abort();
    const controller = new AbortController();
    stops.set(key, controller);
    const startedAt = Date.now();
    const begun: Run = { key, title, href, startedAt, state: "running", result: null, error: null, slug: "", bound, took: 0 };
    put(begun);
    let ended: Run;
    try {
        const slug = await storeSQL(connection, bound.sql, controller.signal);
        const result = await runSQL(slug, bound.values, controller.signal);
        const error = result.errors.length === 0 ? null : new ApiError("refused", 400, plain(result.errors.join(" ")));
        ended = { ...begun, slug, state: error === null ? "done" : "failed", result: error === null ? result : null, error, took: Date.now() - startedAt };
    } catch (error) {
        if (controller.signal.aborted) ended = { ...begun, state: "cancelled", took: Date.now() - startedAt };
        else ended = { ...begun, state: "failed", error: error instanceof ApiError ? error : new ApiError("broken", 0, "The query failed. Try again."), took: Date.now() - startedAt };
    }
    // Another run of the same has taken its place.
    if (stops.get(key) !== controller) return;
    stops.delete(key);
    put(ended);
    onEnd(ended);
}

export function stop(key: string): void {
    stops.get(key)?.abort();
}

function put(run: Run): void {
    const rest = runs.filter((each) => each.key !== run.key);
    runs = [run, ...rest].filter((each, index) => index < KEPT || each.state === "running");
    for (const listener of listeners) listener();
}

/** What the database says, without the words around it. */
function plain(message: string): string {
    return message.replace(/^The warehouse refused (?:this query|SQL Runner \S+ for user \S+): /, "");
}
