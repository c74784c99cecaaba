import type { Category } from "./fields";
import { flag, list, object, text } from "./reading";
import type { JSONObject } from "./reading";

/** A field that a query brings along: no model knows it. */
export interface CustomField {
    readonly name: string;
    readonly label: string;
    readonly category: Extract<Category, "dimension" | "measure" | "calculation">;
    readonly disabled: boolean;
    /** The expression, or what it is made of where it has none. */
    readonly expression: string;
}

/** The custom fields and table calculations of a query's `dynamic_fields`; one without a name stands for a text that is no JSON. */
export function readCustomFields(dynamicFields: string): CustomField[] {
    const items = definitions(dynamicFields);
    if (items === null) return [{ name: "", label: "Unreadable fields", category: "calculation", disabled: false, expression: "" }];
    return items.flatMap((item) => {
        const field = object(item);
        const name = nameOf(field);
        if (name === "") return [];
        const category = text(field["category"]) || ["table_calculation", "measure", "dimension"].find((key) => text(field[key]) !== "");
        return [{
            name, label: text(field["label"]) || name, disabled: flag(field["is_disabled"]),
            expression: text(field["expression"]) || [text(field["type"]) || text(field["calculation_type"]), text(field["based_on"])].filter((part) => part !== "").join(" of "),
            category: category === "measure" || category === "dimension" ? category : "calculation",
        }];
    });
}

/** `dynamic_fields` without the fields of this name; the others stay as they are written. */
export function withoutCustomField(dynamicFields: string, name: string): string {
    const kept = (definitions(dynamicFields) ?? []).filter((item) => nameOf(object(item)) !== name);
    return kept.length === 0 ? "" : JSON.stringify(kept);
}

function definitions(dynamicFields: string): unknown[] | null {
    try {
        return dynamicFields.trim() === "" ? [] : list(JSON.parse(dynamicFields), (item) => item);
    } catch {
        return null;
    }
}

function nameOf(field: JSONObject): string {
    return text(field["table_calculation"]) || text(field["measure"]) || text(field["dimension"]) || text(field["name"]);
}
