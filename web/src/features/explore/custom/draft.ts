import { freeName } from "../../../api/customFields";
import { list, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";

/** The kinds of fields that a query can bring along. */
export type CustomKind = "calculation" | "measure" | "dimension" | "group" | "bin";

/** A field while it is made: texts as they are typed. */
export interface Draft {
    readonly kind: CustomKind;
    readonly label: string;
    readonly expression: string;
    /** The field that it is made of; "" for expressions. */
    readonly basedOn: string;
    readonly aggregate: string;
    readonly filters: Readonly<Record<string, string>>;
    readonly groups: ReadonlyArray<{ readonly label: string; readonly filter: string }>;
    readonly otherwise: string;
    readonly bin: { readonly size: string; readonly least: string; readonly most: string; readonly style: string };
    /** The name of a format, or a pattern. */
    readonly format: string;
}

export const FORMATS: ReadonlyArray<readonly [string, string]> = [
    ["", "As the values are"], ["decimal_0", "1,234"], ["decimal_1", "1,234.5"], ["decimal_2", "1,234.56"], ["percent_0", "12%"], ["percent_1", "12.3%"], ["percent_2", "12.34%"],
    ["usd_0", "$1,234"], ["usd", "$1,234.56"], ["eur", "€1,234.56"], ["gbp", "£1,234.56"],
];

export function emptyDraft(kind: CustomKind, basedOn: string): Draft {
    return {
        kind, label: "", expression: "", basedOn, aggregate: "", filters: {}, groups: [{ label: "", filter: "" }], otherwise: "Other",
        bin: { size: "10", least: "0", most: "100", style: "integer" }, format: "",
    };
}

/** Reads a field as it is written; undefined for what these forms can't show whole. */
export function readDraft(field: JSONObject): Draft | undefined {
    const kind: CustomKind = text(field["table_calculation"]) !== "" || text(field["category"]) === "table_calculation" ? "calculation"
        : text(field["measure"]) !== "" || text(field["category"]) === "measure" ? "measure"
        : text(field["calculation_type"]) === "group_by" ? "group" : text(field["calculation_type"]) === "bin" ? "bin" : "dimension";
    if (kind === "calculation" && text(field["expression"]) === "") return undefined;
    if (kind === "measure" && text(field["expression"]) !== "" && text(field["based_on"]) === "") return undefined;
    const args = list(field["args"], (item) => item);
    const start = emptyDraft(kind, text(field["based_on"]) || text(args[0]));
    return {
        ...start,
        label: text(field["label"]) || text(field["table_calculation"]) || text(field["measure"]) || text(field["dimension"]),
        expression: text(field["expression"]), aggregate: text(field["type"]),
        filters: Object.fromEntries(Object.entries(object(field["filters"])).map(([name, value]) => [name, text(value)])),
        groups: kind === "group" ? list(args[1], (item) => ({ label: text(object(item)["label"]), filter: text(object(item)["filter"]) })) : start.groups,
        otherwise: kind === "group" ? text(args[2]) : start.otherwise,
        bin: kind === "bin" ? { size: text(args[1]), least: text(args[2]), most: text(args[3]), style: text(args.slice(4).find((item) => typeof item === "string" && item !== "")) || "classic" } : start.bin,
        format: text(field["value_format_name"]) || text(field["value_format"]),
    };
}

/** What is missing from a draft, in a sentence; "" when it is whole. */
export function missing(draft: Draft): string {
    if (draft.label.trim() === "") return "Give it a name.";
    switch (draft.kind) {
        case "calculation": case "dimension": return draft.expression.trim() === "" ? "Write an expression." : "";
        case "measure": return draft.basedOn === "" ? "Choose a field." : "";
        case "group": return draft.basedOn === "" ? "Choose a field." : draft.groups.some((group) => group.label.trim() === "" || group.filter.trim() === "") ? "Each group needs a name and values." : "";
        case "bin": {
            const [size, least, most] = [draft.bin.size, draft.bin.least, draft.bin.most].map((part) => (part.trim() === "" ? NaN : Number(part)));
            if (draft.basedOn === "") return "Choose a field.";
            return !((size ?? NaN) > 0) || !((least ?? NaN) < (most ?? NaN)) ? "Bins need a size above 0, a least and a larger last value." : "";
        }
    }
}

/** The field as queries write it, and its name. */
export function writeDraft(draft: Draft, name: string): JSONObject {
    const known = FORMATS.some(([format]) => format === draft.format);
    const format = draft.format === "" ? {} : known ? { value_format_name: draft.format } : { value_format: draft.format };
    const base = { label: draft.label.trim(), ...format };
    switch (draft.kind) {
        case "calculation": return { category: "table_calculation", table_calculation: name, expression: draft.expression.trim(), ...base };
        case "dimension": return { category: "dimension", dimension: name, expression: draft.expression.trim(), ...base };
        case "measure": return {
            category: "measure", measure: name, based_on: draft.basedOn, ...(draft.aggregate === "" ? {} : { type: draft.aggregate }),
            ...(Object.keys(draft.filters).length > 0 ? { filters: draft.filters } : {}), ...base,
        };
        case "group": return {
            category: "dimension", dimension: name, calculation_type: "group_by", based_on: draft.basedOn, ...base,
            args: [draft.basedOn, draft.groups.map(({ label, filter }) => ({ label: label.trim(), filter })), draft.otherwise.trim() === "" ? null : draft.otherwise.trim()],
        };
        case "bin": return {
            category: "dimension", dimension: name, calculation_type: "bin", based_on: draft.basedOn, ...base,
            args: [draft.basedOn, draft.bin.size, draft.bin.least, draft.bin.most, null, draft.bin.style],
        };
    }
}

const OF: Readonly<Record<string, string>> = { sum: "Sum of", average: "Average of", median: "Median of", min: "Least", max: "Most", count_distinct: "Number of", list: "List of" };
/** Conditions that are longer are not part of a name. */
const LONGEST_CONDITION = 40;

/** What a draft is called when nobody gives it a name; "" for expressions, and before its field is chosen. */
export function proposedLabel(draft: Draft, labelOf: (field: string) => string): string {
    if (draft.basedOn === "") return "";
    const of = labelOf(draft.basedOn);
    switch (draft.kind) {
        case "calculation": case "dimension": return "";
        case "measure": {
            const condition = Object.values(draft.filters).join(", ");
            const base = draft.aggregate === "" ? of : `${OF[draft.aggregate] ?? draft.aggregate} ${of}`;
            return condition === "" ? (draft.aggregate === "" ? "" : base) : condition.length > LONGEST_CONDITION ? `${base}, filtered` : `${base} (${condition})`;
        }
        case "group": return `${of}, grouped`;
        case "bin": return `${of}, in bins`;
    }
}

/** The name that a draft gets: its old one, else one made of its label. */
export function draftName(draft: Draft, old: string | null, taken: readonly string[]): string {
    return old ?? freeName(draft.label, taken);
}

