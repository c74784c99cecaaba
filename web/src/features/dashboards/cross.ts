import type { DashboardFilter, Tile } from "../../api/content";
import type { QueryBody } from "../../api/queries";
import type { QueryPairs } from "../../navigation/query";

/** Filters that a press on a mark of one tile has put on all the others. They stand in the address and are never saved. */
export interface Crossing {
    /** The tile that was pressed; it keeps showing all of its values. */
    readonly from: string;
    /** Expressions by field. */
    readonly filters: Readonly<Record<string, string>>;
}

const FROM = "cross_from";

/** `cross[view.field]=expression` and `cross_from=TILE`; null where there is none. */
export function readCrossing(pairs: QueryPairs): Crossing | null {
    const filters: Record<string, string> = {};
    let from = "";
    for (const [key, value] of pairs) {
        const field = /^cross\[(.+)\]$/.exec(key)?.[1];
        if (field !== undefined) filters[field] = value;
        if (key === FROM) from = value;
    }
    return Object.keys(filters).length === 0 ? null : { from, filters };
}

export function withCrossing(pairs: QueryPairs, crossing: Crossing | null): QueryPairs {
    const rest = pairs.filter(([key]) => key !== FROM && !/^cross\[.+\]$/.test(key));
    if (crossing === null || Object.keys(crossing.filters).length === 0) return rest;
    return [...rest, ...Object.entries(crossing.filters).map(([field, expression]) => [`cross[${field}]`, expression] as const), [FROM, crossing.from]];
}

/** The same press once more lifts what it has filtered. */
export function toggled(before: Crossing | null, next: Crossing): Crossing | null {
    return before !== null && before.from === next.from && JSON.stringify(before.filters) === JSON.stringify(next.filters) ? null : next;
}

/** A tile's query with those of the filters whose fields its explore has; null where none changes it. */
export function crossedQuery(tile: Tile, query: QueryBody, crossing: Crossing | null, has: (field: string) => boolean): QueryBody | null {
    if (crossing === null || crossing.from === tile.id) return null;
    const filters = Object.entries(crossing.filters).filter(([field]) => has(field));
    return filters.length === 0 ? null : { ...query, filters: { ...query.filters, ...Object.fromEntries(filters) } };
}

/**
 * What a tile says where something that filters the dashboard leaves it as it is; "" where nothing does.
 *
 * @param isCrossed whether the press reaches it.
 * @param isFiltered whether a filter of the dashboard has a value.
 */
export function unreachedWords(tile: Pick<Tile, "id" | "kind" | "listens">, crossing: Crossing | null, isCrossed: boolean, isFiltered: boolean): string {
    const passed = crossing !== null && crossing.from !== tile.id && !isCrossed;
    // Charts of product analytics have conditions of their own, until somebody links them.
    if (tile.kind === "chart" && tile.listens.length === 0 && isFiltered) return "The filters of the dashboard don't reach this chart";
    return passed && (tile.kind === "query" || tile.kind === "merged" || tile.kind === "chart") ? "Not filtered by what was pressed" : "";
}

/** The explores that a tile asks. */
export function exploresOf(tile: Tile): ReadonlyArray<{ readonly model: string; readonly explore: string }> {
    return tile.query !== null ? [tile.query] : tile.merge?.sources ?? [];
}

/** Whether a press reaches a chart of product analytics: where it listens to a filter of the dashboard on that field. */
export function reachesChart(tile: Tile, fields: readonly string[], filters: readonly DashboardFilter[]): boolean {
    return tile.kind === "chart" && tile.listens.some((each) => filters.some((filter) => filter.name === each.filter && filter.dimension !== "" && fields.includes(filter.dimension)));
}

/** Whether a tile seems to have a field of another one: it asks the same explore, or names a field of the same view. */
export function mayHave(tile: Tile, other: Tile, field: string): boolean {
    const { query } = tile;
    if (exploresOf(tile).some((each) => each.model === other.query?.model && each.explore === other.query.explore)) return true;
    if (query === null) return false;
    const view = `${field.split(".")[0] ?? ""}.`;
    return [...query.fields, ...Object.keys(query.filters), ...tile.listens.map((each) => each.field)].some((each) => each.startsWith(view));
}
