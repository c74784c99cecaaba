import type { Field } from "../api/fields";

/** Which grammar a filter on a field is written in. */
export type FilterKind = "string" | "number" | "date" | "yesno";

const NUMBER_TIMEFRAMES = new Set([
    "date_hour_of_day", "date_day_of_month", "date_day_of_year", "date_week_of_year", "date_month_num",
    "date_day_of_week_index", "date_fiscal_month_num",
]);
const STRING_TIMEFRAMES = new Set([
    "date_day_of_week", "date_month_name", "date_quarter_of_year", "date_fiscal_quarter_of_year", "date_time_of_day",
]);

/** The grammar for a field; a dashboard filter without a field goes by its own type. */
export function filterKind(field: Field | null, filterType = ""): FilterKind {
    if (field === null) {
        if (filterType === "date_filter") return "date";
        return filterType === "number_filter" ? "number" : "string";
    }
    const { type } = field;
    if (NUMBER_TIMEFRAMES.has(type) || type.startsWith("duration_")) return "number";
    if (STRING_TIMEFRAMES.has(type) || type === "tier" || type === "case" || type === "list") return "string";
    if (type === "yesno" || type === "date_yesno") return "yesno";
    if (type === "date" || type.startsWith("date_")) return "date";
    return field.isNumeric || type === "number" || type === "int" ? "number" : "string";
}
