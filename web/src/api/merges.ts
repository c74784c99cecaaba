import { requestJSON } from "./http";
import { object } from "./reading";
import { readResult } from "./result";
import type { QueryResult } from "./result";

/** The picture's settings of a saved merge. */
export async function fetchMergeVis(id: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    return object(object(await requestJSON(`/api/4.0/merge_queries/${encodeURIComponent(id)}`, { signal }))["vis_config"]);
}

/** Runs a saved merge. It knows nothing of a dashboard's filters. */
export async function runMerge(id: string, signal: AbortSignal, fresh: boolean): Promise<QueryResult> {
    return readResult(await requestJSON(`/api/4.0/merge_queries/${encodeURIComponent(id)}/run/json_detail${fresh ? "?cache=false" : ""}`, { signal }));
}
