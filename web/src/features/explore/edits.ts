import type { QueryBody } from "../../api/queries";
import type { QueryResult } from "../../api/result";

/** The query without a field, and without what it says of that field. */
export function withoutField(query: QueryBody, name: string): Partial<QueryBody> {
    const without = (names: readonly string[]) => names.filter((each) => each !== name);
    const fills = query.fillFields === null ? null : without(query.fillFields);
    return {
        fields: without(query.fields), pivots: without(query.pivots), subtotals: without(query.subtotals),
        sorts: query.sorts.filter((sort) => sort.split(" ")[0] !== name),
        // Where the filled dimension itself goes, the next one is the explore's choice again.
        fillFields: fills !== null && fills.length === 0 && query.fillFields?.length !== 0 ? null : fills,
    };
}

/** The query with the fields' own names where it has names of old, which the server knows and the explore does not list. */
export function withoutAliases(query: QueryBody, aliases: readonly string[], result: QueryResult): QueryBody {
    const kept = query.fields.filter((name) => !aliases.includes(name));
    const meant = [...result.pivotFields, ...result.dimensions, ...result.measures].filter((field) => field.category !== "calculation" && !kept.includes(field.name));
    return meant.length === 0 ? query : {
        ...query,
        fields: [...meant.filter((field) => field.category === "dimension").map((field) => field.name), ...kept, ...meant.filter((field) => field.category !== "dimension").map((field) => field.name)],
        pivots: result.pivotFields.map((field) => field.name),
    };
}

/** The query with a field: dimensions stand before measures, each in the order in which they were chosen. */
export function withField(query: QueryBody, name: string, isDimension: (name: string) => boolean): Partial<QueryBody> {
    if (query.fields.includes(name)) return {};
    return { fields: isDimension(name) ? [...query.fields.filter(isDimension), name, ...query.fields.filter((each) => !isDimension(each))] : [...query.fields, name] };
}

/** The query with a dimension as pivot, or without it where it was one. */
export function withPivot(query: QueryBody, name: string): Partial<QueryBody> {
    return {
        pivots: query.pivots.includes(name) ? query.pivots.filter((each) => each !== name) : [...query.pivots, name],
        fields: query.fields.includes(name) ? query.fields : [name, ...query.fields],
        // The groups of pivot columns have no subtotals.
        subtotals: query.subtotals.filter((each) => each !== name),
        // The numbers of pivot columns are those of the pivots before.
        sorts: query.sorts.filter((sort) => !/\s\d+$/.test(sort)),
    };
}

/** Settings of a picture after some were changed; undefined takes one away. */
export function changedVis(config: Readonly<Record<string, unknown>>, change: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries({ ...config, ...change }).filter(([, value]) => value !== undefined));
}

/** The order of the rows as the query says it; where it says none, as the answer does. */
export function sortsInForce(query: QueryBody, result: QueryResult | undefined): readonly string[] {
    if (query.sorts.length > 0 || result === undefined) return query.sorts;
    return [...result.dimensions, ...result.measures]
        .flatMap(({ name, sorted }) => (sorted === null ? [] : [{ name, ...sorted }]))
        .sort((left, right) => left.index - right.index)
        .map(({ name, descending }) => (descending ? `${name} desc` : name));
}
