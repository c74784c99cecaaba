import type { DashboardFilter } from "../../api/content";
import type { FilterSubject } from "../../filters/FilterChip";
import { filterKind } from "../../filters/kinds";
import { listedValues } from "../../results/subjects";

/** How a filter of a dashboard is shown and edited. `values` are those of all filters: some narrow the suggestions of others. */
export function subjectOf(filter: DashboardFilter, all: readonly DashboardFilter[], values: ReadonlyMap<string, string>): FilterSubject {
    const hasField = filter.model !== "" && filter.explore !== "" && filter.dimension !== "";
    const narrowing = Object.fromEntries(all.flatMap((other) => {
        const value = values.get(other.name) ?? "";
        const here = other.model === filter.model && other.explore === filter.explore && other.dimension !== "" && other.dimension !== filter.dimension;
        return filter.listensTo.includes(other.name) && here && value.trim() !== "" ? [[other.dimension, value]] : [];
    }));
    return {
        id: filter.name,
        label: filter.title,
        kind: filterKind(filter.field, filter.type),
        source: hasField ? {
            model: filter.model, explore: filter.explore, field: filter.dimension, listed: filter.field === null ? [] : listedValues(filter.field),
            ...(Object.keys(narrowing).length > 0 ? { filters: narrowing } : {}),
        } : null,
        required: filter.required,
    };
}
