import { fetchDashboards } from "./content";
import { ApiError, requestJSON } from "./http";
import { list, object, text } from "./reading";

/** A dashboard that shows a Look in one of its tiles. */
export interface LookUse {
    readonly id: string;
    readonly title: string;
}

/** The dashboards on which Looks stand, among those that the reader sees, by title; none for those who see no dashboards. */
export async function fetchLookUses(lookIDs: readonly string[], signal?: AbortSignal): Promise<LookUse[]> {
    if (lookIDs.length === 0) return [];
    const question = new URLSearchParams({ look_id: lookIDs.join(","), fields: "dashboard_id" });
    const options = signal === undefined ? {} : { signal };
    const elements = await requestJSON(`/api/4.0/dashboard_elements/search?${question.toString()}`, options).catch((error: unknown) => {
        if (error instanceof ApiError && error.kind === "forbidden") return [];
        throw error;
    });
    const ids = new Set(list(elements, (element) => text(object(element)["dashboard_id"])).filter((id) => id !== ""));
    if (ids.size === 0) return [];
    const titles = new Map((await fetchDashboards(signal ?? new AbortController().signal)).map(({ id, title }) => [id, title]));
    // Lists leave some dashboards out, which lose a tile none the less.
    return [...ids].map((id) => ({ id, title: titles.get(id) ?? `Dashboard ${id}` })).sort((left, right) => left.title.localeCompare(right.title));
}
