import type { PlannedProperty, PlanStatus, PropertyType } from "../api/trackingPlan";

export const STATUS_WORDS: Readonly<Record<PlanStatus, string>> = { planned: "Planned", live: "Live", deprecated: "Deprecated", blocked: "Blocked", unplanned: "Unplanned" };

export const TYPE_WORDS: Readonly<Record<PropertyType, string>> = { string: "text", number: "number", boolean: "yes or no", enum: "one of", any: "anything" };

/** "required, one of free, pro", "list, each number" */
export function typeInWords(property: PlannedProperty): string {
    const of = property.type === "enum" ? `one of ${property.values.join(", ")}` : TYPE_WORDS[property.type];
    const what = !property.isList ? of : property.type === "any" ? "list" : `list, each ${of}`;
    return property.isRequired ? `required, ${what}` : what;
}
