import type { DashboardFilter } from "../../api/content";
import type { FilterSubject } from "../../filters/FilterChip";
import { filterKind } from "../../filters/kinds";
import { listedValues } from "../../results/subjects";

/** How a filter of a dashboard is shown and edited. */
export function subjectOf(filter: DashboardFilter): FilterSubject {
    const hasField = filter.model !== "" && filter.explore !== "" && filter.dimension !== "";
    return {
        id: filter.name,
        label: filter.title,
        kind: filterKind(filter.field, filter.type),
        source: hasField
            ? { model: filter.model, explore: filter.explore, field: filter.dimension, listed: filter.field === null ? [] : listedValues(filter.field) }
            : null,
        required: filter.required,
    };
}
