import { useState } from "react";
import { cache } from "../../../api/cache";
import { acceptEvents, exportPlan, fetchTrackingPlan } from "../../../api/trackingPlan";
import type { ListedEvent, TrackingPlan } from "../../../api/trackingPlan";
import { useResource } from "../../../api/useResource";
import { Sparkline } from "../../../charts/Sparkline";
import { Breakable } from "../../../components/Breakable";
import { Button } from "../../../components/Button";
import { ListTable } from "../../../components/ListTable";
import type { ListColumn } from "../../../components/ListTable";
import { Menu } from "../../../components/Menu";
import { Notice } from "../../../components/Notice";
import { tell } from "../../../components/tell";
import { Link } from "../../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf, withValue } from "../../../navigation/query";
import { saveFile } from "../../../results/Downloads";
import { FormDialog } from "../../../results/FormDialog";
import { counted, short } from "../../../words/numbers";
import { AdminFrame, useMayAdminister } from "../AdminFrame";
import { Loaded } from "../Loaded";
import { when } from "../words";
import { EventState } from "./EventState";
import { ImportPlan } from "./ImportPlan";
import { FINDING_WORDS, listed, planAddress, pointsOf } from "./planWords";

/** What events are supposed to be, beside what came in. */
export function TrackingPlanPage(): JSX.Element {
    const { query } = useLocation();
    const project = valueOf(query, "project") ?? "";
    const plan = useResource(`tracking plan ${project}`, (signal) => fetchTrackingPlan(project, signal), { freshFor: 10_000, keepPrevious: true });
    const [open, setOpen] = useState<"import" | "new" | null>(null);
    const admin = useMayAdminister();

    async function download(format: "csv" | "json"): Promise<void> {
        try {
            saveFile(await exportPlan(project, format), "Tracking plan", format);
        } catch (error) {
            tell(error instanceof Error ? error.message : "The plan could not be fetched.");
        }
    }

    return (
        <AdminFrame
            here="tracking-plan" title="Tracking plan" words="What events and their properties are supposed to be, beside what came in the last 30 days."
            actions={<>
                <Menu label="Import or export" items={[
                    { label: "Export as CSV", icon: "download", onSelect: () => void download("csv") },
                    { label: "Export as JSON", icon: "download", onSelect: () => void download("json") },
                    ...(admin ? [{ label: "Import a file", icon: "up" as const, onSelect: () => setOpen("import") }] : []),
                ]} />
                {admin && <Button look="primary" icon="plus" onClick={() => setOpen("new")}>Plan an event</Button>}
            </>}
        >
            {() => (
                <>
                    <Loaded what="tracking plan" of={[plan] as const}>{(known) => <Events plan={known} project={project} onChanged={plan.reload} />}</Loaded>
                    {open === "import" && <ImportPlan project={project} onImported={() => {
                        cache.outdate();
                        plan.reload();
                    }} onClose={() => setOpen(null)} />}
                    {open === "new" && <NewEvent project={project} onClose={() => setOpen(null)} />}
                </>
            )}
        </AdminFrame>
    );
}

const SHOWN = ["unplanned", "violates", "silent", "never_seen", "still_sent"] as const;

function Events({ plan, project, onChanged }: { plan: TrackingPlan; project: string; onChanged: () => void }): JSX.Element {
    const { query } = useLocation();
    const admin = useMayAdminister();
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const asked = { search: valueOf(query, "q") ?? "", show: valueOf(query, "show") ?? "", category: valueOf(query, "category") ?? "", system: valueOf(query, "system") === "yes" };
    const put = (name: string, value: string, how: "push" | "replace" = "push") => navigateQuery(withValue(query, name, value === "" ? undefined : value), how);
    const events = listed(plan.events, asked);
    const some = { ...asked, show: "" };
    const count = (show: string) => listed(plan.events, { ...some, show }).length;
    const system = plan.events.filter((event) => event.isSystem && !event.isPlanned).length;
    const picked = events.filter((event) => chosen.has(event.name) && event.count > 0);

    async function accept(): Promise<void> {
        try {
            const names = await acceptEvents(project, picked.map(({ name }) => name));
            tell(`${counted(names.length, "event")} in the plan, with the properties that came.`);
        } catch (error) {
            tell(error instanceof Error ? error.message : "They could not be accepted.");
        }
        setChosen(new Set());
        onChanged();
    }

    if (plan.events.length === 0) return <Notice title="Nothing is planned, and no event has come." actions={<Link href="/admin/keys">Keys for senders</Link>}>Plan events before they are built, or accept them into the plan once they come.</Notice>;
    return (
        <>
            <div className="list-search">
                <div className="segmented" role="group" aria-label="Which events">
                    <button type="button" aria-pressed={asked.show === ""} onClick={() => put("show", "")}>All {count("")}</button>
                    {SHOWN.filter((finding) => count(finding) > 0 || asked.show === finding).map((finding) => (
                        <button key={finding} type="button" aria-pressed={asked.show === finding} onClick={() => put("show", finding)}>{FINDING_WORDS[finding]} {count(finding)}</button>
                    ))}
                    {(count("blocked") > 0 || asked.show === "blocked") && <button type="button" aria-pressed={asked.show === "blocked"} onClick={() => put("show", "blocked")}>Blocked {count("blocked")}</button>}
                </div>
            </div>
            <div className="list-search">
                <input type="search" className="input" aria-label="Search events" placeholder="Event, owner, tag" value={asked.search} onChange={(event) => put("q", event.target.value, "replace")} />
                {plan.categories.length > 0 && (
                    <label>Category <select className="input" value={asked.category} onChange={(event) => put("category", event.target.value)}>
                        <option value="">all</option>
                        {plan.categories.map((category) => <option key={category} value={category}>{category}</option>)}
                    </select></label>
                )}
                {system > 0 && <label className="check"><input type="checkbox" checked={asked.system} onChange={(event) => put("system", event.target.checked ? "yes" : "")} /> With {system} of the SDKs</label>}
                {picked.length > 0
                    ? <Button look="primary" icon="check" onClick={() => void accept()}>{`Accept ${picked.length} into the plan`}</Button>
                    : <span className="muted" role="status">{counted(events.length, "event")}</span>}
            </div>
            {events.length === 0
                ? <Notice title="No event matches." actions={<Button onClick={() => navigateQuery(project === "" ? [] : [["project", project]])}>Show all events</Button>} />
                : <ListTable
                    label="Events" columns={columnsFor(project, plan.days)} rows={events} id={(event) => event.name} sort="-count"
                    {...(admin ? { choosing: { chosen, onChange: setChosen, name: (event: ListedEvent) => event.name } } : {})}
                />}
            <p className="muted">The {plan.lookedAt.toLocaleString("en-US")} newest events of each type are compared. A live type without an event for {plan.silentDays} days has gone silent.</p>
        </>
    );
}

function columnsFor(project: string, days: number): ReadonlyArray<ListColumn<ListedEvent>> {
    return [
        { key: "event", label: "Event", by: (event) => event.name, cell: (event) => (
            <span className="plan-name">
                <Link href={planAddress(event.name, project)}><Breakable name={event.displayName === "" ? event.name : event.displayName} /></Link>
                {event.displayName !== "" && event.displayName !== event.name && <code className="muted">{event.name}</code>}
            </span>
        ) },
        { key: "state", label: "State", by: (event) => event.findings[0] ?? `~${event.status}`, cell: (event) => <EventState event={event} /> },
        { key: "count", label: `${days} days`, by: (event) => event.count, right: true, downFirst: true, cell: (event) => <span title={event.count.toLocaleString("en-US")}>{short(event.count)}</span> },
        { key: "days", label: "Each day", cell: (event) => (event.count === 0 ? "" : <Sparkline points={pointsOf(event)} width={96} height={20} />) },
        { key: "last", label: "Last seen", by: (event) => event.lastSeen, downFirst: true, cell: (event) => when(event.lastSeen) },
        { key: "properties", label: "Properties", by: (event) => event.properties, right: true, downFirst: true, cell: (event) => (event.isPlanned ? event.properties : "") },
        { key: "category", label: "Category", by: (event) => event.category, cell: (event) => event.category },
        { key: "owner", label: "Owner", by: (event) => event.owner, cell: (event) => event.owner },
    ];
}

function NewEvent({ project, onClose }: { project: string; onClose: () => void }): JSX.Element {
    const [name, setName] = useState("");
    return (
        <FormDialog title="Plan an event" submit="Describe it" ready={name.trim() !== ""} onClose={onClose} onSubmit={async () => {
            const at = planAddress(name.trim(), project);
            navigate(`${at}${at.includes("?") ? "&" : "?"}edit=true`);
        }}>
            <label className="field"><span>Type of event, as senders write it</span><input className="input" autoFocus value={name} maxLength={1_024} placeholder="SignedUp" onChange={(event) => setName(event.target.value)} /></label>
        </FormDialog>
    );
}
