import { useEffect, useRef, useState } from "react";
import { cache } from "../../../api/cache";
import { acceptEvents, fetchPlanEvent, unplanEvent } from "../../../api/trackingPlan";
import type { PlanEventPage as EventPage } from "../../../api/trackingPlan";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Sparkline } from "../../../charts/Sparkline";
import { Button } from "../../../components/Button";
import { Menu } from "../../../components/Menu";
import { Notice } from "../../../components/Notice";
import { tell } from "../../../components/tell";
import { Link } from "../../../navigation/Link";
import { navigate, navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf, withValue } from "../../../navigation/query";
import { FormDialog } from "../../../results/FormDialog";
import { counted } from "../../../words/numbers";
import { moment } from "../../../words/moment";
import { AdminFrame, useMayAdminister } from "../AdminFrame";
import { Loaded } from "../Loaded";
import { Section } from "../Section";
import { EventState } from "./EventState";
import { PlanEditor } from "./PlanEditor";
import { planAddress, pointsOf } from "./planWords";
import { PropertyTable } from "./PropertyTable";

/** What is known of an event that nobody planned and that never came: it can be planned all the same. */
const EMPTY: Omit<EventPage, "name"> = {
    displayName: "", description: "", category: "", owner: "", tags: [], status: "unplanned", isPlanned: false, isSystem: false, version: 0, count: 0, daily: [],
    firstSeen: "", lastSeen: "", held: 0, deviatingProperties: 0, findings: [], comparedAt: "", days: 30, lookedAt: 0, categories: [], properties: [], formerNames: [], renamedTo: "",
};

/** One event: its plan, and how it came. */
export function PlanEventPage({ name }: { name: string }): JSX.Element {
    const { query } = useLocation();
    const admin = useMayAdminister();
    const project = valueOf(query, "project") ?? "";
    const edits = valueOf(query, "edit") === "true" && admin;
    const event = useResource(`planned event ${project} ${name}`, (signal) => fetchPlanEvent(project, name, signal), { freshFor: 10_000 });
    const [removing, setRemoving] = useState(false);
    const list = `/admin/tracking-plan${project === "" ? "" : `?project=${encodeURIComponent(project)}`}`;
    const edit = () => navigateQuery(withValue(query, "edit", "true"));
    const known = event.value;
    const isNew = event.error?.kind === "missing";

    async function accept(): Promise<void> {
        try {
            await acceptEvents(project, [name]);
            tell(`${name} is in the plan, with the properties that came.`);
        } catch (error) {
            tell(error instanceof Error ? error.message : "It could not be accepted.");
        }
        event.reload();
    }

    const stop = () => navigateQuery(withValue(query, "edit", undefined));
    const saved = (now: string) => {
        // Whoever chooses events reads what is planned of them, too.
        cache.outdate();
        if (now !== name) return navigate(planAddress(now, project), "replace");
        stop();
        event.reload();
    };
    // Old links lead to the plan. What still comes under the old type is shown as it is, and what was read before it was renamed
    // once more leads nowhere.
    const wasKnown = useRef(event.value !== undefined);
    const movedTo = !wasKnown.current && known !== undefined && known.renamedTo !== "" && known.count === 0 && known.held === 0 ? known.renamedTo : "";
    useEffect(() => {
        if (movedTo !== "") navigate(planAddress(movedTo, project), "replace");
    }, [movedTo, project]);
    const title = known === undefined || known.displayName === "" ? name : known.displayName;
    return (
        <AdminFrame
            here="tracking-plan" title={title} above={{ label: "Tracking plan", href: list }} words={known?.description === "" ? undefined : known?.description}
            actions={admin && !edits && known !== undefined && (
                <>
                    <Button icon="edit" onClick={edit}>{known.isPlanned ? "Edit" : "Describe and accept"}</Button>
                    {!known.isPlanned && known.count > 0 && <Button look="primary" icon="check" onClick={() => void accept()}>Accept into the plan</Button>}
                    {known.isPlanned && <Menu label="More" icon="more" iconOnly items={[{ label: "Take out of the plan", icon: "trash", onSelect: () => setRemoving(true) }]} />}
                </>
            )}
        >
            {() => {
                if (isNew && edits) return <PlanEditor event={{ name, ...EMPTY }} project={project} onSaved={saved} onCancel={() => navigate(list)} />;
                return (
                    <>
                        {known !== undefined && known.renamedTo !== "" && (
                            <Notice title={`Planned as ${known.renamedTo} now.`} actions={<Link href={planAddress(known.renamedTo, project)}>Its plan</Link>}>
                                {known.count === 0 ? "No event has come under this type lately." : "Events still come under the type that it had before."}
                            </Notice>
                        )}
                        <Loaded what="event" of={[event] as const}>
                            {(shown) => (edits
                                ? <PlanEditor key={shown.version} event={shown} project={project} onSaved={saved} onCancel={stop} />
                                : <Plan event={shown} />)}
                        </Loaded>
                        {removing && known !== undefined && <Remove event={known} project={project} onClose={() => setRemoving(false)} onRemoved={() => {
                            cache.outdate();
                            navigate(list);
                        }} />}
                    </>
                );
            }}
        </AdminFrame>
    );
}

function Plan({ event }: { event: EventPage }): JSX.Element {
    const { project: { timezone } } = useSession();
    const facts: ReadonlyArray<readonly [string, JSX.Element | string]> = [
        ["Type", <code key="type">{event.name}</code>],
        ["State", <EventState key="state" event={event} />],
        [`Last ${event.days} days`, event.count === 0 ? "none" : (
            <span key="days" className="plan-days"><Link href={`/product/events?event=${encodeURIComponent(event.name)}`}>{counted(event.count, "event")}</Link><Sparkline points={pointsOf(event)} height={24} /></span>
        )],
        ["Seen", event.lastSeen === "" ? "never" : `${moment(event.firstSeen, timezone)} to ${moment(event.lastSeen, timezone)}`],
        ...(event.isPlanned ? [["Category", event.category] as const, ["Owner", event.owner] as const, ["Tags", event.tags.join(", ")] as const, ["Before", event.formerNames.join(", ")] as const] : []),
    ];
    return (
        <>
            <dl className="facts">{facts.filter(([, value]) => value !== "").map(([label, value]) => <div key={label} className="fact"><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
            <Section title="Properties"><PropertyTable event={event} /></Section>
        </>
    );
}

function Remove({ event, project, onClose, onRemoved }: { event: EventPage; project: string; onClose: () => void; onRemoved: () => void }): JSX.Element {
    return (
        <FormDialog title={`Take ${event.name} out of the plan`} submit="Take it out" onClose={onClose} onSubmit={async () => {
            await unplanEvent(project, event.name);
            tell(`${event.name} is no longer planned.`);
            onRemoved();
        }}>
            <p>Events that came stay. {event.status === "blocked" ? "Those that come are loaded again." : "Those that come are loaded as before, and are unplanned."} Its properties are remembered for the day on which it is planned again.</p>
        </FormDialog>
    );
}
