import type { PipelineTable } from "../../api/pipelines";
import type { GraphEdge, GraphNode } from "../../components/graph/layout";
import { pipelineAddress } from "../../navigation/addresses";
import { kindOf, standing } from "./order";
import { isTest } from "./tests";
import type { TableTests } from "./tests";

const TONES = { broken: "bad", failed: "bad", tests: "warn", building: "plain", skipped: "muted", waiting: "muted", built: "good" } as const;
const WORDS = { broken: "can't be built", failed: "failed", tests: "tests failed", building: "building", skipped: "skipped", waiting: "not built yet", built: "built" } as const;

export type Way = "both" | "up" | "down";

/**
 * The tables and what comes from outside as a graph; with a focus only what is at most `reach` steps away from it: what it is
 * made from (`up`), what is made from it (`down`), or both.
 */
export function pipelineGraph(
    tables: readonly PipelineTable[], tests: ReadonlyMap<string, TableTests>, focus: string | null, reach: number, way: Way = "both",
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
    const byID = new Map(tables.map((table) => [table.id, table]));
    const edges = tables.flatMap((table) => table.inputs.filter((input) => !isTest(input)).map((input) => ({ from: input, to: table.id })));
    const all = new Set([...tables.map((table) => table.id), ...edges.map((edge) => edge.from)]);
    const shown = focus === null ? all : around(focus, edges, reach, way);
    return {
        edges: edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to)),
        nodes: [...shown].map((id): GraphNode => {
            const table = byID.get(id);
            if (table === undefined) return { id, label: id.split(".").slice(2).join("."), detail: id.startsWith("source.") ? "from outside" : id.split(".")[0] ?? "", tone: "muted", href: "", isFocus: false };
            const state = standing(table, tests.get(id));
            return { id, label: table.table, detail: `${kindOf(table)}, ${WORDS[state]}`, tone: TONES[state], href: pipelineAddress(table.table), isFocus: id === focus };
        }),
    };
}

function around(focus: string, edges: readonly GraphEdge[], reach: number, way: Way): Set<string> {
    const result = new Set([focus]);
    for (const [own, key, value] of [["up", "to", "from"], ["down", "from", "to"]] as const) {
        if (way !== "both" && way !== own) continue;
        const seen = new Set([focus]);
        let layer: ReadonlySet<string> = seen;
        for (let step = 0; step < reach && layer.size > 0; step += 1) {
            const now = layer;
            layer = new Set(edges.filter((edge) => now.has(edge[key]) && !seen.has(edge[value])).map((edge) => edge[value]));
            for (const id of layer) seen.add(id);
        }
        for (const id of seen) result.add(id);
    }
    return result;
}
