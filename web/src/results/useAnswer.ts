import { queryKey, runQuery } from "../api/queries";
import type { QueryBody } from "../api/queries";
import type { QueryResult } from "../api/result";
import { useResource } from "../api/useResource";
import type { Resource } from "../api/useResource";

/** How long each query took when it last ran, in milliseconds, for the reader who waits for it again. */
const durations = new Map<string, number>();

/**
 * Runs a query and follows its answer. The answer before stays, marked as outdated, until the new one is there.
 *
 * @param ask another way to the same answer, as for the tiles of a dashboard, which are asked for together.
 */
export function useAnswer(
    query: QueryBody | null, ask?: (signal: AbortSignal, fresh: boolean) => Promise<QueryResult>,
): Resource<QueryResult> {
    const key = query === null ? undefined : queryKey(query);
    async function run(signal: AbortSignal, fresh: boolean): Promise<QueryResult> {
        if (query === null) throw new Error("nothing was asked");
        const from = Date.now();
        const result = await (ask === undefined ? runQuery(query, signal, fresh) : ask(signal, fresh));
        durations.set(durationKey(query), Date.now() - from);
        return result;
    }
    return useResource(key, (signal) => run(signal, false), {
        freshFor: 300_000, keepPrevious: true, reloadWith: (signal) => run(signal, true),
    });
}

/** What this query took last time, with whatever filters; undefined when it has not run yet. */
export function usualDuration(query: QueryBody): number | undefined {
    return durations.get(durationKey(query));
}

function durationKey(query: QueryBody): string {
    return `${query.model} ${query.explore} ${query.fields.join()} ${query.pivots.join()}`;
}
