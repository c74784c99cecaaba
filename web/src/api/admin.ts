import { requestJSON } from "./http";
import { list, number, numberOrNull, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

/** One line of the audit log. */
export interface AuditEntry {
    readonly id: string;
    /** ISO 8601 */
    readonly at: string;
    /** "change", "query", "download", "sign-in", "sign-out" */
    readonly action: string;
    readonly what: string;
    readonly object: string;
    readonly user: string;
    /** Through which API or command it came. */
    readonly door: string;
    readonly address: string;
    readonly outcome: string;
    readonly details: JSONObject;
}

export interface AuditPage {
    readonly entries: readonly AuditEntry[];
    /** Where the next page begins; null at the end. */
    readonly next: string | null;
}

/** What narrows the audit log; "" for nothing. */
export interface AuditFilter {
    readonly user: string;
    readonly action: string;
    readonly outcome: string;
    readonly object: string;
    readonly since: string;
}

export async function fetchAudit(filter: AuditFilter, before: string | null, signal: AbortSignal): Promise<AuditPage> {
    const question = new URLSearchParams({ limit: "100" });
    for (const [name, value] of Object.entries(filter)) if (value !== "") question.set(name, String(value));
    if (before !== null) question.set("before", before);
    const answer = object(await requestJSON(`/api/v1/audit?${question.toString()}`, { signal }));
    return {
        next: textOrNull(answer["next"]),
        entries: list(answer["entries"], (item) => {
            const entry = object(item);
            return {
                id: text(entry["id"]), at: text(entry["at"]), action: text(entry["action"]), what: text(entry["what"]), object: text(entry["object"]), user: text(entry["user"]) || text(entry["user_id"]),
                door: text(entry["door"]), address: text(entry["address"]), outcome: text(entry["outcome"]), details: object(entry["details"]),
            };
        }),
    };
}

/** A query that runs or has run. Times are milliseconds. */
export interface QueryRun {
    readonly id: string;
    readonly user: string;
    /** "query", "look", "dashboard", "sql_runner" … */
    readonly kind: string;
    readonly origin: string;
    readonly model: string;
    readonly explore: string;
    /** Milliseconds since 1970. */
    readonly startedAt: number;
    /** How it ended; for one that runs, at which stage it is. */
    readonly status: string;
    readonly source: string;
    readonly compile: number;
    readonly wait: number;
    readonly engine: number;
    readonly write: number;
    readonly total: number | null;
    readonly rows: number | null;
    readonly sql: string;
    readonly message: string;
}

/** As many past queries are asked for, the newest first. */
export const MOST_QUERIES = 200;

export async function fetchQueries(filter: Readonly<Record<string, string>>, signal: AbortSignal): Promise<{ readonly running: readonly QueryRun[]; readonly past: readonly QueryRun[] }> {
    const question = new URLSearchParams({ limit: String(MOST_QUERIES) });
    for (const [name, value] of Object.entries(filter)) if (value !== "") question.set(name, value);
    const answer = object(await requestJSON(`/api/v1/queries?${question.toString()}`, { signal }));
    return { running: list(answer["running"], (item) => readRun(object(item))), past: list(answer["queries"], (item) => readRun(object(item))) };
}

export async function stopQuery(id: string): Promise<void> {
    await requestJSON(`/api/v1/queries/${encodeURIComponent(id)}`, { method: "DELETE" });
}

function readRun(run: JSONObject): QueryRun {
    const user = object(run["user"]);
    return {
        id: text(run["id"]), user: text(user["name"]) || text(user["id"]), kind: text(run["kind"]), origin: text(run["origin"]), model: text(run["model"]), explore: text(run["explore"]),
        startedAt: number(run["started_at"], 0), status: text(run["status"]) || text(run["stage"]), source: text(run["source"]), compile: number(run["compile"], 0), wait: number(run["wait"], 0),
        engine: number(run["engine"], 0), write: number(run["write"], 0), total: numberOrNull(run["total"]), rows: numberOrNull(run["rows"]), sql: text(run["sql"]), message: text(run["message"]),
    };
}
