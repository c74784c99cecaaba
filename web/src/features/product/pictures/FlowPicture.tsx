import { useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ChartPoint } from "../../../api/charts";
import { evenPercent, percent, plain } from "../../../words/numbers";
import { layoutFlow } from "../answers/flowLayout";
import type { FlowLayout, PlacedEdge, PlacedNode } from "../answers/flowLayout";
import { seconds } from "../answers/parts";
import type { Flow } from "../answers/view";

interface Props {
    readonly flow: Flow;
    readonly onPick: ((point: ChartPoint) => void) | null;
}

const HEIGHT = 380;

/** Paths as columns of nodes with bands between them. A node shows its own bands and opens the people who were there. */
export function FlowPicture({ flow, onPick }: Props): JSX.Element {
    const place = useRef<HTMLDivElement>(null);
    const [room, setRoom] = useState(0);
    useLayoutEffect(() => {
        const element = place.current;
        if (element === null) return undefined;
        const read = () => setRoom(element.clientWidth);
        read();
        const observer = new ResizeObserver(read);
        observer.observe(element);
        return () => observer.disconnect();
    }, []);
    const layout = useMemo(() => layoutFlow(flow, HEIGHT, room), [flow, room]);
    const [over, setOver] = useState<PlacedNode | null>(null);
    const isShown = (edge: PlacedEdge) => over === null || edge.from === over || edge.to === over;
    return (
        <div ref={place} className="flow" role="region" aria-label="Paths" tabIndex={0}>
            <div className={flow.backward ? "flow-plan backward" : "flow-plan"} style={{ width: layout.width, height: layout.height }}>
                <svg width={layout.width} height={layout.height} aria-hidden="true">
                    {layout.edges.map((edge, index) => edge.to !== null && (
                        <path key={index} d={band(edge, layout, flow.backward)} className={`flow-band ${edge.edge.toKind === "dropped_off" ? "left" : ""} ${isShown(edge) ? "" : "faint"}`}>
                            <title>{`${edge.edge.from} → ${edge.edge.to}: ${plain(edge.edge.count)}, ${percent(edge.edge.share)}${edge.edge.seconds === null ? "" : `, after ${seconds(edge.edge.seconds)}`}`}</title>
                        </path>
                    ))}
                </svg>
                <ol className="flow-nodes">
                    {layout.nodes.map((placed) => (
                        <li key={`${placed.column} ${placed.node.kind} ${placed.node.name}`}>
                            <button
                                type="button" className={`flow-node ${placed.node.kind}`} disabled={placed.node.point === null || onPick === null}
                                style={{ left: flow.backward ? layout.width - placed.x - layout.nodeWidth : placed.x, top: placed.y, width: layout.nodeWidth, height: placed.height }}
                                onMouseEnter={() => setOver(placed)} onMouseLeave={() => setOver(null)} onFocus={() => setOver(placed)} onBlur={() => setOver(null)}
                                aria-label={`Step ${placed.column + 1}, ${placed.node.name}: ${plain(placed.node.count)}, ${percent(placed.node.share)} of all paths`} title={`${placed.node.name}${placed.node.ended > 0 ? `: ${plain(placed.node.ended)} ${flow.backward ? "began" : "end"} here` : ""}`}
                                onClick={() => placed.node.point !== null && onPick?.(placed.node.point)}
                            >
                                <span className="flow-name">{placed.node.name}</span>
                                <span className="flow-count tabular">{plain(placed.node.count)} · {evenPercent(placed.node.share)}</span>
                            </button>
                        </li>
                    ))}
                </ol>
            </div>
        </div>
    );
}

/** A band with even thickness between two nodes, mirrored where paths lead to the first column. */
function band(edge: PlacedEdge, { width, nodeWidth }: FlowLayout, backward: boolean): string {
    const x = (value: number) => Math.round((backward ? width - value : value) * 10) / 10;
    const y = (value: number) => Math.round(value * 10) / 10;
    const [from, to] = [edge.from.x + nodeWidth, edge.to?.x ?? 0];
    const middle = (from + to) / 2;
    const { y0, y1, thickness } = edge;
    return `M${x(from)} ${y(y0)}C${x(middle)} ${y(y0)} ${x(middle)} ${y(y1)} ${x(to)} ${y(y1)}L${x(to)} ${y(y1 + thickness)}C${x(middle)} ${y(y1 + thickness)} ${x(middle)} ${y(y0 + thickness)} ${x(from)} ${y(y0 + thickness)}Z`;
}
