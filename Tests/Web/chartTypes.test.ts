import { deepEqual, equal, test } from "./assertions";
import { around } from "../../web/src/charts/types/geo";
import { readResult } from "../../web/src/api/result";
import { ColourBook } from "../../web/src/charts/colours";
import { describe } from "../../web/src/charts/describe";
import type { ChartDescription } from "../../web/src/charts/description";
import { pressedSource, sourceOf } from "../../web/src/charts/pick";
import { scaleColour, shareOn } from "../../web/src/charts/scale";
import { describeSpecial } from "../../web/src/charts/special";
import { specialType } from "../../web/src/charts/specialTypes";
import { summarise } from "../../web/src/charts/summary";
import { movingAverage, polynomial } from "../../web/src/charts/trendLines";
import { boxOf } from "../../web/src/charts/types/boxPlot";
import { binsOf } from "../../web/src/charts/types/histogram";
import { chartType, readVis } from "../../web/src/charts/vis";
import { countryCode, countryName } from "../../web/src/words/countries";

const field = (name: string, type: string, category: string, label: string) => ({ name, type, category, label, label_short: label, is_numeric: category === "measure" });
const STEP = field("t.step", "string", "dimension", "Step");
const TO = field("t.to", "string", "dimension", "To");
const COUNT = field("t.count", "count", "measure", "Users");
const cell = (value: number) => ({ value, rendered: String(value) });
const rows = (...pairs: ReadonlyArray<readonly [string, number]>) => ({
    fields: { dimensions: [STEP], measures: [COUNT] }, data: pairs.map(([name, value]) => ({ "t.step": { value: name }, "t.count": cell(value) })),
});

type Of<Kind extends string, Chart = ChartDescription> = Chart extends { kind: infer Own } ? (Kind extends Own ? Chart : never) : never;

function drawn<Kind extends ChartDescription["kind"]>(kind: Kind, answer: unknown, vis: unknown): Of<Kind> {
    const [result, settings, colours] = [readResult(answer), readVis(vis), new ColourBook()];
    const special = specialType(settings.type);
    const chart = special === null ? describe(result, settings, { now: Date.UTC(2026, 10, 24), colours }) : describeSpecial(special, result, settings, colours);
    if (chart.kind !== kind) throw new Error(`a ${chart.kind}`);
    return chart as Of<Kind>;
}

test("a funnel says of each step which share of the first and of the one before reaches it", () => {
    const answer = rows(["Visit", 200], ["Sign up", 100], ["Pay", 25]);
    const chart = drawn("funnel", answer, { type: "looker_funnel" });
    deepEqual(chart.groups[0]?.steps.map((step) => [step.ofFirst, step.ofPrevious]), [[1, null], [0.5, 0.5], [0.125, 0.25]]);
    equal(summarise(chart, readResult(answer)), "12.5% of 200 get from Visit to Pay. Most are lost before Pay: 75%.");
});

test("the measures of a single row are the steps of a funnel", () => {
    const answer = { fields: { dimensions: [], measures: [COUNT, { ...COUNT, name: "t.paid", label_short: "Paid" }] }, data: [{ "t.count": cell(10), "t.paid": cell(4) }] };
    deepEqual(drawn("funnel", answer, { type: "looker_funnel" }).groups[0]?.steps.map((step) => step.name), ["Users", "Paid"]);
});

test("bars of a waterfall start where the one before ended, and the total starts at zero", () => {
    const chart = drawn("waterfall", rows(["Start", 100], ["New", 50], ["Lost", -30]), { type: "looker_waterfall" });
    deepEqual(chart.bars.map((bar) => [bar.from, bar.to, bar.role]), [[0, 100, "up"], [100, 150, "up"], [150, 120, "down"], [0, 120, "total"]]);
});

test("boxes end at the quartiles, whiskers at the last value within one and a half boxes", () => {
    // numpy.percentile([1, 2, 3, 4, 5, 6, 7, 100], [25, 50, 75]) is [2.75, 4.5, 6.25]
    deepEqual(boxOf([100, 1, 2, 3, 4, 5, 6, 7]), { five: [1, 2.75, 4.5, 6.25, 7], outliers: [100] });
});

test("ranges of a histogram begin at round numbers and hold every value once", () => {
    const bins = binsOf([0, 3, 9, 10, 19, 20], 2);
    deepEqual(bins, [{ from: 0, to: 10, count: 3 }, { from: 10, to: 20, count: 3 }]);
    deepEqual(binsOf([5, 5], null), [{ from: 5, to: 5, count: 2 }]);
});

test("names that flow on are nodes of the next column, and equal flows add up", () => {
    const answer = { fields: { dimensions: [STEP, TO], measures: [COUNT] }, data: [
        { "t.step": { value: "Home" }, "t.to": { value: "Home" }, "t.count": cell(5) },
        { "t.step": { value: "Home" }, "t.to": { value: "Home" }, "t.count": cell(2) },
    ] };
    const chart = drawn("sankey", answer, { type: "sankey" });
    deepEqual(chart.nodes.map((node) => [node.name, node.depth]), [["Home", 0], ["Home", 1]]);
    deepEqual(chart.links.map((link) => link.value), [7]);
});

test("parts of a treemap add up, and values below zero are said to be missing", () => {
    const chart = drawn("treemap", rows(["a", 30], ["b", 10], ["c", -1]), { type: "treemap" });
    equal(chart.total, 40);
    equal(summarise(chart, readResult(rows())), "Users: a 75%, b 25%.");
    equal(chart.leftOut, "Values below zero are not drawn.");
});

test("a cohort table shows what is left of the first column, and a mean that weighs by size", () => {
    const answer = {
        fields: { dimensions: [STEP], measures: [COUNT], pivots: [field("t.age", "number", "dimension", "Age")] },
        pivots: ["0", "1"].map((key) => ({ key, data: { "t.age": key } })),
        data: [
            { "t.step": { value: "Jan" }, "t.count": { "0": cell(100), "1": cell(50) } },
            { "t.step": { value: "Feb" }, "t.count": { "0": cell(300), "1": cell(50) } },
            { "t.step": { value: "Mar" }, "t.count": { "0": cell(80) } },
        ],
    };
    const chart = drawn("cohort", answer, { type: "cohort" });
    deepEqual(chart.rows.map((row) => row.cells.map((each) => each?.text ?? null)), [["100.0%", "50.0%"], ["100.0%", "16.7%"], ["100.0%", null]]);
    deepEqual(chart.mean.map((each) => each?.text), ["100.0%", "25.0%"]);
});

test("a heat map of two dimensions has a cell for each pair that is there", () => {
    const answer = { fields: { dimensions: [STEP, TO], measures: [COUNT] }, data: [
        { "t.step": { value: "Mon" }, "t.to": { value: "1" }, "t.count": cell(5) }, { "t.step": { value: "Tue" }, "t.to": { value: "2" }, "t.count": cell(-2) },
    ] };
    const chart = drawn("heat", answer, { type: "heatmap" });
    deepEqual([chart.ys, chart.xs, chart.cells.map((each) => [each.x, each.y])], [["Mon", "Tue"], ["1", "2"], [[0, 0], [1, 1]]]);
    deepEqual([chart.scale.diverging, chart.scale.low, chart.scale.high], [true, -5, 5]);
    equal(shareOn(chart.scale, -2), -0.4);
});

test("a timeline without ends takes the length of its periods", () => {
    const answer = { fields: { dimensions: [STEP, field("t.month", "date_month", "dimension", "Month")], measures: [] }, data: [{ "t.step": { value: "a" }, "t.month": { value: "2026-02" } }] };
    const [bar] = drawn("timeline", answer, { type: "looker_timeline" }).bars;
    deepEqual([bar?.from, bar?.to], [Date.UTC(2026, 1, 1), Date.UTC(2026, 2, 1)]);
});

test("countries are found by either code and by name, and others are named", () => {
    deepEqual(["DE", "deu", "Germany", "UK", "Nowhere"].map(countryCode), ["DEU", "DEU", "DEU", "GBR", undefined]);
    equal(countryName("DEU"), "Germany");
    const chart = drawn("geo", rows(["Germany", 3], ["Atlantis", 1]), { type: "looker_geo_choropleth" });
    deepEqual([chart.regions.map((region) => region.code), chart.leftOut], [["DEU"], "Not on the map: Atlantis."]);
});

test("a map shows the part of the world in which its points lie", () => {
    const at = (...places: ReadonlyArray<readonly [number, number]>) => around(places.map(([latitude, longitude]) => ({ latitude, longitude })));
    deepEqual(at([52.5, 13.4], [48.1, 11.6]), { center: [12.5, 50.3], zoom: 12 });
    deepEqual(at([52.5, 13.4], [37.8, -122.4], [-33.9, 18.4]), { center: [0, 10], zoom: 1 }, "all over it");
});

test("trend lines are those of least squares, and leave a running period out", () => {
    // The parabola through (1, 1), (2, 4), (3, 9) is x².
    deepEqual(polynomial([{ x: 1, y: 1 }, { x: 2, y: 4 }, { x: 3, y: 9 }], 2)?.map((factor) => Math.round(factor * 1e6) / 1e6 + 0), [0, 0, 1]);
    equal(polynomial([{ x: 1, y: 1 }], 1), null);
    deepEqual(movingAverage([1, 2, 3, null, 5], 2), [null, 1.5, 2.5, null, null]);
    const month = field("t.month", "date_month", "dimension", "Month");
    const answer = { fields: { dimensions: [month], measures: [COUNT] }, data: [["2026-09", 10], ["2026-10", 20], ["2026-11", 1]].map(([name, value]) => ({ "t.month": { value: name }, "t.count": cell(Number(value)) })) };
    const [line] = drawn("cartesian", answer, { type: "looker_line", trend_lines: [{ regression_type: "linear", series_index: 1 }] }).trendLines;
    deepEqual(line?.values.map((value) => Math.round(value ?? 0)), [10, 20, 30]);
});

test("what happened stands at the period in which it did", () => {
    const month = field("t.month", "date_month", "dimension", "Month");
    const answer = { fields: { dimensions: [month], measures: [COUNT] }, data: ["2026-08", "2026-10"].map((name) => ({ "t.month": { value: name }, "t.count": cell(1) })) };
    const annotations = [{ date: "2026-09-17", kind: "release", label: "5.13" }, { date: "2020-01-01", label: "before" }];
    deepEqual(drawn("cartesian", answer, { type: "looker_line", annotations }).annotations, [{ place: 1, kind: "release", label: "5.13" }]);
});

test("a number of a chart leads to its cell, a sum of several rows to none", () => {
    const month = field("t.month", "date_month", "dimension", "Month");
    const answer = { fields: { dimensions: [month], measures: [COUNT] }, data: ["2026-10", "2026-08"].map((name) => ({ "t.month": { value: name }, "t.count": cell(1) })) };
    const lines = drawn("cartesian", answer, { type: "looker_line" });
    deepEqual([0, 1, 2].map((category) => sourceOf(lines, { series: "t.count", category })), [{ row: 1, column: "t.count" }, null, { row: 0, column: "t.count" }]);
    const funnel = drawn("funnel", rows(["a", 2], ["b", 1]), { type: "looker_funnel" });
    deepEqual(pressedSource(funnel, new Set(), { seriesIndex: 0, dataIndex: 1 }), { row: 1, column: "t.count" });
    const bars = drawn("waterfall", rows(["a", 2]), { type: "looker_waterfall" });
    equal(pressedSource(bars, new Set(), { seriesIndex: 0, dataIndex: 1 }), null);
});

test("chart types of other tools' marketplaces are ours", () => {
    deepEqual(["marketplace_viz_treemap::treemap-marketplace", "looker_wordcloud", "looker_google_map", "looker_funnel", "looker_line"].map(chartType), ["treemap", "words", "geo", "funnel", "looker_line"]);
});

test("colours of a scale go from the paper to the accent in steps", () => {
    const palette = { page: "#ffffff", surface: "#ffffff", line: "#dddddd", text: "#000000", muted: "#777777", accent: "#000000", good: "#00ff00", warn: "#ffff00", bad: "#ff0000", series: [] };
    equal(scaleColour(1, palette), "#000000");
    equal(scaleColour(-1, palette), "#ff0000");
    equal(scaleColour(0.99, palette), scaleColour(0.9, palette));
});
