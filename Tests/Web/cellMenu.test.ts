import { deepEqual, equal, test } from "./assertions";
import { readField } from "../../web/src/api/fields";
import { EMPTY_CELL, readResult } from "../../web/src/api/result";
import type { CellLink } from "../../web/src/api/result";
import { CLOSED, drillOf, mayLead, menuEntries, menuNote, nextMenu, rowFinder } from "../../web/src/charts/cellMenuState";
import type { CellMenuEvent, CellMenuState } from "../../web/src/charts/cellMenuState";

const HERE = "https://data.example.com";

function link(label: string, url: string, heading = "", icon = ""): CellLink {
    return { label, url, heading, icon, token: "" };
}

const entries = menuEntries([link("a", "/explore/m/a"), link("b", "/explore/m/b"), link("c", "/explore/m/c")], HERE, "explore");

function after(...events: CellMenuEvent[]): CellMenuState {
    return events.reduce(nextMenu, CLOSED);
}

function chosenAfter(...keys: string[]): number {
    const state = after({ on: "open" }, { on: "answer", entries }, ...keys.map((key) => ({ on: "key", key }) as const));
    return state.is === "open" ? state.chosen : -2;
}

test("a menu waits for its links and begins at the first one", () => {
    equal(after({ on: "open" }).is, "waiting");
    equal(menuNote(after({ on: "open" })), "Looking for links …");
    deepEqual(after({ on: "open" }, { on: "answer", entries }), { is: "open", entries, chosen: 0 });
    equal(menuNote(after({ on: "open" }, { on: "answer", entries })), "");
    equal(menuNote(after({ on: "open" }, { on: "answer", entries: [] })), "Nothing leads on from here.");
    equal(menuNote(after({ on: "open" }, { on: "failure", message: "No connection." })), "No links: No connection.");
});

test("arrows walk a menu round, Home and End go to its ends, other keys stay", () => {
    deepEqual([chosenAfter("ArrowDown"), chosenAfter("ArrowUp"), chosenAfter("End", "ArrowDown"), chosenAfter("End", "Home"), chosenAfter("ArrowDown", "x")], [1, 2, 0, 0, 1]);
    deepEqual(after({ on: "open" }, { on: "answer", entries: [] }, { on: "key", key: "ArrowDown" }), { is: "open", entries: [], chosen: -1 });
});

test("links that come after a menu was closed do not open it again", () => {
    equal(after({ on: "open" }, { on: "close" }, { on: "answer", entries }).is, "closed");
    equal(after({ on: "open" }, { on: "close" }, { on: "failure", message: "late" }).is, "closed");
});

test("entries tell what leaves the site, and drop what leads nowhere safe", () => {
    const found = menuEntries([
        link("drill", "/explore/m/e?fields=a.b"), link("own", `${HERE}/looks/3?view=table#x`), link("far", "https://example.com/a"),
        link("mail", "mailto:ann@example.com"), link("script", "javascript:alert(1)"), link("no scheme", "//example.com/a"),
        link("back", "/\\example.com"), link("", "/looks/1"), link("broken", "https://"), link("same host, no TLS", "http://data.example.com/a"),
    ], HERE, "explore");
    deepEqual(found.map((entry) => [entry.label, entry.href, entry.outside]), [
        ["drill", "/explore/m/e?fields=a.b", false], ["own", "/looks/3?view=table#x", false], ["far", "https://example.com/a", true],
        ["mail", "mailto:ann@example.com", true], ["same host, no TLS", "http://data.example.com/a", true],
    ]);
});

test("only pictures of this site are shown, and a heading once for its entries", () => {
    const found = menuEntries([
        link("hour", "/explore/m/e", "Drill into Created", "/icons/a.png"), link("time", "/explore/m/e", "Drill into Created", "https://example.com/favicon.ico"),
        link("crm", "https://example.com/", "", `${HERE}/icons/b.png`), link("day", "/explore/m/e", "Drill into Created", "data:image/png;base64,AA"),
    ], HERE, "explore");
    deepEqual(found.map((entry) => entry.heading), ["Drill into Created", "", "", "Drill into Created"]);
    deepEqual(found.map((entry) => entry.icon), ["/icons/a.png", "", "/icons/b.png", ""]);
});

test("an action is something to do, without an address, and comes with its heading and picture", () => {
    const read = readResult({
        fields: { dimensions: [{ name: "a.b", category: "dimension" }] },
        data: [{ "a.b": { value: 1, links: [
            { label: "Find", url: "https://example.com/", type: "link" },
            { label: "Mail", url: null, type: "action", type_label: "Actions", token: "T1", icon_url: "/icons/mail.png" },
            { label: "Call", url: null, type: "action", type_label: "Actions", token: "T2", icon_url: "https://example.com/i.png" },
            { label: "Without a token", url: null, type: "action", type_label: "Actions" },
        ] } }],
    });
    deepEqual(menuEntries(read.rows[0]?.cells["a.b"]?.links ?? [], HERE, "none"), [
        { label: "Find", href: "https://example.com/", command: "", outside: true, icon: "", heading: "" },
        { label: "Mail", href: "", command: "T1", outside: false, icon: "/icons/mail.png", heading: "Actions" },
        { label: "Call", href: "", command: "T2", outside: false, icon: "", heading: "" },
    ]);
});

test("whoever may not explore gets no drills", () => {
    const links = [link("a", "/explore/m/e"), link("b", `${HERE}/explore/m/e`), link("c", "/looks/1"), link("d", "/explorer")];
    deepEqual(menuEntries(links, HERE, "none").map((entry) => entry.label), ["c", "d"]);
});

test("drills are followed over the page, an explore without a query is not", () => {
    const found = menuEntries([link("a", "/explore/m/e?fields=a.b&f[a.c]=1"), link("b", `${HERE}/explore/m/e?limit=5&fields=a.b`), link("c", "/explore/m/e"), link("d", "/looks/1")], HERE, "here");
    deepEqual(found.map(({ label, href }) => [label, href]), [["a", ""], ["b", ""], ["d", "/looks/1"]]);
    deepEqual(found.map(drillOf), [{ label: "a", href: "/explore/m/e?fields=a.b&f[a.c]=1" }, { label: "b", href: "/explore/m/e?limit=5&fields=a.b" }, null]);
});

test("a cell may lead on where its field has links; a measure without a value has nothing behind it", () => {
    const leads = (field: object, value: number | null = 1) => mayLead(readField({ name: "a.b", category: "dimension", type: "string", ...field }), { ...EMPTY_CELL, value });
    equal(leads({}), false);
    equal(leads({ has_links: true }), true);
    equal(leads({ has_links: true }, null), true);
    equal(leads({ category: "measure", has_links: true }), true);
    equal(leads({ category: "measure", has_links: true }, null), false);
    equal(leads({ category: "measure", has_links: false }), false);
});

test("rows are found in a later answer by their place, and by their dimensions when it has moved on", () => {
    const answer = (...rows: Array<[string, number]>) => readResult({
        fields: { dimensions: [{ name: "a.day", category: "dimension" }], measures: [{ name: "a.count", category: "measure" }] },
        data: rows.map(([day, count]) => ({ "a.day": { value: day }, "a.count": { value: count, links: [{ label: `Show All ${count}`, url: "/explore/m/a" }] } })),
    });
    const before = answer(["mon", 1], ["mon", 2], ["tue", 3], ["wed", 4]);
    const later = answer(["mon", 1], ["mon", 2], ["new", 9], ["tue", 5]);
    const find = rowFinder(before, later);
    deepEqual(before.rows.map((row) => find(row)?.cells["a.count"]?.links[0]?.label), ["Show All 1", "Show All 2", "Show All 5", undefined]);
});
