import { useMemo } from "react";
import type { PipelineTable } from "../../api/pipelines";
import { GraphView } from "../../components/graph/GraphView";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { pipelineGraph } from "./graph";
import { findTables } from "./order";
import type { TableTests } from "./tests";

/** All tables as a graph, from what comes in to what is read. A search marks what it finds. */
export function GraphSection({ tables, tests }: { tables: readonly PipelineTable[]; tests: ReadonlyMap<string, TableTests> }): JSX.Element {
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const graph = useMemo(() => pipelineGraph(tables, tests, null, 0), [tables, tests]);
    const found = useMemo(() => (search === "" ? null : new Set(findTables(tables, search).map((table) => table.id))), [tables, search]);
    return (
        <>
            <label className="metric-search">
                <Icon name="search" />
                <input type="search" className="input" value={search} placeholder="Mark tables" aria-label="Mark tables" onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} />
                {found !== null && <span className="muted" role="status">{found.size} marked</span>}
            </label>
            {graph.nodes.length === 0 ? <Notice title="There is nothing to draw." /> : <GraphView label="What is made from what" nodes={graph.nodes} edges={graph.edges} found={found} />}
        </>
    );
}
