import type { DashboardFilter } from "../api/content";
import type { QueryPairs } from "../navigation/query";

/**
 * Finds the pair of an address that sets a filter. Names are compared exactly, then without outer blanks, then
 * without case: addresses that people kept have all of these. The last pair wins.
 */
export function findPair(query: QueryPairs, name: string): readonly [string, string] | undefined {
    const tests: ReadonlyArray<(key: string) => boolean> = [
        (key) => key === name,
        (key) => key.trim() === name.trim(),
        (key) => key.trim().toLowerCase() === name.trim().toLowerCase(),
    ];
    for (const test of tests) {
        for (let index = query.length - 1; index >= 0; index -= 1) {
            const pair = query[index];
            if (pair !== undefined && test(pair[0])) return pair;
        }
    }
    return undefined;
}

/** The value of each filter by name: from the address, else its default. Empty means any value. */
export function filterValues(filters: readonly DashboardFilter[], query: QueryPairs): ReadonlyMap<string, string> {
    return new Map(filters.map((filter) => [filter.name, findPair(query, filter.name)?.[1] ?? filter.defaultValue]));
}

/** The address's pairs after `filter` was set to `value`, under its proper name. A value equal to the default needs no pair. */
export function withFilter(query: QueryPairs, filter: DashboardFilter, value: string): QueryPairs {
    const name = filter.name.trim().toLowerCase();
    const isOurs = ([key]: readonly [string, string]) => key.trim().toLowerCase() === name;
    const place = query.findIndex(isOurs);
    const others = query.filter((pair) => !isOurs(pair));
    if (value === filter.defaultValue) return others;
    const before = place < 0 ? others.length : place;
    return [...others.slice(0, before), [filter.name, value], ...others.slice(before)];
}
