/** A thing of a graph, and how it is drawn. */
export interface GraphNode {
    readonly id: string;
    readonly label: string;
    /** Under its name: what it is, how it stands. */
    readonly detail: string;
    readonly tone: "plain" | "good" | "warn" | "bad" | "muted";
    /** Where it leads; "" for nowhere. */
    readonly href: string;
    /** What the graph is about. */
    readonly isFocus: boolean;
}

/** From what something is made to what is made. */
export interface GraphEdge {
    readonly from: string;
    readonly to: string;
}

export interface PlacedGraphNode {
    readonly node: GraphNode;
    readonly column: number;
    readonly x: number;
    readonly y: number;
}

export interface GraphLayout {
    readonly nodes: readonly PlacedGraphNode[];
    readonly edges: ReadonlyArray<{ readonly from: PlacedGraphNode; readonly to: PlacedGraphNode }>;
    readonly width: number;
    readonly height: number;
}

export const GRAPH_NODE = { width: 200, height: 44 } as const;
const GAP = { x: 64, y: 12 } as const;
const SWEEPS = 6;

/**
 * Columns from left to right, so that everything stands right of what it is made from; within a column each thing near those
 * that it belongs to. An edge that would close a circle is left out.
 */
export function layoutGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): GraphLayout {
    const known = new Set(nodes.map((node) => node.id));
    const used = edges.filter((edge) => edge.from !== edge.to && known.has(edge.from) && known.has(edge.to));
    const inputs = neighbours(used, "to", "from");
    const outputs = neighbours(used, "from", "to");
    const columns = columnsOf(nodes, inputs, outputs);
    const order = ordered(nodes, columns, inputs, outputs);
    const tallest = Math.max(0, ...order.map((column) => column.length));
    const height = tallest * (GRAPH_NODE.height + GAP.y) - GAP.y;
    const placed = new Map<string, PlacedGraphNode>();
    order.forEach((column, place) => {
        const own = column.length * (GRAPH_NODE.height + GAP.y) - GAP.y;
        column.forEach((node, row) => {
            placed.set(node.id, { node, column: place, x: place * (GRAPH_NODE.width + GAP.x), y: (height - own) / 2 + row * (GRAPH_NODE.height + GAP.y) });
        });
    });
    return {
        nodes: [...placed.values()],
        edges: used.flatMap((edge) => {
            const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
            return from === undefined || to === undefined || from.column >= to.column ? [] : [{ from, to }];
        }),
        width: Math.max(0, order.length * (GRAPH_NODE.width + GAP.x) - GAP.x), height: Math.max(0, height),
    };
}

function neighbours(edges: readonly GraphEdge[], key: "from" | "to", value: "from" | "to"): ReadonlyMap<string, readonly string[]> {
    const result = new Map<string, string[]>();
    for (const edge of edges) {
        const list = result.get(edge[key]);
        if (list === undefined) result.set(edge[key], [edge[value]]);
        else list.push(edge[value]);
    }
    return result;
}

/** The longest way from something without inputs; then what nothing else needs early moves right, next to what it feeds. */
function columnsOf(nodes: readonly GraphNode[], inputs: ReadonlyMap<string, readonly string[]>, outputs: ReadonlyMap<string, readonly string[]>): Map<string, number> {
    const column = new Map<string, number>();
    const open = new Set<string>();
    const visit = (id: string): number => {
        const done = column.get(id);
        if (done !== undefined) return done;
        if (open.has(id)) return -1;
        open.add(id);
        const own = 1 + Math.max(-1, ...(inputs.get(id) ?? []).map(visit));
        open.delete(id);
        column.set(id, own);
        return own;
    };
    for (const node of nodes) visit(node.id);
    for (const node of [...nodes].sort((left, right) => (column.get(right.id) ?? 0) - (column.get(left.id) ?? 0))) {
        if ((inputs.get(node.id) ?? []).length > 0) continue;
        const readers = (outputs.get(node.id) ?? []).map((id) => column.get(id) ?? 0);
        if (readers.length > 0) column.set(node.id, Math.max(0, Math.min(...readers) - 1));
    }
    return column;
}

/** Sweeps to and fro: each thing goes to the mean place of its neighbours in the column before. */
function ordered(nodes: readonly GraphNode[], columns: ReadonlyMap<string, number>, inputs: ReadonlyMap<string, readonly string[]>, outputs: ReadonlyMap<string, readonly string[]>): GraphNode[][] {
    const result: GraphNode[][] = [];
    for (const node of nodes) {
        const place = columns.get(node.id) ?? 0;
        while (result.length <= place) result.push([]);
        result[place]?.push(node);
    }
    const rows = new Map<string, number>();
    const number = () => result.forEach((column) => column.forEach((node, row) => rows.set(node.id, row / Math.max(1, column.length - 1))));
    number();
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
        const around = sweep % 2 === 0 ? inputs : outputs;
        for (const column of sweep % 2 === 0 ? result : [...result].reverse()) {
            const mean = new Map(column.map((node) => {
                const near = (around.get(node.id) ?? []).flatMap((id) => rows.get(id) ?? []);
                return [node.id, near.length === 0 ? rows.get(node.id) ?? 0 : near.reduce((sum, row) => sum + row, 0) / near.length] as const;
            }));
            column.sort((left, right) => (mean.get(left.id) ?? 0) - (mean.get(right.id) ?? 0));
        }
        number();
    }
    return result;
}

/** What something is made from and what is made from it, however far, and itself. */
export function related(id: string, edges: readonly GraphEdge[]): ReadonlySet<string> {
    const result = new Set([id]);
    for (const [key, value] of [["to", "from"], ["from", "to"]] as const) {
        const seen = new Set([id]);
        let layer = [id];
        while (layer.length > 0) {
            const ids = new Set(layer);
            layer = edges.filter((edge) => ids.has(edge[key]) && !seen.has(edge[value])).map((edge) => edge[value]);
            for (const each of layer) seen.add(each);
        }
        for (const each of seen) result.add(each);
    }
    return result;
}
