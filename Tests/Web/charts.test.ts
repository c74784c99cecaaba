import { deepEqual, equal, test } from "./assertions";
import { readResult } from "../../web/src/api/result";
import { tableColumns } from "../../web/src/charts/columns";
import { tableLines } from "../../web/src/charts/lines";
import { cartesianOption, valueLabel } from "../../web/src/charts/cartesianOption";
import { ColourBook, cssColour, paint } from "../../web/src/charts/colours";
import { describe } from "../../web/src/charts/describe";
import type { CartesianChart, PieChart } from "../../web/src/charts/description";
import { pieLayout } from "../../web/src/charts/options";
import { spread } from "../../web/src/charts/referenceLines";
import { freePlace } from "../../web/src/charts/referenceOption";
import { summarise } from "../../web/src/charts/summary";
import { readVis } from "../../web/src/charts/vis";
import { difference, short } from "../../web/src/words/numbers";
import { longPeriod, nextPeriod, readPeriod, shortPeriod, whenPeriod } from "../../web/src/words/periods";

const MONTH = { name: "p.month", type: "date_month", category: "dimension", label: "P Month", label_short: "Month", is_numeric: false };
const USERS = { name: "p.users", type: "sum", category: "measure", label: "P Users", label_short: "Users", is_numeric: true };
const KIND = { name: "p.kind", type: "string", category: "dimension", label: "P Kind", label_short: "Kind" };
const PALETTE = { page: "", surface: "", line: "", text: "", muted: "", accent: "", good: "", warn: "", bad: "", series: Array.from({ length: 8 }, () => "#000000") };
const NOW = Date.UTC(2026, 10, 24);

function drawn(answer: unknown, vis: unknown): CartesianChart {
    const chart = describe(readResult(answer), readVis(vis), { now: NOW, colours: new ColourBook() });
    if (chart.kind !== "cartesian") throw new Error(`a ${chart.kind}`);
    return chart;
}

const byMonth = {
    fields: { dimensions: [MONTH], measures: [USERS] },
    data: [
        { "p.month": { value: "2026-11" }, "p.users": { value: 900, rendered: "900" } },
        { "p.month": { value: "2026-10" }, "p.users": { value: 2000, rendered: "2,000" } },
        { "p.month": { value: "2026-08" }, "p.users": { value: 1000, rendered: "1,000" } },
    ],
};

test("time runs forward, missing months are gaps and the running month is marked", () => {
    const chart = drawn(byMonth, { type: "looker_line" });
    deepEqual(chart.categories.map((category) => category.label), ["Aug 2026", "Sep 2026", "Oct 2026", "Nov 2026"]);
    deepEqual(chart.categories.map((category) => category.running), [false, false, false, true]);
    deepEqual(chart.series[0]?.points.map((point) => point.value), [1000, null, 2000, 900]);
});

test("days of more than one year say their year", () => {
    const day = (text: string) => ({ "p.day": { value: text }, "p.users": { value: 1 } });
    const labels = (...days: string[]) => drawn(
        { fields: { dimensions: [{ ...MONTH, name: "p.day", type: "date_date" }], measures: [USERS] }, data: days.map(day) }, { type: "looker_line" },
    ).categories.map((category) => category.label);
    deepEqual(labels("2026-10-01", "2026-10-02"), ["1 Oct", "2 Oct"]);
    deepEqual(labels("2025-12-31", "2026-01-01"), ["31 Dec 2025", "1 Jan 2026"]);
});

test("the summary speaks of complete periods only", () => {
    equal(summarise(drawn(byMonth, { type: "looker_line" }), readResult(byMonth)), "Users rose from 1,000 in Aug 2026 to 2,000 in Oct 2026.");
});

const twoMeasures = {
    fields: { dimensions: [MONTH], measures: [USERS, { ...USERS, name: "p.seats", label_short: "Seats" }] },
    data: [
        { "p.month": { value: "2026-09" }, "p.users": { value: 10 }, "p.seats": { value: 80 } },
        { "p.month": { value: "2026-10" }, "p.users": { value: 20 }, "p.seats": { value: 70 } },
    ],
};

test("of two measures side by side each one's course is told, for which is larger means nothing", () => {
    equal(summarise(drawn(twoMeasures, { type: "looker_line" }), readResult(twoMeasures)), "Users rose from 10 in Sep 2026 to 20 in Oct 2026. Seats fell from 80 to 70.");
});

test("a line with more points than there is room for has no marks, and names of reference lines keep clear of narrow charts", () => {
    const chart = drawn(twoMeasures, { type: "looker_line", point_style: "circle", reference_lines: [{ line_value: "0.8", label: "Healthy" }] });
    const option = (width: number) => {
        const drawing = cartesianOption(chart, { palette: PALETTE, width, height: 300, hidden: new Set(), animated: false });
        const [line] = drawing["series"] as Array<{ showSymbol?: boolean }>;
        return { marks: line?.showSymbol, right: (drawing["grid"] as { right: number }).right };
    };
    deepEqual(option(1000), { marks: true, right: 12 + 7 * 6.6 });
    deepEqual(option(15).marks, false);
    equal(option(300).right, 8 * 6.6 / 2);
});

const pivoted = {
    fields: { dimensions: [MONTH], measures: [USERS], pivots: [KIND] },
    pivots: [
        { key: "cloud", data: { "p.kind": "cloud" }, metadata: { "p.kind": { value: "cloud" } } },
        { key: "other", data: { "p.kind": "other" }, metadata: { "p.kind": { value: "other" } } },
    ],
    data: [{ "p.month": { value: "2026-10" }, "p.users": { cloud: { value: 30 }, other: { value: 10 } } }],
};

test("each pivot value is a series, other is grey, and a total line sums the stack", () => {
    const chart = drawn(pivoted, { type: "looker_column", stacking: "normal", show_total_line: true, series_colors: { "cloud - p.users": "series-3" } });
    deepEqual(chart.series.map((series) => series.name), ["cloud", "other", "Total"]);
    deepEqual(chart.series.map((series) => series.points[0]?.value), [30, 10, 40]);
    deepEqual(chart.series.map((series) => series.colour), [{ slot: 2 }, { token: "other" }, { token: "text" }]);
});

const SHARE = { name: "share", label: "Share", category: "table_calculation", is_numeric: true, is_pivoted: true, value_format: "#,##0%" };
const WHOLE = { name: "whole", label: "Whole", category: "table_calculation", is_numeric: true, is_pivoted: false };
const TOTAL = "$$$_row_total_$$$";

const totalled = {
    fields: { ...pivoted.fields, table_calculations: [SHARE, WHOLE] },
    pivots: [...pivoted.pivots, { key: TOTAL, is_total: true, data: { "p.kind": null }, metadata: { "p.kind": { value: null } } }],
    data: [{
        "p.month": { value: "2026-10" }, "p.users": { cloud: { value: 30 }, other: { value: 10 }, [TOTAL]: { value: 40 } },
        share: { cloud: { value: 0.75 }, other: { value: 0.25 }, [TOTAL]: { value: null } }, whole: { value: 40 },
    }],
};

test("a table has row totals where there are some, and calculations of whole rows once at the end", () => {
    const result = readResult(totalled);
    const columns = (vis: unknown) => tableColumns(result, readVis(vis)).map((column) => `${column.title} ${column.cell(result.rows[0] ?? { cells: {}, pivoted: {} }).value}`);
    deepEqual(columns({}), ["Month 2026-10", "cloud · Users 30", "cloud · Share 0.75", "other · Users 10", "other · Share 0.25", "Total · Users 40", "Whole 40"]);
    deepEqual(columns({ show_row_totals: false, hidden_fields: ["share", "whole"] }), ["Month 2026-10", "cloud 30", "other 10"]);
});

test("a chart draws no row totals, stacks no value of a whole row, and gives shares an axis of their own", () => {
    const chart = drawn(totalled, { type: "looker_column", stacking: "normal" });
    deepEqual(chart.series.map((series) => series.name), ["cloud · Users", "cloud · Share", "other · Users", "other · Share", "Whole"]);
    deepEqual(chart.series.map((series) => series.stacked), [true, false, true, false, false]);
    deepEqual(chart.series.map((series) => series.axis), [0, 1, 0, 1, 0]);
    deepEqual(drawn(totalled, { type: "looker_column", y_axes: [{ orientation: "left" }] }).series.map((series) => series.axis), [0, 0, 0, 0, 0]);
    deepEqual(drawn({ ...totalled, fields: pivoted.fields }, { type: "looker_bar", show_total_line: true }).series.map((series) => series.name), ["cloud", "other"]);
});

test("what is added beside the one axis that settings name gets an axis of its own where one of them is a share", () => {
    const answer = { ...twoMeasures, fields: { dimensions: [MONTH], measures: [{ ...USERS, value_format: "#,##0%" }, { ...USERS, name: "p.seats", label_short: "Seats" }] } };
    const axes = (vis: object) => drawn(answer, { type: "looker_line", ...vis }).series.map((series) => series.axis);
    const axis = (...ids: string[]) => ({ orientation: "left", series: ids.map((id) => ({ id, axisId: id })) });
    deepEqual(axes({ y_axes: [axis("p.users")] }), [0, 1]);
    deepEqual(axes({ y_axes: [axis("p.users", "p.seats")] }), [0, 0]);
    deepEqual(axes({ y_axes: [axis("p.users")], stacking: "normal" }), [0, 0]);
    deepEqual(drawn(twoMeasures, { type: "looker_line", y_axes: [axis("p.users")] }).series.map((series) => series.axis), [0, 0]);
});

test("series keep their colours when others are hidden, and the only value of a pivot has a legend that names it", () => {
    const colours = (vis: object) => drawn(twoMeasures, { type: "looker_line", ...vis }).series.map((series) => series.colour);
    deepEqual(colours({ hidden_series: ["p.users"] }), colours({}).slice(1));
    const one = { ...pivoted, pivots: pivoted.pivots.slice(0, 1) };
    equal(drawn(one, { type: "looker_column" }).hasLegend, true);
    equal(drawn(one, { type: "looker_column", hide_legend: true }).hasLegend, false);
    equal(drawn(byMonth, { type: "looker_column" }).hasLegend, false);
});

test("a pie of pivot values leaves their total out", () => {
    const answer = { ...totalled, fields: { dimensions: [], measures: [USERS], pivots: [KIND] } };
    const chart = describe(readResult(answer), readVis({ type: "looker_pie" }), { now: NOW, colours: new ColourBook() });
    deepEqual(chart.kind === "pie" ? chart.slices.map((slice) => `${slice.name} ${slice.value}`) : [], ["cloud 30", "other 10"]);
});

test("value labels are written as the model or the settings format them", () => {
    const answer = {
        fields: { dimensions: [MONTH], measures: [{ ...USERS, value_format: '#,##0.0 "GB"' }, { ...USERS, name: "p.seats", label_short: "Seats" }] },
        data: [{ "p.month": { value: "2026-10" }, "p.users": { value: 1234.56, rendered: "1,234.6 GB" }, "p.seats": { value: 20, rendered: "20" } }],
    };
    const label = (vis: object) => {
        const chart = drawn(answer, { type: "looker_column", show_value_labels: true, ...vis });
        return chart.series.map((series) => valueLabel(chart, series, 0, series.points[0]?.value ?? null));
    };
    deepEqual(label({}), ["1,234.6 GB", "20"]);
    deepEqual(label({ label_value_format: "0.00" }), ["1234.56", "20.00"]);
    const shared = drawn(answer, { type: "looker_column", show_value_labels: true, stacking: "percent" });
    equal(shared.series.map((series) => valueLabel(shared, series, 0, 0.25)).join(), "25%,25%");
    equal(short(1_200, { percent: false, prefix: "", suffix: " GB" }), "1.2k GB");
});

test("the sum of a stack is written as its parts are", () => {
    const money = { ...pivoted, fields: { ...pivoted.fields, measures: [{ ...USERS, value_format: "$#,##0.00" }] } };
    const chart = drawn(money, { type: "looker_column", stacking: "normal", show_total_line: true, show_totals_labels: true });
    equal(chart.series[2]?.points[0]?.text, "$40.00");
    const drawing = cartesianOption(chart, { palette: PALETTE, width: 400, height: 300, hidden: new Set(["other - p.users"]), animated: false });
    const totals = (drawing["series"] as Array<{ type: string; label?: { opacity?: number; formatter?: (item: { dataIndex: number }) => string } }>).pop();
    deepEqual([totals?.type, totals?.label?.opacity, totals?.label?.formatter?.({ dataIndex: 0 })], ["scatter", 1, "$30.00"]);
});

test("a series can be drawn as points, among others or alone over categories", () => {
    deepEqual(drawn(twoMeasures, { type: "looker_column", series_types: { "p.seats": "scatter" } }).series.map((series) => series.shape), ["column", "point"]);
    const cloud = drawn(byMonth, { type: "looker_scatter" });
    deepEqual(cloud.series.map((series) => [series.shape, series.points.length]), [["point", 4]]);
    const drawing = cartesianOption(cloud, { palette: PALETTE, width: 400, height: 300, hidden: new Set(), animated: false });
    deepEqual((drawing["series"] as Array<{ type: string }>).map((series) => series.type), ["scatter"]);
});

test("reference lines stand at numbers, at what the values come to, and as bands", () => {
    const lines = drawn(byMonth, {
        type: "looker_line", reference_lines: [
            { reference_type: "line", line_value: "1500", label: "Goal" }, { line_value: "mean" }, { line_value: "median" },
            { reference_type: "range", range_start: "400", range_end: "100", label: "Poor" }, { line_value: "no number" },
        ],
    }).referenceLines;
    // 1,000, 2,000 and 900 have the mean 1,300 and the median 1,000.
    deepEqual(lines.map((line) => [line.value, line.until, line.label]), [[1500, null, "Goal"], [1300, null, "Mean 1.3k"], [1000, null, "Median 1k"], [100, 400, "Poor"]]);
});

test("labels that stand too near move apart by as little as it takes", () => {
    deepEqual(spread([0, 100], 15), [0, 0]);
    deepEqual(spread([20, 15, 10], 15), [10, 0, -10]);
    deepEqual(spread([50, 52], 14), [-6, 6]);
});

test("the name of a reference line stands where it hides no points", () => {
    const months = ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"];
    const at = (values: readonly number[], taken: Parameters<typeof freePlace>[4] = []) => {
        const data = months.map((month, index) => ({ "p.month": { value: month }, "p.users": { value: values[index] ?? 0 } }));
        const chart = drawn({ fields: byMonth.fields, data }, { type: "looker_line", reference_lines: [{ line_value: "80", label: "A goal" }] });
        return freePlace(chart, { palette: PALETTE, width: 300, height: 240, hidden: new Set(), animated: false }, 80, "A goal", taken);
    };
    equal(at(months.map(() => 20)), "insideEndTop");
    equal(at(months.map(() => 20), [{ value: 82, place: "insideEndTop" }]), "insideEndBottom", "a name stands there already");
    equal(at(months.map((_, index) => (index > 4 ? 84 : 20))), "insideEndBottom");
});

test("counts have no ticks between whole numbers, and shares end at the whole", () => {
    const axis = (answer: unknown, vis: object) => {
        const drawing = cartesianOption(drawn(answer, { type: "looker_column", ...vis }), { palette: PALETTE, width: 400, height: 300, hidden: new Set(), animated: false });
        return (drawing["yAxis"] as Array<{ minInterval?: number; max?: number }>)[0] ?? {};
    };
    deepEqual([axis(byMonth, {}).minInterval, axis(byMonth, {}).max], [1, undefined]);
    const share = (value: number) => ({ fields: { dimensions: [MONTH], measures: [{ ...USERS, value_format: "0.0%" }] }, data: [{ "p.month": { value: "2026-10" }, "p.users": { value } }] });
    deepEqual([axis(share(0.95), {}).max, axis(share(0.5), {}).max, axis(share(1.1), {}).max], [1, undefined, undefined]);
});

test("a pie with names beside it leaves them room; where there is none it has a legend", () => {
    const pie: PieChart = {
        kind: "pie", donut: true, title: "", leftOut: "", naming: "labels", says: { name: true, value: false, share: true },
        slices: ["Managed instance", "Self-hosted"].map((name) => ({ id: name, name, colour: { slot: 0 }, value: 1, text: "1" })),
    };
    const wide = pieLayout(pie, { width: 520, height: 240 });
    // "Managed instance" takes 16 letters of 6.6 px.
    equal(wide.labels !== null && wide.labels >= 16 * 6.6, true);
    equal(wide.diameter + 2 * ((wide.labels ?? 0) + 24), 520);
    equal(pieLayout(pie, { width: 290, height: 240 }).labels, null);
    equal(pieLayout({ ...pie, naming: "legend" }, { width: 520, height: 240 }).labels, null);
    // One large slice, and eight small ones whose names of two lines would have to stand in 240 px at the other side.
    const crowded = { ...pie, slices: [...Array.from({ length: 8 }, (_, index) => ({ id: `${index}`, name: `${index}`, colour: { slot: 0 }, value: 1, text: "1" })), { id: "Other", name: "Other", colour: { slot: 0 }, value: 9, text: "9" }] };
    equal(pieLayout(crowded, { width: 520, height: 240 }).labels, null);
    equal(pieLayout(crowded, { width: 520, height: 320 }).labels === null, false);
});

test("numbers stand at columns only where they don't stand on each other", () => {
    const shown = (width: number) => {
        const two = { fields: { dimensions: [MONTH], measures: [USERS, { ...USERS, name: "p.seats" }] }, data: byMonth.data.map((row) => ({ ...row, "p.seats": row["p.users"] })) };
        const chart = drawn(two, { type: "looker_column", show_value_labels: true });
        const [series] = cartesianOption(chart, { palette: PALETTE, width, height: 300, hidden: new Set(), animated: false })["series"] as Array<{ label?: { show?: boolean } }>;
        return series?.label?.show === true;
    };
    deepEqual([shown(400), shown(60)], [true, false]);
});

test("more series than there are colours get other depths of them, in charts and legends alike", () => {
    const colours = new ColourBook().assign(Array.from({ length: 9 }, (_, index) => `series ${index}`));
    deepEqual(colours.map((colour) => ("slot" in colour ? colour.slot : -1)), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const palette = { ...PALETTE, text: "#000000", series: Array.from({ length: 8 }, () => "#c86432") };
    // 35 % of black in (200, 100, 50) leaves (130, 65, 32.5).
    deepEqual([paint({ slot: 0 }, palette), paint({ slot: 7 }, palette)], ["#c86432", "#824121"]);
    equal(cssColour({ slot: 7 }), "color-mix(in srgb, var(--text) 35%, var(--series-1))");
});

test("texts and calculations that failed are not drawn", () => {
    const label = { name: "size", label: "Size", category: "table_calculation", is_numeric: false, is_pivoted: false };
    const answer = { fields: { ...byMonth.fields, table_calculations: [label, { ...WHOLE, error: "it divides texts" }] }, data: byMonth.data.map((row) => ({ ...row, size: { value: "many" } })) };
    deepEqual(drawn(answer, { type: "looker_line" }).series.map((series) => series.name), ["Users"]);
});

test("subtotals stand behind their groups, the finest first, and the rows of a group stand together", () => {
    const row = (a: string, b: string, n: number) => ({ a: { value: a }, b: { value: b }, n: { value: n } });
    const group = (fields: string[], a: string, b: string | null, n: number) => ({ a: { value: a }, b: { value: b }, n: { value: n }, "$$$__grouping__$$$": fields });
    const result = readResult({
        data: [row("x", "1", 9), row("y", "1", 8), row("x", "2", 7), row("x", "1", 6)],
        subtotals_data: {
            2: [group(["a", "b"], "y", "1", 8), group(["a", "b"], "x", "2", 7), group(["a", "b"], "x", "1", 15)],
            1: [group(["a"], "y", null, 8), group(["a"], "x", null, 22), group(["a"], "z", null, 1)],
        },
    });
    const words = tableLines(result.rows, result.subtotals).map((line) => `${line.kind === "row" ? line.number : [...line.fields].join("+")}: ${line.row.cells["n"]?.value}`);
    deepEqual(words, ["1: 9", "2: 6", "a+b: 15", "3: 7", "a+b: 7", "a: 22", "4: 8", "a+b: 8", "a: 8"]);
    deepEqual(tableLines(result.rows, []).length, 4);
});

test("rows that fill a dimension around nothing are no rows", () => {
    const filled = (users: number | null) => readResult({ ...byMonth, fill_fields: ["p.month"], data: [{ "p.month": { value: "2026-10" }, "p.users": { value: users } }, { "p.month": { value: "2026-09" }, "p.users": { value: null } }] });
    equal(filled(null).rows.length, 0);
    equal(filled(0).rows.length, 2);
});

test("a category keeps its colour in every chart of a page", () => {
    const book = new ColourBook();
    deepEqual(book.assign(["a", "b"]), [{ slot: 0 }, { slot: 1 }]);
    deepEqual(book.assign(["c", "b", "a"]), [{ slot: 2 }, { slot: 1 }, { slot: 0 }]);
});

test("a figure and a table's column follow a format of their own", () => {
    const answer = { fields: { dimensions: [], measures: [USERS] }, data: [{ "p.users": { value: 0.256, rendered: "0.26" } }] };
    const chart = describe(readResult(answer), readVis({ type: "single_value", value_format: "0.0%" }), { now: NOW, colours: new ColourBook() });
    equal(chart.kind === "single" ? chart.text : "", "25.6%");
    const result = readResult(answer);
    const cell = (format: unknown) => tableColumns(result, readVis({ series_value_format: { "p.users": format } }))[0]?.cell(result.rows[0] ?? { cells: {}, pivoted: {} }).rendered;
    deepEqual([cell("percent_1"), cell({ name: "decimal_3" }), cell({ format_string: '0.00" x"' }), cell(null)], ["25.6%", "0.256", "0.26 x", "0.26"]);
});

test("a single value compares with the second measure", () => {
    const answer = {
        fields: { dimensions: [], measures: [USERS, { ...USERS, name: "p.seats", label_short: "Seats" }] },
        data: [{ "p.users": { value: 60 }, "p.seats": { value: 80 } }],
    };
    const chart = describe(readResult(answer), readVis({ type: "single_value", show_comparison: true, comparison_type: "progress_percentage" }), { now: NOW, colours: new ColourBook() });
    deepEqual(chart, { kind: "single", title: "Users", text: "60", html: null, isNull: false,
        comparison: { style: "progress", text: "75% of 80", label: "Seats", direction: "same", welcome: null, fraction: 0.75 }, sparkline: null, colour: null });
});

test("without a second measure a single value compares with the row below, and works out the change", () => {
    const answer = (now: number | null) => ({
        fields: { dimensions: [MONTH], measures: [USERS] },
        data: [{ [MONTH.name]: { value: "2026-10" }, "p.users": { value: now } }, { [MONTH.name]: { value: "2026-09" }, "p.users": { value: 17_077 } }],
    });
    const comparison = (now: number | null, vis: object) => {
        const chart = describe(readResult(answer(now)), readVis({ type: "single_value", show_comparison: true, ...vis }), { now: NOW, colours: new ColourBook() });
        return chart.kind === "single" && chart.comparison !== null ? [chart.comparison.text, chart.comparison.label, chart.comparison.direction, chart.comparison.welcome] : null;
    };
    deepEqual(comparison(17_599, {}), ["17077", "for 2026-09", "same", null]);
    deepEqual(comparison(17_599, { comparison_type: "change" }), ["522", "from 2026-09", "up", true]);
    deepEqual(comparison(17_000, { comparison_type: "change", comparison_label: "on September" }), ["−77", "on September", "down", false]);
    deepEqual(comparison(17_077, { comparison_type: "change" }), ["0", "from 2026-09", "same", null]);
    deepEqual(comparison(null, { comparison_type: "change" }), ["", "from 2026-09", "same", null]);
});

test("axes write numbers short", () => {
    deepEqual([0, 950, 1200, 999_950, 12_500_000, -3000].map((value) => short(value)), ["0", "950", "1.2k", "1M", "12.5M", "−3k"]);
    equal(short(0.456, { percent: true, prefix: "" }), "45.6%");
    equal(short(1500, { percent: false, prefix: "$" }), "$1.5k");
    equal(difference(110, 100, { percent: false, prefix: "" }), "+10%");
    equal(difference(0.25, 0.3, { percent: true, prefix: "" }), "−5 points");
});

test("periods are named as people name them", () => {
    const start = (text: string) => readPeriod(text) ?? NaN;
    equal(shortPeriod(start("2026-11"), "month"), "Nov 2026");
    equal(shortPeriod(start("2026-11-22"), "week"), "W48");
    equal(longPeriod(start("2026-11-16"), "week"), "week of 16 Nov 2026 (W47)");
    equal(longPeriod(start("2026-11-23"), "date"), "Mon 23 Nov 2026");
    equal(shortPeriod(start("2026-11-23"), "date", true), "23 Nov 2026");
    equal(shortPeriod(start("2025-12-29"), "week", true), "W1 2026");
    equal(whenPeriod(start("2026-11-23"), "date"), "on Mon 23 Nov 2026");
    equal(whenPeriod(start("2026-11-16"), "week"), "in the week of 16 Nov 2026 (W47)");
    equal(whenPeriod(start("2026-11-23 05"), "hour"), "on 23 Nov 2026 at 05:00");
    equal(whenPeriod(start("2026-11"), "month"), "in Nov 2026");
    equal(shortPeriod(start("2026-Q4"), "quarter"), "Q4 2026");
    equal(nextPeriod(start("2026-12"), "month"), start("2027-01"));
});
