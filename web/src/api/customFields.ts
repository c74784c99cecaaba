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

/** One field as it is written; undefined where there is none of this name. */
export function customFieldSource(dynamicFields: string, name: string): JSONObject | undefined {
    return (definitions(dynamicFields) ?? []).map(object).find((item) => nameOf(item) === name);
}

/** `dynamic_fields` with a field: in place of the one called `replaced`, else at the end. */
export function withCustomField(dynamicFields: string, field: JSONObject, replaced: string | null): string {
    const items = definitions(dynamicFields) ?? [];
    const at = replaced === null ? -1 : items.findIndex((item) => nameOf(object(item)) === replaced);
    return JSON.stringify(at < 0 ? [...items, field] : items.map((item, index) => (index === at ? field : item)));
}

/** A name for a label that no other field has: "Share of users" is `share_of_users`, and `share_of_users_2` where that is taken. */
export function freeName(label: string, taken: readonly string[]): string {
    const base = label.toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").replace(/^(\d)/, "n$1") || "field";
    let name = base;
    for (let number = 2; taken.includes(name); number += 1) name = `${base}_${number}`;
    return name;
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
