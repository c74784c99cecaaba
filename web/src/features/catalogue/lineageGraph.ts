import type { Lineage, LineageThing } from "../../api/lineage";
import type { GraphEdge, GraphNode } from "../../components/graph/layout";
import { dashboardAddress, exploreHome, lineageAddress, lookAddress, tableAddress } from "../../navigation/addresses";

/** So many things are drawn; the list names all. */
export const MOST_DRAWN = 120;
const TONES: Readonly<Record<string, GraphNode["tone"]>> = { table: "plain", column: "plain", explore: "good", field: "good", look: "warn", tile: "warn", dashboard: "warn" };

/** Lineage as a graph, the nearest things first. */
export function lineageGraph(lineage: Lineage): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[]; readonly leftOut: number } {
    const near = [...lineage.things.keys()].sort((left, right) => Math.abs(lineage.distances.get(left) ?? 0) - Math.abs(lineage.distances.get(right) ?? 0));
    const shown = new Set(near.slice(0, MOST_DRAWN));
    const asked = new Set(lineage.asked);
    return {
        nodes: [...shown].flatMap((id): GraphNode[] => {
            const thing = lineage.things.get(id);
            return thing === undefined ? [] : [{
                id, label: thingName(thing), detail: [thing.kind === "look" ? "Look" : thing.kind, thing.problem === "" ? "" : "not followed"].filter((part) => part !== "").join(", "),
                tone: thing.problem !== "" ? "bad" : TONES[thing.kind] ?? "muted", href: asked.has(id) ? "" : lineageAddress(thing.name), isFocus: asked.has(id),
            }];
        }),
        edges: lineage.edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to)),
        leftOut: Math.max(0, near.length - MOST_DRAWN),
    };
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
        case "tile": return dashboardAddress((/^tile:(.*)\/[^/]*$/.exec(thing.name) ?? [])[1] ?? "");
        case "explore": {
            const [model, explore] = thing.name.split("::");
            return model === undefined || explore === undefined ? null : exploreHome(model, explore);
        }
        default: return null;
    }
}
