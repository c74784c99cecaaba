import { useState } from "react";
import { startRun } from "../../api/pipelineRuns";
import { ApiError } from "../../api/http";
import type { Session } from "../../api/session";
import { useSession } from "../../api/SessionContext";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { pipelineRunAddress } from "../../navigation/addresses";
import { navigate } from "../../navigation/location";

/** Whether somebody may begin runs. */
export function mayRun(session: Session): boolean {
    return session.permissions.has("develop") || session.permissions.has("clear_cache_refresh");
}

/** Begins a run: of one table, of it and all that is made from it, or of everything. Leads to the run, which tells how far it is. */
export function RunNow({ table }: { table: string | null }): JSX.Element | null {
    const session = useSession();
    const [open, setOpen] = useState(false);
    if (!mayRun(session)) return null;
    return (
        <>
            <Button look="primary" icon="play" onClick={() => setOpen(true)}>Run now</Button>
            {open && <RunDialog table={table} onClose={() => setOpen(false)} />}
        </>
    );
}

function RunDialog({ table, onClose }: { table: string | null; onClose: () => void }): JSX.Element {
    const [scope, setScope] = useState<"one" | "down" | "up" | "all">(table === null ? "all" : "one");
    const [command, setCommand] = useState<"build" | "test">("build");
    const [force, setForce] = useState(false);
    const [note, setNote] = useState("");
    const [state, setState] = useState<"ready" | "starting">("ready");
    const [problem, setProblem] = useState("");
    const select = table === null || scope === "all" ? "" : scope === "down" ? `${table}+` : scope === "up" ? `+${table}` : table;

    async function start(): Promise<void> {
        setState("starting");
        setProblem("");
        try {
            const id = await startRun({ command, select, force, note: note.trim() });
            onClose();
            navigate(pipelineRunAddress(id));
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The run could not be started. Try again.");
            setState("ready");
        }
    }

    return (
        <Dialog title={table === null ? "Run the pipelines" : `Run ${table}`} onClose={onClose}>
            <form className="run-form" onSubmit={(event) => {
                event.preventDefault();
                void start();
            }}>
                <label>What
                    <select className="input" value={command} onChange={(event) => setCommand(event.target.value === "test" ? "test" : "build")}><option value="build">Build and test</option><option value="test">Only test what is there</option></select>
                </label>
                {table !== null && (
                    <label>Of which
                        <select className="input" value={scope} onChange={(event) => setScope(event.target.value === "down" ? "down" : event.target.value === "up" ? "up" : event.target.value === "all" ? "all" : "one")}>
                            <option value="one">this table</option><option value="down">this table and all that is made from it</option><option value="up">this table and all it is made from</option><option value="all">everything</option>
                        </select>
                    </label>
                )}
                {command === "build" && <label className="check"><input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} /> Also what is up to date</label>}
                <label>Note, kept with the run <input className="input" value={note} onChange={(event) => setNote(event.target.value)} /></label>
                {problem !== "" && <p className="run-problem" role="alert">{problem}</p>}
                <div className="notice-actions"><Button look="primary" type="submit" disabled={state === "starting"}>{state === "starting" ? "Starting…" : "Start the run"}</Button><Button onClick={onClose}>Cancel</Button></div>
            </form>
        </Dialog>
    );
}
