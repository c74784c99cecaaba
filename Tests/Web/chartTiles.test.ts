import { deepEqual, equal, test } from "./assertions";
import { readFilter, readTile } from "../../web/src/api/content";
import type { DashboardFilter, Tile } from "../../web/src/api/content";
import { reachesChart } from "../../web/src/features/dashboards/cross";
import { chartTile, filterOf, tileOf } from "../../web/src/features/dashboards/edit/formTile";
import { subjectOf } from "../../web/src/features/dashboards/filterSubject";
import { chartFilters, guessedListens } from "../../web/src/filters/chartFilters";

const filter = (name: string, type: string, dimension = ""): DashboardFilter =>
    readFilter({ name, title: name, type, ...(dimension === "" ? {} : { model: "m", explore: "e", dimension }) });
const FILTERS = [filter("Date", "date_filter"), filter("Country", "field_filter", "accounts.country"), filter("Price", "number_filter")];

test("filters reach a chart by what its tile links them to, any value too, and links to filters that are gone don't count", () => {
    const listens = [{ filter: "Date", field: "range" }, { filter: "Country", field: "country" }, { filter: "Price", field: "event.amount" }, { filter: "Gone", field: "platform" }];
    const values = new Map([["Date", "7 days"], ["Country", ""], ["Price", ">5"]]);
    deepEqual(chartFilters(listens, FILTERS, values), [
        { field: "range", expression: "7 days", kind: "date", title: "Date" },
        { field: "country", expression: "", kind: "string", title: "Country" },
        { field: "event.amount", expression: ">5", kind: "number", title: "Price" },
    ]);
});

test("a press on another tile reaches a chart through a filter on the pressed field", () => {
    const listens = [{ filter: "Country", field: "country" }];
    const tile: Tile = { ...readTile({ id: "1" }, undefined, 0), kind: "chart", chartID: "s1", listens };
    deepEqual([reachesChart(tile, ["accounts.country"], FILTERS), reachesChart(tile, ["accounts.name"], FILTERS)], [true, false]);
    equal(chartFilters(listens, FILTERS, new Map([["Country", "US"]]), { "accounts.country": "DE" })[0]?.expression, "DE");
});

test("a new tile listens by equal names: dates to the range, columns of all events before properties of some", () => {
    const names = ["event.country", "country", "user.price", "platform"];
    deepEqual(guessedListens(FILTERS, names), [{ filter: "Date", field: "range" }, { filter: "Country", field: "country" }, { filter: "Price", field: "user.price" }]);
    deepEqual(guessedListens([...FILTERS, filter("Until", "date_filter")], []), [{ filter: "Date", field: "range" }], "the second date would take the range from the first");
    deepEqual(guessedListens(FILTERS, ["accounts.country"]).map((each) => each.field), ["range", "accounts.country"]);
});

test("what a tile with a chart listens to is kept with it", () => {
    const listens = [{ filter: "Date", field: "range" }];
    const made = chartTile("s1", "Funnel", listens);
    deepEqual(made["listen"], { Date: "range" });
    const shown = tileOf({ ...made, name: "f" }, undefined);
    deepEqual([shown.kind, shown.chartID, shown.listens], ["chart", "s1", listens]);
    const read = readTile({ id: "1", type: "extension", extension_id: "soundings::chart", rich_content_json: made["rich_content_json"], result_maker: { filterables: [{ listen: [{ dashboard_filter_name: "Date", field: "range" }] }] } }, undefined, 0);
    deepEqual([read.kind, read.merge, read.listens], ["chart", null, listens]);
    equal(chartTile("s1", "Funnel", [])["listen"], undefined);
});

test("a filter without a field suggests the values of what it filters in a chart", () => {
    const tile: Tile = { ...readTile({ id: "1" }, undefined, 0), kind: "chart", chartID: "s1", listens: [{ filter: "Plan", field: "user.plan" }, { filter: "Date", field: "range" }] };
    const plan = filter("Plan", "string_filter");
    deepEqual(subjectOf(plan, [plan], new Map(), [tile]).source?.chart, { id: "s1", property: "user.plan" });
    equal(subjectOf(plan, [plan], new Map(), []).source, null);
    equal(subjectOf(filter("Date", "date_filter"), [], new Map(), [tile]).source, null);
    const dated: Tile = { ...tile, listens: [{ filter: "Date", field: "range" }] };
    const whenEmpty = (...tiles: readonly Tile[]) => subjectOf(filter("Date", "date_filter"), [], new Map(), tiles).whenEmpty;
    deepEqual([whenEmpty(dated), whenEmpty(dated, { ...dated, kind: "query", chartID: "" }), whenEmpty()], ["is each chart's own", undefined, undefined]);
});

test("a filter of the form is read by its field, as far as it was saved with it", () => {
    const country = { name: "Land", type: "field_filter", model: "m", explore: "e", field: "accounts.country" };
    const read = filterOf(country, FILTERS);
    deepEqual([read.name, read.dimension, read.field], ["Land", "accounts.country", null]);
});
