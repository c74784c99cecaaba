import { useState } from "react";
import { deleteAlert, fetchAlertBody, followAlert, lookAtAlert, restoreAlert, turnAlert } from "../../api/alerts";
import type { Alert } from "../../api/alerts";
import { ApiError } from "../../api/http";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { tell } from "../../components/tell";
import { Link } from "../../navigation/Link";
import { ChangeAlertDialog } from "../../results/AlertDialog";
import { ago } from "../../words/ago";
import { cronWords } from "../../words/cron";
import { standing } from "./alertState";
import { tileAddress } from "./noticeWords";

interface Action {
    readonly label: string;
    readonly act: () => void;
}

/** Alerts with what their last looks have seen, and what can be done with each. */
export function AlertTable({ label, alerts, owners, onChanged }: { label: string; alerts: readonly Alert[]; owners: boolean; onChanged: () => void }): JSX.Element {
    const [changing, setChanging] = useState<Alert | null>(null);

    async function act(deed: () => Promise<void>): Promise<void> {
        try {
            await deed();
        } catch (error) {
            tell(error instanceof ApiError ? error.message : "That did not work. Try again.");
        }
        onChanged();
    }

    async function remove(alert: Alert): Promise<void> {
        const body = await fetchAlertBody(alert.id);
        await deleteAlert(alert.id);
        tell(`“${alert.title}” was deleted.`, async () => {
            await restoreAlert(body);
            onChanged();
        });
    }

    async function look(alert: Alert): Promise<void> {
        const seen = await lookAtAlert(alert.id);
        const { word, detail } = standing(seen);
        const value = seen.look?.shown ?? "";
        tell([`${word}.`, value === "" ? "" : `It is ${value}.`, detail].filter((part) => part !== "").join(" "));
    }

    const actions = (alert: Alert): Action[] => [
        ...(alert.mayChange && alert.on ? [{ label: "Look now", act: () => void act(() => look(alert)) }] : []),
        ...(alert.mayChange && alert.tile !== null ? [{ label: "Change", act: () => setChanging(alert) }] : []),
        ...(alert.mayChange ? [{ label: alert.on ? "Turn off" : "Turn on", act: () => void act(() => turnAlert(alert.id, !alert.on)) }] : []),
        ...(!alert.own && (alert.followed || alert.mayFollow) ? [{ label: alert.followed ? "Don’t follow" : "Follow", act: () => void act(() => followAlert(alert.id, !alert.followed)) }] : []),
        ...(alert.mayChange ? [{ label: "Delete", act: () => void act(() => remove(alert)) }] : []),
    ];
    const columns: ReadonlyArray<ListColumn<Alert>> = [
        { key: "title", label: "Alert", by: (each) => each.title, cell: (each) => <Name alert={each} /> },
        { key: "state", label: "State", by: (each) => standing(each).word, cell: (each) => <State alert={each} /> },
        { key: "value", label: "Number", right: true, cell: (each) => (each.look === null || each.look.shown === "" ? "" : <>{each.look.shown}{each.look.period !== "" && <span className="muted"> {each.look.period}</span>}</>) },
        { key: "looked", label: "Last look", by: (each) => each.look?.at ?? "", downFirst: true, cell: (each) => (each.look === null || each.look.at === "" ? "" : ago(each.look.at, Date.now())) },
        { key: "often", label: "How often", by: (each) => cronWords(each.cron), cell: (each) => cronWords(each.cron) },
        ...(owners ? [{ key: "owner", label: "Owner", by: (each: Alert) => each.ownerName, cell: (each: Alert) => each.ownerName || <span className="muted">somebody who is gone</span> }] : []),
        { key: "do", label: "Actions", cell: (each) => <span className="alert-actions">{actions(each).map(({ label: word, act: press }) => <button key={word} type="button" className="text-button" aria-label={`${word} ${each.title}`} onClick={press}>{word}</button>)}</span> },
    ];
    return (
        <div className="alert-list">
            <ListTable label={label} columns={columns} rows={alerts} id={(each) => each.id} sort="title" />
            {changing !== null && <ChangeAlertDialog alert={changing} onChanged={onChanged} onClose={() => setChanging(null)} />}
        </div>
    );
}

function Name({ alert }: { alert: Alert }): JSX.Element {
    const href = tileAddress(alert.tile);
    return (
        <>
            {alert.title}
            {alert.title !== alert.condition && <div className="alert-place muted">{alert.condition}</div>}
            {alert.row !== "" && <div className="alert-place muted">of {alert.row}</div>}
            {alert.tile !== null && <div className="alert-place">{href === "" ? alert.tile.title : <Link href={href}>{alert.tile.title}</Link>}{alert.tile.dashboardTitle !== "" && <span className="muted">, {alert.tile.dashboardTitle}</span>}</div>}
            {alert.tile === null && <div className="alert-place muted">Its tile is gone, or you may not see it.</div>}
        </>
    );
}

function State({ alert }: { alert: Alert }): JSX.Element {
    const { word, tone, detail } = standing(alert);
    return <><span className={`alert-state ${tone}`}>{word}</span>{detail !== "" && <div className="alert-detail muted">{detail}</div>}</>;
}
