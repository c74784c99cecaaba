import type { Dashboard, DashboardFilter } from "../../api/content";
import { withFilter } from "../../filters/dashboardFilters";
import { FilterChip } from "../../filters/FilterChip";
import { navigateQuery } from "../../navigation/location";
import type { QueryPairs } from "../../navigation/query";
import { subjectOf } from "./filterSubject";

interface Props {
    readonly dashboard: Dashboard;
    readonly values: ReadonlyMap<string, string>;
    readonly pairs: QueryPairs;
}

/** The filters of a dashboard with their values, which stand in the address. */
export function FilterBar({ dashboard, values, pairs }: Props): JSX.Element | null {
    if (dashboard.filters.length === 0 || !dashboard.showsFilters) return null;
    const set = (filter: DashboardFilter, value: string) => navigateQuery(withFilter(pairs, filter, value));
    const hidden = new Set(pairs.filter(([key]) => key === "hide_filter").map(([, name]) => name));
    const changed = dashboard.filters.some((filter) => values.get(filter.name) !== filter.defaultValue);
    const reset = () => navigateQuery(dashboard.filters.reduce((rest, filter) => withFilter(rest, filter, filter.defaultValue), pairs));
    return (
        <div className="filters" aria-label="Filters" role="group">
            {dashboard.filters.filter((filter) => !hidden.has(filter.name)).map((filter) => (
                <FilterChip
                    key={filter.name} subject={subjectOf(filter)} expression={values.get(filter.name) ?? ""} onChange={(value) => set(filter, value)}
                    {...(filter.required ? {} : { onClear: () => set(filter, "") })}
                />
            ))}
            {changed && <button type="button" className="link" onClick={reset}>Reset to saved</button>}
        </div>
    );
}
