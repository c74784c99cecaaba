import { useMemo } from "react";
import type { Dashboard } from "../../api/content";
import { fetchDashboardForm } from "../../api/dashboardForm";
import { text } from "../../api/reading";
import { useResource } from "../../api/useResource";
import { ColourBook } from "../../charts/colours";
import { Colours } from "../../charts/ColoursContext";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { dashboardAddress } from "../../navigation/addresses";
import { navigate } from "../../navigation/location";
import { Problem } from "../../results/Problem";
import { VersionBanner } from "../../saved/VersionBanner";
import { DashboardSkeleton } from "./DashboardSkeleton";
import { nameOf, placeOf, tabOf, tilesOn } from "./edit/form";
import { filterOf, tileOf } from "./edit/formTile";
import { TileContent } from "./edit/TileContent";
import { StillTile } from "./StillTile";

interface Props {
    readonly dashboard: Dashboard;
    readonly version: number;
    readonly onChanged: () => void;
}

/** A dashboard as it was in an old version, with the numbers of today; and the way back to it. */
export function OldVersion({ dashboard, version, onChanged }: Props): JSX.Element {
    const read = useResource(`dashboard form ${dashboard.id} ${version}`, (signal) => fetchDashboardForm(dashboard.id, version, signal), { freshFor: Infinity });
    const colours = useMemo(() => new ColourBook(), []);
    const here = dashboardAddress(dashboard.id);

    if (read.error !== null) return <Problem error={read.error} what="version" onRetry={read.reload} actions={<Button onClick={() => navigate(here)}>Open the dashboard</Button>} />;
    if (read.value === undefined) return <DashboardSkeleton label="The version is loading" />;
    const { form } = read.value;
    const values = new Map(form.filters.map((filter) => [nameOf(filter), text(filter["default_value"])]));
    const filters = form.filters.map((filter) => filterOf(filter, dashboard.filters));
    const tabs = form.tabs.length === 0 ? [""] : form.tabs.map(nameOf);
    return (
        <Colours.Provider value={colours}>
            <header className="page-head"><div className="page-title"><h1>{form.title}</h1></div></header>
            <VersionBanner kind="dashboard" item={dashboard} version={version} here={here} onChanged={onChanged} />
            {form.tiles.length === 0 && <Notice title="This version has no tiles." />}
            {tabs.map((tab) => (
                <section key={tab} aria-label={tab === "" ? "Tiles" : tab}>
                    {tab !== "" && <h2>{text(form.tabs.find((each) => nameOf(each) === tab)?.["label"]) || tab}</h2>}
                    <div className="grid">
                        {tilesOn(form, tab).map((each) => {
                            const tile = tileOf(each, undefined);
                            const { row, column, width, height } = placeOf(each);
                            return (
                                <div key={`${tabOf(form, each)} ${nameOf(each)}`} className={`grid-place query ${height <= 3 ? "low" : ""}`} style={{ gridArea: `${row + 1} / ${column + 1} / span ${height} / span ${width}` }}>
                                    {tile.kind === "query" || tile.kind === "chart" ? (
                                        <section className="tile" aria-label={tile.title}>
                                            <header className="tile-head"><h2>{tile.title}</h2></header>
                                            <div className="tile-body"><TileContent tile={tile} filters={filters} values={values} /></div>
                                        </section>
                                    ) : <StillTile tile={tile} />}
                                </div>
                            );
                        })}
                    </div>
                </section>
            ))}
        </Colours.Provider>
    );
}
