// Every chart type with made-up answers, for those who look at pictures: `scripts/build-web --gallery DIRECTORY`. Not shipped.
//
//     ?show=funnel,sankey    only cards whose names hold one of these words
//     ?theme=dark            else as the system has it
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../../web/src/theme/tokens.css";
import "../../../web/src/theme/base.css";
import "../../../web/src/components/components.css";
import "../../../web/src/charts/charts.css";
import "../../../web/src/results/results.css";
import "../../../web/src/app/app.css";
import "./gallery.css";
import { readResult } from "../../../web/src/api/result";
import { ColourBook } from "../../../web/src/charts/colours";
import { Colours } from "../../../web/src/charts/ColoursContext";
import { Picture } from "../../../web/src/charts/Picture";
import { readVis } from "../../../web/src/charts/vis";
import * as answers from "./answers";

interface Card {
    readonly name: string;
    readonly answer: unknown;
    readonly vis: Readonly<Record<string, unknown>>;
}

const card = (name: string, answer: unknown, vis: Readonly<Record<string, unknown>>): Card => ({ name, answer, vis });
const combo = { y_axes: [{ orientation: "left", series: [{ id: "d.users" }, { id: "d.seats" }] }, { orientation: "right", series: [{ id: "d.share" }] }], series_types: { "d.share": "looker_line" } };

const CARDS: readonly Card[] = [
    card("column", answers.byKind(), { type: "looker_column" }),
    card("bar", answers.byKind(), { type: "looker_bar", show_value_labels: true }),
    card("line", answers.overTime(), { type: "looker_line", hidden_fields: ["d.share"] }),
    card("area stacked", answers.pivoted(), { type: "looker_area", stacking: "normal" }),
    card("area 100 %", answers.pivoted(), { type: "looker_area", stacking: "percent" }),
    card("column stacked", answers.pivoted(), { type: "looker_column", stacking: "normal", show_totals_labels: true }),
    card("combo two axes", answers.overTime(), { type: "looker_column", ...combo }),
    card("trend and annotations", answers.overTime(), {
        type: "looker_line", hidden_fields: ["d.share", "d.seats"], trend_lines: [{ regression_type: "linear", series_index: 1 }, { regression_type: "average", period: 3, series_index: 1, color: "warn" }],
        annotations: [{ date: "2026-04-10", kind: "release", label: "5.13" }, { date: "2026-08-02", kind: "incident", label: "Outage" }, { date: "2026-10-05", kind: "note", label: "Price change" }],
        reference_lines: [{ reference_type: "line", line_value: "mean" }],
    }),
    card("line smooth", answers.overTime(), { type: "looker_line", interpolation: "monotone", hidden_fields: ["d.share"] }),
    card("scatter", answers.cloud(), { type: "looker_scatter" }),
    card("bubble", answers.cloud(40), { type: "looker_scatter", size_by_field: "d.users" }),
    card("pie", answers.byKind(), { type: "looker_pie" }),
    card("donut", answers.byKind(), { type: "looker_pie", inner_radius: 60, value_labels: "legend" }),
    card("single comparison", answers.figure(), { type: "single_value", show_comparison: true, comparison_type: "progress_percentage" }),
    card("single sparkline", answers.overTime(), { type: "single_value", show_sparkline: true }),
    card("funnel", answers.steps(), { type: "looker_funnel" }),
    card("waterfall", answers.changes(), { type: "looker_waterfall" }),
    card("heat map", answers.hours(), { type: "heatmap" }),
    card("heat map pivoted", answers.pivoted(8), { type: "heatmap" }),
    card("box plot", answers.spread(), { type: "looker_boxplot" }),
    card("histogram", answers.spread(), { type: "histogram" }),
    card("treemap", answers.byKind(8), { type: "treemap" }),
    card("treemap nested", answers.nested(), { type: "treemap" }),
    card("sunburst", answers.nested(), { type: "sunburst" }),
    card("sankey", answers.flows(), { type: "sankey" }),
    card("gauge", answers.figure(), { type: "gauge" }),
    card("gauge share", answers.shareFigure(), { type: "gauge" }),
    card("timeline", answers.lasting(), { type: "looker_timeline" }),
    card("words", answers.byKind(8), { type: "looker_wordcloud" }),
    card("cohort", answers.cohorts(), { type: "cohort" }),
    card("map regions", answers.countries(), { type: "looker_geo_choropleth" }),
    card("map points", answers.places(), { type: "looker_map" }),
    card("table", answers.manyRows(40), { type: "table", series_cell_visualizations: { "d.users": { is_active: true } }, conditional_formatting: [{ type: "along a scale...", fields: ["d.share"] }] }),
    card("edge one point", answers.onePoint(), { type: "looker_line" }),
    card("edge one point column", answers.onePoint(), { type: "looker_column" }),
    card("edge zeros", answers.zeros(), { type: "looker_column" }),
    card("edge negative", answers.byKind(6, -1), { type: "looker_column", show_value_labels: true }),
    card("edge negative heat", answers.byKind(6, -1), { type: "heatmap" }),
    card("edge negative waterfall", answers.byKind(6, -1), { type: "looker_waterfall" }),
    card("edge negative funnel", answers.byKind(6, -1), { type: "looker_funnel" }),
    card("edge 40 series", answers.pivoted(40), { type: "looker_line" }),
    card("edge 40 series stacked", answers.pivoted(40), { type: "looker_column", stacking: "normal" }),
    card("edge 40 bars", answers.byKind(40), { type: "looker_bar" }),
    card("edge 40 pie", answers.byKind(40), { type: "looker_pie" }),
    card("edge 40 donut", answers.byKind(40), { type: "looker_pie", inner_radius: 60 }),
    card("edge long names donut", answers.longNames(), { type: "looker_pie", inner_radius: 60 }),
    card("edge scatter series", answers.overTime(), { type: "looker_column", hidden_fields: ["d.share"], series_types: { "d.seats": "scatter" }, show_value_labels: true, label_value_format: '0.0,"k"' }),
    card("edge near reference lines", answers.overTime(), {
        type: "looker_line", hidden_fields: ["d.share", "d.seats"],
        reference_lines: [{ reference_type: "line", line_value: "700", label: "Target" }, { reference_type: "line", line_value: "720", label: "Stretch target" }, { reference_type: "line", line_value: "mean" }, { reference_type: "range", range_start: "800", range_end: "900", label: "Healthy" }],
    }),
    card("edge value labels", answers.pivoted(3), { type: "looker_column", show_value_labels: true, label_value_format: "#,##0.0" }),
    card("edge long category names", answers.longNames(), { type: "looker_column" }),
    card("edge map location", answers.locations(), { type: "looker_map" }),
    card("edge 400 days", answers.days(400), { type: "looker_line" }),
    card("edge 400 days columns", answers.days(400), { type: "looker_column", stacking: "normal", show_value_labels: true }),
    card("edge 40 heat", answers.pivoted(40), { type: "heatmap" }),
    card("edge 40 treemap", answers.byKind(60), { type: "treemap" }),
    card("edge zeros gauge", answers.zeros(), { type: "gauge" }),
    card("edge zeros funnel", answers.zeros(), { type: "looker_funnel" }),
    card("edge zeros treemap", answers.zeros(), { type: "treemap" }),
    card("edge wrong shape sankey", answers.figure(), { type: "sankey" }),
    card("long table", answers.manyRows(10_000), { type: "table", show_row_numbers: true, series_cell_visualizations: { "d.users": { is_active: true } } }),
];

const address = new URLSearchParams(window.location.search);
const words = (address.get("show") ?? "").split(",").filter((word) => word !== "");
const theme = address.get("theme");
if (theme !== null) document.documentElement.setAttribute("data-theme", theme);

function Gallery(): JSX.Element {
    return (
        <main className="gallery">
            <h1>Charts</h1>
            {CARDS.filter((each) => (words.length === 0 ? !each.name.startsWith("long") : words.some((word) => each.name.includes(word)))).map((each) => (
                <section key={each.name} className="gallery-card" data-card={each.name} aria-label={each.name}>
                    <h2>{each.name}</h2>
                    <Colours.Provider value={new ColourBook()}>
                        <Picture result={readResult(each.answer)} vis={readVis(each.vis)} label={each.name} showSummary />
                    </Colours.Provider>
                </section>
            ))}
        </main>
    );
}

const root = document.getElementById("root");
if (root !== null) createRoot(root).render(<StrictMode><Gallery /></StrictMode>);
