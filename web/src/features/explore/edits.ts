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
