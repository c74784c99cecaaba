import type { QueryResult } from "../api/result";
import type { Resource } from "../api/useResource";

type Answer = Pick<Resource<QueryResult>, "value" | "error" | "loading">;

/** Whether a refresh failed and what was there before may still be shown. */
export function isKept({ value, error }: Answer): boolean {
    return error !== null && value !== undefined && error.kind !== "refused" && error.kind !== "forbidden" && error.kind !== "missing";
}

/** Whether an answer has rows, none, or a problem in place of them; "waiting" before the first one. */
export function standingOf(answer: Answer): "waiting" | "failed" | "empty" | "rows" {
    const { value, error, loading } = answer;
    if (error !== null && !loading && !isKept(answer)) return "failed";
    if (value === undefined) return "waiting";
    return value.errors.length > 0 ? "failed" : value.rows.length === 0 ? "empty" : "rows";
}
