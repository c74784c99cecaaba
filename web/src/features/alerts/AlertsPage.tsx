import { fetchNotices, NOTICES } from "../../api/alertNotices";
import { ALERTS, ALL_ALERTS, fetchAlerts, fetchAllAlerts } from "../../api/alerts";
import type { Alert, Alerts } from "../../api/alerts";
import { cache } from "../../api/cache";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import type { Resource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Tabs } from "../../components/Tabs";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { AlertTable } from "./AlertTable";
import { markRead, NoticeList } from "./NoticeList";

/** Alerts: one's own, those that one follows, everybody's for who may see them, and what one was told. */
export function AlertsPage(): JSX.Element {
    useTitle("Alerts");
    const session = useSession();
    const { query } = useLocation();
    const tabs = [
        { id: "own", label: "Yours" }, { id: "followed", label: "Followed" },
        ...(session.permissions.has("see_alerts") ? [{ id: "all", label: "Everybody’s" }] : []), { id: "told", label: "Notifications" },
    ];
    const wanted = valueOf(query, "show") ?? "own";
    const chosen = tabs.some((tab) => tab.id === wanted) ? wanted : "own";
    return (
        <>
            <header className="page-head">
                <div className="page-title"><h1>Alerts</h1></div>
                <p className="page-text">Soundings looks at the numbers of tiles and tells you when a condition is met. You are told here; mail is not sent yet.</p>
            </header>
            <Tabs label="Which alerts" tabs={tabs} chosen={chosen} onChoose={(id) => navigateQuery(withValue(query, "show", id === "own" ? undefined : id))}>
                {chosen === "told" ? <Told /> : chosen === "all" ? <Everybody /> : <Own followed={chosen === "followed"} />}
            </Tabs>
        </>
    );
}

function Own({ followed }: { followed: boolean }): JSX.Element {
    const alerts = useResource(ALERTS, fetchAlerts, { freshFor: 5_000 });
    return (
        <List
            label={followed ? "Alerts that you follow" : "Your alerts"} resource={alerts} owners={followed} of={(each) => (followed ? each.followed && !each.own : each.own)}
            empty={followed
                ? <Notice title="You follow no alert.">Open “Alert…” in the menu of a tile: it lists those of others that you may follow.</Notice>
                : <Notice title="You have no alert yet.">Open a dashboard, and choose “Alert…” in the menu of a tile whose number matters to you.</Notice>}
        />
    );
}

function Everybody(): JSX.Element {
    const alerts = useResource(ALL_ALERTS, fetchAllAlerts, { freshFor: 5_000 });
    return <List label="Everybody’s alerts" resource={alerts} owners of={() => true} empty={<Notice title="Nobody has an alert yet." />} />;
}

interface ListProps {
    readonly label: string;
    readonly resource: Resource<Alerts>;
    readonly owners: boolean;
    readonly of: (alert: Alert) => boolean;
    readonly empty: JSX.Element;
}

function List({ label, resource, owners, of, empty }: ListProps): JSX.Element {
    const { value, error, reload } = resource;
    if (value === undefined) return error !== null ? <Problem error={error} what="list of alerts" onRetry={reload} /> : <Loading />;
    const shown = value.all.filter(of);
    const changed = () => {
        reload();
        cache.reload(NOTICES, fetchNotices);
    };
    return shown.length === 0 ? empty : <AlertTable label={label} alerts={shown} owners={owners} onChanged={changed} />;
}

function Told(): JSX.Element {
    const notices = useResource(NOTICES, fetchNotices, { freshFor: 5_000 });
    const { value, error, reload } = notices;
    if (value === undefined) return error !== null ? <Problem error={error} what="list of notifications" onRetry={reload} /> : <Loading />;
    if (value.all.length === 0) return <Notice title="No alert has told you anything yet.">What your alerts and those that you follow find stands here, the newest 200.</Notice>;
    return (
        <>
            {value.unread > 0 && <p><Button icon="check" onClick={() => void markRead(null)}>Mark all as read</Button></p>}
            <NoticeList notices={value.all} />
        </>
    );
}

function Loading(): JSX.Element {
    return <div role="status" aria-busy="true" aria-label="Alerts are loading"><Skeleton shape="table" /></div>;
}
