import { useState } from "react";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { Tabs } from "../../components/Tabs";
import { Link } from "../../navigation/Link";
import { ago } from "../../words/ago";
import { stop } from "./runs";
import type { Run } from "./runs";
import { SavedList } from "./SavedList";
import { readShelf, takeOff } from "./shelf";

const TABS = [{ id: "saved", label: "Saved" }, { id: "history", label: "History" }, { id: "runs", label: "Runs" }] as const;

/** Statements: those that are saved, and of this device those that ran and those that run now. */
export function ShelfDialog({ runs, connection, onClose }: { runs: readonly Run[]; connection: string; onClose: () => void }): JSX.Element {
    const running = runs.some((run) => run.state === "running");
    const [tab, setTab] = useState<string>(running ? "runs" : "saved");
    return (
        <Dialog title="Statements" onClose={onClose}>
            <Tabs label="Which" tabs={TABS} chosen={tab} onChoose={setTab}>
                {tab === "runs" ? <Runs runs={runs} onClose={onClose} /> : tab === "saved" ? <SavedList connection={connection} onOpen={onClose} /> : <History onClose={onClose} />}
            </Tabs>
        </Dialog>
    );
}

function History({ onClose }: { onClose: () => void }): JSX.Element {
    const [entries, setEntries] = useState(() => readShelf("history"));
    if (entries.length === 0) return <Notice title="Nothing has run on this device yet.">Administrators find every query under Administration.</Notice>;
    return (
        <ul className="content-list sql-shelf">
            {entries.map((entry) => (
                <li key={entry.href}>
                    <div className="sql-shelf-words">
                        <Link href={entry.href} onClick={onClose}>{entry.title}</Link>
                        <p className="muted tabular">{[ago(new Date(entry.at).toISOString(), Date.now()), entry.note].filter((part) => part !== "").join(", ")}</p>
                    </div>
                    <Button look="quiet" icon="close" iconOnly onClick={() => {
                        takeOff("history", entry.href);
                        setEntries(readShelf("history"));
                    }}>{`Forget ${entry.title}`}</Button>
                </li>
            ))}
        </ul>
    );
}

function Runs({ runs, onClose }: { runs: readonly Run[]; onClose: () => void }): JSX.Element {
    if (runs.length === 0) return <Notice title="Nothing runs.">What runs here goes on while you use other pages of Soundings, until this tab is closed.</Notice>;
    return (
        <ul className="content-list sql-shelf">
            {runs.map((run) => (
                <li key={run.key}>
                    <div className="sql-shelf-words">
                        <Link href={run.href} onClick={onClose}>{run.title}</Link>
                        <p className="muted tabular">{run.state === "running" ? `began ${ago(new Date(run.startedAt).toISOString(), Date.now())}` : `${run.state} after ${(run.took / 1000).toFixed(1)} s`}</p>
                    </div>
                    {run.state === "running" && <Button onClick={() => stop(run.key)}>Cancel</Button>}
                </li>
            ))}
        </ul>
    );
}
