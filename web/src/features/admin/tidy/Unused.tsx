import { useState } from "react";
import { fetchUnused } from "../../../api/tidiness";
import type { ListedContent } from "../../../api/tidiness";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Notice } from "../../../components/Notice";
import { navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf, withValue } from "../../../navigation/query";
import { counted } from "../../../words/numbers";
import { ContentLink } from "../ContentLink";
import { Loaded } from "../Loaded";
import { when } from "../words";
import { trashAll } from "../../../saved/trash";

const DAYS = [30, 90, 180, 365] as const;
const COLUMNS: ReadonlyArray<ListColumn<ListedContent>> = [
    { key: "title", label: "Title", by: (item) => item.title, cell: (item) => <ContentLink {...item} /> },
    { key: "seen", label: "Opened last", by: (item) => item.lastViewed, cell: (item) => when(item.lastViewed) },
    { key: "views", label: "Opened", by: (item) => item.views, right: true, downFirst: true, cell: (item) => item.views.toLocaleString("en-US") },
    { key: "made", label: "Made", by: (item) => item.createdAt, cell: (item) => when(item.createdAt, "") },
    { key: "owner", label: "Owner", by: (item) => item.owner, cell: (item) => (item.fromFile ? <span className="muted">a file of the project</span> : item.owner) },
];

/** What nobody has opened for long. */
export function Unused(): JSX.Element {
    const { query } = useLocation();
    const days = DAYS.find((each) => String(each) === valueOf(query, "days")) ?? 90;
    const unused = useResource(`unused ${days}`, (signal) => fetchUnused(days, signal), { freshFor: 10_000, keepPrevious: true });
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const key = (item: ListedContent) => `${item.kind} ${item.id}`;
    return (
        <>
            <div className="list-search">
                <label>Not opened for <select className="input" value={days} onChange={(event) => navigateQuery(withValue(query, "days", event.target.value === "90" ? undefined : event.target.value))}>{DAYS.map((each) => <option key={each} value={each}>{each} days</option>)}</select></label>
                {unused.value !== undefined && <span className="muted" role="status">{counted(unused.value.length, "Look or dashboard", "Looks and dashboards")}</span>}
                {chosen.size > 0 && <Button onClick={() => {
                    const items = (unused.value ?? []).filter((item) => chosen.has(key(item)) && !item.fromFile);
                    setChosen(new Set());
                    void trashAll(items, unused.reload);
                }}>{`Move ${chosen.size} to the trash`}</Button>}
            </div>
            <Loaded what="list of unused content" of={[unused] as const}>
                {(all) => (all.length === 0
                    ? <Notice icon="check" title={`Nothing has been left unopened for ${days} days.`}>Content that is younger is not counted.</Notice>
                    : (
                        <>
                            {all.some((item) => item.fromFile) && <p className="muted list-note">What comes from files of the project is taken out there.</p>}
                            <ListTable label="Unused content" columns={COLUMNS} rows={all} id={key} sort="seen" choosing={{ chosen, onChange: setChosen, name: (item) => item.title }} />
                        </>
                    ))}
            </Loaded>
        </>
    );
}
