import { useEffect, useMemo } from "react";
import type { ReactNode } from "react";
import { fetchMetrics } from "../../api/metrics";
import type { Metric } from "../../api/metrics";
import { useResource } from "../../api/useResource";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { findMetrics } from "./findMetrics";
import { MetricEntry } from "./MetricEntry";

/** What every number means: definitions by group, with whoever answers for them and the place that counts. */
export function MetricsPage({ name, nav }: { name: string | null; nav: ReactNode }): JSX.Element {
    useTitle("Metrics");
    const metrics = useResource("metrics", fetchMetrics, { freshFor: 300_000 });
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const found = useMemo(() => findMetrics(metrics.value ?? [], search), [metrics.value, search]);
    useEffect(() => {
        if (name !== null && metrics.value !== undefined) document.getElementById(`metric-${name}`)?.scrollIntoView({ block: "start" });
    }, [name, metrics.value]);
    const head = (
        <>
            <header className="page-head">
                <h1>Metrics</h1>
                <p className="page-text">What each number means, who answers for it, and the report that counts when several show it.</p>
            </header>
            {nav}
        </>
    );
    if (metrics.error !== null) return <>{head}<Problem error={metrics.error} what="list of metrics" onRetry={metrics.reload} /></>;
    const all = metrics.value;
    const isUnknown = name !== null && all?.some((metric) => metric.name === name) === false;
    return (
        <>
            {head}
            {isUnknown && <Notice tone="warn" title={`There is no metric ${name}.`}>It may have been renamed. All of them are below.</Notice>}
            {all?.length === 0 ? (
                <Notice title="No metric is defined yet.">
                    A file in the project's folder content/metrics makes one: a name, a label and a definition are enough.
                </Notice>
            ) : (
                <label className="metric-search">
                    <Icon name="search" />
                    <input
                        type="search" className="input" value={search} placeholder="Search metrics" aria-label="Search metrics"
                        onChange={(event) => navigateQuery(event.target.value === "" ? [] : [["q", event.target.value]], "replace")}
                    />
                    <span className="muted" role="status">{all === undefined ? "" : search === "" ? counted(all.length, "metric") : `${found.length} of ${all.length}`}</span>
                </label>
            )}
            {all === undefined && <div className="metric-list" role="status" aria-busy="true" aria-label="Metrics are loading">{[1, 2, 3].map((each) => <div key={each} className="metric"><Skeleton shape="lines" /></div>)}</div>}
            {all !== undefined && all.length > 0 && found.length === 0 && <Notice title={`No metric matches “${search}”.`}>Names, definitions, owners and synonyms are searched.</Notice>}
            {[...grouped(found)].map(([group, items]) => (
                <section key={group} className="home-section" aria-label={group}>
                    <h2>{group}</h2>
                    <ul className="metric-list">
                        {items.map((metric) => <li key={metric.name}><MetricEntry metric={metric} isOpen={metric.name === name} /></li>)}
                    </ul>
                </section>
            ))}
        </>
    );
}

function grouped(metrics: readonly Metric[]): Map<string, Metric[]> {
    const groups = new Map<string, Metric[]>();
    for (const metric of metrics) groups.set(metric.group, [...groups.get(metric.group) ?? [], metric]);
    return groups;
}
