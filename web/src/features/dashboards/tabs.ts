import type { Dashboard } from "../../api/content";
import { valueOf, withValue } from "../../navigation/query";
import type { QueryPairs } from "../../navigation/query";

/** The id of the tab that the address names by label or number; the first one without; "" on a dashboard of one page. */
export function shownTab(dashboard: Dashboard, pairs: QueryPairs): string {
    const wanted = valueOf(pairs, "tab");
    return (dashboard.tabs.find((tab) => tab.label === wanted) ?? dashboard.tabs[Number(wanted ?? 1) - 1] ?? dashboard.tabs[0])?.id ?? "";
}

/** The address's pairs with a tab; the first one needs none. */
export function withTab(dashboard: Dashboard, pairs: QueryPairs, id: string): QueryPairs {
    const at = dashboard.tabs.findIndex((tab) => tab.id === id);
    const label = dashboard.tabs[at]?.label ?? "";
    const name = dashboard.tabs.findIndex((tab) => tab.label === label) === at ? label : String(at + 1);
    return withValue(pairs, "tab", at > 0 ? name : undefined);
}
