import { useEffect, useMemo, useState } from "react";
import type { ComponentType } from "react";
import { cache } from "../../api/cache";
import { fetchDashboard } from "../../api/content";
import type { Dashboard } from "../../api/content";
import { ApiError } from "../../api/http";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { FOLDERS, PageHead } from "../../components/PageHead";
import { filterValues } from "../../filters/dashboardFilters";
import { folderAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../navigation/location";
import type { Location } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import type { ChartTileFile, ChartTileProps } from "../../results/chartTile";
import { Problem } from "../../results/Problem";
import { ChartTileContext } from "./ChartTileContext";
import { DashboardSkeleton } from "./DashboardSkeleton";
import { DashboardView } from "./DashboardView";
import { EditDashboard } from "./edit/EditDashboard";
import { shownTab } from "./tabs";
import { OldVersion } from "./OldVersion";

interface Props {
    readonly id: string;
    /** Draws a saved chart of product analytics, which this feature knows nothing of. */
    readonly chartTile: ComponentType<ChartTileProps>;
    /** Reads the table of one. */
    readonly chartFile: ChartTileFile;
}

/** A dashboard. Its filters live in the address: opening, filtering and exploring never change what is saved; `edit=true` does. */
export function DashboardPage({ id, chartTile, chartFile }: Props): JSX.Element {
    const { query: pairs } = useLocation();
    const dashboard = useResource(`dashboard ${id}`, (signal) => fetchDashboard(id, signal));
    useTitle(dashboard.value?.title ?? (dashboard.error === null ? undefined : "Dashboard"));
    if (dashboard.error !== null && dashboard.value === undefined) {
        return <><PageHead above={FOLDERS} title="Dashboard" /><Problem error={dashboard.error} what="dashboard" onRetry={dashboard.reload} actions={<Button onClick={() => navigate("/")}>Go home</Button>} /></>;
    }
    if (dashboard.value === undefined) return <DashboardSkeleton label="The dashboard is loading" />;
    const version = Number(valueOf(pairs, "version") ?? "");
    return (
        <ChartTileContext.Provider value={chartTile}>
            {Number.isInteger(version) && version > 0 ? <OldVersion dashboard={dashboard.value} version={version} onChanged={dashboard.reload} />
                : valueOf(pairs, "edit") === "true" ? <Editing key={id} id={id} />
                : <DashboardView key={id} dashboard={dashboard.value} chartFile={chartFile} onChanged={dashboard.reload} />}
        </ChartTileContext.Provider>
    );
}

/** Editing begins on what is saved now, and stays on it whatever is heard of it later: a save finds out. */
function Editing({ id }: { id: string }): JSX.Element {
    const [start, setStart] = useState<Dashboard | null>(null);
    const [error, setError] = useState<ApiError | null>(null);
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
        const controller = new AbortController();
        setError(null);
        fetchDashboard(id, controller.signal).then((read) => {
            cache.reload(`dashboard ${id}`, () => Promise.resolve(read));
            setStart(read);
        }, (reason: unknown) => {
            if (!controller.signal.aborted) setError(reason instanceof ApiError ? reason : new ApiError("broken", 0, "The dashboard could not be read."));
        });
        return () => controller.abort();
    }, [id, attempt]);
    if (error !== null) return <><PageHead above={FOLDERS} title="Dashboard" /><Problem error={error} what="dashboard" onRetry={() => setAttempt(attempt + 1)} /></>;
    if (start === null) return <DashboardSkeleton label="The editor is loading" />;
    return <EditingOf dashboard={start} />;
}

function EditingOf({ dashboard }: { dashboard: Dashboard }): JSX.Element {
    const { query: pairs } = useLocation();
    const values = useMemo(() => filterValues(dashboard.filters, pairs), [dashboard, pairs]);
    const done = () => navigateQuery(withValue(pairs, "edit", undefined));
    const here = window.location.pathname;
    const stays = (to: Location) => to.path === here && valueOf(to.query, "edit") === "true";
    const path = dashboard.folderName !== "" && <nav className="path" aria-label="Folder"><Link href={folderAddress(dashboard.folderID)}>{dashboard.folderName}</Link></nav>;
    if (!dashboard.mayChange) {
        return (
            <>
                <header className="page-head">{path}<h1>{dashboard.title}</h1></header>
                <Notice tone="warn" title={dashboard.readOnly ? "This dashboard comes from a file." : "You may not change this dashboard."} actions={<Button onClick={done}>Back to the dashboard</Button>}>
                    {dashboard.readOnly ? "It is changed in the file of the project that it stands in." : "Whoever may change its folder can let you, too."}
                    {dashboard.mayCopy && " Or make an editable copy, in the menu beside its title."}
                </Notice>
            </>
        );
    }
    return (
        <>
            {path}
            <h1 className="aside">Edit {dashboard.title}</h1>
            <EditDashboard dashboard={dashboard} values={values} tab={Math.max(0, dashboard.tabs.findIndex((tab) => tab.id === shownTab(dashboard, pairs)))} stays={stays} onDone={done} />
        </>
    );
}
