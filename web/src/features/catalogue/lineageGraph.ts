import type { Lineage, LineageThing } from "../../api/lineage";
import type { GraphEdge, GraphNode } from "../../components/graph/layout";
import { dashboardAddress, exploreHome, lineageAddress, lookAddress, tableAddress } from "../../navigation/addresses";
import { counted } from "../../words/numbers";
import type { LineageFold } from "./lineageFolds";

/** So many things are drawn; the list names all. */
export const MOST_DRAWN = 120;
const TONES: Readonly<Record<string, GraphNode["tone"]>> = { table: "plain", column: "plain", explore: "good", field: "good", look: "warn", tile: "warn", dashboard: "warn" };

interface LineageGraph {
    readonly nodes: readonly GraphNode[];
    readonly edges: readonly GraphEdge[];
    readonly leftOut: number;
}

/** Lineage as a graph, the nearest things first. What is folded is one node, which leads to where its kind is unfolded. */
export function lineageGraph(lineage: Lineage, folds: readonly LineageFold[], unfoldAddress: (kind: string) => string, dashboards: Titles = new Map()): LineageGraph {
    const foldOf = new Map(folds.flatMap((fold) => fold.members.map((member) => [member, fold] as const)));
    const nodeOf = (id: string) => foldOf.get(id)?.id ?? id;
    const near = [...new Set([...lineage.things.keys()].sort((left, right) => Math.abs(lineage.distances.get(left) ?? 0) - Math.abs(lineage.distances.get(right) ?? 0)).map(nodeOf))];
    const shown = new Set(near.slice(0, MOST_DRAWN));
    const folded = new Map(folds.map((fold) => [fold.id, fold]));
    const edges = new Map(lineage.edges.map((edge) => ({ from: nodeOf(edge.from), to: nodeOf(edge.to) }))
        .filter((edge) => shown.has(edge.from) && shown.has(edge.to)).map((edge) => [`${edge.from} > ${edge.to}`, edge]));
    return {
        nodes: [...shown].flatMap((id): GraphNode[] => {
            const fold = folded.get(id);
            if (fold !== undefined) return [foldNode(fold, unfoldAddress(fold.kind))];
            const thing = lineage.things.get(id);
            return thing === undefined ? [] : [thingNode(id, thing, lineage.asked.includes(id), dashboards)];
        }),
        edges: [...edges.values()],
        leftOut: Math.max(0, near.length - MOST_DRAWN),
    };
}

function thingNode(id: string, thing: LineageThing, isAsked: boolean, dashboards: Titles): GraphNode {
    return {
        id, label: thingName(thing), detail: [thing.kind === "field" && thing.title !== "" ? thing.name : kindWords(thing, dashboards), thing.problem === "" ? "" : "not followed"].filter((part) => part !== "").join(", "),
        tone: thing.problem !== "" ? "bad" : TONES[thing.kind] ?? "muted", href: isAsked ? "" : lineageAddress(thing.name), isFocus: isAsked,
    };
}

function foldNode(fold: LineageFold, href: string): GraphNode {
    return { id: fold.id, label: counted(fold.members.length, kindName(fold.kind)), detail: "drawn as one; show each", tone: TONES[fold.kind] ?? "muted", href, isFocus: false };
}

/** The titles of dashboards by their ids. */
export type Titles = ReadonlyMap<string, string>;

/** "table", "tile of Company metrics": tiles of many dashboards have the same titles. */
export function kindWords(thing: LineageThing, dashboards: Titles): string {
    const title = thing.kind === "tile" ? dashboards.get(dashboardOf(thing)) ?? "" : "";
    return title === "" ? kindName(thing.kind) : `tile of ${title}`;
}

/** The id of the dashboard that a tile stands on: that of `tile:1500/112` is `1500`. */
function dashboardOf(tile: LineageThing): string {
    return (/^tile:(.*)\/[^/]*$/.exec(tile.name) ?? [])[1] ?? "";
}

export function kindName(kind: string): string {
    return kind === "look" ? "Look" : kind;
}

export function thingName(thing: LineageThing): string {
    return thing.title !== "" ? thing.title : thing.name;
}

/** The page of a thing itself; null where it has none. */
export function thingAddress(thing: LineageThing): string | null {
    const [, id = ""] = /^(?:look|dashboard):(.*)$/.exec(thing.name) ?? [];
    switch (thing.kind) {
        case "table": return tableAddress(thing.name);
        case "look": return lookAddress(id);
        case "dashboard": return dashboardAddress(id);
        case "tile": return dashboardAddress(dashboardOf(thing));
        case "explore": {
            const [model, explore] = thing.name.split("::");
            return model === undefined || explore === undefined ? null : exploreHome(model, explore);
        }
        default: return null;
    }
}
