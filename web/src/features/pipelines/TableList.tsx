import { useMemo } from "react";
import type { PipelineTable } from "../../api/pipelines";
import { useSession } from "../../api/SessionContext";
import { Icon } from "../../components/Icon";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { pipelineAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";
import { dataTime } from "../../words/periods";
import { findTables, kindOf, rank, standing, testsRank } from "./order";
import { StateWord } from "./StateWord";
import type { TableTests } from "./tests";

interface Props {
    readonly tables: readonly PipelineTable[];
    readonly tests: ReadonlyMap<string, TableTests>;
}

/** All tables, those that need somebody first. */
export function TableList({ tables, tests }: Props): JSX.Element {
    const { project: { timezone } } = useSession();
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const shown = useMemo(() => [...findTables(tables, search)].sort((left, right) => left.table.localeCompare(right.table)), [tables, search]);
    const columns = useMemo((): ReadonlyArray<ListColumn<PipelineTable>> => [
        { key: "table", label: "Table", by: (table) => table.table, cell: (table) => <TableName table={table} tests={tests.get(table.id)} /> },
        { key: "state", label: "State", by: (table) => rank(table, tests.get(table.id)), cell: (table) => <StateWord state={standing(table, tests.get(table.id))} /> },
        { key: "kind", label: "Kind", by: kindOf, cell: kindOf },
        {
            key: "built", label: "Last built", by: (table) => table.built ?? "", downFirst: true,
            cell: (table) => (table.built === null ? <None /> : <time dateTime={table.built} title={dataTime(table.built, timezone)}>{ago(table.built, Date.now())}</time>),
        },
        { key: "rows", label: "Rows", right: true, by: (table) => table.rows ?? "", downFirst: true, cell: (table) => (table.rows === null ? <None /> : table.rows.toLocaleString("en-US")) },
        { key: "complete", label: "Data complete to", by: (table) => table.completeTo ?? "", cell: (table) => (table.completeTo === null ? <None /> : dataTime(table.completeTo, timezone)) },
        { key: "tests", label: "Tests", by: (table) => testsRank(tests.get(table.id)), downFirst: true, cell: (table) => <TestsWord tests={tests.get(table.id)} /> },
        { key: "owner", label: "Owner", by: (table) => table.owner, cell: (table) => (table.owner === "" ? <None /> : table.owner) },
    ], [tests, timezone]);
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
            {shown.length === 0 ? <Notice title={`No table matches “${search}”.`}>Names, descriptions, owners and files are searched.</Notice>
                : <ListTable label="Tables" columns={columns} rows={shown} id={(table) => table.id} sort="state" />}
        </>
    );
}

function TableName({ table, tests }: { table: PipelineTable; tests: TableTests | undefined }): JSX.Element {
    const state = standing(table, tests);
    const message = table.needs || (state === "failed" || state === "skipped" ? table.lastMessage : "");
    return (
        <>
            <Link href={pipelineAddress(table.table)}>{table.table}</Link>
            {message !== "" && <span className="pipeline-message" title={message}>{message}</span>}
        </>
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
