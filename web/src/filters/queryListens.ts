import type { DashboardFilter, Tile } from "../api/content";
import type { QueryBody } from "../api/queries";

/**
 * Which filters of a dashboard a new tile with a query listens to: those on a field that its explore has, unless the query itself
 * filters that field by something else.
 */
export function queryListens(
    query: QueryBody, fields: ReadonlySet<string>, filters: ReadonlyArray<Pick<DashboardFilter, "name" | "dimension">>, values: ReadonlyMap<string, string>,
): Tile["listens"] {
    const heard = filters.filter(({ name, dimension }) => {
        const own = query.filters[dimension];
        return fields.has(dimension) && (own === undefined || own === (values.get(name) ?? ""));
    });
    // Of two on one field the second would lift the first.
    return heard.filter((filter, place) => heard.findIndex((other) => other.dimension === filter.dimension) === place)
        .map(({ name, dimension }) => ({ filter: name, field: dimension }));
}

/** The query without filters of its own on what it listens for. */
export function withoutHeard(query: QueryBody, listens: Tile["listens"]): QueryBody {
    const heard = new Set(listens.map((each) => each.field));
    return { ...query, filters: Object.fromEntries(Object.entries(query.filters).filter(([field]) => !heard.has(field))) };
}
