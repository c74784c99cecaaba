import type { Flow, FlowEdge, FlowNode } from "./view";

/** Where a node of a flow stands, in pixels. */
export interface PlacedNode {
    readonly node: FlowNode;
    readonly column: number;
    readonly x: number;
    readonly y: number;
    readonly height: number;
}

/** A band from one node to another. */
export interface PlacedEdge {
    readonly edge: FlowEdge;
    readonly from: PlacedNode;
    readonly to: PlacedNode | null;
    /** The upper ends of the band on both sides, and its thickness. */
    readonly y0: number;
    readonly y1: number;
    readonly thickness: number;
}

export interface FlowLayout {
    readonly nodes: readonly PlacedNode[];
    readonly edges: readonly PlacedEdge[];
    readonly height: number;
    readonly width: number;
    readonly nodeWidth: number;
}

/** Nodes are as wide as there is room for, within these bounds. */
export const NODE_WIDTH = 128;
const WIDEST_NODE = 220;
const COLUMN_GAP = 36;
const NODE_GAP = 10;
const LEAST_HEIGHT = 40;

/** Columns from left to right, their nodes one under the other, as high as they are frequent; bands leave and arrive in the order of what they lead to. */
export function layoutFlow(flow: Flow, wantedHeight: number, room = 0): FlowLayout {
    const columns = Math.max(1, flow.columns.length);
    const nodeWidth = Math.min(WIDEST_NODE, Math.max(NODE_WIDTH, Math.floor((room + COLUMN_GAP) / columns) - COLUMN_GAP));
    const scale = Math.max(0.001, wantedHeight / Math.max(1, flow.paths));
    const nodes: PlacedNode[] = [];
    flow.columns.forEach((column, place) => {
        let y = 0;
        for (const node of [...column].sort(byCount)) {
            const height = Math.max(LEAST_HEIGHT, node.count * scale);
            nodes.push({ node, column: place, x: place * (nodeWidth + COLUMN_GAP), y, height });
            y += height + NODE_GAP;
        }
    });
    const find = (column: number, name: string) => nodes.find((each) => each.column === column && each.node.name === name);
    const out = new Map<PlacedNode, number>();
    const into = new Map<PlacedNode, number>();
    const edges: PlacedEdge[] = [];
    const ordered = flow.edges.flatMap((edge) => {
        const [near, far] = flow.backward ? [edge.to, edge.from] : [edge.from, edge.to];
        const from = find(edge.column, near);
        const to = find(edge.column + 1, far) ?? null;
        return from === undefined ? [] : [{ edge, from, to }];
    }).sort((left, right) => left.edge.column - right.edge.column || (left.to?.y ?? Infinity) - (right.to?.y ?? Infinity) || left.from.y - right.from.y);
    for (const { edge, from, to } of ordered) {
        const thickness = Math.max(1, edge.count * scale);
        const y0 = from.y + (out.get(from) ?? 0);
        out.set(from, (out.get(from) ?? 0) + thickness);
        const y1 = to === null ? y0 : to.y + (into.get(to) ?? 0);
        if (to !== null) into.set(to, (into.get(to) ?? 0) + thickness);
        edges.push({ edge, from, to, y0, y1, thickness });
    }
    return {
        nodes, edges, height: nodes.reduce((most, node) => Math.max(most, node.y + node.height), 0),
        width: Math.max(0, flow.columns.length * (nodeWidth + COLUMN_GAP) - COLUMN_GAP), nodeWidth,
    };
}

/** The most frequent first; what is put together, and the end, last. */
function byCount(left: FlowNode, right: FlowNode): number {
    const rank = (node: FlowNode) => (node.kind === "dropped_off" || node.kind === "entered" ? 2 : node.kind === "more" ? 1 : 0);
    return rank(left) - rank(right) || right.count - left.count;
}
