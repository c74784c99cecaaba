import { useMemo } from "react";
import type { Dashboard, Tile } from "../../api/content";
import type { QueryBody } from "../../api/queries";
import type { CrossFilter } from "../../charts/CrossFilterContext";
import type { FilterSubject } from "../../filters/FilterChip";
import { navigateQuery } from "../../navigation/location";
import type { QueryPairs } from "../../navigation/query";
import { valueFilter } from "../../results/cellTools";
import { fieldSubject } from "../../results/subjects";
import { crossedQuery, exploresOf, mayHave, reachesChart, readCrossing, toggled, withCrossing } from "./cross";
import type { Crossing } from "./cross";
import { useExplores } from "./useExplores";

interface CrossFilters {
    readonly crossing: Crossing | null;
    /** A tile's query as the presses on marks of others change it; null where they don't. */
    readonly queryOf: (tile: Tile, query: QueryBody) => QueryBody | null;
    /** Whether they reach a tile without a query of its own: merged results, a chart of product analytics. */
    readonly reaches: (tile: Tile) => boolean;
    /** What a press on a mark of each tile does, by the tiles' ids. */
    readonly filterOf: ReadonlyMap<string, CrossFilter>;
    readonly subjectOf: (field: string) => FilterSubject;
}

/** Filters by presses on marks, as the address has them. */
export function useCrossFilters(dashboard: Dashboard, pairs: QueryPairs): CrossFilters {
    const crossing = useMemo(() => readCrossing(pairs), [pairs]);
    // What fields explores have is asked for when somebody has pressed something; most readers never do.
    const explores = useExplores(dashboard, crossing !== null);
    const names = useMemo(() => new Map([...(explores ?? [])].map(([name, explore]) => [name, new Set(explore.fields.map((field) => field.name))])), [explores]);
    const filterOf = useMemo(() => new Map(dashboard.tiles.map((tile): [string, CrossFilter] => [tile.id, {
        direct: dashboard.crossFilters,
        offers: (field) => dashboard.tiles.some((other) => other.id !== tile.id && other.tab === tile.tab && (mayHave(other, tile, field.name) || reachesChart(other, [field.name], dashboard.filters))),
        apply: (picked) => {
            const next = { from: tile.id, filters: Object.fromEntries(picked.map(([field, value]) => [field.name, valueFilter(field, value, false)])) };
            navigateQuery(withCrossing(pairs, toggled(crossing, next)));
        },
    }])), [dashboard, crossing, pairs]);
    const from = dashboard.tiles.find((tile) => tile.id === crossing?.from)?.query ?? null;
    const has = (asked: { readonly model: string; readonly explore: string }, field: string) =>
        (from !== null && from.model === asked.model && from.explore === asked.explore) || names.get(`${asked.model}::${asked.explore}`)?.has(field) === true;
    return {
        crossing, filterOf,
        queryOf: (tile, query) => crossedQuery(tile, query, crossing, (field) => has(query, field)),
        reaches: (tile) => {
            if (crossing === null || crossing.from === tile.id) return false;
            const fields = Object.keys(crossing.filters);
            return reachesChart(tile, fields, dashboard.filters) || (tile.merge !== null && exploresOf(tile).some((each) => fields.some((field) => has(each, field))));
        },
        subjectOf: (field) => {
            const explore = [...(explores?.values() ?? [])].find((each) => each.fields.some((one) => one.name === field));
            return fieldSubject(explore?.model ?? "", explore?.name ?? "", field, explore?.fields.find((each) => each.name === field));
        },
    };
}
