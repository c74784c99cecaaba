import type { CustomField } from "../../api/customFields";
import type { Field } from "../../api/fields";
import type { QueryBody } from "../../api/queries";

/**
 * The dimension that an explore fills where the query does not say: the only one of the rows, if its values are known without
 * data, with at most one pivot, and with no filter on a measure, which would bring back what it has taken away.
 */
export function defaultFill(query: QueryBody, fields: ReadonlyMap<string, Field>, custom: readonly CustomField[]): string[] {
    const categoryOf = (name: string) => fields.get(name)?.category ?? custom.find((field) => field.name === name)?.category;
    const [dimension, another] = query.fields.filter((name) => categoryOf(name) === "dimension" && !query.pivots.includes(name));
    if (dimension === undefined || another !== undefined || query.pivots.length > 1) return [];
    const filtered = [
        ...Object.entries(query.filters).filter(([, expression]) => expression.trim() !== "").map(([name]) => name),
        ...[...query.filterExpression.matchAll(/\$\{([^}]+)\}/g)].map((match) => match[1] ?? ""),
    ];
    if (filtered.some((name) => categoryOf(name) === "measure")) return [];
    return fields.get(dimension)?.fillable === true ? [dimension] : [];
}
