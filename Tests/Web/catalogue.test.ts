import { deepEqual, equal, test } from "./assertions";
import { readFound } from "../../web/src/api/discovery";
import { readLineage } from "../../web/src/api/lineage";
import { layoutGraph, related } from "../../web/src/components/graph/layout";
import type { GraphNode } from "../../web/src/components/graph/layout";
import { askedKind, foundGroups, matching, ofKind, place } from "../../web/src/features/search/entries";
import { lineageFolds } from "../../web/src/features/catalogue/lineageFolds";
import { lineageGraph } from "../../web/src/features/catalogue/lineageGraph";

function node(id: string): GraphNode {
    return { id, label: id, detail: "", tone: "plain", href: "", isFocus: false };
}

test("in a graph everything stands right of what it is made from, and circles do no harm", () => {
    const layout = layoutGraph(["d", "c", "b", "a", "lone"].map(node), [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "a", to: "c" }, { from: "c", to: "d" }, { from: "d", to: "b" }, { from: "d", to: "d" }, { from: "x", to: "a" }]);
    const columns = new Map(layout.nodes.map((placed) => [placed.node.id, placed.column]));
    equal(layout.edges.every(({ from, to }) => from.column < to.column), true);
    equal((columns.get("a") ?? 9) < (columns.get("b") ?? 0), true);
    equal(layout.nodes.length, 5);
    equal(new Set(layout.nodes.map((placed) => `${placed.x} ${placed.y}`)).size, 5);
});

test("a graph of a thousand things is laid out whole", () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const layout = layoutGraph(ids.map(node), ids.slice(1).map((id, index) => ({ from: `n${Math.floor(index / 2)}`, to: id })));
    equal(layout.nodes.length, 1000);
    equal(layout.edges.length, 999);
    equal(new Set(layout.nodes.map((placed) => `${placed.x} ${placed.y}`)).size, 1000);
});

test("a tall column of a graph is as wide as it takes to be seen at once", () => {
    const ids = Array.from({ length: 44 }, (_, index) => `n${index}`);
    const layout = layoutGraph([...ids, "end"].map(node), ids.map((id) => ({ from: id, to: "end" })));
    equal(layout.height < 16 * 56 + 28, true);
    equal(new Set(layout.nodes.map((placed) => placed.column)).size, 2);
    equal(new Set(layout.nodes.map((placed) => placed.x)).size, 4);
    const end = layout.nodes.find((placed) => placed.node.id === "end");
    equal(layout.edges.every(({ from }) => from.leavesAt < (end?.x ?? 0) && from.x + 200 <= from.leavesAt), true);
});

test("what something belongs to is what it comes from and what comes from it, not its siblings", () => {
    const edges = [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "a", to: "sibling" }];
    deepEqual([...related("b", edges)].sort(), ["a", "b", "c"]);
});

test("lineage is read both ways, and the nearest way to a thing counts", () => {
    const lineage = readLineage({
        nodes: [{
            kind: "field", name: "orders.total", title: "Total", also: ["carts.total"],
            up: [{ kind: "column", name: "clean.orders.amount", step: "aggregated", next: [{ kind: "column", name: "raw.orders.amount", step: "copied", next: [] }] }],
            down: [{ kind: "look", name: "look:1", title: "Sales", step: "shows", next: [{ kind: "tile", name: "tile:2/3", step: "holds", next: [] }] }, { kind: "tile", name: "tile:2/3", step: "shows", next: [] }],
        }],
        suggestions: [],
    });
    deepEqual([...lineage.distances], [["field orders.total", 0], ["column clean.orders.amount", -1], ["column raw.orders.amount", -2], ["look look:1", 1], ["tile tile:2/3", 1]]);
    deepEqual(lineage.edges.map((edge) => `${edge.from} > ${edge.to}`), [
        "column clean.orders.amount > field orders.total", "column raw.orders.amount > column clean.orders.amount", "field orders.total > look look:1", "look look:1 > tile tile:2/3", "field orders.total > tile tile:2/3",
    ]);
    const graph = lineageGraph(lineage, [], () => "");
    equal(graph.nodes.find((each) => each.isFocus)?.label, "Total");
    equal(graph.leftOut, 0);
    const tile = (titles: ReadonlyMap<string, string>) => lineageGraph(lineage, [], () => "", titles).nodes.find((each) => each.id === "tile tile:2/3")?.detail;
    deepEqual([tile(new Map()), tile(new Map([["2", "Company metrics"]]))], ["tile", "tile of Company metrics"]);
});

test("many things of a kind between the same neighbours are drawn as one, until they are unfolded", () => {
    const tiles = (count: number, dashboard: number, next: unknown[] = []) => Array.from({ length: count }, (_, index) => ({ kind: "tile", name: `tile:${dashboard}/${index}`, step: "shows", next }));
    const lineage = readLineage({
        nodes: [{
            kind: "field", name: "account.name", up: [],
            down: [...tiles(30, 1), ...tiles(9, 2, [{ kind: "dashboard", name: "dashboard:2", step: "holds", next: [] }]), { kind: "look", name: "look:1", step: "shows", next: [] }],
        }],
        suggestions: [],
    });
    const folds = lineageFolds(lineage, new Set());
    const graph = lineageGraph(lineage, folds, (kind) => `?unfold=${kind}`);
    deepEqual(graph.nodes.map((each) => each.label), ["account.name", "30 tiles", "9 tiles", "look:1", "dashboard:2"]);
    equal(graph.nodes[1]?.href, "?unfold=tile");
    equal(graph.edges.length, 4);
    equal(lineageGraph(lineage, lineageFolds(lineage, new Set(["tile"])), () => "").nodes.length, 42);
});

test("the palette puts what begins with the words first, and leads a value to the dashboard that takes it", () => {
    const entries = [place("All searches", "/a", "line"), place("Search", "/b", "line"), place("Home", "/", "home", "Go to", "search start")];
    deepEqual(matching(entries, "sea", 5).map((entry) => entry.title), ["Search", "All searches", "Home"]);
    equal(matching(entries, "nothing", 5).length, 0);
    const groups = foundGroups(readFound({
        values: [{ value: "Databricks", label: "Account name", explore_url: "/explore/t/accounts?f[account.name]=Databricks", dashboards: [{ title: "Single instance", url: "/dashboards/409?Account+name=Databricks" }] }],
        content: [{ kind: "dashboard", id: "409", title: "Single instance", folder: { id: "1", name: "Instances" }, url: "/dashboards/409" }, { kind: "look", id: "9", title: "Elsewhere", url: "https://example.com" }],
    }));
    deepEqual(groups.map((group) => group.title), ["Values", "Content"]);
    deepEqual(groups[0]?.entries.map((entry) => [entry.title, entry.href]), [["Databricks in Single instance", "/dashboards/409?Account+name=Databricks"], ["Explore Databricks", "/explore/t/accounts?f[account.name]=Databricks"]]);
    equal(groups[1]?.entries.length, 1);
    deepEqual(ofKind(groups, "dashboard").map(({ title, entries: kept }) => [title, kept.length]), [["Content", 1]]);
    deepEqual(ofKind(groups, "metric"), groups);
});

test("the palette calls the explore of a field by its title", () => {
    const found = readFound({ fields: [{ label: "Instance Deployment type", explore: "instance_months", category: "dimension", description: "", url: "/explore/telemetry/instance_months" }] });
    deepEqual(foundGroups(found, () => "Instances by month").flatMap((group) => group.entries.map((entry) => entry.note)), ["dimension · Instances by month"]);
});

test("a word that names a kind asks for that kind, unless it is all that is asked for", () => {
    deepEqual(askedKind(" usage dashboard "), { words: "usage", kind: "dashboard" });
    deepEqual(askedKind("Looks of seats"), { words: "of seats", kind: "look" });
    deepEqual(askedKind("dashboard"), { words: "dashboard", kind: "" });
    deepEqual(askedKind("weekly users"), { words: "weekly users", kind: "" });
});
