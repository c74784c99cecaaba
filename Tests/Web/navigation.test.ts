import { claimDevice, forgetTraces } from "../../web/src/navigation/device";
import { recentVisits, rememberVisit } from "../../web/src/navigation/recent";
import { emptyShelf, putOn, readShelf } from "../../web/src/features/sql/shelf";
import { deepEqual, equal, test } from "./assertions";
import { Limiter } from "../../web/src/api/limiter";
import { readDashboard } from "../../web/src/api/content";
import { readField } from "../../web/src/api/fields";
import { readCustomFields, withoutCustomField } from "../../web/src/api/customFields";
import { readQueryBody } from "../../web/src/api/queries";
import { defaultFill } from "../../web/src/features/explore/defaultFill";
import { tileQuery } from "../../web/src/filters/tileQuery";
import { readQuery, valueOf, withValue, writeQuery } from "../../web/src/navigation/query";
import { explorePairs, readExplorePairs } from "../../web/src/results/exploreAddress";
import { nearest } from "../../web/src/words/distance";

test("addresses stay readable and read back the same", () => {
    const query = "f[pings.month]=12+month+ago+for+12+month&fields=pings.month,pings.mau";
    equal(writeQuery(readQuery(query)), query);
    equal(valueOf(readQuery("a=1&a=2&b="), "a"), "2");
    equal(valueOf(readQuery("a=1&b="), "b"), "");
    equal(writeQuery(withValue(readQuery("a=1&b=2&a=3"), "a", "x&y")), "a=x%26y&b=2");
});

test("at most so many jobs run at once, and one that is given up while it waits never starts", async () => {
    const limiter = new Limiter(2);
    const signal = new AbortController().signal;
    let running = 0;
    let most = 0;
    const release: Array<() => void> = [];
    const job = async (): Promise<void> => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
    };
    const jobs = [1, 2, 3].map(() => limiter.run(job, signal));
    const given = new AbortController();
    let started = false;
    const waiting = limiter.run(async () => { started = true; }, given.signal).catch(() => "given up");
    given.abort();
    equal(await waiting, "given up");
    let ended = 0;
    for (const each of jobs) void each.then(() => { ended += 1; });
    while (ended < jobs.length) {
        release.shift()?.();
        await Promise.resolve();
    }
    equal(most, 2);
    equal(started, false);
});

test("a dashboard's tiles come in reading order with their places and listeners", () => {
    const dashboard = readDashboard({
        id: "m::d", title: "D",
        dashboard_layouts: [
            { active: false, dashboard_layout_components: [] },
            { active: true, dashboard_layout_components: [
                { dashboard_element_id: "2", row: 0, column: 12, width: 12, height: 5 }, { dashboard_element_id: 1, row: 0, column: 0, width: 12, height: 5 },
            ] },
        ],
        dashboard_elements: [
            { id: "2", type: "look", look_id: "7", look: { title: "L", query: { model: "m", view: "e", fields: ["e.a"], filters: { "e.b": "x" } } },
                result_maker: { filterables: [{ listen: [{ dashboard_filter_name: "Name", field: "e.b" }] }] } },
            { id: "1", type: "text", title_text: "Read me" },
        ],
    });
    deepEqual(dashboard.tiles.map((tile) => [tile.title, tile.kind, tile.place.column]), [["Read me", "text", 0], ["L", "query", 12]]);
    const tile = dashboard.tiles[1];
    const query = tile?.query ?? readQueryBody({});
    deepEqual(tileQuery(query, tile?.listens ?? [], new Map([["Name", ""]])).filters, { "e.b": "" });
    deepEqual(tileQuery(query, tile?.listens ?? [], new Map()).filters, { "e.b": "x" });
});

test("custom fields and table calculations bring names that no model knows", () => {
    const text = JSON.stringify([{ table_calculation: "share" }, { measure: "sum_of_x", based_on: "e.x" }, { dimension: "bin" }, {}]);
    deepEqual(readCustomFields(text).map((field) => [field.name, field.category]), [["share", "calculation"], ["sum_of_x", "measure"], ["bin", "dimension"]]);
    deepEqual(readCustomFields(""), []);
    deepEqual(readCustomFields("no JSON").map((field) => field.name), [""]);
    equal(withoutCustomField("no JSON", ""), "");
    equal(withoutCustomField(text, "sum_of_x"), JSON.stringify([{ table_calculation: "share" }, { dimension: "bin" }, {}]));
    equal(withoutCustomField('[{"measure":"m"}]', "m"), "");
});

const ASKED = readQueryBody({
    model: "m", view: "e", fields: ["e.month", "e.kind", "e.count"], pivots: ["e.kind"], filters: { "e.kind": "a,b" }, filter_expression: "${e.count} > 1",
    sorts: ["e.month desc", "share desc 0"], limit: "20", column_limit: "7", total: true, row_total: "right", subtotals: ["e.month"],
    fill_fields: ["e.month"], dynamic_fields: '[{"table_calculation":"share","expression":"${e.count}/2"}]', query_timezone: "UTC", vis_config: { type: "table" },
});

test("an explore's address says all that a query asks", () => {
    const back = (query: typeof ASKED) => readExplorePairs("m", "e", readQuery(writeQuery(explorePairs(query))));
    deepEqual(back(ASKED), ASKED);
    deepEqual(back({ ...ASKED, fillFields: null, subtotals: [] }), { ...ASKED, fillFields: null, subtotals: [] });
    // A saved query that fills nothing does not begin to where it is explored.
    deepEqual(back(readQueryBody({ model: "m", view: "e", fields: ["e.month"] })).fillFields, []);
});

test("an explore fills the one dimension of the rows whose values are known, unless a measure is filtered", () => {
    const fields = new Map([
        { name: "e.month", category: "dimension", fill_style: "range" }, { name: "e.kind", category: "dimension", fill_style: null },
        { name: "e.paid", category: "dimension", fill_style: "enumeration" }, { name: "e.count", category: "measure" },
    ].map((field) => [field.name, readField(field)]));
    const fill = (query: object) => defaultFill({ ...readQueryBody({ fields: ["e.month", "e.count"] }), ...query }, fields, []);
    deepEqual(fill({}), ["e.month"]);
    deepEqual(fill({ fields: ["e.month", "e.kind", "e.count"], pivots: ["e.kind"], filters: { "e.kind": "a", "e.count": " " } }), ["e.month"]);
    deepEqual(fill({ fields: ["e.month", "e.kind", "e.count"] }), []);
    deepEqual(fill({ fields: ["e.month", "e.paid", "e.count"] }), []);
    deepEqual(fill({ fields: ["e.kind", "e.count"] }), []);
    deepEqual(fill({ fields: ["e.month", "e.kind", "e.paid", "e.count"], pivots: ["e.kind", "e.paid"] }), []);
    deepEqual(fill({ filters: { "e.count": ">5" } }), []);
    deepEqual(fill({ filterExpression: "${e.count} > 5" }), []);
});

test("a slip of the pen finds the word that was meant", () => {
    equal(nearest("Databrick", ["Contoso", "Databricks"]), "Databricks");
    equal(nearest("Zzz", ["Contoso", "Databricks"]), undefined);
});

test("what was visited and ran is gone when somebody signs out, what they named stays theirs, and nobody sees another's", () => {
    const kept = new Map<string, string>();
    const storage = new Proxy({
        getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key),
    }, { ownKeys: () => [...kept.keys()], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
    Object.assign(globalThis, { window: { localStorage: storage } });
    try {
        claimDevice("1");
        rememberVisit("/looks/7", "Seven");
        putOn("history", { href: "/sql/a", title: "a", at: 1, note: "" });
        putOn("saved", { href: "/sql/b", title: "b", at: 1, note: "" });
        claimDevice("12");
        deepEqual([recentVisits(), readShelf("history"), readShelf("saved")], [[], [], []]);
        rememberVisit("/looks/8", "Eight");
        claimDevice("1");
        forgetTraces();
        deepEqual([recentVisits(), readShelf("history"), readShelf("saved").map((each) => each.title)], [[], [], ["b"]]);
        emptyShelf("saved");
        deepEqual(readShelf("saved"), []);
        claimDevice("12");
        deepEqual(recentVisits().map((visit) => visit.title), ["Eight"]);
    } finally {
        Reflect.deleteProperty(globalThis, "window");
    }
});
