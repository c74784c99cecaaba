import { useMemo } from "react";
import { fetchFolderItems } from "../../api/folders";
import type { FolderItem } from "../../api/folders";
import { fetchUsage, fetchUsageByPerson, fetchWeeklyUsage } from "../../api/usage";
import type { UsageLine } from "../../api/usage";
import { useResource } from "../../api/useResource";
import type { User } from "../../api/users";
import { ListTable } from "../../components/ListTable";
import type { ListColumn } from "../../components/ListTable";
import { Notice } from "../../components/Notice";
import { Tabs } from "../../components/Tabs";
import { dashboardAddress, lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf } from "../../navigation/query";
import { counted } from "../../words/numbers";
import { AdminFrame } from "./AdminFrame";
import { Loaded } from "./Loaded";
import { useUsers } from "./shared";
import { usedContent, usingPeople, weeksBefore } from "./usage";
import type { UsedContent, UsingPerson } from "./usage";
import { userAddress, when } from "./words";

const WEEKS = 4;

/** What is opened, how often, and by whom; what nobody opens is in the same list, at its other end. */
export function UsagePage(): JSX.Element {
    return (
        <AdminFrame here="usage" title="Usage" words={<>How often Looks and dashboards are opened, and by how many people. Sort by any column: upwards comes what is used least. What nobody needs any more is under <Link href="/admin/tidy">Tidying up</Link>.</>}>
            {() => <Usage />}
        </AdminFrame>
    );
}

function Usage(): JSX.Element {
    const items = useResource("folder items", fetchFolderItems, { freshFor: 30_000 });
    const all = useResource("admin usage", fetchUsage, { freshFor: 30_000 });
    const weekly = useResource("admin usage weekly", fetchWeeklyUsage, { freshFor: 30_000 });
    const byPerson = useResource("admin usage people", fetchUsageByPerson, { freshFor: 30_000 });
    const users = useUsers();
    const { query } = useLocation();
    const view = valueOf(query, "by") === "people" ? "people" : "content";
    return (
        <Tabs label="Usage" tabs={[{ id: "content", label: "By content" }, { id: "people", label: "By people" }]} chosen={view} onChoose={(id) => navigateQuery(id === "people" ? [["by", "people"]] : [])}>
            <Loaded what="usage" of={[items, all, weekly, byPerson, users] as const}>
                {(content, total, weeks, people, known) => (view === "people" ? <ByPeople lines={people} users={known} /> : <ByContent items={content} total={total} weekly={weeks} byPerson={people} />)}
            </Loaded>
        </Tabs>
    );
}

const CONTENT: ReadonlyArray<ListColumn<UsedContent>> = [
    { key: "title", label: "Title", by: (item) => item.title, cell: (item) => <Link href={item.kind === "look" ? lookAddress(item.id) : dashboardAddress(item.id)}>{item.title}</Link> },
    { key: "kind", label: "Kind", by: (item) => item.kind, cell: (item) => (item.kind === "look" ? "Look" : "Dashboard") },
    { key: "lately", label: `Last ${WEEKS} weeks`, by: (item) => item.lately, right: true, downFirst: true, cell: (item) => item.lately.toLocaleString("en-US") },
    { key: "views", label: "Ever", by: (item) => item.views, right: true, downFirst: true, cell: (item) => item.views.toLocaleString("en-US") },
    { key: "people", label: "People", by: (item) => item.people, right: true, downFirst: true, cell: (item) => item.people.toLocaleString("en-US") },
    { key: "favorites", label: "Favourite of", by: (item) => item.favorites, right: true, downFirst: true, cell: (item) => item.favorites.toLocaleString("en-US") },
    { key: "seen", label: "Opened last", by: (item) => item.lastViewed, downFirst: true, cell: (item) => when(item.lastViewed) },
];

function ByContent({ items, total, weekly, byPerson }: { items: readonly FolderItem[]; total: readonly UsageLine[]; weekly: readonly UsageLine[]; byPerson: readonly UsageLine[] }): JSX.Element {
    const rows = useMemo(() => usedContent(items, total, weekly, byPerson, weeksBefore(Date.now(), WEEKS)), [items, total, weekly, byPerson]);
    const unused = rows.filter((row) => row.views === 0).length;
    if (rows.length === 0) return <Notice title="Nothing is saved yet.">Looks and dashboards appear here as soon as there are any.</Notice>;
    return (
        <>
            <p className="muted list-note">{counted(rows.length, "Look or dashboard", "Looks and dashboards")}, {unused === 0 ? "each was opened at least once" : `${unused} of them never opened`}.</p>
            <ListTable label="Usage by content" columns={CONTENT} rows={rows} id={(row) => row.key} sort="-lately" />
        </>
    );
}

function ByPeople({ lines, users }: { lines: readonly UsageLine[]; users: readonly User[] }): JSX.Element {
    const rows = useMemo(() => usingPeople(lines), [lines]);
    const name = (id: string) => users.find((user) => user.id === id)?.name ?? `User ${id}`;
    const idle = users.filter((user) => !user.disabled && !user.service && !rows.some((row) => row.id === user.id)).length;
    const columns: ReadonlyArray<ListColumn<UsingPerson>> = [
        { key: "name", label: "Who", by: (row) => name(row.id), cell: (row) => <Link href={userAddress(row.id)}>{name(row.id)}</Link> },
        { key: "views", label: "Opened", by: (row) => row.views, right: true, downFirst: true, cell: (row) => row.views.toLocaleString("en-US") },
        { key: "contents", label: "Different ones", by: (row) => row.contents, right: true, downFirst: true, cell: (row) => row.contents.toLocaleString("en-US") },
        { key: "most", label: "Most", by: (row) => row.most, cell: (row) => row.most },
        { key: "seen", label: "Last", by: (row) => row.lastViewed, downFirst: true, cell: (row) => when(row.lastViewed) },
    ];
    if (rows.length === 0) return <Notice title="Nobody has opened anything yet.">{counted(users.length, "person has", "people have")} an account.</Notice>;
    return (
        <>
            <p className="muted list-note">{counted(rows.length, "person has", "people have")} opened something{idle === 0 ? "." : `; ${idle} with an account ${idle === 1 ? "has" : "have"} opened nothing.`}</p>
            <ListTable label="Usage by people" columns={columns} rows={rows} id={(row) => row.id} sort="-views" />
        </>
    );
}
