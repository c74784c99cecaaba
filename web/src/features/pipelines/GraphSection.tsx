import { useMemo } from "react";
import type { PipelineTable } from "../../api/pipelines";
import { GraphView } from "../../components/graph/GraphView";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { address, valueOf, withValue } from "../../navigation/query";
import { counted } from "../../words/numbers";
import { pipelineGraph } from "./graph";
import type { Way } from "./graph";
import { findTables } from "./order";
import type { TableTests } from "./tests";

const REACHES = ["1", "2", "3"] as const;

/** All tables as a graph, from what comes in to what is read, or one with what belongs to it. A search marks what it finds. */
export function GraphSection({ tables, tests }: { tables: readonly PipelineTable[]; tests: ReadonlyMap<string, TableTests> }): JSX.Element {
    const { path, query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const name = valueOf(query, "focus") ?? "";
    const things = useMemo(() => thingsOf(tables), [tables]);
    const focus = things.find((thing) => thing.name === name)?.id ?? null;
    const wayWritten = valueOf(query, "way");
    const way: Way = wayWritten === "up" || wayWritten === "down" ? wayWritten : "both";
    const reachWritten = valueOf(query, "depth") ?? "";
    const reach = (REACHES as readonly string[]).includes(reachWritten) ? Number(reachWritten) : Infinity;
    const graph = useMemo(() => pipelineGraph(tables, tests, focus, reach, way), [tables, tests, focus, reach, way]);
    const found = useMemo(() => (search === "" ? null : new Set(findTables(tables, search).map((table) => table.id))), [tables, search]);
    // What is left is of another size: it is drawn at its own at first.
    const showOnly = (thing: string) => navigateQuery(withValue(withValue(query, "zoom", undefined), "focus", thing === "" ? undefined : thing));
    const put = (key: string, value: string) => navigateQuery(withValue(query, key, value === "" ? undefined : value));
    const leftOut = things.length - graph.nodes.length;
    return (
        <>
            <div className="graph-choices">
                <label className="metric-search">
                    <Icon name="search" />
                    <input type="search" className="input" value={search} placeholder="Mark tables" aria-label="Mark tables" onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} />
                    {found !== null && <span className="muted" role="status">{graph.nodes.filter((node) => found.has(node.id)).length} marked</span>}
                </label>
                <label className="tool-choice"><span className="aside">Show</span>
                    <select className="input" value={focus === null ? "" : name} onChange={(event) => showOnly(event.target.value)}>
                        <option value="">all tables</option>
                        {things.map((thing) => <option key={thing.id} value={thing.name}>{thing.name}</option>)}
                    </select>
                </label>
                {focus !== null && (
                    <>
                        <label className="tool-choice"><span className="aside">Which way</span>
                            <select className="input" value={way} onChange={(event) => put("way", event.target.value === "both" ? "" : event.target.value)}><option value="both">both ways</option><option value="up">what it is made from</option><option value="down">what is made from it</option></select>
                        </label>
                        <label className="tool-choice"><span className="aside">How far</span>
                            <select className="input" value={reach === Infinity ? "" : String(reach)} onChange={(event) => put("depth", event.target.value)}><option value="">all the way</option>{REACHES.map((each) => <option key={each} value={each}>{counted(Number(each), "step")}</option>)}</select>
                        </label>
                    </>
                )}
            </div>
            {name !== "" && focus === null && <Notice tone="warn" title={`No table is named ${name}.`} actions={<Link href={address(path, withValue(query, "focus", undefined))}>Show all tables</Link>}>It may have been renamed. All tables are drawn.</Notice>}
            {graph.nodes.length === 0 ? <Notice title="There is nothing to draw." /> : <GraphView label="What is made from what" nodes={graph.nodes} edges={graph.edges} found={found} onOnly={(id) => showOnly(things.find((thing) => thing.id === id)?.name ?? "")} />}
            {focus !== null && leftOut > 0 && <p className="muted" role="status">{leftOut} that don’t belong to {name} {leftOut === 1 ? "is" : "are"} left out. <Link href={address(path, withValue(query, "focus", undefined))}>Show all tables</Link></p>}
        </>
    );
}

/** The tables and what they are made from, by the names that the graph has for them. */
function thingsOf(tables: readonly PipelineTable[]): ReadonlyArray<{ readonly id: string; readonly name: string }> {
    return pipelineGraph(tables, new Map(), null, 0).nodes.map(({ id, label }) => ({ id, name: label })).sort((left, right) => left.name.localeCompare(right.name));
}
