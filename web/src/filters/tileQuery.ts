import type { Tile } from "../api/content";
import type { QueryBody } from "../api/queries";

/** A tile's query with the dashboard's filters. A filter set to any value lifts the tile's own on that field. */
export function tileQuery(query: QueryBody, listens: Tile["listens"], values: ReadonlyMap<string, string>): QueryBody {
    const filters: Record<string, string> = { ...query.filters };
    for (const { filter, field } of listens) {
        const value = values.get(filter);
        if (value !== undefined && field !== "") filters[field] = value;
    }
    return { ...query, filters };
}
