import type { CustomField } from "../../api/customFields";
import type { Field } from "../../api/fields";
import type { QueryBody } from "../../api/queries";

/**
 * The dimension that an explore fills where the query does not say: the only one of the rows, if its values are known without
 * data, with at most one pivot, with no filter of its own unless it is of time, and with no filter on a measure: what that has
 * taken away would come back.
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
    const field = fields.get(dimension);
    // Periods are filled within their filter; of other values a filter wants those alone that it names.
    if (filtered.includes(dimension) && field?.grain === null) return [];
    return field?.fillable === true ? [dimension] : [];
}
