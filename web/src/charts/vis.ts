import { flag, isObject, list, number, numberOrNull, object, text } from "../api/reading";

/** The settings of a picture that we honour, read from `vis_config`. */
export interface VisSettings {
    readonly type: string;
    readonly stacking: "none" | "normal" | "percent";
    readonly showViewNames: boolean;
    readonly showValueLabels: boolean;
    /** An Excel pattern for value labels; "" where the model's formats hold. */
    readonly labelFormat: string;
    readonly showTotalLabels: boolean;
    readonly showTotalLine: boolean;
    readonly legendHidden: boolean;
    readonly pointStyle: "none" | "circle";
    readonly step: boolean;
    readonly reversedCategories: boolean;
    readonly logarithmic: boolean;
    readonly hiddenFields: ReadonlySet<string>;
    readonly hiddenSeries: ReadonlySet<string>;
    readonly seriesLabels: Readonly<Record<string, string>>;
    readonly seriesColours: Readonly<Record<string, string>>;
    readonly seriesTypes: Readonly<Record<string, string>>;
    readonly axes: readonly AxisSettings[];
    readonly referenceLines: readonly ReferenceSettings[];
    readonly displayedRows: { readonly count: number; readonly first: boolean } | null;
    readonly patterned: boolean;
    readonly trendLines: readonly TrendSettings[];
    readonly annotations: readonly AnnotationSettings[];
    /** Whether what happened in its time is marked, beside the chart's own annotations. */
    readonly happenings: boolean;
    readonly gridlines: { readonly categories: boolean; readonly values: boolean };
    readonly categoryLabels: boolean;
    readonly smooth: boolean;
    readonly bridgesGaps: boolean;
    /** Fields that say with No which rows are not drawn. */
    readonly hidesPointsIfNo: readonly string[];
    readonly waterfall: WaterfallSettings;
    readonly gauge: GaugeSettings;
    readonly cohort: { readonly show: "share" | "value" };
    readonly histogram: { readonly bins: number | null };
    readonly sizeBy: string;
    readonly innerRadius: number;
    readonly pie: PieSettings;
    readonly single: SingleSettings;
    readonly table: TableSettings;
}

/** A line or band across a chart: at a number, or at what the values of the chart come to. */
export interface ReferenceSettings {
    readonly at: number | "mean" | "median" | "min" | "max";
    readonly until: number | null;
    readonly label: string;
    readonly colour: string;
}

export interface TrendSettings {
    readonly kind: "linear" | "exponential" | "logarithmic" | "polynomial" | "average";
    /** Counted from 1. */
    readonly series: number;
    /** The degree of a polynomial. */
    readonly order: number;
    /** How many values a moving average takes. */
    readonly period: number;
    readonly label: string;
    readonly colour: string;
}

export interface AnnotationSettings {
    /** As the server writes a period or a day. */
    readonly date: string;
    readonly kind: "release" | "incident" | "note";
    readonly label: string;
}

export interface WaterfallSettings {
    readonly showTotal: boolean;
    readonly totalLabel: string;
    readonly upColour: string;
    readonly downColour: string;
    readonly totalColour: string;
}

export interface GaugeSettings {
    readonly min: number | null;
    readonly max: number | null;
    readonly target: number | null;
    readonly targetLabel: string;
}

export interface PieSettings {
    readonly naming: "labels" | "legend" | "none";
    readonly says: { readonly name: boolean; readonly value: boolean; readonly share: boolean };
}

export interface AxisSettings {
    readonly title: string;
    /** An Excel pattern; "" where numbers are shortened. */
    readonly format: string;
    readonly right: boolean;
    readonly series: readonly string[];
    readonly min: number | null;
    readonly max: number | null;
    readonly logarithmic: boolean;
    readonly hidden: boolean;
}

export interface SingleSettings {
    readonly title: string;
    /** An Excel pattern for the figure; "" where the model's format holds. */
    readonly format: string;
    readonly showTitle: boolean;
    readonly showComparison: boolean;
    readonly comparison: "value" | "change" | "progress" | "progress_percentage";
    readonly comparisonLabel: string;
    readonly showComparisonLabel: boolean;
    readonly reverseColours: boolean;
    readonly sparkline: boolean;
    readonly colour: string;
}

export interface TableSettings {
    readonly showRowNumbers: boolean;
    readonly showTotals: boolean;
    readonly showRowTotals: boolean;
    readonly columnOrder: readonly string[];
    /** Excel patterns of single fields, which hold instead of the model's. */
    readonly formats: Readonly<Record<string, string>>;
    /** Fields with a bar behind the number. */
    readonly bars: ReadonlySet<string>;
    readonly rules: readonly CellRule[];
    /** In pixels, by the names of columns. */
    readonly widths: Readonly<Record<string, number>>;
    /** Whether the values of a pivot over time stand in each row as a line, too. */
    readonly sparklines: boolean;
}

/** How cells are coloured by their value. */
export interface CellRule {
    readonly kind: "scale" | "above" | "below" | "equal" | "notEqual" | "between" | "notBetween" | "null" | "notNull";
    readonly values: readonly number[];
    readonly colour: string;
    readonly bold: boolean;
    /** Fields it is for; empty for all numbers. */
    readonly fields: readonly string[];
}

const RULES: Readonly<Record<string, CellRule["kind"]>> = {
    "along a scale...": "scale", "greater than": "above", "less than": "below", "equal to": "equal",
    "not equal to": "notEqual", between: "between", "not between": "notBetween", null: "null", "not null": "notNull",
};

export function readVis(value: unknown): VisSettings {
    const vis = object(value);
    const stacking = text(vis["stacking"]);
    const limits = object(vis["limit_displayed_rows_values"]);
    const labels = (key: string) =>
        Object.fromEntries(Object.entries(object(vis[key])).map(([name, item]) => [name, text(item)]));
    return {
        type: chartType(text(vis["type"])),
        stacking: stacking === "normal" || stacking === "percent" ? stacking : "none",
        showViewNames: flag(vis["show_view_names"]),
        showValueLabels: flag(vis["show_value_labels"]),
        labelFormat: text(vis["label_value_format"]),
        showTotalLabels: flag(vis["show_totals_labels"]),
        showTotalLine: flag(vis["show_total_line"]),
        legendHidden: flag(vis["hide_legend"]),
        pointStyle: text(vis["point_style"]).startsWith("circle") ? "circle" : "none",
        step: text(vis["interpolation"]).startsWith("step"),
        reversedCategories: flag(vis["x_axis_reversed"]),
        logarithmic: text(vis["y_axis_scale_mode"]) === "log",
        hiddenFields: new Set(list(vis["hidden_fields"], text)),
        hiddenSeries: new Set(list(vis["hidden_series"], text)),
        seriesLabels: labels("series_labels"),
        seriesColours: labels("series_colors"),
        seriesTypes: labels("series_types"),
        axes: list(vis["y_axes"], (item) => readAxis(object(item))),
        referenceLines: list(vis["reference_lines"], object).flatMap(readReference),
        displayedRows: flag(vis["limit_displayed_rows"]) && text(limits["show_hide"]) !== "hide"
            ? { count: Math.max(1, number(limits["num_rows"], 500)), first: text(limits["first_last"]) !== "last" } : null,
        patterned: flag(vis["show_patterns"]),
        trendLines: list(vis["trend_lines"], object).filter((line) => line["visible"] !== false).map(readTrend),
        annotations: list(vis["annotations"], object).map((item) => ({
            date: text(item["date"]), label: text(item["label"]),
            kind: text(item["kind"]) === "release" ? "release" : text(item["kind"]) === "incident" ? "incident" : "note",
        })),
        happenings: vis["show_annotations"] !== false && vis["show_annotations"] !== "false",
        gridlines: { categories: flag(vis["x_axis_gridlines"]), values: vis["y_axis_gridlines"] !== false },
        categoryLabels: vis["show_x_axis_ticks"] !== false,
        smooth: text(vis["interpolation"]) === "monotone",
        bridgesGaps: vis["show_null_points"] === false,
        hidesPointsIfNo: list(vis["hidden_points_if_no"], text),
        waterfall: {
            showTotal: vis["show_total"] !== false, totalLabel: text(vis["total_label"]),
            upColour: text(vis["up_color"]), downColour: text(vis["down_color"]), totalColour: text(vis["total_color"]),
        },
        gauge: {
            min: numberOrNull(vis["range_min"]), max: numberOrNull(vis["range_max"]),
            target: numberOrNull(vis["target_value_override"]), targetLabel: text(vis["target_label_override"]),
        },
        cohort: { show: text(vis["cohort_values"]) === "value" ? "value" : "share" },
        histogram: { bins: positive(numberOrNull(vis["max_bins"])) },
        sizeBy: text(vis["plot_size_by_field"]) || text(vis["size_by_field"]),
        innerRadius: text(vis["type"]) === "looker_donut_multiples" ? 60 : number(vis["inner_radius"], 0),
        pie: readPie(vis),
        single: readSingle(vis),
        table: readTable(vis),
    };
}

/** Chart types by our names: marketplace charts of other tools mean the same as ours. */
export function chartType(name: string): string {
    const words = name.toLowerCase();
    const known = [
        "treemap", "sunburst", "sankey", "gauge", "histogram", "cohort", "funnel", "waterfall", "boxplot", "timeline",
    ].find((type) => words.includes(type));
    if (known !== undefined) return known;
    if (/heat_?map|calendar/.test(words)) return "heatmap";
    if (/word_?cloud/.test(words)) return "words";
    if (/looker_(geo|map|google)|^(map|geo)$|choropleth/.test(words)) return "geo";
    return name;
}

function readTrend(line: Readonly<Record<string, unknown>>): TrendSettings {
    const kind = text(line["regression_type"]);
    return {
        kind: kind === "exponential" || kind === "logarithmic" || kind === "polynomial" || kind === "average" ? kind : "linear",
        series: Math.max(1, number(line["series_index"], 1)), order: number(line["order"], 2), period: Math.max(2, number(line["period"], 7)),
        label: flag(line["show_label"]) && text(line["label_type"]) === "string" ? text(line["label"]) : "", colour: text(line["color"]),
    };
}

function positive(value: number | null): number | null {
    return value === null || value < 1 ? null : Math.round(value);
}

function readReference(line: Readonly<Record<string, unknown>>): ReferenceSettings[] {
    const words = { label: text(line["label"]), colour: text(line["color"]) };
    if (text(line["reference_type"]) === "range") {
        const [from, to] = [numberOrNull(line["range_start"]), numberOrNull(line["range_end"])];
        return from === null || to === null ? [] : [{ at: Math.min(from, to), until: Math.max(from, to), ...words }];
    }
    const named = text(line["line_value"]);
    const at = named === "mean" || named === "median" || named === "min" || named === "max" ? named : numberOrNull(line["line_value"]);
    return at === null ? [] : [{ at, until: null, ...words }];
}

function readPie(vis: Readonly<Record<string, unknown>>): PieSettings {
    const naming = text(vis["value_labels"]);
    const says = text(vis["label_type"]) || "labPer";
    return {
        naming: naming === "legend" || naming === "none" ? naming : "labels",
        says: { name: says.startsWith("lab"), value: /val/i.test(says), share: /per/i.test(says) },
    };
}

function readAxis(axis: Readonly<Record<string, unknown>>): AxisSettings {
    return {
        title: text(axis["label"]),
        format: text(axis["valueFormat"]),
        right: text(axis["orientation"]) === "right",
        series: list(axis["series"], (item) => (isObject(item) ? text(item["id"]) || text(item["axisId"]) : text(item))),
        min: numberOrNull(axis["minValue"]),
        max: numberOrNull(axis["maxValue"]),
        logarithmic: text(axis["type"]) === "log",
        hidden: axis["showValues"] === false,
    };
}

function readSingle(vis: Readonly<Record<string, unknown>>): SingleSettings {
    const kind = text(vis["comparison_type"]);
    return {
        title: text(vis["single_value_title"]),
        format: text(vis["value_format"]) || text(vis["custom_value_format"]),
        showTitle: vis["show_single_value_title"] !== false,
        showComparison: flag(vis["show_comparison"]),
        comparison: kind === "change" || kind === "progress" || kind === "progress_percentage" ? kind : "value",
        comparisonLabel: text(vis["comparison_label"]),
        showComparisonLabel: vis["show_comparison_label"] !== false,
        reverseColours: flag(vis["comparison_reverse_colors"]),
        sparkline: flag(vis["show_sparkline"]),
        colour: flag(vis["custom_color_enabled"]) ? text(vis["custom_color"]) : "",
    };
}

/** A pattern, the name of one, or an object that holds one. */
function readFormat(item: unknown): string {
    const name = isObject(item) ? text(item["format_string"]) || text(item["name"]) : text(item);
    const [, kind, digits] = /^(decimal|percent|usd|eur|gbp)(?:_(\d))?$/.exec(name) ?? [];
    if (kind === undefined) return name === "id" ? "0" : name;
    const decimals = Number(digits ?? (kind === "decimal" || kind === "percent" ? 0 : 2));
    const symbol = kind === "usd" ? "$" : kind === "eur" ? '"€"' : kind === "gbp" ? '"£"' : "";
    return `${symbol}#,##0${decimals > 0 ? `.${"0".repeat(decimals)}` : ""}${kind === "percent" ? "%" : ""}`;
}

function readTable(vis: Readonly<Record<string, unknown>>): TableSettings {
    const cells = object(vis["series_cell_visualizations"]);
    const rules = flag(vis["enable_conditional_formatting"]) || vis["enable_conditional_formatting"] === undefined
        ? list(vis["conditional_formatting"], object) : [];
    return {
        showRowNumbers: flag(vis["show_row_numbers"]),
        showTotals: vis["show_totals"] !== false && !flag(vis["hide_totals"]),
        showRowTotals: vis["show_row_totals"] !== false && !flag(vis["hide_row_totals"]),
        columnOrder: list(vis["column_order"], text),
        formats: Object.fromEntries(Object.entries(object(vis["series_value_format"])).map(([name, item]) => [name, readFormat(item)])),
        widths: Object.fromEntries(Object.entries(object(vis["series_column_widths"])).flatMap(([name, item]) => {
            const width = numberOrNull(item);
            return width === null || width < 32 ? [] : [[name, Math.min(1000, width)]];
        })),
        sparklines: flag(vis["table_sparklines"]),
        bars: new Set(Object.entries(cells).filter(([, item]) => flag(object(item)["is_active"])).map(([name]) => name)),
        rules: rules.flatMap((rule): CellRule[] => {
            const kind = RULES[text(rule["type"])];
            if (kind === undefined) return [];
            const values = Array.isArray(rule["value"]) ? list(rule["value"], numberOrNull) : [numberOrNull(rule["value"])];
            return [{
                kind,
                values: values.filter((item): item is number => item !== null),
                colour: text(rule["background_color"]) || text(rule["font_color"]),
                bold: flag(rule["bold"]),
                fields: list(rule["fields"], text),
            }];
        }),
    };
}
