import { text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";

/** What the numbers of a chart count, as its labels and sentences name it. */
export interface UnitWords {
    readonly one: string;
    readonly many: string;
    /** At the head of a column. */
    readonly title: string;
}

/** Users, as the field calls them, or groups by their type: `count_by` of the definition. */
export function unitWords(definition: JSONObject): UnitWords {
    return unitNamed(text(definition["count_by"]));
}

/** @param name "users" or a type of groups, as the server says; "person" or nothing, as definitions do. */
export function unitNamed(name: string): UnitWords {
    if (name === "" || name === "person" || name === "users") return { one: "user", many: "users", title: "Users" };
    const many = plural(name);
    return { one: name, many, title: many.replace(/^./, (letter) => letter.toUpperCase()) };
}

/** A label with what is counted in it: "Sessions per {unit}", "{units}". */
export function unitLabel(label: string, units: UnitWords): string {
    return label.replace("{units}", units.title).replace("{unit}", units.one);
}

function plural(name: string): string {
    if (/[^aeiou]y$/.test(name)) return name.replace(/y$/, "ies");
    return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}
