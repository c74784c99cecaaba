import type { PipelineRun } from "../../api/pipelineRuns";
import { useSession } from "../../api/SessionContext";
import { pipelineRunAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { ago, duration } from "../../words/ago";
import { dataTime } from "../../words/periods";
import { StateWord } from "./StateWord";

/** Runs, the newest first. */
export function RunList({ runs }: { runs: readonly PipelineRun[] }): JSX.Element {
    const { project: { timezone } } = useSession();
    return (
        <div className="table-scroll" tabIndex={0} role="region" aria-label="Runs">
            <table className="result tabular pipelines plain-head">
                <thead>
                    <tr>
                        <th scope="col">Started</th><th scope="col">State</th><th scope="col">What</th><th scope="col">Why</th>
                        <th scope="col" className="right">Took</th>
                    </tr>
                </thead>
                <tbody>
                    {runs.map((run) => (
                        <tr key={run.id}>
                            <th scope="row">
                                <Link href={pipelineRunAddress(run.id)}>{dataTime(run.started, timezone)}</Link> <span className="muted">{ago(run.started, Date.now())}</span>
                            </th>
                            <td><StateWord state={run.state} /></td>
                            <td>{runWords(run)}</td>
                            <td>{triggerWords(run)}</td>
                            <td className="right">{tookWords(run)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

/** "build of everything", "test of clean.account+" */
export function runWords(run: PipelineRun): string {
    return `${run.command} of ${run.selection === "" ? "everything" : run.selection}`;
}

export function triggerWords(run: PipelineRun): string {
    const kinds: Readonly<Record<string, string>> = {
        start: "the server started", manual: "by hand", schedule: "on schedule", sync: "new data came in", change: "files of the project changed",
    };
    const kind = `${kinds[run.trigger] ?? run.trigger}${run.who === "" ? "" : ` by ${run.who}`}`;
    // What the server says of a run that nobody asked for says its kind, too.
    const words = run.trigger === "manual" || run.why === "" ? [kind, run.why] : [run.why];
    return [...words, run.note].filter((part) => part !== "").join(": ");
}

export function tookWords(run: PipelineRun): string {
    const end = run.finished === null ? Date.now() : new Date(run.finished).getTime();
    const seconds = (end - new Date(run.started).getTime()) / 1000;
    return Number.isNaN(seconds) ? "" : `${seconds < 1 ? "under 1 s" : duration(Math.round(seconds))}${run.finished === null ? " so far" : ""}`;
}
