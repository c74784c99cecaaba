import type { Grain } from "../words/periods";
import { flag, list, object, text, textOrNull } from "./reading";

export type Category = "dimension" | "measure" | "filter" | "parameter" | "calculation";

/** A field of an explore or of a result. */
export interface Field {
    /** `view.field` */
    readonly name: string;
    readonly label: string;
    /** Without the view's name. */
    readonly labelShort: string;
    readonly viewLabel: string;
    /** "Created Date" for the members of a dimension group, else null. */
    readonly groupLabel: string | null;
    /** "Month" within such a group. */
    readonly groupVariant: string;
    /** As Looker's API names it: `string`, `number`, `date_month`, `sum` ... */
    readonly type: string;
    readonly category: Category;
    readonly description: string;
    readonly isNumeric: boolean;
    /** The periods of a time field that has some. */
    readonly grain: Grain | null;
    readonly valueFormat: string | null;
    readonly hidden: boolean;
    /** Whether the server can suggest values for a filter. */
    readonly suggestable: boolean;
    /** Values the model lists, as filters write them. */
    readonly enumerations: ReadonlyArray<{ readonly label: string; readonly value: string }>;
    /** Whether rows may be added for its values that have none. */
    readonly fillable: boolean;
    /** Whether cells of a result may have links. */
    readonly hasLinks: boolean;
    /** A calculation over whole rows: one cell in each, whatever the pivot columns. */
    readonly oncePerRow: boolean;
    /** Why a calculation has no values; "" where it has. */
    readonly error: string;
    /** As the model writes it; "" for those who may not see it. */
    readonly sql: string;
    /** Where the model says it: `views/orders.view.lkml:12`; "" where the answer does not tell. */
    readonly place: string;
    readonly sorted: { readonly index: number; readonly descending: boolean } | null;
}

const GRAINS: Readonly<Record<string, Grain>> = {
    date_hour: "hour", date_date: "date", date: "date", date_week: "week", date_month: "month", date_quarter: "quarter",
    date_fiscal_quarter: "quarter", date_year: "year", date_fiscal_year: "year",
};

/** Reads a field as Looker's API describes it. */
export function readField(value: unknown): Field {
    const field = object(value);
    const name = text(field["name"]);
    const type = text(field["type"]);
    const label = plainLabel(text(field["label"])) || name;
    const labelShort = plainLabel(text(field["label_short"])) || label;
    const sorted = field["sorted"] === undefined || field["sorted"] === null ? null : object(field["sorted"]);
    return {
        name,
        label,
        labelShort,
        viewLabel: text(field["view_label"]) || text(field["view"]),
        groupLabel: textOrNull(field["field_group_label"]),
        groupVariant: text(field["field_group_variant"]) || labelShort,
        type,
        category: readCategory(field),
        description: text(field["description"]),
        isNumeric: flag(field["is_numeric"]),
        grain: GRAINS[type] ?? null,
        valueFormat: textOrNull(field["value_format"]),
        hidden: flag(field["hidden"]),
        suggestable: flag(field["suggestable"]),
        enumerations: list(field["enumerations"], (item) => {
            const entry = object(item);
            return { label: text(entry["label"]), value: text(entry["value"]) };
        }),
        fillable: textOrNull(field["fill_style"]) !== null,
        hasLinks: flag(field["has_links"]),
        oncePerRow: text(field["category"]) === "table_calculation" && !flag(field["is_pivoted"]),
        error: text(field["error"]),
        sql: text(field["sql"]),
        place: placeOf(text(field["lookml_link"]), text(field["source_file"])),
        sorted: sorted === null ? null : { index: Number(sorted["sort_index"] ?? 0), descending: flag(sorted["desc"]) },
    };
}

/** `/projects/shop/files/views/orders.view.lkml?line=12` is `views/orders.view.lkml:12`. */
function placeOf(link: string, file: string): string {
    const parts = /^\/projects\/[^/]+\/files\/(.+)\?line=(\d+)$/.exec(link);
    return parts === null ? file : `${parts[1] ?? file}:${parts[2] ?? ""}`;
}

/** Looker ends the labels of conditions with "(Yes / No)", which their values say anyway. */
function plainLabel(label: string): string {
    return label.replace(/ \(Yes \/ No\)$/, "");
}

function readCategory(field: Readonly<Record<string, unknown>>): Category {
    const category = text(field["category"]);
    if (category === "table_calculation") return "calculation";
    if (category === "measure" || category === "filter" || category === "parameter") return category;
    return flag(field["measure"]) ? "measure" : "dimension";
}
