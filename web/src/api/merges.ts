import { requestJSON } from "./http";
import { object } from "./reading";

/** The picture's settings of a saved merge. */
export async function fetchMergeVis(id: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    return object(object(await requestJSON(`/api/4.0/merge_queries/${encodeURIComponent(id)}`, { signal }))["vis_config"]);
}
