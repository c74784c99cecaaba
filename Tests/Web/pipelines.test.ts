import { deepEqual, equal, test } from "./assertions";
import { readOrigins } from "../../web/src/api/lineage";
import type { PipelineTable, RunState } from "../../web/src/api/pipelines";
import type { RunDetail } from "../../web/src/api/pipelineRuns";
import { fitting, nextScale, readZoom, writeZoom } from "../../web/src/components/graph/zoom";
import { pipelineGraph } from "../../web/src/features/pipelines/graph";
import { rank, standing, testsRank } from "../../web/src/features/pipelines/order";
import { testName, testsByTable, testTotals } from "../../web/src/features/pipelines/tests";
import { ago, duration } from "../../web/src/words/ago";

function table(name: string, readBy: readonly string[], more: Partial<PipelineTable> = {}): PipelineTable {
    return {
        id: `model.shop.${name}`, name, type: "model", kind: "table", table: `clean.${name}`, path: `clean/${name}.sql`, description: "", owner: "", schedules: [],
        nextDue: null, wait: "", waitingSince: null, waitingFor: [], lastWhy: "", tags: [], inputs: [], readBy, isBuilding: false, built: "2026-11-01T00:00:00Z", rows: 1, completeTo: null, heldBackBy: null, lastState: "ok",
        lastMessage: "", lastSeconds: 1, lastRun: null, needs: "", ...more,
    };
}

function run(id: string, nodes: Readonly<Record<string, RunState>>): RunDetail {
    return {
        id, command: "build", state: "ok", trigger: "start", why: "", who: "", note: "", selection: "", started: "2026-11-01T00:00:00Z", finished: null, running: [], total: null,
        nodes: Object.entries(nodes).map(([node, state]) => ({ id: node, state, rows: null, started: "", seconds: 0, message: "", because: null, failures: null, sql: "", attempts: 1, why: "" })),
    };
}

const UNIQUE = "test.shop.unique_order_id.0123456789";
const RELATED = "test.shop.relationships_line_order_id__id__ref_order_.abcdef0123";

test("a test that compares tables belongs to the one that it is named for, and its newest end counts", () => {
    const tables = [table("order", [UNIQUE, RELATED, "model.shop.line"]), table("line", [RELATED])];
    const tests = testsByTable(tables, [run("new", { [UNIQUE]: "failed" }), run("old", { [UNIQUE]: "ok", [RELATED]: "ok" })]);
    const [order, line] = [tests.get("model.shop.order"), tests.get("model.shop.line")];
    deepEqual([order?.ids, order?.passed, order?.failed.length, order?.unknown], [[UNIQUE], 0, 1, 0]);
    deepEqual([line?.ids, line?.passed, line?.failed.length, line?.unknown], [[RELATED], 1, 0, 0]);
    equal(testName(UNIQUE), "unique_order_id");
    equal(testsByTable(tables, []).get("model.shop.line")?.unknown, 1);
});

test("tests of sources count, each test once, and those that are gone don't", () => {
    const finished = (detail: RunDetail): RunDetail => ({ ...detail, finished: "2026-11-01T00:01:00Z" });
    const [source, gone] = ["test.shop.source_not_null_crm_id.0123456789", "test.shop.not_null_gone_id.0123456789"];
    const tables = [table("order", [UNIQUE, RELATED]), table("line", [RELATED])];
    const later = finished({ ...run("part", { [UNIQUE]: "ok" }), selection: "clean.order" });
    const whole = finished(run("whole", { [UNIQUE]: "failed", [RELATED]: "ok", [source]: "warned" }));
    deepEqual(testTotals(tables, [later, whole, finished(run("old", { [source]: "ok", [gone]: "ok" }))]), { passed: 2, failed: 1 });
    // The newest is under way and has come to one of them.
    deepEqual(testTotals(tables, [run("busy", { [source]: "ok" }), whole]), { passed: 2, failed: 1 });
    deepEqual(testTotals(tables, []), { passed: 0, failed: 0 });
});

test("a graph is left with what a table is made from, what is made from it, or both, as far as is asked", () => {
    const id = (name: string) => `model.shop.${name}`;
    const tables = [table("a", []), table("b", [], { inputs: [id("a")] }), table("c", [], { inputs: [id("b")] }), table("d", [], { inputs: [id("a")] }), table("e", [], { inputs: [id("c"), id("d")] })];
    const shown = (reach: number, way: "both" | "up" | "down") => pipelineGraph(tables, new Map(), id("c"), reach, way).nodes.map((node) => node.label.slice(-1)).sort().join("");
    // What else the end is made from does not belong to c.
    deepEqual([shown(Infinity, "both"), shown(Infinity, "up"), shown(Infinity, "down"), shown(1, "both"), shown(0, "both")], ["abce", "abc", "ce", "bce", "c"]);
});

test("the size of a graph stands in the address in percent, and fits when it is asked to", () => {
    deepEqual([undefined, "50", "fit", "nonsense", "-3", "1", "9000"].map(readZoom), [1, 0.5, "fit", 1, 1, 0.1, 2]);
    deepEqual([1, 0.333, "fit" as const].map(writeZoom), [undefined, "33", "fit"]);
    deepEqual([nextScale(0.33, "in"), nextScale(0.4, "out"), nextScale(2, "in"), nextScale(0.1, "out")], [0.5, 0.33, 2, 0.1]);
    deepEqual([fitting({ width: 2000, height: 800 }, { width: 1000, height: 600 }), fitting({ width: 10, height: 10 }, { width: 1000, height: 600 })], [0.5, 1]);
});

test("what needs somebody comes first", () => {
    const tables = [table("a", []), table("b", [], { lastState: "failed" }), table("c", [], { needs: "a macro is missing" }), table("d", [], { built: null, lastState: null })];
    const places = new Map(tables.map((each) => [each.name, rank(each, undefined)]));
    equal([...places].sort(([, left], [, right]) => left - right).map(([name]) => name).join(""), "cbda");
    equal(testsRank(undefined), "");
    equal(standing(table("e", [], { lastState: "failed", isBuilding: true }), undefined), "building");
    equal(standing(table("f", [], { built: null, lastState: null }), undefined), "waiting");
});

test("times that have passed and times that things took are told as people tell them", () => {
    const now = Date.UTC(2026, 10, 27, 12);
    deepEqual(["2026-11-27T11:59:40Z", "2026-11-27T11:59:00Z", "2026-11-27T09:00:00Z", "2026-11-25T12:00:00Z", "2026-11-27T15:00:00Z", "never"].map((iso) => ago(iso, now)),
        ["just now", "1 minute ago", "3 hours ago", "2 days ago", "in 3 hours", "never"]);
    deepEqual([0.0314, 3.04, 42.4, 125, 4200, 7200].map(duration), ["31 ms", "3.0 s", "42 s", "2 min 5 s", "1 h 10 min", "2 h"]);
});

test("what a report stands on is told by tables, those it reads before those behind them", () => {
    const column = (name: string, ...next: object[]) => ({ kind: "column", name, path: null, problem: null, next });
    const field = { kind: "field", name: "accounts.account.arr", path: "views/account.view.lkml", next: [column("clean.account.arr", column("raw.crm.amount"), column("clean.license.seats"))] };
    const found = readOrigins([{ kind: "look", name: "look:1", path: "content/looks/arr.yaml", up: [field, { ...field, next: [column("clean.license.plan")] }] }]);
    equal(found.path, "content/looks/arr.yaml");
    deepEqual(found.tables.map((each) => `${each.name} ${each.isDirect}`), ["clean.account true", "clean.license true", "raw.crm false"]);
});
