import { CHART_RANGE } from "../../api/charts";
import type { DashboardFilter, Tile } from "../../api/content";
import type { FilterSubject } from "../../filters/FilterChip";
import { filterKind } from "../../filters/kinds";
import { listedValues } from "../../results/subjects";

/**
 * How a filter of a dashboard is shown and edited. `values` are those of all filters: some narrow the suggestions of others.
 * One without a field suggests the values of what it filters in a chart of product analytics.
 */
export function subjectOf(filter: DashboardFilter, all: readonly DashboardFilter[], values: ReadonlyMap<string, string>, tiles: readonly Tile[] = []): FilterSubject {
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
        grain: filter.field?.grain ?? null,
        source: hasField ? {
            model: filter.model, explore: filter.explore, field: filter.dimension, listed: filter.field === null ? [] : listedValues(filter.field),
            ...(Object.keys(narrowing).length > 0 ? { filters: narrowing } : {}),
        } : chartSource(filter, tiles),
        required: filter.required,
        ...(isRangeOnly(filter, tiles) ? { whenEmpty: "is each chart's own" } : {}),
    };
}

/** Whether all that listens are charts with their range of time: without a value each of them keeps its own. */
function isRangeOnly(filter: DashboardFilter, tiles: readonly Tile[]): boolean {
    const heard = tiles.flatMap((tile) => tile.listens.filter((each) => each.filter === filter.name && each.field !== "").map((each) => tile.kind === "chart" && each.field === CHART_RANGE));
    return heard.length > 0 && heard.every((range) => range);
}

function chartSource(filter: DashboardFilter, tiles: readonly Tile[]): FilterSubject["source"] {
    const [first] = tiles.filter((tile) => tile.kind === "chart").flatMap((tile) => tile.listens
        .filter((each) => each.filter === filter.name && each.field !== "" && each.field !== CHART_RANGE).map((each) => ({ id: tile.chartID, property: each.field })));
    return first === undefined ? null : { model: "", explore: "", field: "", listed: [], chart: first };
}
