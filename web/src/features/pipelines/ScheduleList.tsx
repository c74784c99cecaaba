import type { PipelineTable } from "../../api/pipelines";
import { useSession } from "../../api/SessionContext";
import { Notice } from "../../components/Notice";
import { pipelineAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";
import { dataTime } from "../../words/periods";

/** What runs by the clock or after something, what is due next, and what waits for its sources. */
export function ScheduleList({ tables }: { tables: readonly PipelineTable[] }): JSX.Element {
    const { project: { timezone } } = useSession();
    const timed = tables.filter((table) => table.schedules.length > 0 || table.waitingSince !== null)
        .sort((left, right) => Number(right.waitingSince !== null) - Number(left.waitingSince !== null) || (left.nextDue ?? "~").localeCompare(right.nextDue ?? "~") || left.table.localeCompare(right.table));
    const rest = tables.length - timed.length;
    return (
        <>
            {timed.length === 0 ? <Notice title="Nothing runs by the clock.">All {counted(tables.length, "table")} run when what they are made from has changed. <code className="unbroken">schedule: 06:00</code> in a model&apos;s settings sets a time, <code className="unbroken">after sync crm</code> waits for a source.</Notice> : (
                <div className="table-scroll" tabIndex={0} role="region" aria-label="Schedules">
                    <table className="result tabular pipelines plain-head">
                        <thead><tr><th scope="col">Table</th><th scope="col">Runs</th><th scope="col">Next due</th><th scope="col">Waits</th><th scope="col">Last ran</th></tr></thead>
                        <tbody>
                            {timed.map((table) => (
                                <tr key={table.id}>
                                    <th scope="row"><Link href={pipelineAddress(table.table)}>{table.table}</Link></th>
                                    <td>{table.schedules.join(", ")}</td>
                                    <td>{table.nextDue === null ? "" : `${dataTime(table.nextDue, timezone)}, ${ago(table.nextDue, Date.now())}`}</td>
                                    <td>{table.waitingSince === null ? table.wait : `since ${dataTime(table.waitingSince, timezone)} for ${table.waitingFor.join(", ")}`}</td>
                                    <td>{table.built === null ? "" : ago(table.built, Date.now())}{table.lastWhy === "" ? "" : `: ${table.lastWhy}`}</td>
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
            {timed.length > 0 && rest > 0 && <p className="muted">{counted(rest, "other table runs", "other tables run")} when what {rest === 1 ? "it is" : "they are"} made from has changed.</p>}
        </>
    );
}
