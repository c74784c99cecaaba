/** One setting of a picture: the key it is saved under in `vis_config`, its words, and what it can be. */
export type Setting =
    | { readonly is: "check"; readonly key: string; readonly label: string; readonly usual: boolean }
    | { readonly is: "choice"; readonly key: string; readonly label: string; readonly options: ReadonlyArray<readonly [string, string]> }
    | { readonly is: "text"; readonly key: string; readonly label: string; readonly hint?: string }
    | { readonly is: "number"; readonly key: string; readonly label: string };

export interface SettingGroup {
    readonly title: string;
    readonly settings: readonly Setting[];
}

/** Chart types in the order in which they are offered, with what they are good for. */
export const TYPES: ReadonlyArray<{ readonly title: string; readonly types: ReadonlyArray<readonly [string, string]> }> = [
    { title: "Numbers", types: [["table", "Table"], ["single_value", "Single value"], ["gauge", "Gauge"], ["cohort", "Cohort table"]] },
    { title: "Over time, side by side", types: [["looker_column", "Columns"], ["looker_bar", "Bars"], ["looker_line", "Lines"], ["looker_area", "Area"], ["looker_scatter", "Scatter"], ["words", "Ranking of words"]] },
    { title: "Parts", types: [["looker_pie", "Pie"], ["treemap", "Treemap"], ["sunburst", "Sunburst"], ["looker_waterfall", "Waterfall"]] },
    { title: "Distribution", types: [["histogram", "Histogram"], ["looker_boxplot", "Box plot"], ["heatmap", "Heat map"]] },
    { title: "Flow and place", types: [["looker_funnel", "Funnel"], ["sankey", "Flow"], ["looker_timeline", "Timeline"], ["looker_map", "Map"]] },
];

const check = (key: string, label: string, usual = false): Setting => ({ is: "check", key, label, usual });

const STACKING: Setting = { is: "choice", key: "stacking", label: "Series", options: [["", "side by side"], ["normal", "stacked"], ["percent", "stacked to 100%"]] };
const VALUES: SettingGroup = {
    title: "Values",
    settings: [check("show_value_labels", "Values at the points"), check("show_totals_labels", "Totals of stacks"), { is: "text", key: "label_value_format", label: "Format of values", hint: "#,##0.0" }],
};
const AXES: SettingGroup = {
    title: "Axes",
    settings: [
        check("show_x_axis_ticks", "Names of categories", true), check("y_axis_gridlines", "Lines across values", true), check("x_axis_gridlines", "Lines across categories"),
        check("x_axis_reversed", "Categories from the end"), { is: "choice", key: "y_axis_scale_mode", label: "Scale", options: [["linear", "linear"], ["log", "logarithmic"]] }, check("hide_legend", "Without a legend"), check("show_patterns", "Patterns beside colours"), check("show_annotations", "What happened, over time", true),
    ],
};
const LINES: SettingGroup = {
    title: "Lines",
    settings: [
        { is: "choice", key: "interpolation", label: "Between points", options: [["linear", "straight"], ["monotone", "smooth"], ["step", "steps"]] },
        { is: "choice", key: "point_style", label: "Points", options: [["none", "not marked"], ["circle", "marked"]] },
        { is: "choice", key: "show_null_points", label: "Where there is no value", options: [["", "a gap"], ["false", "the line goes on"]] },
    ],
};
const PLOT = (settings: readonly Setting[]): SettingGroup => ({ title: "Picture", settings });

/** What can be set of a chart type, beside its series and lines. */
export function settingsOf(type: string): readonly SettingGroup[] {
    switch (type) {
        case "looker_column": case "looker_bar": return [PLOT([STACKING, check("show_total_line", "A line for the total")]), VALUES, AXES];
        case "looker_line": return [LINES, VALUES, AXES];
        case "looker_area": return [PLOT([STACKING]), LINES, VALUES, AXES];
        case "looker_scatter": return [AXES];
        case "words": return [VALUES];
        case "looker_pie": return [PLOT([
            { is: "choice", key: "inner_radius", label: "Shape", options: [["", "pie"], ["60", "ring"]] },
            { is: "choice", key: "value_labels", label: "Names", options: [["labels", "beside the slices"], ["legend", "in a legend"], ["none", "none"]] },
            { is: "choice", key: "label_type", label: "With", options: [["labPer", "name and share"], ["labVal", "name and value"], ["labValPer", "name, value and share"], ["per", "share"], ["val", "value"]] },
        ])];
        case "single_value": return [
            PLOT([
                { is: "text", key: "single_value_title", label: "Title" }, check("show_single_value_title", "Show the title", true),
                { is: "text", key: "value_format", label: "Format", hint: "#,##0.0" }, check("show_sparkline", "A line of the values before"),
            ]),
            { title: "Comparison", settings: [
                check("show_comparison", "Compare with the second measure, or the row below"),
                { is: "choice", key: "comparison_type", label: "As", options: [["value", "a value"], ["change", "a change"], ["progress", "progress"], ["progress_percentage", "progress in percent"]] },
                check("comparison_reverse_colors", "Less is better"), { is: "text", key: "comparison_label", label: "Its words" },
            ] },
        ];
        case "gauge": return [PLOT([
            { is: "number", key: "range_min", label: "From" }, { is: "number", key: "range_max", label: "To" },
            { is: "number", key: "target_value_override", label: "Target" }, { is: "text", key: "target_label_override", label: "Its words" },
        ])];
        case "cohort": return [PLOT([{ is: "choice", key: "cohort_values", label: "Cells show", options: [["share", "the share of the first column"], ["value", "values"]] }])];
        case "waterfall": case "looker_waterfall": return [PLOT([check("show_total", "A bar for the total", true), { is: "text", key: "total_label", label: "Its name" }, check("show_value_labels", "Values at the bars")])];
        case "histogram": return [PLOT([{ is: "number", key: "max_bins", label: "About how many bars" }, check("show_value_labels", "Values at the bars")])];
        case "heatmap": return [PLOT([check("show_value_labels", "Values in the cells")])];
        case "table": return [PLOT([
            check("show_row_numbers", "Numbers of rows"), check("show_totals", "Totals", true), check("show_row_totals", "Row totals", true), check("table_sparklines", "Lines over a pivot of time"),
            check("show_view_names", "Names with their view"),
        ])];
        default: return [];
    }
}

/** Whether a chart type has series with colours, names and axes of their own. */
export function hasSeries(type: string): boolean {
    return ["looker_column", "looker_bar", "looker_line", "looker_area", "looker_scatter"].includes(type);
}
