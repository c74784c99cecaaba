import { requestFile, requestJSON } from "./http";
import { readQueryBody } from "./queries";
import type { QueryBody } from "./queries";
import { object, text } from "./reading";
import { readResult } from "./result";
import type { QueryResult } from "./result";

/** A query whose results stand beside others', by the number under which it is stored. */
export interface MergeSource {
    readonly query: string;
    /** Which of its fields equal which columns of the queries before; empty for the first. */
    readonly on: ReadonlyArray<{ readonly field: string; readonly column: string }>;
}

/** The picture's settings of a saved merge. */
export async function fetchMergeVis(id: string, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
    return object(object(await requestJSON(`/api/4.0/merge_queries/${encodeURIComponent(id)}`, { signal }))["vis_config"]);
}

export async function fetchStoredQuery(id: string, signal: AbortSignal): Promise<QueryBody> {
    return readQueryBody(await requestJSON(`/api/4.0/queries/${encodeURIComponent(id)}`, { signal }));
}

/** Stores a merge and gives its id. */
async function storeMerge(sources: readonly MergeSource[], visConfig: Readonly<Record<string, unknown>>, signal?: AbortSignal): Promise<string> {
    const body = {
        source_queries: sources.map(({ query, on }) => ({ query_id: query, ...(on.length === 0 ? {} : { merge_fields: on.map(({ field, column }) => ({ field_name: field, source_field_name: column })) }) })),
        vis_config: visConfig,
    };
    return text(object(await requestJSON("/api/4.0/merge_queries", { method: "POST", body, ...(signal === undefined ? {} : { signal }) }))["id"]);
}

export async function runMerge(sources: readonly MergeSource[], signal: AbortSignal): Promise<QueryResult> {
    const id = await storeMerge(sources, {}, signal);
    return readResult(await requestJSON(`/api/4.0/merge_queries/${encodeURIComponent(id)}/run/json_detail`, { signal }));
}

/** The merged rows as a file. */
export async function downloadMerge(sources: readonly MergeSource[], format: "csv" | "json" | "xlsx"): Promise<Blob> {
    const id = await storeMerge(sources, {});
    return requestFile(`/api/4.0/merge_queries/${encodeURIComponent(id)}/run/${format}`);
}

/** Puts merged results on a dashboard as a tile. */
export async function addMergeTile(dashboardID: string, sources: readonly MergeSource[], visConfig: Readonly<Record<string, unknown>>, title: string): Promise<void> {
    const id = await storeMerge(sources, visConfig);
    await requestJSON("/api/4.0/dashboard_elements", { method: "POST", body: { dashboard_id: dashboardID, type: "vis", title, merge_result_id: id } });
}
