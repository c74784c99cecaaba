import { deepEqual, equal, test } from "./assertions";
import { readDashboard } from "../../web/src/api/content";
import type { DashboardFilter, Tile } from "../../web/src/api/content";
import { readDashboardForm, writeDashboardForm } from "../../web/src/api/dashboardForm";
import { readQueryBody } from "../../web/src/api/queries";
import type { JSONObject } from "../../web/src/api/reading";
import { crossedQuery, mayHave, readCrossing, toggled, unreachedWords, withCrossing } from "../../web/src/features/dashboards/cross";
import { subjectOf } from "../../web/src/features/dashboards/filterSubject";
import { listenersOf, nameOf, onTab, placeOf, tabOf, withDuplicate, withFilter, withListeners, withNewTab, withNewTile, withoutFilter, withoutTab, withoutTile } from "../../web/src/features/dashboards/edit/form";
import { queryOf, tileOf, withQuery } from "../../web/src/features/dashboards/edit/formTile";
import { freePlace, inOrder, onGrid, readingOrder, pressed, withTileAt, withoutEmptyRows } from "../../web/src/features/dashboards/edit/grid";
import type { Place } from "../../web/src/features/dashboards/edit/grid";
import { queryListens, withoutHeard } from "../../web/src/filters/queryListens";
import { tileQuery } from "../../web/src/filters/tileQuery";
import { readQuery, writeQuery } from "../../web/src/navigation/query";
import { merge } from "../../web/src/features/dashboards/edit/merge";

const place = (row: number, column: number, width: number, height: number): Place => ({ row, column, width, height });
const tile = (name: string, row: number, col: number, more: JSONObject = {}): JSONObject => ({ name, title: name, model: "m", explore: "e", fields: ["e.x"], row, col, width: 12, height: 6, ...more });
const formOf = (tiles: readonly JSONObject[], more: JSONObject = {}) => readDashboardForm({ title: "D", elements: tiles, ...more });

test("a tile that is put on others moves them down, and what is below them", () => {
    const places = new Map([["a", place(0, 0, 12, 6)], ["b", place(0, 12, 12, 6)], ["c", place(6, 0, 24, 4)]]);
    deepEqual([...withTileAt(places, "b", place(2, 6, 12, 6))], [["a", place(8, 0, 12, 6)], ["b", place(2, 6, 12, 6)], ["c", place(14, 0, 24, 4)]]);
    deepEqual([...withTileAt(places, "b", place(0, 12, 12, 6))], [...places], "nothing moves that is in nobody's way");
});

test("no tile leaves the grid, and arrow keys stop at its edges", () => {
    deepEqual(onGrid(place(-3, 20, 30, 0)), place(0, 0, 24, 1));
    deepEqual(pressed(place(0, 12, 12, 6), "ArrowRight", false), place(0, 12, 12, 6));
    deepEqual(pressed(place(0, 12, 12, 6), "ArrowRight", true), place(0, 12, 12, 6));
    deepEqual(pressed(place(0, 12, 12, 6), "ArrowLeft", true), place(0, 12, 11, 6));
    equal(pressed(place(0, 0, 2, 1), "a", false), undefined);
});

test("a new tile stands beside the last ones where there is room, else below; rows without tiles are closed", () => {
    deepEqual(freePlace(new Map([["a", place(0, 0, 12, 6)]]), 12, 6), place(0, 12, 12, 6));
    deepEqual(freePlace(new Map([["a", place(0, 0, 13, 6)]]), 12, 6), place(6, 0, 12, 6));
    deepEqual(freePlace(new Map([["a", place(0, 0, 24, 2)], ["b", place(2, 0, 12, 8)]]), 6, 2), place(2, 12, 6, 2), "at the upper edge of what it stands beside");
    deepEqual(freePlace(new Map(), 12, 8), place(0, 0, 12, 8));
    deepEqual([...withoutEmptyRows(new Map([["a", place(2, 0, 4, 2)], ["b", place(9, 0, 4, 2)]]))], [["a", place(0, 0, 4, 2)], ["b", place(2, 0, 4, 2)]]);
});

test("a tile goes up or down in the order of reading, and before two at once where it is too wide to stand between them", () => {
    const places = new Map([["a", place(0, 0, 12, 6)], ["b", place(0, 12, 12, 6)], ["c", place(6, 0, 24, 4)]]);
    const names = (name: string, by: -1 | 1) => readingOrder(inOrder(places, name, by));
    deepEqual([names("c", -1), names("b", 1), names("b", -1), names("a", -1), names("c", 1)], [["c", "a", "b"], ["c", "a", "b"], ["b", "a", "c"], ["a", "b", "c"], ["a", "b", "c"]]);
});

test("tiles are added, doubled and removed under names of their own", () => {
    const [one, first] = withNewTile(formOf([]), "", { title: "Users" }, 12, 6);
    const [two, second] = withNewTile(one, "", { title: "Users" }, 12, 6);
    deepEqual([first, second], ["Users", "Users 2"]);
    const [three, copy] = withDuplicate(two, "Users");
    equal(copy, "Users (copy)");
    deepEqual(placeOf(three.tiles[2] ?? {}), place(6, 0, 12, 6));
    deepEqual(withoutTile(withoutTile(three, "Users"), "Users 2").tiles.map((each) => [nameOf(each), placeOf(each).row]), [["Users (copy)", 0]]);
});

test("the first further tab makes the page a tab; the last but one that goes makes it a page again", () => {
    const [form, name] = withNewTab(formOf([tile("a", 0, 0), tile("b", 6, 0)]), "Details");
    deepEqual(form.tabs.map((tab) => tab["label"]), ["Overview", "Details"]);
    const moved = onTab(form, "b", name);
    deepEqual(moved.tiles.map((each) => [tabOf(moved, each), placeOf(each).row]), [["tab 1", 0], [name, 0]]);
    const back = withoutTab(moved, name);
    deepEqual([back.tabs, back.tiles.map((each) => [each["tab_name"], placeOf(each).row])], [[], [[undefined, 0], [undefined, 6]]]);
});

test("filters come with the fields that listen, and go with all that listened", () => {
    const form = formOf([tile("a", 0, 0), tile("b", 6, 0, { listen: [["Date", "e.day"], ["Date", "e.end"]] })]);
    const added = withFilter(form, { name: "Type", title: "Type" }, new Map([["a", "e.type"], ["b", "e.kind"]]));
    deepEqual(added.tiles.map(listenersOf), [[{ filter: "Type", field: "e.type" }], [{ filter: "Date", field: "e.day" }, { filter: "Date", field: "e.end" }, { filter: "Type", field: "e.kind" }]]);
    deepEqual(added.tiles[0]?.["listen"], { Type: "e.type" });
    deepEqual(withoutFilter(added, "Type").tiles.map(listenersOf), form.tiles.map(listenersOf));
    const linked = formOf([], { filters: [{ name: "A" }, { name: "B", listens_to_filters: ["A", "C"] }] });
    deepEqual(withoutFilter(linked, "A").filters, [{ name: "B", listens_to_filters: ["C"] }]);
    const merged = tile("m", 0, 0, { merged_queries: [{}] });
    equal(withListeners(merged, [{ filter: "A", field: "x" }]), merged, "which of several queries listens can't be said here");
});

test("a query goes into a tile and comes out the same; options beside it belong to the picture", () => {
    const old = tile("a", 0, 0, { type: "looker_line", point_style: "circle", filters: { "e.x": "1" }, note_text: "n" });
    const query = queryOf(old);
    deepEqual(query?.visConfig, { type: "looker_line", point_style: "circle" });
    const changed = withQuery(old, { ...(query ?? fail()), fields: ["e.y"], visConfig: { type: "looker_bar" } });
    deepEqual([changed["note_text"], changed["type"], changed["point_style"]], ["n", undefined, undefined]);
    deepEqual(queryOf(changed)?.fields, ["e.y"]);
    equal(tileOf({ name: "l", look: 12 }, undefined).lookID, "12");
    equal(tileOf({ name: "b", type: "button", rich_content_json: "{\"text\":\"Go\",\"href\":\"javascript:alert(1)\"}" }, undefined).button?.href, "", "a button runs nothing");
});

test("what is not known here is saved as it came", () => {
    const body = { dashboard: 7, title: "D", description: "", layout: "newspaper", theme_name: "x", element_ids: { a: 3 }, tags: ["t"], filters: [], elements: [tile("a", 0, 0, { odd: 1 })] };
    const [read] = JSON.parse(writeDashboardForm("7", readDashboardForm(body))) as JSONObject[];
    deepEqual([read?.["theme_name"], read?.["element_ids"], read?.["tags"], (read?.["elements"] as JSONObject[])[0]?.["odd"]], ["x", undefined, undefined, 1]);
});

test("no letter of a text is a line break or nothing for the reader of YAML", () => {
    const text = "a\u2028b\ufeffc\u0085d\u007fe 😀 *f \"g\" \\";
    const written = writeDashboardForm("7", formOf([{ name: "t", type: "text", body_text: text }]));
    equal(/[\u007f-\u009f\u2028\u2029\ufeff]/.test(written), false);
    equal((JSON.parse(written) as Array<{ elements: JSONObject[] }>)[0]?.elements[0]?.["body_text"], text);
});

test("edits of two people are put together; only where both changed the same do they clash", () => {
    const base = formOf([tile("a", 0, 0), tile("b", 0, 12), tile("c", 6, 0)]);
    const mine = withoutTile({ ...base, tiles: base.tiles.map((each) => (nameOf(each) === "a" ? { ...each, title: "A of mine", width: 10 } : each)) }, "c");
    const theirs = { ...base, title: "New title", tiles: base.tiles.map((each) => (nameOf(each) === "a" ? { ...each, title: "A of theirs", note_text: "n" } : each)) };
    const put = merge(base, mine, theirs);
    equal(put.form.title, "New title");
    deepEqual(put.form.tiles.map((each) => [each["title"], each["width"], each["note_text"]]), [["A of mine", 10, "n"], ["b", 12, undefined]]);
    deepEqual(put.clashes, ["tile “A of mine”"]);
    deepEqual(put.theirs, ["the title"]);
});

test("what one removes and the other changes stays, and both can put a tile at the same place", () => {
    const base = formOf([tile("a", 0, 0)]);
    const changed = { ...base, tiles: [{ ...tile("a", 0, 0), title: "Changed" }] };
    deepEqual(merge(base, withoutTile(base, "a"), changed).form.tiles.map((each) => each["title"]), ["Changed"]);
    deepEqual(merge(base, changed, withoutTile(base, "a")).clashes, ["tile “Changed”"]);
    deepEqual(merge(base, base, withoutTile(base, "a")).form.tiles, [], "what nobody changed here goes");
    const [mine] = withNewTile(base, "", { title: "Mine" }, 12, 6);
    const [theirs] = withNewTile(base, "", { title: "Theirs" }, 12, 6);
    deepEqual(merge(base, mine, theirs).form.tiles.map((each) => [nameOf(each), placeOf(each).row, placeOf(each).column]), [["a", 0, 0], ["Mine", 0, 12], ["Theirs", 6, 12]]);
});

test("layouts that are all active are tabs, and each tile lies on one of them", () => {
    const component = (element: string) => ({ dashboard_element_id: element, row: 0, column: 0, width: 12, height: 6 });
    const read = readDashboard({
        id: "1", title: "D", dashboard_elements: [{ id: "1", type: "text" }, { id: "2", type: "text" }],
        dashboard_layouts: [{ id: "10", active: true, dashboard_layout_components: [component("1")] }, { id: "11", active: true, label: "More", dashboard_layout_components: [component("2")] }],
    });
    deepEqual(read.tabs, [{ id: "10", label: "Tab 1" }, { id: "11", label: "More" }]);
    deepEqual(read.tiles.map((each) => [each.id, each.tab]), [["1", "10"], ["2", "11"]]);
});

function fail(): never {
    throw new Error("there is no query");
}

const FILTER: DashboardFilter = {
    name: "Type", title: "Type", type: "field_filter", defaultValue: "", model: "m", explore: "e", dimension: "e.type", field: null, required: false, allowsSeveral: true,
    listensTo: ["Country", "Day"], control: "", options: [],
};

test("suggestions of a filter fit those values of others that are of its explore and that it listens to", () => {
    const country = { ...FILTER, name: "Country", dimension: "e.country", listensTo: [] };
    const elsewhere = { ...FILTER, name: "Day", explore: "other", dimension: "o.day", listensTo: [] };
    const values = new Map([["Country", "France"], ["Day", "7 days"]]);
    deepEqual(subjectOf(FILTER, [FILTER, country, elsewhere], values).source?.filters, { "e.country": "France" });
    equal(subjectOf(FILTER, [FILTER, country], new Map()).source?.filters, undefined);
    equal(subjectOf(country, [FILTER, country], values).source?.filters, undefined);
});

test("a press on a mark filters the other tiles that have the field, once more lifts it, and it stands in the address", () => {
    const tiles = ["1", "2", "3"].map((id) => ({ ...tileOf(tile(id, 0, 0, id === "3" ? { explore: "other", fields: ["o.x"] } : {}), undefined), id }));
    const [first, second, third] = tiles;
    const crossing = { from: "1", filters: { "e.type": "a,b & c" } };
    const words = (id: string, kind: "query" | "chart" | "text", isCrossed: boolean) => unreachedWords({ id, kind, listens: [] }, crossing, isCrossed, false);
    deepEqual([words("1", "query", false), words("2", "query", true), words("2", "query", false), words("2", "text", false)], ["", "", "Not filtered by what was pressed", ""]);
    equal(words("2", "chart", false), "Not filtered by what was pressed");
    const chart = (listens: Tile["listens"], isFiltered: boolean) => unreachedWords({ id: "2", kind: "chart", listens }, null, false, isFiltered);
    deepEqual([chart([], false), chart([], true), chart([{ filter: "Day", field: "range" }], true)], ["", "The filters of the dashboard don't reach this chart", ""]);
    const pairs = withCrossing(readQuery("Date=7+days"), crossing);
    deepEqual(readCrossing(readQuery(writeQuery(pairs))), crossing);
    deepEqual(withCrossing(pairs, toggled(crossing, crossing)), [["Date", "7 days"]]);
    const asked = (each: Tile | undefined) => (each?.query === undefined || each.query === null ? fail() : crossedQuery(each, each.query, crossing, (field) => each.query?.explore === "e" && field === "e.type"));
    deepEqual([asked(first), asked(second)?.filters, asked(third)], [null, { "e.type": "a,b & c" }, null]);
    deepEqual([second, third].map((each) => each !== undefined && first !== undefined && mayHave(each, first, "e.type")), [true, false]);
});

test("a new tile with a query listens to the filters whose field its explore has, and keeps what it filters otherwise", () => {
    const filters = [{ name: "Day", dimension: "e.day" }, { name: "Land", dimension: "e.land" }, { name: "Land again", dimension: "e.land" }, { name: "Elsewhere", dimension: "f.x" }, { name: "Free", dimension: "" }];
    const values = new Map([["Day", "7 days"], ["Land", "DE"], ["Land again", "FR"], ["Elsewhere", "1"], ["Free", "2"]]);
    const fields = new Set(["e.day", "e.land", "e.count"]);
    const query = (own: Record<string, string>) => readQueryBody({ model: "m", view: "e", fields: ["e.count"], filters: own });
    const listens = queryListens(query({}), fields, filters, values);
    deepEqual(listens, [{ filter: "Day", field: "e.day" }, { filter: "Land", field: "e.land" }]);
    deepEqual(tileQuery(query({}), listens, values).filters, { "e.day": "7 days", "e.land": "DE" });
    // What comes back from Explore has their values as its own; one that was changed there stays.
    const changed = query({ "e.day": "7 days", "e.land": "DE,FR", "e.size": ">5" });
    const heard = queryListens(changed, fields, filters, values);
    deepEqual(heard, [{ filter: "Day", field: "e.day" }]);
    deepEqual(withoutHeard(changed, heard).filters, { "e.land": "DE,FR", "e.size": ">5" });
});
