import { deepEqual, equal, test } from "./assertions";
import { Limiter } from "../../web/src/api/limiter";
import { readDashboard } from "../../web/src/api/content";
import { customNames, readQueryBody } from "../../web/src/api/queries";
import { tileQuery } from "../../web/src/filters/tileQuery";
import { readQuery, valueOf, withValue, writeQuery } from "../../web/src/navigation/query";
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
    deepEqual(customNames(text), ["share", "sum_of_x", "bin"]);
    deepEqual(customNames("no JSON"), []);
});

test("a slip of the pen finds the word that was meant", () => {
    equal(nearest("Databrick", ["Contoso", "Databricks"]), "Databricks");
    equal(nearest("Zzz", ["Contoso", "Databricks"]), undefined);
});
