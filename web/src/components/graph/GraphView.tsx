import { useEffect, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { Link } from "../../navigation/Link";
import { Button } from "../Button";
import { GraphTools } from "./GraphTools";
import { GRAPH_NODE, layoutGraph, related } from "./layout";
import type { GraphEdge, GraphNode, PlacedGraphNode } from "./layout";
import { useGraphZoom } from "./useGraphZoom";

interface Props {
    readonly label: string;
    readonly nodes: readonly GraphNode[];
    readonly edges: readonly GraphEdge[];
    /** Those that are looked for; the others step back. null for all. */
    readonly found?: ReadonlySet<string> | null;
    /** Leaves only what belongs to a thing: a button at each, and the space bar. */
    readonly onOnly?: (id: string) => void;
}

/** So many lines are drawn lighter, or nothing is seen for them. */
const MANY_LINES = 120;

/**
 * What is made from what, from left to right. Arrow keys walk along the lines; pointing at something shows what it belongs to.
 * What is larger than its frame can be drawn smaller.
 */
export function GraphView({ label, nodes, edges, found = null, onOnly }: Props): JSX.Element {
    const layout = useMemo(() => layoutGraph(nodes, edges), [nodes, edges]);
    const [over, setOver] = useState<string | null>(null);
    const frame = useRef<HTMLDivElement>(null);
    const zoom = useGraphZoom(frame, layout);
    const { scale } = zoom;
    const drawn = useRef(scale);
    drawn.current = scale;
    const near = useMemo(() => (over === null ? null : related(over, edges)), [over, edges]);
    const focus = layout.nodes.find((placed) => placed.node.isFocus);
    useEffect(() => {
        const element = frame.current;
        if (element === null) return;
        if (focus === undefined) {
            element.scrollTop = (layout.height * drawn.current - element.clientHeight) / 2;
            return;
        }
        element.scrollLeft = (focus.x + GRAPH_NODE.width / 2) * drawn.current - element.clientWidth / 2;
        element.scrollTop = (focus.y + GRAPH_NODE.height / 2) * drawn.current - element.clientHeight / 2;
    }, [focus, layout.height]);
    const faint = (id: string) => (near !== null ? !near.has(id) : found !== null && !found.has(id));

    function walk(event: KeyboardEvent): void {
        const at = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-node]")?.dataset["node"] : undefined;
        const from = layout.nodes.find((placed) => placed.node.id === at);
        if (from === undefined) return;
        if (event.key === " " && onOnly !== undefined) {
            event.preventDefault();
            onOnly(from.node.id);
            return;
        }
        const next = nextOf(from, layout.nodes, edges, event.key);
        if (next === undefined) return;
        event.preventDefault();
        frame.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next.node.id)}"] a, [data-node="${CSS.escape(next.node.id)}"] span[tabindex]`)?.focus();
    }

    return (
        <div className="graph-box">
            {(!zoom.fits || zoom.zoom !== 1) && <GraphTools graph={zoom} />}
            <div className="graph" ref={frame} role="region" aria-label={label} tabIndex={0} onKeyDown={walk}>
                <div className="graph-size" style={{ width: layout.width * scale, height: layout.height * scale }}>
                    <div className="graph-plan" style={{ width: layout.width, height: layout.height, transform: scale === 1 ? undefined : `scale(${scale})` }}>
                        <svg className={layout.edges.length > MANY_LINES ? "dense" : undefined} width={layout.width} height={layout.height} aria-hidden="true">
                            {layout.edges.map(({ from, to }) => {
                                const [x0, y0, x1, y1] = [from.x + GRAPH_NODE.width, from.y + GRAPH_NODE.height / 2, to.x, to.y + GRAPH_NODE.height / 2];
                                const middle = (from.leavesAt + to.entersAt) / 2;
                                const shown = near === null ? !faint(from.node.id) && !faint(to.node.id) : near.has(from.node.id) && near.has(to.node.id);
                                return <path key={`${from.node.id} ${to.node.id}`} className={`graph-edge ${shown ? near === null ? "" : "strong" : "faint"}`} d={`M${x0} ${y0}H${from.leavesAt}C${middle} ${y0} ${middle} ${y1} ${to.entersAt} ${y1}H${x1}`} />;
                            })}
                        </svg>
                        <ul>
                            {layout.nodes.map((placed) => (
                                <li
                                    key={placed.node.id} data-node={placed.node.id} className={`graph-node ${placed.node.tone} ${placed.node.isFocus ? "focus" : ""} ${faint(placed.node.id) ? "faint" : ""}`}
                                    style={{ left: placed.x, top: placed.y, width: GRAPH_NODE.width, height: GRAPH_NODE.height }}
                                    onMouseEnter={() => setOver(placed.node.id)} onMouseLeave={() => setOver(null)} onFocus={() => setOver(placed.node.id)} onBlur={() => setOver(null)}
                                >
                                    {placed.node.href === "" ? <span className="graph-name" tabIndex={0} title={placed.node.label}>{placed.node.label}</span> : <Link className="graph-name" href={placed.node.href} title={placed.node.label}>{placed.node.label}</Link>}
                                    <span className="graph-detail">{placed.node.detail}</span>
                                    {onOnly !== undefined && !placed.node.isFocus && <Button className="graph-only" look="quiet" icon="flow" iconOnly tabIndex={-1} onClick={() => onOnly(placed.node.id)}>{`Only ${placed.node.label} and what belongs to it (space bar)`}</Button>}
                                </li>
                            ))}
                        </ul>
                    </div>
                </div>
            </div>
        </div>
    );
}

function nextOf(from: PlacedGraphNode, nodes: readonly PlacedGraphNode[], edges: readonly GraphEdge[], key: string): PlacedGraphNode | undefined {
    const nearest = (candidates: readonly PlacedGraphNode[]) => [...candidates].sort((left, right) => Math.abs(left.y - from.y) - Math.abs(right.y - from.y))[0];
    const ids = (pairs: readonly GraphEdge[], end: "from" | "to") => new Set(pairs.map((edge) => edge[end]));
    switch (key) {
        case "ArrowLeft": {
            const left = ids(edges.filter((edge) => edge.to === from.node.id), "from");
            return nearest(nodes.filter((placed) => left.has(placed.node.id)));
        }
        case "ArrowRight": {
            const right = ids(edges.filter((edge) => edge.from === from.node.id), "to");
            return nearest(nodes.filter((placed) => right.has(placed.node.id)));
        }
        case "ArrowUp": return nearest(nodes.filter((placed) => placed.column === from.column && placed.y < from.y));
        case "ArrowDown": return nearest(nodes.filter((placed) => placed.column === from.column && placed.y > from.y));
        default: return undefined;
    }
}
