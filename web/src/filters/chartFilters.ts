import { CHART_RANGE } from "../api/charts";
import type { ChartFilter } from "../api/charts";
import type { DashboardFilter, Tile } from "../api/content";
import { filterKind } from "./kinds";

/** What a filter of a dashboard puts on a chart, and what people call the filter. */
export interface NamedChartFilter extends ChartFilter {
    readonly title: string;
}

/**
 * What the filters of a dashboard put on the chart of a tile.
 *
 * @param crossed expressions by field, from a press on a mark of another tile: they reach what listens to a filter on that field.
 */
export function chartFilters(
    listens: Tile["listens"], filters: readonly DashboardFilter[], values: ReadonlyMap<string, string>, crossed: Readonly<Record<string, string>> = {},
): NamedChartFilter[] {
    return listens.flatMap(({ filter: name, field }) => {
        const filter = filters.find((each) => each.name === name);
        if (filter === undefined || field === "") return [];
        const expression = (filter.dimension === "" ? undefined : crossed[filter.dimension]) ?? values.get(name) ?? "";
        return [{ field, expression, kind: field === CHART_RANGE ? "date" : filterKind(filter.field, filter.type), title: filter.title }];
    });
}

/** The property that a filter most likely means, by equal names; "" for none. Dates mean the range. */
export function guessedChartField(filter: Pick<DashboardFilter, "name" | "title" | "type" | "dimension" | "field">, names: readonly string[]): string {
    if (filterKind(filter.field, filter.type) === "date") return CHART_RANGE;
    if (names.includes(filter.dimension)) return filter.dimension;
    const wanted = new Set([filter.dimension, filter.name, filter.title].map(lastName).filter((name) => name !== ""));
    const equal = names.filter((name) => wanted.has(lastName(name)));
    // A column of all events goes before what only some of them have.
    return [...equal].sort((one, other) => depth(one) - depth(other))[0] ?? "";
}

/** Which filters of a dashboard a new tile with a chart listens to, by equal names. */
export function guessedListens(filters: readonly DashboardFilter[], names: readonly string[]): Tile["listens"] {
    const guesses = filters.map((filter) => ({ filter: filter.name, field: guessedChartField(filter, names) }));
    // A second filter on dates would take the range from the first one.
    return guesses.filter((guess, place) => guess.field !== "" && guesses.findIndex((other) => other.field === guess.field) === place);
}

/** `user.plan`, `orders.plan` and "Plan" are all of the name plan. */
function lastName(name: string): string {
    return (name.split(/[.:]/).pop() ?? "").trim().toLowerCase().replace(/\s+/g, "_");
}

function depth(name: string): number {
    return name.split(/[.:]/).length;
}
