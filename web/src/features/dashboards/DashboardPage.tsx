import { useCallback, useMemo, useState } from "react";
import { fetchDashboard } from "../../api/content";
import type { Dashboard, DashboardFilter } from "../../api/content";
import { DashboardRun } from "../../api/dashboardRun";
import { useResource } from "../../api/useResource";
import { ColourBook } from "../../charts/colours";
import { Colours } from "../../charts/ColoursContext";
import { Button } from "../../components/Button";
import { Markdown } from "../../components/Markdown";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { filterValues, withFilter } from "../../filters/dashboardFilters";
import { FilterChip } from "../../filters/FilterChip";
import type { FilterSubject } from "../../filters/FilterChip";
import { filterKind } from "../../filters/kinds";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate, navigateHash, navigateQuery, useLocation } from "../../navigation/location";
import { useShortcuts } from "../../navigation/useShortcuts";
import { useTitle } from "../../navigation/useTitle";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { Problem } from "../../results/Problem";
import { StarButton } from "../../results/StarButton";
import { listedValues } from "../../results/subjects";
import { EnlargedTile } from "./EnlargedTile";
import { QueryTile } from "./QueryTile";
import type { TileState } from "./QueryTile";
import { TextTile } from "./TextTile";
import { tileQuery } from "../../filters/tileQuery";

/** A dashboard. Its filters live in the address: opening, filtering and exploring never change what is saved. */
export function DashboardPage({ id }: { id: string }): JSX.Element {
    const dashboard = useResource(`dashboard ${id}`, (signal) => fetchDashboard(id, signal));
    useTitle(dashboard.value?.title ?? (dashboard.error === null ? undefined : "Dashboard"));
    if (dashboard.error !== null && dashboard.value === undefined) {
        return <Problem error={dashboard.error} what="dashboard" onRetry={dashboard.reload} actions={<Button onClick={() => navigate("/")}>Go home</Button>} />;
    }
    if (dashboard.value === undefined) {
        return (
            <div role="status" aria-busy="true" aria-label="The dashboard is loading">
                <header className="page-head"><Skeleton shape="lines" /></header>
                <div className="cards">{Array.from({ length: 4 }, (_, index) => <div key={index} className="card look-card"><Skeleton shape="chart" /></div>)}</div>
            </div>
        );
    }
    return <LoadedDashboard key={id} dashboard={dashboard.value} />;
}

function LoadedDashboard({ dashboard }: { dashboard: Dashboard }): JSX.Element {
    const { query: pairs, hash } = useLocation();
    const values = useMemo(() => filterValues(dashboard.filters, pairs), [dashboard, pairs]);
    const run = useMemo(() => new DashboardRun(dashboard.id, values), [dashboard, values]);
    const colours = useMemo(() => new ColourBook(), []);
    const [states, setStates] = useState<Readonly<Record<string, TileState>>>({});
    const [refreshes, setRefreshes] = useState(0);
    const report = useCallback((tile: string, state: TileState) => {
        setStates((known) => (known[tile] === state ? known : { ...known, [tile]: state }));
    }, []);

    const setFilter = (filter: DashboardFilter, value: string) => navigateQuery(withFilter(pairs, filter, value));
    const active = dashboard.filters.map((filter): ActiveFilter => ({
        subject: subjectOf(filter), expression: values.get(filter.name) ?? "", onChange: (value) => setFilter(filter, value),
    }));
    const hidden = new Set(pairs.filter(([key]) => key === "hide_filter").map(([, name]) => name));
    const missing = dashboard.filters.filter((filter) => filter.required && (values.get(filter.name) ?? "").trim() === "");
    const changed = dashboard.filters.some((filter) => values.get(filter.name) !== filter.defaultValue);
    const reset = () => navigateQuery(dashboard.filters.reduce((rest, filter) => withFilter(rest, filter, filter.defaultValue), pairs));
    const failed = Object.values(states).filter((state) => state === "failed").length;
    const waiting = Object.values(states).filter((state) => state === "loading").length;
    const queries = dashboard.tiles.filter((tile) => tile.kind === "query").length;
    const refresh = () => setRefreshes((count) => count + 1);
    const enlarged = /^tile-(.+?)(?:\/(chart|table|sql|explain))?$/.exec(hash);
    const enlargedTile = dashboard.tiles.find((tile) => tile.id === decodeURIComponent(enlarged?.[1] ?? "") && tile.kind === "query");
    useShortcuts({ r: refresh });

    return (
        <Colours.Provider value={colours}>
            <header className="page-head">
                {dashboard.folderName !== "" && (
                    <nav className="path" aria-label="Folder"><Link href={folderAddress(dashboard.folderID)}>{dashboard.folderName}</Link></nav>
                )}
                <div className="page-title">
                    <h1>{dashboard.title}</h1>
                    <div className="page-actions"><StarButton metadataID={dashboard.metadataID} favoriteID={dashboard.favoriteID} /><Button icon="refresh" onClick={refresh}>Refresh</Button></div>
                </div>
                {dashboard.description !== "" && <div className="page-text"><Markdown text={dashboard.description} /></div>}
            </header>
            {dashboard.filters.length > 0 && dashboard.showsFilters && (
                <div className="filters" aria-label="Filters" role="group">
                    {active.map((filter, index) => {
                        const of = dashboard.filters[index];
                        if (of === undefined || hidden.has(of.name)) return null;
                        return (
                            <FilterChip
                                key={of.name} subject={filter.subject} expression={filter.expression} onChange={(value) => setFilter(of, value)}
                                {...(of.required ? {} : { onClear: () => setFilter(of, "") })}
                            />
                        );
                    })}
                    {changed && <button type="button" className="link" onClick={reset}>Reset to saved</button>}
                </div>
            )}
            {failed > 0 && <p className="partial" role="status">{partialSentence(failed, waiting, queries)}</p>}
            {missing.length > 0 ? (
                <Notice title="This dashboard needs a filter first.">
                    Choose a value for {missing.map((filter) => filter.title).join(" and ")}.
                </Notice>
            ) : dashboard.tiles.length === 0 ? <Notice title="This dashboard has no tiles yet." /> : (
                <div className="grid">
                    {dashboard.tiles.map((tile) => {
                        const { row, column, width, height } = tile.place;
                        const style = { gridArea: `${row + 1} / ${column + 1} / span ${height} / span ${width}` };
                        return (
                            <div key={tile.id} className={`grid-place ${tile.kind} ${height <= 3 || tile.query?.visConfig["type"] === "single_value" ? "low" : ""}`} style={style}>
                                {tile.kind === "query" && tile.query !== null
                                    ? (
                                        <QueryTile
                                            tile={tile} query={tileQuery(tile.query, tile.listens, values)} run={run} refreshes={refreshes} onState={report}
                                            filters={active.filter((filter) => tile.listens.some((each) => each.filter === filter.subject.id))}
                                        />
                                    )
                                    : <TextTile tile={tile} />}
                            </div>
                        );
                    })}
                </div>
            )}
            {enlargedTile !== undefined && enlargedTile.query !== null && (
                <EnlargedTile
                    dashboard={dashboard.id} tile={enlargedTile} query={tileQuery(enlargedTile.query, enlargedTile.listens, values)} view={enlarged?.[2] ?? "chart"}
                    onView={(view) => navigateHash(`tile-${encodeURIComponent(enlargedTile.id)}/${view}`)} onClose={() => navigateHash("")}
                />
            )}
        </Colours.Provider>
    );
}

function partialSentence(failed: number, waiting: number, queries: number): string {
    if (failed >= queries) return queries === 1 ? "The tile failed." : `All ${queries} tiles failed.`;
    return `${failed} of ${queries} tiles failed.${waiting > 0 ? "" : " The others are complete."}`;
}

function subjectOf(filter: DashboardFilter): FilterSubject {
    const hasField = filter.model !== "" && filter.explore !== "" && filter.dimension !== "";
    return {
        id: filter.name,
        label: filter.title,
        kind: filterKind(filter.field, filter.type),
        source: hasField
            ? { model: filter.model, explore: filter.explore, field: filter.dimension, listed: filter.field === null ? [] : listedValues(filter.field) }
            : null,
        required: filter.required,
    };
}
