import { useMemo, useState } from "react";
import type { PipelineTable } from "../../api/pipelines";
import { useSession } from "../../api/SessionContext";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { pipelineAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";
import { dataTime } from "../../words/periods";
import { findTables, kindOf, sortedTables, standing } from "./order";
import type { SortKey, SortOrder } from "./order";
import { StateWord } from "./StateWord";
import type { TableTests } from "./tests";

interface Props {
    readonly tables: readonly PipelineTable[];
    readonly tests: ReadonlyMap<string, TableTests>;
}

const COLUMNS: ReadonlyArray<{ readonly key: SortKey; readonly label: string; readonly right?: true; readonly downFirst?: true }> = [
    { key: "table", label: "Table" }, { key: "state", label: "State" }, { key: "kind", label: "Kind" }, { key: "built", label: "Last built", downFirst: true },
    { key: "rows", label: "Rows", right: true, downFirst: true }, { key: "completeTo", label: "Data complete to" }, { key: "tests", label: "Tests", downFirst: true },
    { key: "owner", label: "Owner" },
];

/** All tables, those that need somebody first. */
export function TableList({ tables, tests }: Props): JSX.Element {
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const [order, setOrder] = useState<SortOrder>({ by: "state", descending: false });
    const shown = useMemo(() => sortedTables(findTables(tables, search), tests, order), [tables, tests, search, order]);
    return (
        <>
            <label className="metric-search">
                <Icon name="search" />
                <input
                    type="search" className="input" value={search} placeholder="Search tables" aria-label="Search tables"
                    onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")}
                />
                <span className="muted" role="status">{search === "" ? counted(tables.length, "table") : `${shown.length} of ${tables.length}`}</span>
            </label>
            {shown.length === 0 ? <Notice title={`No table matches “${search}”.`}>Names, descriptions, owners and files are searched.</Notice> : (
                <div className="table-scroll" tabIndex={0} role="region" aria-label="Tables">
                    <table className="result tabular pipelines">
                        <thead>
                            <tr>
                                {COLUMNS.map((column) => {
                                    const sort = order.by !== column.key ? "none" : order.descending ? "descending" : "ascending";
                                    return (
                                        <th key={column.key} scope="col" aria-sort={sort} className={column.right ? "right" : ""}>
                                            <button
                                                type="button"
                                                onClick={() => setOrder({ by: column.key, descending: order.by === column.key ? !order.descending : column.downFirst === true })}
                                            >
                                                {column.label}
                                                {sort !== "none" && <span className={order.descending ? "sorted down" : "sorted"}><Icon name="down" size={12} /></span>}
                                            </button>
                                        </th>
                                    );
                                })}
                            </tr>
                        </thead>
                        <tbody>{shown.map((table) => <TableRow key={table.id} table={table} tests={tests.get(table.id)} />)}</tbody>
                    </table>
                </div>
            )}
        </>
    );
}

function TableRow({ table, tests }: { table: PipelineTable; tests: TableTests | undefined }): JSX.Element {
    const { project: { timezone } } = useSession();
    const state = standing(table, tests);
    const message = table.needs || (state === "failed" || state === "skipped" ? table.lastMessage : "");
    return (
        <tr>
            <th scope="row">
                <Link href={pipelineAddress(table.table)}>{table.table}</Link>
                {message !== "" && <span className="pipeline-message" title={message}>{message}</span>}
            </th>
            <td><StateWord state={state} /></td>
            <td>{kindOf(table)}</td>
            <td>{table.built === null ? <None /> : <time dateTime={table.built} title={dataTime(table.built, timezone)}>{ago(table.built, Date.now())}</time>}</td>
            <td className="right">{table.rows === null ? <None /> : table.rows.toLocaleString("en-US")}</td>
            <td>{table.completeTo === null ? <None /> : dataTime(table.completeTo, timezone)}</td>
            <td><TestsWord tests={tests} /></td>
            <td>{table.owner === "" ? <None /> : table.owner}</td>
        </tr>
    );
}

/** "5 passed", "1 of 6 failed", "6 not run" */
export function TestsWord({ tests }: { tests: TableTests | undefined }): JSX.Element {
    if (tests === undefined || tests.ids.length === 0) return <span className="muted">none</span>;
    if (tests.failed.length > 0) return <StateWord state="failed" word={`${tests.failed.length} of ${tests.ids.length} failed`} />;
    if (tests.passed === 0) return <span className="muted">{tests.ids.length} not run</span>;
    return <span>{tests.passed} passed{tests.unknown > 0 ? `, ${tests.unknown} not run` : ""}</span>;
}

function None(): JSX.Element {
    return <span className="null" title="not known">∅</span>;
}
