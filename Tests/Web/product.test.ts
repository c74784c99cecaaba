import { formulaWords } from "../../web/src/features/product/answers/formulaWords";
import { deepEqual, equal, test } from "./assertions";
import type { ChartAnswer } from "../../web/src/api/charts";
import { readChartAnswer } from "../../web/src/api/charts";
import type { JSONObject } from "../../web/src/api/reading";
import { highestSeries, nearestSeries } from "../../web/src/charts/pick";
import { layoutFlow, NODE_WIDTH } from "../../web/src/features/product/answers/flowLayout";
import { finestBin } from "../../web/src/features/product/answers/timeBins";
import { bucketCategories, seconds } from "../../web/src/features/product/answers/parts";
import { emptyWords, widened } from "../../web/src/features/product/emptyWords";
import { asKind, askable, chartTitle, intervalFor, KINDS, kindOf, firstFormula, showOf, withShow } from "../../web/src/features/product/kinds";
import type { ChartKind } from "../../web/src/features/product/kinds";
import { isWholeClause, readGroups, writeGroups } from "../../web/src/features/product/cohorts/clauses";
import { chartAddress, readChartAddress } from "../../web/src/features/product/state/address";
import { named, readEvent, readRange, readSegments, writeEvent, writeFilter, writeSegments } from "../../web/src/features/product/state/definition";
import { moved } from "../../web/src/features/product/state/moved";
import { readNotation, writeNotation } from "../../web/src/features/product/state/notation";
import { whoIs } from "../../web/src/features/product/who";
import { byDay, filterWords, propertyAmong, propertyWords, rangeWords } from "../../web/src/features/product/state/words";
import { chartYAML } from "../../web/src/features/product/state/yaml";
import { unitNamed, unitWords } from "../../web/src/features/product/state/units";
import { readQuery } from "../../web/src/navigation/query";

function kind(id: string): ChartKind {
    const found = kindOf(id);
    if (found === undefined) throw new Error(`no kind ${id}`);
    return found;
}

function answer(body: JSONObject): ChartAnswer {
    return readChartAnswer({ answer: body, data: {} });
}

test("a definition stands in an address as people can read it, and comes back as it was", () => {
    equal(writeNotation({ last: 12, unit: "week" }), "(last:12,unit:week)");
    equal(writeNotation(["Search", { event: "View blob" }]), "[Search,(event:View blob)]");
    const values: unknown[] = [
        "12", 12, -1.5, "it's", "", " padded ", "true", true, false, null, "a,b", "(x)", "[y]", "group:company", "%&=?#", "ümlaut", "1e3", 1e21, [], {}, [[]], { "odd key": [null, "null"] },
        { a: { b: ["c", { d: "e:f" }] } }, "__proto__", JSON.parse("{\"__proto__\":1}"),
    ];
    for (const value of values) deepEqual(readNotation(writeNotation(value)), value, JSON.stringify(value));
    for (const text of ["(", "(a", "(a:", "(a:1", "[1", "'x", "[1,2]]", "(:1)", "a)b", "(".repeat(100)]) equal(readNotation(text), undefined, text);
});

test("an address says a chart, and what can't be read in it is named", () => {
    const definition = { chart: "funnel", steps: ["A", { event: "B", filters: [{ property: "event.page", value: "/a b?c=d&e" }] }], range: { last: 12, unit: "week", complete: true } };
    const address = chartAddress(definition, { show: "trend", point: { step: 2 }, marks: false, from: "30" });
    const [path, query = ""] = address.split("?", 2);
    equal(path, "/product/funnel");
    const read = readChartAddress("funnel", readQuery(address.slice((path ?? "").length + 1)));
    deepEqual(read.definition, definition);
    deepEqual(read.looks, { show: "trend", point: { step: 2 }, from: "30", marks: false });
    equal(query.startsWith("steps=[A,(event:B"), true);
    deepEqual(readChartAddress("funnel", readQuery("steps=[A,B]&window=(value:1")).unread, ["window"]);
});

test("events, conditions and segments are written as briefly as they can be, and nothing unknown is lost", () => {
    equal(writeEvent(readEvent("Search")), "Search");
    deepEqual(writeEvent(readEvent({ event: "Search", filters: [], label: "Looking" })), { event: "Search", label: "Looking" });
    deepEqual(writeFilter({ property: "event.amount", cohort: "", op: ">", values: ["10"], rest: {} }), { property: "event.amount", op: ">", value: 10 });
    deepEqual(writeFilter({ property: "country", cohort: "", op: "is", values: ["DE", "FR"], rest: {} }), { property: "country", values: ["DE", "FR"] });
    deepEqual(writeFilter({ property: "country", cohort: "", op: "is set", values: ["DE"], rest: {} }), { property: "country", op: "is set" });
    deepEqual(writeFilter({ property: "", cohort: "staff", op: "is not", values: [], rest: {} }), { cohort: "staff", op: "is not" });
    const segments = [{ name: "All users" }, { name: "warm", who: { all_of: [] } }];
    deepEqual(writeSegments(readSegments({ segments })), segments);
    equal(writeSegments(readSegments({ segments: [{ name: "All users" }] })), undefined);
});

test("names of segments differ, and say what they are", () => {
    const everybody = { name: "", filters: [], cohorts: [], notInCohorts: [], onlyNew: false, rest: {} };
    equal(named({ ...everybody, cohorts: ["power users"] }, [], 0).name, "power users");
    equal(named(everybody, [{ ...everybody, name: "All users" }], 1).name, "All users 2");
});

test("dates and conditions are told in words", () => {
    equal(rangeWords(readRange({})), "Last 30 days");
    equal(rangeWords(readRange({ range: { last: 12, unit: "week", complete: true } })), "Last 12 complete weeks");
    equal(rangeWords(readRange({ range: { last: 1, unit: "day" } })), "Today");
    equal(rangeWords(readRange({ range: { last: 1, unit: "month" } })), "This month");
    equal(rangeWords(readRange({ range: { from: "2026-03-01", to: "2026-03-31" } })), "1 Mar 2026 to 31 Mar 2026");
    equal(rangeWords(readRange({ range: { since: "2026-03-01" } })), "Since 1 Mar 2026");
    deepEqual(filterWords({ property: "event.page", cohort: "", op: "is", values: ["a", "b", "c", "d", "e"], rest: {} }), ["page", "is a, b, c or 2 more"]);
    deepEqual(filterWords({ property: "", cohort: "staff", op: "is not", values: [], rest: {} }), ["not in", "staff"]);
    equal(propertyWords("entry:event.page"), "first page of the session");
    equal(propertyWords("cohort:staff"), "in staff or not");
    equal(propertyWords("derived.order_size"), "order_size");
    deepEqual([propertyAmong("event.source", ["event.source", "source"]), propertyAmong("source", ["event.source", "source"]), propertyAmong("event.page", ["event.page", "source"])], ["event.source", "source", "page"]);
    deepEqual(filterWords({ property: "event.source", cohort: "", op: "is", values: ["WEB"], rest: {} }, ["event.source", "source"]), ["event.source", "is WEB"]);
    equal(seconds(132), "2 min 12 s");
    equal(seconds(7200), "2 h");
});

test("a chart is asked without what is not chosen yet", () => {
    const asked = askable(kind("funnel"), { chart: "funnel", steps: ["A", "", { event: "B", filters: [{ property: "x" }] }], filters: [{ property: "y" }] }, "");
    deepEqual(asked, { chart: "funnel", steps: ["A", "B"] });
    equal(kind("funnel").missing({ chart: "funnel", steps: ["A", ""] }), "Choose one more step or more.");
    equal(askable(kind("funnel"), { chart: "funnel", steps: ["A", "B"] }, "trend")["over_time"], true);
    deepEqual(askable(kind("funnel"), { chart: "funnel", steps: ["A", "B", "C"] }, "time")["time_to_convert"], { from: 1, to: 3, bin_seconds: 60 });
    for (const each of KINDS) equal(typeof each.missing(each.starter), "string", each.id);
    equal(chartTitle(kind("journeys"), { chart: "journeys", end_with: "Search" }), "Journeys: Search");
});

test("the events of one kind of chart become those of another", () => {
    deepEqual([firstFormula("formula", { chart: "segmentation", events: ["A", "B"] }), firstFormula("formula", { chart: "segmentation", events: ["A"] })], [{ formula: "UNIQUES(B) / UNIQUES(A)" }, { formula: "TOTALS(A) / UNIQUES(A)" }]);
    deepEqual([firstFormula("totals", { chart: "segmentation" }), firstFormula("formula", { chart: "segmentation", formula: "TOTALS(A)" })], [{}, {}]);
    const funnel = asKind(kind("funnel"), kind("segmentation"), { chart: "segmentation", events: ["A", "B"], metric: "totals", range: { last: 7, unit: "day" } });
    deepEqual([funnel["chart"], funnel["steps"], funnel["range"], funnel["metric"]], ["funnel", ["A", "B"], { last: 7, unit: "day" }, undefined]);
    deepEqual(moved(["a", "b", "c"], 0, 1), ["b", "a", "c"]);
    deepEqual(moved(["a", "b", "c"], 0, -1), ["a", "b", "c"]);
});

test("a formula and a histogram are not asked over how many intervals", () => {
    const asked = (definition: Readonly<Record<string, unknown>>) => kind("segmentation").parts.filter((part) => part.key === "rolling" && part.when?.({ chart: "segmentation", ...definition }) !== false).length;
    deepEqual([asked({}), asked({ metric: "totals" }), asked({ metric: "formula" }), asked({ metric: "frequency" }), asked({ metric: "formula", rolling: { buckets: 7 } })], [1, 1, 0, 0, 1]);
    const measured = kind("segmentation").parts.find((part) => part.key === "metric");
    deepEqual(measured?.is === "choice" ? measured.brings?.("frequency", { chart: "segmentation", rolling: { buckets: 7 } }) : null, { rolling: undefined, cumulative: undefined });
});

test("a funnel that is broken down names its groups, be it one", () => {
    const whole = { segment: "All users", counts: [10, 6], conversion: [1, 0.6], step_conversion: [1, 0.6], dropped: [0, 4] };
    const described = (series: readonly unknown[]) => kind("funnel").describe(answer({ chart: "funnel", steps: [{ name: "A" }, { name: "B" }], series }), { chart: "funnel", steps: ["A", "B"] }, "");
    const one = described([{ ...whole, group_kind: "all" }, { ...whole, group_kind: "value", group: "web" }]);
    deepEqual([one.picture?.is === "funnel" && one.picture.named, one.table.columns[1]?.title, one.table.rows[0]?.cells[1]?.text], [true, "Series", "web"]);
    const undivided = described([{ ...whole, group_kind: "all" }]);
    deepEqual([undivided.picture?.is === "funnel" && undivided.picture.named, undivided.table.columns[1]?.title], [false, "Reached"]);
});

test("those at a node of paths are said to be there", () => {
    const node = (name: string) => ({ node: name, node_kind: "node", count: 5, share: 0.5, ended: 0 });
    const paths = answer({ chart: "journeys", series: [{ segment: "All users", paths: 10, columns: [[node("Sign up")], [node("Search")]], edges: [] }] });
    const who = (column: number, name: string, definition: Readonly<Record<string, unknown>>) => whoIs({ segment: 0, column, node: name }, kind("journeys"), { chart: "journeys", ...definition }, "", paths);
    deepEqual([who(1, "Sign up", { start_with: "Sign up" }), who(2, "Search", { start_with: "Sign up" }), who(2, "Search", { end_with: "Sign up" }), who(2, "Other", { start_with: "Sign up" })],
        ["Paths from Sign up", "Search, 1 step after Sign up", "Search, 1 step before Sign up", ""]);
});

test("an empty chart says which condition emptied it, and lifts that first", () => {
    const definition = { chart: "segmentation", events: [{ event: "A", filters: [{ property: "country", value: "XX" }] }], range: { last: 7, unit: "day" } };
    equal(emptyWords(definition).why, "In the last 7 days nothing matches country is XX.");
    deepEqual(widened(definition)["events"], [{ event: "A" }]);
    deepEqual(widened({ chart: "segmentation", events: ["A"], range: { last: 7, unit: "day" } })["range"], { last: 12, unit: "month" });
});

test("the time to convert is shown of every group, in bins that people know", () => {
    const series = (group: string | null, bin: number, counts: readonly number[]) => ({
        segment: "All users", group_kind: group === null ? "all" : "value", ...(group === null ? {} : { group }), counts: [10, 6], conversion: [1, 0.6], step_conversion: [1, 0.6], dropped: [0, 4],
        time_to_convert: { bin_ms: bin, counts, shares: [] },
    });
    const view = kind("funnel").describe(answer({
        chart: "funnel", steps: [{ name: "A" }, { name: "B" }],
        series: [series(null, 60_000, [7, 3, 0, 2]), series("web", 60_000, [6, 1]), series("app", 30_000, [1, 0, 2, 0, 0, 0, 2])],
    }), { chart: "funnel", steps: ["A", "B"], breakdown: "platform" }, "time");
    deepEqual(view.table.columns.map((column) => column.title), ["Time", "web", "Share", "app", "Share"]);
    deepEqual(view.table.rows.map((row) => row.cells.map((cell) => cell.text)), [["up to 1 min", "6", "85.7%", "1", "20.0%"], ["1 min to 2 min", "1", "14.3%", "2", "40.0%"], ["2 min to 5 min", "0", "0.0%", "2", "40.0%"]]);
    deepEqual(view.table.rows[2]?.cells[3]?.point, { segment: 0, group: "app", from_ms: 120_000, to_ms: 300_000 });
    equal(view.summary, "Most take up to 1 min: 7 of 12.");
    deepEqual([finestBin(undefined), finestBin({ value: 7, unit: "day" }), finestBin({ value: 10, unit: "minute" }), finestBin("session")], [60, 600, 1, undefined]);
});

test("retention over time has a line for each interval that matters, over the cohorts it has ended for", () => {
    const view = kind("retention").describe(answer({
        chart: "retention", buckets: [{ start: "2026-03-02" }, { start: "2026-03-09" }, { start: "2026-03-16" }], intervals: ["0", "1", "2"],
        series: [{
            segment: "All users", overall: { sizes: [30, 20, 10], counts: [30, 8, 2], shares: [1, 0.4, 0.2] },
            cohorts: [{ size: 10, counts: [10, 5, 2], shares: [1, 0.5, 0.2] }, { size: 10, counts: [10, 3, 1], shares: [1, 0.3, 0.1], incomplete: [false, false, true] }, { size: 10, counts: [10], shares: [1] }],
        }],
    }), { chart: "retention", interval: "week" }, "trend");
    const chart = view.picture?.is === "chart" ? view.picture : undefined;
    deepEqual(chart?.chart.series.map((series) => [series.name, series.points.map((point) => point.value)]), [["Week 1", [0.5, 0.3, null]], ["Week 2", [0.2, null, null]]]);
    deepEqual(chart?.pointOf({ series: "1", category: 0 }), { series: 0, cohort: 0, interval: 2 });
});

test("the periods of a chart say their year where a day could be of two", () => {
    const labels = (first: string, last: string) => bucketCategories([{ start: first, incomplete: false }, { start: last, incomplete: false }], "day").map((category) => category.label);
    deepEqual(labels("2025-12-20", "2026-01-10"), ["20 Dec", "10 Jan"]);
    deepEqual(labels("2025-10-06", "2026-11-28"), ["6 Oct 2025", "28 Nov 2026"]);
});

test("a chart is saved with the picture that is looked at, and what that asks is no part of it afterwards", () => {
    const funnel = kind("funnel");
    const definition = { chart: "funnel", steps: ["A", "B"] };
    const saved = withShow(funnel, definition, "trend");
    deepEqual(saved, { ...definition, over_time: true, show: "trend" });
    deepEqual(showOf(funnel, saved), [definition, "trend"]);
    deepEqual(showOf(funnel, withShow(funnel, definition, "time")), [definition, "time"]);
    deepEqual(withShow(funnel, definition, ""), definition);
    // What somebody asked for in a file stays.
    deepEqual(showOf(funnel, { ...definition, time_to_convert: { from: 1, to: 2 } }), [{ ...definition, time_to_convert: { from: 1, to: 2 } }, ""]);
    deepEqual(showOf(kind("segmentation"), { chart: "segmentation", events: ["A"], show: "stacked" }), [{ chart: "segmentation", events: ["A"] }, "stacked"]);
});

test("a range of weeks is looked at by week until somebody chooses another interval", () => {
    const days = { is: "last", count: 30, unit: "day", complete: false } as const;
    const weeks = { is: "last", count: 12, unit: "week", complete: true } as const;
    const segmentation = kind("segmentation");
    deepEqual(intervalFor(segmentation, { range: { last: 30, unit: "day" } }, weeks), { interval: "week" });
    deepEqual(intervalFor(segmentation, { range: { last: 12, unit: "week" }, interval: "week" }, days), { interval: undefined });
    deepEqual(intervalFor(segmentation, { range: { last: 30, unit: "day" }, interval: "hour" }, weeks), {});
});

test("a funnel's answer is shown step by step, each number with the point that asks for its people", () => {
    const view = kind("funnel").describe(answer({
        chart: "funnel", steps: [{ name: "A" }, { name: "B" }, { name: "C" }],
        series: [{ segment: "All users", group_kind: "all", counts: [200, 150, 30], conversion: [1, 0.75, 0.15], step_conversion: [1, 0.75, 0.2], dropped: [0, 50, 120], median_ms: [null, 60000, 120000], median_from_first_ms: [null, 60000, 200000] }],
    }), { chart: "funnel", steps: ["A", "B", "C"] }, "");
    equal(view.figures[0]?.text, "15.0%");
    equal(view.figures[0]?.detail, "30 of 200, median 3 min 20 s");
    equal(view.summary, "30 of 200 reach C: 15%. Most are lost before C, which 20% of those before it reach.");
    deepEqual(view.table.rows[2]?.cells.map((cell) => cell.text), ["3. C", "30", "15.0%", "20.0%", "120", "2 min"]);
    deepEqual(view.table.rows[2]?.cells[4]?.point, { segment: 0, step: 3, outcome: "dropped" });
});

test("segments and groups of a segmentation get points of their own", () => {
    const view = kind("segmentation").describe(answer({
        chart: "segmentation", buckets: [{ start: "2026-03-02T00:00:00Z", incomplete: false }, { start: "2026-03-03T00:00:00Z", incomplete: true }],
        series: [
            { event: 0, label: "A", segment: "staff", series: [3, 1], collapsed: 4, compare_series: [2, 2], compare_collapsed: 2 },
            { event: 0, label: "A", segment: "staff", group: ["DE"], series: [3, 0], collapsed: 3 },
            { event: 0, label: "A", segment: "staff", other: true, series: [0, 1], collapsed: 1 },
        ],
    }), { chart: "segmentation", events: ["A"], segments: [{ name: "All users" }, { name: "staff", cohorts: ["staff"] }] }, "");
    equal(view.figures[0]?.detail, "+100% on the period before");
    deepEqual(view.table.rows.map((row) => row.cells[0]?.text), ["A · staff", "A · staff, before", "DE · staff", "Other · staff"]);
    deepEqual(view.table.rows[2]?.cells[2]?.point, { event: 0, segment: 1, group: ["DE"], bucket: 0 });
    equal(view.table.rows[2]?.cells[3]?.point, null);
    deepEqual(view.table.rows[3]?.cells[3]?.point, { event: 0, segment: 1, other: true, bucket: 1 });
    equal(view.table.rows[3]?.cells[3]?.running, true);
    const picture = view.picture?.is === "chart" ? view.picture.pointOf({ series: "1", category: 0 }) : null;
    deepEqual(picture, { event: 0, segment: 1, group: ["DE"], bucket: 0 });
});

test("a share beside counts has an axis of its own, and numbers of a row have the same decimals", () => {
    const series = (formula: number, format: string, values: readonly number[]) => ({ formula, label: `F${formula}`, format, segment: "All users", series: values, collapsed: values[0] });
    const view = kind("segmentation").describe(answer({
        chart: "segmentation", buckets: [{ start: "2026-03-02T00:00:00Z" }, { start: "2026-03-03T00:00:00Z" }],
        series: [series(0, "percent", [0.25, 0.5]), series(1, "number", [2.5, 3]), series(2, "number", [4, 5])],
    }), { chart: "segmentation", events: ["A"], metric: "formula" }, "");
    const chart = view.picture?.is === "chart" ? view.picture.chart : undefined;
    deepEqual(chart?.axes.map((axis) => axis.percent), [false, true]);
    deepEqual(chart?.series.map((each) => each.axis), [1, 0, 0]);
    deepEqual(view.table.rows.slice(1).map((row) => row.cells.slice(2).map((cell) => cell.text)), [["2.50", "3.00"], ["4", "5"]]);
});

test("usage intervals are drawn day by day, and listed as they are", () => {
    const view = kind("usage_interval").describe(answer({
        chart: "usage_interval", series: [{ segment: "All users", people: 10, days: [1, 1.5, 4], counts: [3, 2, 5], shares: [0.3, 0.5, 1], covers_80_percent: 4 }],
    }), { chart: "usage_interval" }, "");
    const chart = view.picture?.is === "chart" ? view.picture.chart : undefined;
    deepEqual(chart?.categories.map((category) => category.label), ["1 day", "2 days", "3 days", "4 days"]);
    deepEqual(chart?.series[0]?.points.map((point) => point.value), [0.3, 0.5, 0.5, 1]);
    deepEqual(view.table.rows.map((row) => row.cells[0]?.text), ["1 day", "1.5 days", "4 days"]);
    deepEqual(view.picture?.is === "chart" ? view.picture.pointOf({ series: "0", category: 2 }) : null, { series: 0, days: 3, up_to: true });
});

test("retention shades what came back by the best week, not by the first", () => {
    const view = kind("retention").describe(answer({
        chart: "retention", buckets: [{ start: "2026-03-02T00:00:00Z" }], intervals: [0, 1, 2],
        series: [{ segment: "All users", cohorts: [{ size: 10, counts: [10, 4, 2], shares: [1, 0.4, 0.2], incomplete: [false, false, true] }], overall: { sizes: [10, 10, 0], counts: [10, 4, 0], shares: [1, 0.4, null] } }],
    }), { chart: "retention", interval: "week" }, "");
    deepEqual(view.table.rows[1]?.cells.map((cell) => cell.text), ["2 Mar 2026 (W10)", "10", "100.0%", "40.0%", "20.0%"]);
    deepEqual(view.table.rows[1]?.cells.map((cell) => cell.shade), [null, null, null, 1, 0.5]);
    deepEqual(view.table.rows[1]?.cells[3]?.point, { series: 0, cohort: 0, interval: 1 });
    equal(view.table.rows[1]?.cells[4]?.running, true);
    equal(view.summary, "Of those who started come back: 40% in week 1.");
});

test("every kind of chart shows an answer that has nothing in it", () => {
    for (const each of KINDS) {
        for (const [show] of each.shows) equal(each.describe(answer({ chart: each.id }), { ...each.starter, events: ["A"], steps: ["A", "B"] }, show).isEmpty, true, `${each.id} ${show}`);
    }
});

test("paths are laid out as high as they are frequent, and bands meet their nodes", () => {
    const node = (name: string, count: number) => ({ name, kind: "node", count, share: count / 100, ended: 0, point: null });
    const edge = (from: string, to: string, count: number) => ({ column: 0, from, to, toKind: "node", count, share: count / 100, seconds: null, point: null });
    const layout = layoutFlow({ paths: 100, backward: false, columns: [[node("a", 100)], [node("c", 30), node("b", 70)]], edges: [edge("a", "c", 30), edge("a", "b", 70)] }, 400);
    deepEqual(layout.nodes.map((placed) => [placed.node.name, placed.y, placed.height]), [["a", 0, 400], ["b", 0, 280], ["c", 290, 120]]);
    deepEqual(layout.edges.map((placed) => [placed.edge.to, placed.y0, placed.y1, placed.thickness]), [["b", 0, 0, 280], ["c", 280, 290, 120]]);
    equal(layout.nodes[0]?.x, 0);
    equal((layout.nodes[1]?.x ?? 0) > NODE_WIDTH, true);
    // Nodes take what room there is, up to a width that still reads.
    const wide = (room: number) => layoutFlow({ paths: 1, backward: false, columns: [[node("a", 1)], [node("b", 1)]], edges: [] }, 400, room);
    equal(wide(400).width, 400);
    equal(wide(4_000).width < 600, true);
});

test("a press picks the nearest line, and in a stack the part that it is in", () => {
    const series = (id: string, values: readonly number[], stacked: boolean) => ({
        id, name: id, measure: "", shape: "column" as const, valueFormat: null, axis: 0 as const, colour: { slot: 0 }, stacked, isTotal: false, marks: false, step: false,
        points: values.map((value) => ({ value, text: String(value) })),
    });
    const chart = (stacked: boolean) => ({
        kind: "cartesian" as const, horizontal: false, stacking: stacked ? "normal" as const : "none" as const, categoryTitle: "", isTime: false, categories: [{ label: "x", title: "x", when: "x", running: false }],
        series: [series("a", [10], stacked), series("b", [30], stacked), series("c", [-5], stacked)], axes: [], referenceLines: [], valueLabels: false, labelFormat: null, totalLabels: false, hasLegend: true, leftOut: "",
        trendLines: [], annotations: [], gridlines: { categories: false, values: true }, categoryLabels: true, touching: false, smooth: false, bridgesGaps: false, summary: "",
    });
    const at = (stacked: boolean, value: number) => nearestSeries(chart(stacked), new Set(), 0, [value, value])?.series;
    deepEqual([at(false, 12), at(false, 28), at(true, 12), at(true, 9), at(true, -3)], ["a", "b", "b", "a", "c"]);
    equal(highestSeries(chart(false), new Set(["b"]), 0)?.series, "a");
});

test("conditions of a cohort are groups of which each needs one; what the form can't show is left alone", () => {
    const definition = { all_of: [{ clause: "did", event: "A" }, { any_of: [{ clause: "new" }, { clause: "active" }] }] };
    deepEqual(writeGroups(readGroups(definition) ?? []), definition);
    equal(readGroups({ user_ids: ["amy"] }), null);
    equal(readGroups({ all_of: [{ clause: "occurrence", event: "A" }] }), null);
    deepEqual([isWholeClause({ clause: "did" }), isWholeClause({ clause: "did", event: "A" }), isWholeClause({ clause: "property_now", property: "p", op: "is" }), isWholeClause({ clause: "property_now", property: "p", op: "is set" })], [false, true, false, true]);
});

test("a chart is kept as a file of the project would hold it", () => {
    equal(chartYAML({ chart: "funnel", steps: ["A", { event: "B: x" }], range: { last: 30, unit: "day" } }, "From A to B", null), [
        "- chart: NUMBER   # one of its own", "  title: From A to B", "  definition:", "    chart: funnel", "    steps: [A, {event: \"B: x\"}]", "    range: {last: 30, unit: day}", "",
    ].join("\n"));
});

test("what a chart counts is users or groups by their type, one or many", () => {
    deepEqual(unitWords({}), { one: "user", many: "users", title: "Users" });
    deepEqual(unitWords({ count_by: "account" }), { one: "account", many: "accounts", title: "Accounts" });
    deepEqual(["person", "users", "company", "key", "box"].map((name) => unitNamed(name).many), ["users", "users", "companies", "keys", "boxes"]);
});

test("series of formulas are named as people read them", () => {
    const words = (formula: string) => formulaWords(formula, ["Search", "Click"]);
    equal(words("TOTALS(A) / UNIQUES(A)"), "Search for each user");
    equal(words("TOTALS(B)/TOTALS(A)"), "Click ÷ Search");
    equal(words("UNIQUES(B) / UNIQUES(A)"), "Click ÷ Search, users");
    equal(words("TOTALS(A) / UNIQUES(B)"), "Search (times) ÷ Click (users)");
    equal(words("(TOTALS(A) + TOTALS(B)) * 2"), "(Search (times) + Click (times)) × 2");
    equal(words("TOTALS(C)"), "TOTALS(C)", "there is no third event");
    equal(words("ROLLAVG(A, 7)"), "ROLLAVG(A, 7)", "no word is known for it");
});

test("events stand under the days of the project's zone, in the order in which they came", () => {
    const at = (time: string) => ({ time });
    deepEqual(byDay([at("2026-11-27T23:30:00Z"), at("2026-11-27T22:59:00Z"), at("2026-11-26T23:00:00Z")], "Europe/Berlin"), [
        { day: "2026-11-28", items: [at("2026-11-27T23:30:00Z")] }, { day: "2026-11-27", items: [at("2026-11-27T22:59:00Z"), at("2026-11-26T23:00:00Z")] },
    ]);
    deepEqual(byDay([], "UTC"), []);
});

test("the active % is in percent, a share of a formula is a fraction, and what a property has for each active user is neither", () => {
    const shown = (definition: Readonly<Record<string, unknown>>, series: Readonly<Record<string, unknown>>) => {
        const body = { buckets: [{ start: "2026-03-02T00:00:00Z", end: "2026-03-03T00:00:00Z", incomplete: false }], series: [{ segment: "All", ...series }] };
        const view = kind("segmentation").describe(answer(body), { chart: "segmentation", events: ["A"], interval: "day", ...definition }, "");
        return view.table.rows[0]?.cells[2]?.text;
    };
    const event = { event: 0, label: "A", series: [51.2], collapsed: 51.2 };
    const formula = (format: string, more: Readonly<Record<string, unknown>>) => ({ formula: 0, label: "f", format, ...more });
    equal(shown({ metric: "active" }, event), "51.2%");
    equal(shown({ metric: "property_per_active", property: "event.x" }, { ...event, series: [4.73] }), "4.73");
    equal(shown({ metric: "formula" }, formula("percent", { series: [0.61], collapsed: 0.61 })), "61.0%");
    equal(shown({ metric: "formula" }, formula("percent", { in_percent: true, series: [51.2], collapsed: 51.2 })), "51.2%");
    equal(shown({ metric: "formula" }, formula("number", { in_percent: true, series: [51.25], collapsed: 51.25 })), "51.25");
    equal(shown({ metric: "formula" }, formula("currency", { series: [12.5], collapsed: 12.5 })), "$12.50");
});

test("weeks of stickiness that are put together say how often somebody counts", () => {
    const days = (people: number) => ({ people, exactly: [people, 0], at_least: [people, 0], exactly_shares: [1, 0], at_least_shares: [1, 0] });
    const of = (starts: readonly string[], groups: ReadonlyArray<string | null>) => kind("stickiness").describe(answer({
        buckets: starts.map((start) => ({ start, incomplete: false })),
        series: groups.map((group) => ({ segment: "All users", group: group === null ? null : [group], buckets: starts.map(() => days(5)), overall: days(5 * starts.length) })),
    }), { chart: "stickiness", event: "Search", interval: "week" }, "");
    const heads = (view: ReturnType<typeof of>) => view.table?.rows.filter((row) => row.strong).map((row) => row.cells.slice(0, 2).map((each) => each.text));
    const weeks = ["2026-03-02T00:00:00Z", "2026-03-09T00:00:00Z"];
    deepEqual(heads(of(weeks, [null])), [["All complete weeks (each user counts once a week)", "10"]]);
    deepEqual(heads(of(weeks, ["web", "ios"])), [["web (each user counts once a week)", "10"], ["ios (each user counts once a week)", "10"]]);
    deepEqual(heads(of(weeks.slice(0, 1), [null])), [["All", "5"]]);
});
