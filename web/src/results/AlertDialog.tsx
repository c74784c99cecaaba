import { ALERTS, createAlert, draftOf, fetchAlertBody, fetchAlerts, fetchTileAlerts, followAlert, replaceAlert, tileAlertsKey } from "../api/alerts";
import type { Alert, AlertDraft } from "../api/alerts";
import { cache } from "../api/cache";
import { ApiError } from "../api/http";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { Dialog } from "../components/Dialog";
import { Skeleton } from "../components/Skeleton";
import { tell } from "../components/tell";
import { Link } from "../navigation/Link";
import { cronWords } from "../words/cron";
import type { AlertSubject } from "./AlertContext";
import { AlertForm } from "./AlertForm";
import { Problem } from "./Problem";

/** A new alert on a tile, beside those that are there and can be followed. */
export function AlertDialog({ subject, onClose }: { subject: AlertSubject; onClose: () => void }): JSX.Element {
    const session = useSession();
    const key = tileAlertsKey(subject.elementID);
    const load = (signal?: AbortSignal) => fetchTileAlerts(subject.elementID, signal);
    const there = useResource(key, load, { freshFor: 0 });
    const others = there.value === undefined || there.value.all.length === 0 ? null : <Others alerts={there.value.all} onChanged={there.reload} onClose={onClose} />;
    const title = `Alert on “${subject.title}”`;
    if (!session.permissions.has("create_alerts")) {
        return (
            <Dialog title={title} onClose={onClose}>
                {there.value === undefined && there.error === null && <Skeleton shape="lines" />}
                {there.error !== null && <Problem error={there.error} what="list of alerts" onRetry={there.reload} />}
                {there.value !== undefined && (others ?? <p>Nobody has an alert on this tile that you can follow. Who may make alerts is decided by your role.</p>)}
            </Dialog>
        );
    }
    const draft: AlertDraft = {
        elementID: subject.elementID, filters: subject.filters, field: "", fieldTitle: "", row: [], comparison: "GREATER_THAN", threshold: 0, cron: "0 9 * * *", title: "", open: false,
    };
    return (
        <AlertForm
            title={title} submit="Create the alert" draft={draft} fresh onClose={onClose}
            onSave={async (made) => {
                await createAlert(made, session.user.email);
                cache.reload(ALERTS, fetchAlerts);
                tell(`The alert is on: it looks ${cronWords(made.cron)}.`);
                onClose();
            }}
        >
            {others}
        </AlertForm>
    );
}

/** Changes an alert. What forms don't show stays as it is. */
export function ChangeAlertDialog({ alert, onChanged, onClose }: { alert: Alert; onChanged: () => void; onClose: () => void }): JSX.Element {
    const body = useResource(`alert body ${alert.id}`, (signal) => fetchAlertBody(alert.id, signal), { freshFor: 0 });
    const title = `Change “${alert.title}”`;
    const { value } = body;
    if (value === undefined) {
        return <Dialog title={title} onClose={onClose}>{body.error === null ? <Skeleton shape="lines" /> : <Problem error={body.error} what="alert" onRetry={body.reload} />}</Dialog>;
    }
    return (
        <AlertForm
            title={title} submit="Save" draft={draftOf(value)} fresh={false} onClose={onClose}
            onSave={async (draft) => {
                await replaceAlert(alert.id, value, draft);
                onChanged();
                onClose();
            }}
        />
    );
}

/** The alerts that are on a tile already. */
function Others({ alerts, onChanged, onClose }: { alerts: readonly Alert[]; onChanged: () => void; onClose: () => void }): JSX.Element {
    async function follow(alert: Alert): Promise<void> {
        try {
            await followAlert(alert.id, !alert.followed);
            cache.reload(ALERTS, fetchAlerts);
            onChanged();
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
    }

    return (
        <section className="alert-others" aria-label="Alerts on this tile">
            <ul>
                {alerts.map((alert) => (
                    <li key={alert.id}>
                        <span>{alert.title}{alert.condition !== alert.title && <span className="muted"> {alert.condition}</span>} <span className="muted">{cronWords(alert.cron)}{alert.own ? ", yours" : `, by ${alert.ownerName}`}{alert.on ? "" : ", off"}</span></span>{" "}
                        {(alert.mayFollow || alert.followed) && !alert.own && <button type="button" className="text-button" aria-label={`${alert.followed ? "Don’t follow" : "Follow"} ${alert.title}`} onClick={() => void follow(alert)}>{alert.followed ? "Don’t follow" : "Follow"}</button>}
                    </li>
                ))}
            </ul>
            <p><Link href="/alerts" onClick={onClose}>All your alerts</Link></p>
        </section>
    );
}
