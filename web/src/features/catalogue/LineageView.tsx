import { useMemo } from "react";
import { fetchDashboardTitles } from "../../api/lineage";
import type { Lineage } from "../../api/lineage";
import { useResource } from "../../api/useResource";
import { GraphView } from "../../components/graph/GraphView";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { lineageAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { address, valueOf, withValue } from "../../navigation/query";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { lineageFolds } from "./lineageFolds";
import { kindWords, lineageGraph, thingAddress, thingName } from "./lineageGraph";
import type { Titles } from "./lineageGraph";
import { useLineage } from "./useLineage";

const NONE: Titles = new Map();
const DEPTHS = ["1", "2", "3", "5"] as const;

/** What something comes from and what stands on it: as a graph, and as a list. How far and which way stands in the address. */
export function LineageView({ name }: { name: string }): JSX.Element {
    const { query } = useLocation();
    const { lineage, depth, direction } = useLineage(name);
    const hasTiles = [...lineage.value?.things.values() ?? []].some((thing) => thing.kind === "tile");
    const dashboards = useResource(hasTiles ? "dashboard titles" : undefined, fetchDashboardTitles, { freshFor: 300_000 }).value ?? NONE;
    const tools = (
        <div className="chart-tools">
            <label className="tool-choice"><span className="aside">How far</span>
                <select className="input" value={String(depth)} onChange={(event) => navigateQuery(withValue(query, "depth", event.target.value === "1" ? undefined : event.target.value))}>{DEPTHS.map((each) => <option key={each} value={each}>{each === "1" ? "Next neighbours" : `${each} steps`}</option>)}</select>
            </label>
            <label className="tool-choice"><span className="aside">Which way</span>
                <select className="input" value={direction} onChange={(event) => navigateQuery(withValue(query, "way", event.target.value === "both" ? undefined : event.target.value))}><option value="both">Both ways</option><option value="up">What it comes from</option><option value="down">What stands on it</option></select>
            </label>
        </div>
    );
    if (lineage.error !== null && !lineage.loading) return <Problem error={lineage.error} what="lineage" onRetry={lineage.reload} />;
    if (lineage.value === undefined) return <div className="lineage">{tools}<div className="graph" role="status" aria-busy="true" aria-label="Lineage is loading"><Skeleton shape="graph" /></div></div>;
    const { value } = lineage;
    if (value.asked.length === 0) {
        return (
            <Notice tone="warn" title={`Nothing is named ${name}.`}>
                {value.suggestions.length > 0 ? <>Did you mean {value.suggestions.slice(0, 5).map((each, index) => <span key={each}>{index > 0 && ", "}<Link href={lineageAddress(each)}>{each}</Link></span>)}?</> : "Tables are named as schema.table, columns as schema.table.column, fields as view.field, Looks as look:12."}
            </Notice>
        );
    }
    return (
        <div className="lineage">
            {tools}
            <Drawn lineage={value} dashboards={dashboards} />
            <Listed lineage={value} dashboards={dashboards} />
        </div>
    );
}

interface ShownProps {
    readonly lineage: Lineage;
    readonly dashboards: Titles;
}

function Drawn({ lineage, dashboards }: ShownProps): JSX.Element {
    const { path, query } = useLocation();
    const unfolded = valueOf(query, "unfold") ?? "";
    const graph = useMemo(() => {
        const kinds = unfolded === "" ? [] : unfolded.split(",");
        return lineageGraph(lineage, lineageFolds(lineage, new Set(kinds)), (kind) => address(path, withValue(query, "unfold", [...kinds, kind].join(","))), dashboards);
    }, [lineage, unfolded, path, query, dashboards]);
    return (
        <>
            <GraphView label="Lineage, graph" nodes={graph.nodes} edges={graph.edges} />
            {graph.leftOut > 0 && <p className="muted">{graph.leftOut} more are in the list.</p>}
            {unfolded !== "" && <button type="button" className="text-button" onClick={() => navigateQuery(withValue(query, "unfold", undefined))}>Draw things that are alike as one</button>}
        </>
    );
}

function Listed({ lineage, dashboards }: ShownProps): JSX.Element {
    const rows = useMemo(() => {
        const steps = new Map<string, string>();
        for (const edge of lineage.edges) {
            const far = (lineage.distances.get(edge.to) ?? 0) > 0 ? edge.to : edge.from;
            steps.set(far, edge.step);
        }
        return [...lineage.things].filter(([key]) => lineage.distances.get(key) !== 0).map(([key, thing]) => ({ key, thing, distance: lineage.distances.get(key) ?? 0, step: steps.get(key) ?? "" }))
            .sort((left, right) => Math.sign(left.distance) - Math.sign(right.distance) || Math.abs(left.distance) - Math.abs(right.distance) || thingName(left.thing).localeCompare(thingName(right.thing)));
    }, [lineage]);
    const inFiles = rows.some(({ thing }) => thing.path !== "");
    if (rows.length === 0) return <Notice title="It stands alone.">It comes from nothing that is known, and nothing stands on it.</Notice>;
    return (
        <details className="lineage-list" open={rows.length <= 30}>
            <summary>{counted(rows.length, "thing")} as a list</summary>
            <div className="table-scroll answer-table" tabIndex={0} role="region" aria-label="Lineage, list">
                <table className="result plain-head">
                    <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Which way</th><th scope="col">How</th>{inFiles && <th scope="col">File</th>}</tr></thead>
                    <tbody>
                        {rows.map(({ key, thing, distance, step }) => {
                            const href = thingAddress(thing) ?? lineageAddress(thing.name);
                            return (
                                <tr key={key}>
                                    <th scope="row"><Link href={href}>{thingName(thing)}</Link></th><td>{kindWords(thing, dashboards)}</td>
                                    <td>{distance < 0 ? "it comes from" : "stands on it"}{Math.abs(distance) > 1 ? `, ${Math.abs(distance)} steps` : ""}</td><td title={thing.problem}>{thing.problem === "" ? step : "not followed"}</td>{inFiles && <td><code>{thing.path}</code></td>}
                                </tr>
                            );
                        })}
                    </tbody>
                </table>
            </div>
        </details>
    );
}
