import { cache } from "../api/cache";
import { fetchDashboards, fetchLooks } from "../api/content";
import type { SavedKind } from "../api/savedState";

/** Asks again for the lists that show things of a kind: something in them has changed. */
export function forgetLists(kind: SavedKind): void {
    if (kind === "look") cache.reload("looks", fetchLooks);
    else cache.reload("dashboards", fetchDashboards);
}
