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
    /** How far it stands from what comes first; a tall column is drawn as several beside each other. */
    readonly column: number;
    /** Where lines come into the column, and where they leave it. */
    readonly entersAt: number;
    readonly leavesAt: number;
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
const GAP = { x: 72, y: 12, within: 20 } as const;
/** More than these below each other are not seen at once: they stand in several rows of the same column. */
const MOST_ROWS = 15;
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
    const pitch = GRAPH_NODE.height + GAP.y;
    const shapes = order.map((column) => {
        const lanes = Math.max(1, Math.ceil(column.length / MOST_ROWS));
        const rows = Math.ceil(column.length / lanes);
        return { lanes, width: lanes * (GRAPH_NODE.width + GAP.within) - GAP.within, height: rows * pitch - GAP.y + (lanes > 1 ? pitch / 2 : 0) };
    });
    const height = Math.max(0, ...shapes.map((shape) => shape.height));
    const placed = new Map<string, PlacedGraphNode>();
    let left = 0;
    order.forEach((column, place) => {
        const { lanes, width, height: own } = shapes[place] ?? { lanes: 1, width: GRAPH_NODE.width, height: 0 };
        column.forEach((node, at) => {
            // Neighbours stay near each other; every other lane is half a row lower, so that lines pass between its nodes.
            const lane = at % lanes;
            const x = left + lane * (GRAPH_NODE.width + GAP.within);
            placed.set(node.id, { node, column: place, entersAt: left, leavesAt: left + width, x, y: (height - own) / 2 + Math.floor(at / lanes) * pitch + (lane % 2 === 1 ? pitch / 2 : 0) });
        });
        left += width + GAP.x;
    });
    return {
        nodes: [...placed.values()],
        edges: used.flatMap((edge) => {
            const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
            return from === undefined || to === undefined || from.column >= to.column ? [] : [{ from, to }];
        }),
        width: Math.max(0, left - GAP.x), height,
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
