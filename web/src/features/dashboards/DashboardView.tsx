import { useCallback, useMemo, useState } from "react";
import type { CSSProperties } from "react";
import type { Dashboard, DashboardFilter, Tile } from "../../api/content";
import { DashboardRun } from "../../api/dashboardRun";
import { downloadQuery } from "../../api/queries";
import type { QueryBody } from "../../api/queries";
import { ColourBook } from "../../charts/colours";
import { Colours } from "../../charts/ColoursContext";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { chartFilters } from "../../filters/chartFilters";
import { filterValues, withFilter } from "../../filters/dashboardFilters";
import { tileQuery } from "../../filters/tileQuery";
import { dashboardAddress } from "../../navigation/addresses";
import { navigateHash, navigateQuery, useLocation } from "../../navigation/location";
import { address, valueOf, withValue } from "../../navigation/query";
import { useShortcuts } from "../../navigation/useShortcuts";
import type { ChartTileFile } from "../../results/chartTile";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { tileExploreAddress } from "../../results/exploreAddress";
import { resultFile } from "../../results/resultFile";
import type { TileState } from "../../results/TileFrame";
import { SavedHistory } from "../../saved/SavedHistory";
import { ChartPlace } from "./ChartPlace";
import { unreachedWords } from "./cross";
import { DashboardHead } from "./DashboardHead";
import { EnlargedTile } from "./EnlargedTile";
import { FilterBar } from "./FilterBar";
import { subjectOf } from "./filterSubject";
import { MergedTile } from "./MergedTile";
import { QueryTile } from "./QueryTile";
import { StillTile } from "./StillTile";
import { shownTab, withTab } from "./tabs";
import type { TileSource } from "./tileFiles";
import { beginTv, TvMode } from "./TvMode";
import { useAutoRefresh } from "./useAutoRefresh";
import { useCrossFilters } from "./useCrossFilters";
import { useDataDownload } from "./useDataDownload";

/** How often a screen on a wall asks again, in seconds, where the dashboard does not say. */
const TV_REFRESH = 300;

interface Props {
    readonly dashboard: Dashboard;
    readonly chartFile: ChartTileFile;
    readonly onChanged: () => void;
}

/** A dashboard as it is read. */
export function DashboardView({ dashboard, chartFile, onChanged }: Props): JSX.Element {
    const { query: pairs, hash } = useLocation();
    const values = useMemo(() => filterValues(dashboard.filters, pairs), [dashboard, pairs]);
    const run = useMemo(() => new DashboardRun(dashboard.id, values), [dashboard, values]);
    const colours = useMemo(() => new ColourBook(), []);
    const cross = useCrossFilters(dashboard, pairs);
    const pressed = cross.crossing === null ? "" : JSON.stringify(cross.crossing.filters);
    const crossedRun = useMemo(() => new DashboardRun(dashboard.id, values, cross.crossing?.filters), [dashboard, values, cross.crossing]);
    const [states, setStates] = useState<Readonly<Record<string, TileState>>>({});
    const [refreshes, setRefreshes] = useState(0);
    const report = useCallback((tile: string, state: TileState) => {
        setStates((known) => (known[tile] === state ? known : { ...known, [tile]: state }));
    }, []);

    const setFilter = (filter: DashboardFilter, value: string) => navigateQuery(withFilter(pairs, filter, value));
    const active = dashboard.filters.map((filter): ActiveFilter => ({
        subject: subjectOf(filter, dashboard.filters, values, dashboard.tiles), expression: values.get(filter.name) ?? "", onChange: (value) => setFilter(filter, value),
    }));
    const missing = dashboard.filters.filter((filter) => filter.required && (values.get(filter.name) ?? "").trim() === "");
    const tab = shownTab(dashboard, pairs);
    const tiles = dashboard.tiles.filter((tile) => tile.tab === tab);
    const queries = tiles.filter((tile) => tile.kind === "query" || tile.kind === "merged" || tile.kind === "chart");
    const stateOf = (state: TileState) => queries.filter((tile) => states[tile.id] === state).length;
    const refresh = () => setRefreshes((count) => count + 1);
    const edit = () => navigateQuery(withValue(pairs, "edit", "true"));
    const enlarged = /^tile-([^/]+)(?:\/(.+))?$/.exec(hash);
    const enlargedID = decodeURIComponent(enlarged?.[1] ?? "");
    const enlargedTile = dashboard.tiles.find((tile) => tile.id === enlargedID && tile.kind === "query");
    const queryOf = (tile: Tile, query: QueryBody) => {
        const plain = tileQuery(query, tile.listens, values);
        return cross.queryOf(tile, plain) ?? plain;
    };
    const runOf = (tile: Tile) => (cross.reaches(tile) ? crossedRun : run);
    const chartFiltersOf = (tile: Tile) => chartFilters(tile.listens, dashboard.filters, values, cross.reaches(tile) ? cross.crossing?.filters : {});
    const sourcesOf = (tile: Tile): TileSource[] => {
        const { title, query } = tile;
        if (query !== null) return [{ title, load: async (signal) => ({ title, content: await downloadQuery(queryOf(tile, query), "csv", signal) }) }];
        if (tile.kind === "chart") return [{ title, load: (signal) => chartFile(tile, chartFiltersOf(tile), signal) }];
        return tile.merge === null ? [] : [{ title, load: async (signal) => ({ title, content: resultFile(await runOf(tile).answer(tile.id, signal, false)) }) }];
    };
    const download = useDataDownload(dashboard.title);
    // Of all tabs, in their order.
    const sources = (dashboard.tabs.length === 0 ? dashboard.tiles : dashboard.tabs.flatMap(({ id }) => dashboard.tiles.filter((tile) => tile.tab === id))).flatMap(sourcesOf);
    const mayDownload = dashboard.deletedAt === "" && missing.length === 0 && sources.length > 0;
    const tv = valueOf(pairs, "tv") === "true";
    useAutoRefresh(dashboard.refreshSeconds > 0 ? dashboard.refreshSeconds : tv ? TV_REFRESH : 0, refresh);
    const rows = Math.max(1, ...tiles.map(({ place }) => place.row + place.height));
    useShortcuts({ r: refresh, ...(dashboard.mayChange ? { e: edit } : {}) });

    return (
        <Colours.Provider value={colours}>
            <DashboardHead dashboard={dashboard} onRefresh={refresh} onEdit={edit} onChanged={onChanged} onTv={() => beginTv(pairs)} onDownload={mayDownload ? () => download.start(sources) : null} />
            {download.said}
            {tv && <TvMode dashboard={dashboard} pairs={pairs} tab={tab} />}
            {dashboard.deletedAt === "" && <FilterBar dashboard={dashboard} values={values} pairs={pairs} crossing={cross.crossing} crossedSubject={cross.subjectOf} />}
            {stateOf("failed") > 0 && <p className="partial" role="status">{partialSentence(stateOf("failed"), stateOf("loading"), queries.length)}</p>}
            {dashboard.tabs.length > 0 && (
                <nav className="dashboard-tabs" aria-label="Tabs">
                    {dashboard.tabs.map((each) => (
                        <button key={each.id} type="button" className="tab-choice" aria-current={each.id === tab ? "page" : undefined} onClick={() => navigateQuery(withTab(dashboard, pairs, each.id))}>{each.label}</button>
                    ))}
                </nav>
            )}
            {dashboard.deletedAt !== "" ? null : missing.length > 0 ? (
                <Notice title="This dashboard needs a filter first.">
                    Choose a value for {missing.map((filter) => filter.title).join(" and ")}.
                </Notice>
            ) : tiles.length === 0 ? (
                <Notice
                    title={dashboard.tabs.length > 0 ? "This tab has no tiles yet." : "This dashboard has no tiles yet."}
                    actions={dashboard.mayChange ? <Button look="primary" icon="edit" onClick={edit}>Edit the dashboard</Button> : undefined}
                >
                    {dashboard.mayChange ? "Add a Look, a query, a chart or words to it, or save something from Explore to it." : "Whoever may change it can add some."}
                </Notice>
            ) : (
                <div className="grid" style={{ "--rows": rows } as CSSProperties}>
                    {tiles.map((tile) => {
                        const { row, column, width, height } = tile.place;
                        const style = { gridArea: `${row + 1} / ${column + 1} / span ${height} / span ${width}` };
                        const plain = tile.query === null ? null : tileQuery(tile.query, tile.listens, values);
                        const crossed = plain === null ? null : cross.queryOf(tile, plain);
                        const framed = tile.kind === "query" || tile.kind === "merged" || tile.kind === "chart";
                        const isFigure = tile.query?.visConfig["type"] === "single_value";
                        const unreached = unreachedWords(tile, cross.crossing, crossed !== null || cross.reaches(tile), active.some((filter) => filter.expression.trim() !== ""));
                        const over = tile.id === enlargedID ? enlarged?.[2] ?? "chart" : "";
                        const obeyed = active.filter((filter) => tile.listens.some((each) => each.filter === filter.subject.id));
                        return (
                            <div key={tile.id} className={`grid-place ${framed ? "query" : "still"} ${cross.crossing?.from === tile.id ? "crossing" : ""} ${isFigure ? "single low" : height <= 3 ? "low" : ""}`} style={style}>
                                {tile.kind === "query" && plain !== null
                                    ? (
                                        <QueryTile
                                            tile={tile} editAddress={dashboard.mayChange && tile.lookID === "" && tile.query !== null ? tileExploreAddress(tile.query, dashboard.id, tile.id) : ""} query={crossed ?? plain} run={crossed === null ? run : null} refreshes={refreshes} onState={report} crossFilter={cross.filterOf.get(tile.id) ?? null}
                                            filters={obeyed} unreached={unreached}
                                        />
                                    )
                                    : tile.merge !== null
                                    ? <MergedTile dashboard={dashboard.id} tile={tile} merge={tile.merge} run={runOf(tile)} crossed={cross.reaches(tile) ? pressed : ""} filters={obeyed} unreached={unreached} enlarged={over} refreshes={refreshes} onState={report} />
                                    : tile.kind === "chart"
                                    ? <ChartPlace tile={tile} filters={chartFiltersOf(tile)} bare={false} unreached={unreached} enlarged={over} refreshes={refreshes} onState={report} />
                                    : <StillTile tile={tile} />}
                            </div>
                        );
                    })}
                </div>
            )}
            {enlargedTile !== undefined && enlargedTile.query !== null && (
                <EnlargedTile
                    dashboard={dashboard.id} tile={enlargedTile} query={queryOf(enlargedTile, enlargedTile.query)} view={enlarged?.[2] ?? "chart"}
                    onView={(view) => navigateHash(`tile-${encodeURIComponent(enlargedTile.id)}/${view}`)} onClose={() => navigateHash("")}
                />
            )}
            <SavedHistory
                kind="dashboard" item={dashboard} here={dashboardAddress(dashboard.id)} onChanged={onChanged}
                addressOf={(version) => address(dashboardAddress(dashboard.id), withValue(pairs, "version", String(version)))}
            />
        </Colours.Provider>
    );
}

function partialSentence(failed: number, waiting: number, queries: number): string {
    if (failed >= queries) return `${queries === 1 ? "The tile" : `All ${queries} tiles`} failed. Refresh asks again; if that fails, too, tell whoever administers Soundings what you did.`;
    return `${failed} of ${queries} tiles failed.${waiting > 0 ? "" : " The others are complete."}`;
}
