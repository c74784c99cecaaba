import type { ChartDefinition } from "../../api/charts";
import { list } from "../../api/reading";
import { readEvent, readFilters, readRange, readSegments } from "./state/definition";
import { filterWords, rangeWords } from "./state/words";

/** Which conditions may have emptied a chart, and what lifting them is called. */
export function emptyWords(definition: ChartDefinition): { readonly why: string; readonly action: string } {
    const filters = [
        ...readFilters(definition["filters"]), ...readSegments(definition).flatMap((segment) => segment.filters),
        ...["events", "steps"].flatMap((key) => list(definition[key], readEvent).flatMap((event) => event.filters)),
    ];
    const range = rangeWords(readRange(definition)).toLowerCase();
    if (filters.length === 0) return { why: `There is no such event in the ${range.replace(/^the /, "")}. A longer time may have some.`, action: "Look at the last 12 months" };
    const named = filters.map((filter) => filterWords(filter).join(" "));
    return { why: `In the ${range} nothing matches ${named.join(" and ")}.`, action: filters.length === 1 ? "Clear the condition" : "Clear all conditions" };
}

/** The chart without what may have emptied it: conditions first, else over a longer time. */
export function widened(definition: ChartDefinition): ChartDefinition {
    const without = (key: string) => (Array.isArray(definition[key]) ? { [key]: (definition[key] as readonly unknown[]).map((item) => {
        if (typeof item !== "object" || item === null) return item;
        const { filters: _, ...rest } = item as Readonly<Record<string, unknown>>;
        return rest;
    }) } : {});
    const { filters: _, ...rest } = definition;
    const lifted = { ...rest, ...without("events"), ...without("steps"), ...without("segments") };
    return JSON.stringify(lifted) === JSON.stringify(definition) ? { ...definition, range: { last: 12, unit: "month" } } : lifted;
}
