import { useEffect, useState } from "react";
import { beginBackfill, fetchBackfills, orderBackfill } from "../../api/backfills";
import type { Backfill } from "../../api/backfills";
import { ApiError } from "../../api/http";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { DayInput } from "../../components/DayInput";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";
import { PipelinesNav } from "./PipelinesNav";
import { StateWord } from "./StateWord";

/** Stretches of time that are built again: how far each is, and orders to it. */
export function BackfillsPage(): JSX.Element {
    useTitle("Backfills");
    const session = useSession();
    const asked = valueOf(useLocation().query, "of") ?? "";
    const [open, setOpen] = useState(asked !== "");
    const [problem, setProblem] = useState("");
    const backfills = useResource("backfills", fetchBackfills, { freshFor: 5_000 });
    const { reload } = backfills;
    const busy = (backfills.value ?? []).some((each) => each.state === "running" || each.state === "queued");
    useEffect(() => {
        if (!busy) return undefined;
        const timer = setInterval(reload, 3_000);
        return () => clearInterval(timer);
    }, [busy, reload]);
    const mayChange = session.permissions.has("develop");
    const order = (id: string, what: "pause" | "resume" | "cancel") => {
        setProblem("");
        orderBackfill(id, what).then(reload, (error: unknown) => setProblem(error instanceof ApiError ? error.message : "The order was not taken. Try again."));
    };
    return (
        <>
            <header className="page-head">
                <div className="page-title"><h1>Pipelines</h1><div className="page-actions">{mayChange && <Button look="primary" icon="plus" onClick={() => setOpen(true)}>New backfill</Button>}</div></div>
                <p className="page-text">Stretches of time that are built again, piece by piece, while nothing else is to be done.</p>
            </header>
            <PipelinesNav here="backfills" />
            {problem !== "" && <p className="partial" role="alert">{problem}</p>}
            {backfills.error !== null && backfills.value === undefined && <Problem error={backfills.error} what="list of backfills" onRetry={reload} />}
            {backfills.value === undefined && backfills.error === null && <div className="panel" role="status" aria-busy="true" aria-label="Backfills are loading"><Skeleton shape="table" /></div>}
            {backfills.value !== undefined && (backfills.value.length === 0 ? <Notice title="Nothing is being filled again.">A backfill is for when the rows of past days have to be made anew: after a mistake was mended, or when a source was filled up.</Notice> : (
                <div className="table-scroll" tabIndex={0} role="region" aria-label="Backfills">
                    <table className="result tabular pipelines plain-head">
                        <thead><tr><th scope="col">What</th><th scope="col">State</th><th scope="col">From</th><th scope="col">To</th><th scope="col">How far</th><th scope="col">Who</th>{mayChange && <th scope="col">Orders</th>}</tr></thead>
                        <tbody>{backfills.value.map((each) => <Row key={each.id} backfill={each} mayChange={mayChange} onOrder={order} />)}</tbody>
                    </table>
                </div>
            ))}
            {open && mayChange && <NewBackfill table={asked} onClose={() => setOpen(false)} onBegun={() => {
                setOpen(false);
                reload();
            }} />}
        </>
    );
}

function Row({ backfill, mayChange, onOrder }: { backfill: Backfill; mayChange: boolean; onOrder: (id: string, what: "pause" | "resume" | "cancel") => void }): JSX.Element {
    const states = { queued: "queued", running: "running", paused: "waiting", done: "ok", failed: "failed", cancelled: "cancelled" } as const;
    const isOpen = backfill.state === "queued" || backfill.state === "running";
    return (
        <tr>
            <th scope="row">{backfill.selection}{backfill.message !== "" && <span className="pipeline-message" title={backfill.message}>{backfill.message}</span>}</th>
            <td><StateWord state={states[backfill.state]} {...(backfill.state === "paused" ? { word: "Paused" } : {})} /></td>
            <td>{backfill.from.slice(0, 10)}</td><td>{backfill.to.slice(0, 10)}</td>
            <td>{backfill.nodesDone} of {counted(backfill.nodes.length, "table")}, {counted(backfill.piecesDone, "piece")}{backfill.position === "" ? "" : `, up to ${backfill.position.slice(0, 10)}`}</td>
            <td title={backfill.note}>{[backfill.who, backfill.note].filter((part) => part !== "").join(": ")}</td>
            {mayChange && (
                <td>
                    {isOpen && <button type="button" className="text-button" onClick={() => onOrder(backfill.id, "pause")}>Pause</button>}
                    {(backfill.state === "paused" || backfill.state === "failed") && <button type="button" className="text-button" onClick={() => onOrder(backfill.id, "resume")}>Go on</button>}
                    {(isOpen || backfill.state === "paused") && <button type="button" className="text-button" onClick={() => onOrder(backfill.id, "cancel")}>Cancel</button>}
                </td>
            )}
        </tr>
    );
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function NewBackfill({ table, onClose, onBegun }: { table: string; onClose: () => void; onBegun: () => void }): JSX.Element {
    const [select, setSelect] = useState(table);
    const [from, setFrom] = useState("");
    const [to, setTo] = useState("");
    const [downstream, setDownstream] = useState(true);
    const [note, setNote] = useState("");
    const [problem, setProblem] = useState("");
    const whole = select.trim() !== "" && DAY.test(from) && DAY.test(to) && from <= to;
    return (
        <Dialog title="New backfill" onClose={onClose}>
            <form className="run-form" onSubmit={(event) => {
                event.preventDefault();
                if (whole) beginBackfill(select.trim(), from, to, downstream, note.trim()).then(onBegun, (error: unknown) => setProblem(error instanceof ApiError ? error.message : "The backfill could not be begun. Try again."));
            }}>
                <label>Table <input className="input" value={select} placeholder="clean.orders" spellCheck={false} onChange={(event) => setSelect(event.target.value)} /></label>
                <label>From <DayInput value={from} onChange={setFrom} /></label>
                <label>To, with this day <DayInput value={to} onChange={setTo} /></label>
                <label className="check"><input type="checkbox" checked={downstream} onChange={(event) => setDownstream(event.target.checked)} /> Also all that is made from it</label>
                <label>Note <input className="input" value={note} onChange={(event) => setNote(event.target.value)} /></label>
                {problem !== "" && <p className="run-problem" role="alert">{problem}</p>}
                <div className="notice-actions"><Button look="primary" type="submit" disabled={!whole}>Begin</Button><Button onClick={onClose}>Cancel</Button></div>
            </form>
        </Dialog>
    );
}
