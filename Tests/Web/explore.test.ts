import { deepEqual, equal, test } from "./assertions";
import { freeName, readCustomFields, withCustomField } from "../../web/src/api/customFields";
import { readField } from "../../web/src/api/fields";
import { readQueryBody } from "../../web/src/api/queries";
import { cellText, copiedText, readResult } from "../../web/src/api/result";
import { tableColumns } from "../../web/src/charts/columns";
import { asTabs, moved, naturalWidths, ordered, textWidth } from "../../web/src/charts/tableLayout";
import { readSort, sortedBy, withSort } from "../../web/src/charts/tableSorts";
import { readVis } from "../../web/src/charts/vis";
import { emptyDraft, missing, proposedLabel, readDraft, writeDraft } from "../../web/src/features/explore/custom/draft";
import { QUICK, quickName } from "../../web/src/features/explore/custom/quick";
import { changedVis, withField, withPivot } from "../../web/src/features/explore/edits";
import { bestMatch, byView } from "../../web/src/features/explore/fieldViews";
import { problemOf } from "../../web/src/features/explore/expressions/checking";
import { callAt, completions } from "../../web/src/features/explore/expressions/completion";
import { FUNCTIONS } from "../../web/src/features/explore/expressions/functions";
import { guessedOn, mergeAddress, readMerge, withoutSource, withSource } from "../../web/src/features/explore/merge/merge";
import type { Merge } from "../../web/src/features/explore/merge/merge";
import { readQuery } from "../../web/src/navigation/query";
import { cellPlace, cellQuery, valueFilter } from "../../web/src/results/cellTools";

const FIELDS = [{ name: "orders.total", label: "Total" }, { name: "orders.status", label: "Status" }];
const names = FIELDS.map((field) => field.name);

test("completion offers fields inside of braces, and functions and fields by what is typed", () => {
    const [field] = completions("${tot", 5, FIELDS, FUNCTIONS);
    deepEqual([field?.text, field?.from], ["${orders.total}", 0]);
    const called = completions("1 + running_t", 13, FIELDS, FUNCTIONS);
    deepEqual(called.map((each) => each.text), ["running_total()"]);
    equal(called[0]?.back, 1);
    deepEqual(completions("concat(\"ru", 10, FIELDS, FUNCTIONS), []);
});

test("help follows the argument that the cursor is in", () => {
    const call = callAt("if(${orders.total} > 3, round(1, ", 33, FUNCTIONS);
    deepEqual([call?.called.name, call?.argument], ["round", 1]);
    const outer = callAt("if(${orders.total} > 3, round(1, 2), ", 37, FUNCTIONS);
    deepEqual([outer?.called.name, outer?.argument], ["if", 2]);
    equal(callAt("1 + 2", 5, FUNCTIONS), undefined);
});

test("an expression is checked for names, brackets and quotes before the server is asked", () => {
    const said = (expression: string, calculation = true) => problemOf(expression, names, FUNCTIONS, calculation);
    equal(said("sum(${orders.total}) / 2"), undefined);
    equal(said("${orders.totl}"), "There is no field orders.totl in this answer. Did you mean orders.total?");
    equal(said("summ(${orders.total})"), "There is no function summ. Did you mean sum?");
    equal(said("(1 + 2"), "A bracket is not closed.");
    equal(said("1)"), "A bracket is closed that was not opened.");
    equal(said("concat(\"a"), "A text has no closing quote.");
    equal(said("case(when(${orders.total} > 1, \"(\"), \"x\")"), undefined);
    equal(said("running_total(${orders.total})", false), "running_total looks at a whole column of an answer; only table calculations can.");
});

test("a custom field is written as it was read, and a name is found that nobody has", () => {
    const bins = { category: "dimension", dimension: "age_bins", label: "Age", calculation_type: "bin", based_on: "u.age", args: ["u.age", "10", "0", "100", null, "integer"] };
    const draft = readDraft(bins);
    deepEqual(draft === undefined ? undefined : writeDraft(draft, "age_bins"), bins);
    const filtered = { category: "measure", measure: "big", label: "Big", based_on: "o.count", filters: { "o.total": ">100" }, value_format_name: "decimal_0" };
    const measure = readDraft(filtered);
    deepEqual(measure === undefined ? undefined : Object.entries(writeDraft(measure, "big")).sort(), Object.entries(filtered).sort());
    equal(freeName("Share of users!", ["share_of_users"]), "share_of_users_2");
    equal(freeName("3 days", []), "n3_days");
    equal(draft === undefined ? "" : missing({ ...draft, bin: { ...draft.bin, size: "0" } }), "Bins need a size above 0, a least and a larger last value.");
});

test("a changed field keeps its place among the others", () => {
    const two = withCustomField(withCustomField("", { table_calculation: "a", expression: "1" }, null), { table_calculation: "b", expression: "2" }, null);
    const changed = withCustomField(two, { table_calculation: "a", expression: "3" }, "a");
    deepEqual(readCustomFields(changed).map((field) => [field.name, field.expression]), [["a", "3"], ["b", "2"]]);
});

const pivoted = readResult({
    fields: {
        dimensions: [{ name: "o.month", type: "date_month", category: "dimension", label_short: "Month" }],
        measures: [{ name: "o.count", type: "count", category: "measure", label_short: "Count", is_numeric: true }],
        pivots: [{ name: "o.kind", type: "string", category: "dimension", label_short: "Kind" }],
    },
    pivots: ["a", "b"].map((key) => ({ key, data: { "o.kind": key } })),
    data: [{ "o.month": { value: "2026-09" }, "o.count": { a: { value: 1234, rendered: "1,234" }, b: { value: null } } }],
});
const COLUMNS = tableColumns(pivoted, readVis({}));

test("pivot columns are sorted by their number, and one more sort stands behind the others", () => {
    const [month, a, b] = COLUMNS;
    if (month === undefined || a === undefined || b === undefined) throw new Error("no columns");
    deepEqual(withSort([], b, pivoted, true, false), ["o.count desc 1"]);
    deepEqual(withSort(["o.month"], b, pivoted, true, true), ["o.month", "o.count desc 1"]);
    deepEqual(withSort(["o.month desc", "o.count desc 0"], month, pivoted, false, true), ["o.month", "o.count desc 0"]);
    deepEqual([sortedBy(a, pivoted, ["o.count desc 1"]), sortedBy(b, pivoted, ["o.month", "o.count desc 1"])], [null, { place: 1, descending: true }]);
    deepEqual(readSort("o.count desc 1"), { field: "o.count", descending: true, pivot: 1 });
});

test("columns stand as settings say, can be moved, and are wide enough for what is in them", () => {
    deepEqual(ordered(COLUMNS, ["b - o.count"]).map((column) => column.id), ["b - o.count", "o.month", "a - o.count"]);
    const [month, , b] = COLUMNS;
    deepEqual(moved(COLUMNS, b?.id ?? "", month?.id ?? ""), ["b - o.count", "o.month", "a - o.count"]);
    equal([...naturalWidths(pivoted, COLUMNS).values()].every((width) => width >= 56 && width <= 360), true);
});

test("columns have room for what is in them: figures and capitals are wide, points and small l narrow", () => {
    // Measured in Inter of 14 px with figures of one width.
    const measured: ReadonlyArray<readonly [string, number]> = [["2026-11", 60.9], ["1,284,000", 71.2], ["Dornford Research Institute", 181.9], ["illness", 41], ["MAU", 32.3]];
    for (const [text, width] of measured) equal(textWidth(text) >= width && textWidth(text) <= width * 1.25, true, `${text} is taken to be ${textWidth(text)} px wide`);
});

test("a copied table pastes into a spreadsheet", () => {
    equal(asTabs(COLUMNS, pivoted.rows, null), "Month\ta\tb\n2026-09\t1,234\t");
    // What is drawn with a minus is a number there only with a hyphen; what is no number has neither.
    const cells = [{ value: -1234, rendered: "-$1,234" }, { value: "-5", rendered: null }, { value: "-none-", rendered: null }].map((cell) => ({ ...cell, html: null, links: [] }));
    deepEqual([cells.map(cellText), cells.map(copiedText)], [["−$1,234", "−5", "-none-"], ["-$1,234", "-5", "-none-"]]);
});

test("a cell's value becomes the filter that keeps or leaves out its rows", () => {
    const [month] = pivoted.dimensions;
    if (month === undefined) throw new Error("no field");
    const text = { ...month, type: "string", grain: null };
    deepEqual([valueFilter(text, "a, b", false), valueFilter(text, "x", true), valueFilter(text, null, false)], ["a^, b", "-x", "NULL"]);
    deepEqual([valueFilter(month, "2026-09", false), valueFilter(month, "2026-09", true)], ["2026-09", "before 2026-09-01, after 2026-10-01"]);
    deepEqual(valueFilter({ ...month, type: "date_week", grain: "week" }, "2026-09-07", false), "2026-09-07 for 7 days");
    deepEqual([valueFilter({ ...month, type: "number", isNumeric: true, grain: null }, 5, true), valueFilter({ ...month, type: "yesno", grain: null }, "Yes", true)], ["NOT 5", "No"]);
});

test("an explained number is the query of its cell alone", () => {
    const query = readQueryBody({ model: "m", view: "o", fields: ["o.month", "o.count"], pivots: ["o.kind"], filters: { "o.kind": "a,b" }, sorts: ["o.count desc 0"] });
    const [, a] = COLUMNS;
    const [row] = pivoted.rows;
    if (a === undefined || row === undefined) throw new Error("no cell");
    const own = cellQuery(query, pivoted, { column: a, row });
    deepEqual([own.fields, own.pivots, own.sorts, own.filters["o.month"]], [["o.count"], [], [], "2026-09"]);
    deepEqual(cellPlace(pivoted, { column: a, row }), [["Month", "2026-09"], ["Kind", "a"]]);
});

test("settings of one chart type stay when another is chosen, and what is taken away is gone", () => {
    deepEqual(changedVis({ type: "looker_line", interpolation: "step" }, { type: "looker_pie" }), { type: "looker_pie", interpolation: "step" });
    deepEqual(changedVis({ type: "table", show_totals: false }, { show_totals: undefined }), { type: "table" });
});

test("dimensions stand before measures, and a new pivot forgets the numbers of the old columns", () => {
    const query = readQueryBody({ model: "m", view: "o", fields: ["o.month", "o.count"], sorts: ["o.month", "o.count desc 1"] });
    deepEqual(withField(query, "o.kind", (name) => name !== "o.count").fields, ["o.month", "o.kind", "o.count"]);
    deepEqual(withPivot(query, "o.month").sorts, ["o.month"]);
});

test("Enter in the search of fields means the field of that very name, measures too, before those that only hold its words", () => {
    const field = (name: string, label: string, category: string) => readField({ name, label, label_short: label, category, view_label: "Orders" });
    const fields = [field("orders.customer_id", "Customer ID of orders", "dimension"), field("orders.customers", "Customers", "measure"), field("orders.customers_lost", "Customers lost", "measure")];
    const meant = (term: string) => bestMatch(byView(fields, term), term)?.name;
    equal(meant("customers"), "orders.customers");
    equal(meant(" customers l"), "orders.customers_lost");
    equal(meant("orders"), "orders.customer_id");
    equal(meant(""), undefined);
    equal(meant("revenue"), undefined);
});

test("calculations that are often wanted are named after what they are made of", () => {
    equal(quickName("Percent of the row before", "Monthly users"), "Monthly users, percent of the row before");
    deepEqual(QUICK.filter((quick) => quick.label.startsWith("Percent of")).map((quick) => quick.of("orders.count")), [
        "${orders.count} / offset(${orders.count}, -1)", "${orders.count} / offset(${orders.count}, 1)",
    ]);
});

test("fields of one short label are told apart by their views, in tables and in charts", () => {
    const field = (name: string, label: string, labelShort: string) => ({ name, label, label_short: labelShort, type: "string", category: "dimension" });
    const result = readResult({
        fields: {
            dimensions: [field("a.version", "Instance Version", "Version"), field("b.version", "Month Version", "Version"), field("a.type", "Instance Type", "Type")],
            measures: [{ ...field("a.count", "Instance Count", "Count"), category: "measure", is_numeric: true }],
        }, data: [],
    });
    deepEqual([...result.dimensions, ...result.measures].map(({ labelShort }) => labelShort), ["Instance Version", "Month Version", "Type", "Count"]);
});

test("merged results are an address: queries in order, and by what each further one is joined", () => {
    const merge: Merge = { sources: [{ query: "12", on: [] }, { query: "15", on: [{ field: "b.week", column: "a.week" }, { field: "b.type", column: "a.type" }] }], visConfig: { type: "looker_line" } };
    equal(mergeAddress(merge), "/explore/merge?of=12&of=15&on=b.week:a.week,b.type:a.type&vis=%7B%22type%22:%22looker_line%22%7D");
    deepEqual(readMerge(readQuery(mergeAddress(merge).split("?")[1] ?? "")), merge);
    deepEqual(readMerge(readQuery("of=12&of=15&on=broken&vis={")), { sources: [{ query: "12", on: [] }, { query: "15", on: [] }], visConfig: {} });
    equal(mergeAddress(withSource({ sources: merge.sources.slice(0, 1), visConfig: {} }, 1, "16")), "/explore/merge?of=12&of=16&on=");
    equal(mergeAddress(withSource(merge, 1, "16")).includes("of=16&on=b.week:a.week"), true);
    deepEqual(withoutSource(merge, 0).sources, [{ query: "15", on: [] }]);
});

test("a further query is joined by fields of one name, of one last name, or of one type", () => {
    const column = (name: string, type = "string") => ({ name, label: name, type });
    deepEqual(guessedOn([column("account.name"), column("b.week", "date")], [column("account.name"), column("a.week", "date")]), [{ field: "account.name", column: "account.name" }]);
    deepEqual(guessedOn([column("b.week", "date")], [column("account.name"), column("a.week", "date")]), [{ field: "b.week", column: "a.week" }]);
    deepEqual(guessedOn([column("b.day", "date")], [column("account.name"), column("a.week", "date")]), [{ field: "b.day", column: "a.week" }]);
    deepEqual(guessedOn([column("b.n", "number")], [column("account.name")]), []);
});

test("fields without a name are called after what they are made of", () => {
    const label = (field: string) => field.split(".")[1] ?? field;
    equal(proposedLabel({ ...emptyDraft("measure", "a.site"), aggregate: "count_distinct" }, label), "Number of site");
    equal(proposedLabel({ ...emptyDraft("measure", "a.site"), aggregate: "count_distinct", filters: { "a.kind": "Kubernetes" } }, label), "Number of site (Kubernetes)");
    equal(proposedLabel({ ...emptyDraft("measure", "a.users"), filters: { "a.kind": "x".repeat(50) } }, label), "users, filtered");
    equal(proposedLabel(emptyDraft("measure", "a.users"), label), "");
    equal(proposedLabel(emptyDraft("bin", "a.seats"), label), "seats, in bins");
    equal(proposedLabel(emptyDraft("group", ""), label), "");
    equal(proposedLabel(emptyDraft("calculation", ""), label), "");
});
