import { useId, useState } from "react";
import type { FormEvent } from "react";
import { ApiError } from "../../../api/http";
import { planEvent } from "../../../api/trackingPlan";
import type { EventPlan, PlanEventPage, PlannedProperty } from "../../../api/trackingPlan";
import { Button } from "../../../components/Button";
import { tell } from "../../../components/tell";
import { useLeaveGuard } from "../../../components/useLeaveGuard";
import { guardLeaving } from "../../../navigation/location";
import { valueOf } from "../../../navigation/query";
import { STATUS_WORDS } from "../../../results/planned";
import { Section } from "../Section";
import { plannedAsSeen, readTags, readValues, STATUS_HINTS } from "./planWords";
import { PropertyRow } from "./PropertyRow";
import type { EditedProperty } from "./PropertyRow";

interface Props {
    readonly event: PlanEventPage;
    readonly project: string;
    /** Under which type it is planned now. */
    readonly onSaved: (name: string) => void;
    readonly onCancel: () => void;
}

const STATUSES = ["live", "deprecated", "blocked"] as const;

/** Says what an event is supposed to be. */
export function PlanEditor({ event, project, onSaved, onCancel }: Props): JSX.Element {
    const [about, setAbout] = useState({ name: event.name, displayName: event.displayName, description: event.description, category: event.category, owner: event.owner, tags: event.tags.join(", ") });
    const [status, setStatus] = useState<(typeof STATUSES)[number]>(STATUSES.find((each) => each === event.status) ?? "live");
    const [properties, setProperties] = useState<readonly EditedProperty[]>(() => event.properties.filter((property) => property.plannedFor === "event").map(edited));
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const categories = useId();
    const plan: EventPlan = { ...about, name: about.name.trim(), tags: readTags(about.tags), status, properties: properties.map(planned) };
    const now = JSON.stringify(plan);
    const [before] = useState(now);
    const here = window.location.pathname;
    const leaving = useLeaveGuard(now !== before, (to) => to.path === here && valueOf(to.query, "edit") === "true", `What you have changed in the plan of ${event.name} is not saved.`);
    const others = event.properties.filter((property) => property.plannedFor === "nobody" && !properties.some(({ name }) => name === property.name));
    const put = (field: keyof typeof about) => (value: string) => setAbout({ ...about, [field]: value });

    async function save(submitted: FormEvent): Promise<void> {
        submitted.preventDefault();
        setBusy(true);
        setProblem("");
        try {
            await planEvent(project, event.name, plan, event.version);
            tell(plan.name === event.name ? `The plan of ${event.name} is saved.` : `${event.name} is planned as ${plan.name} now.`);
            guardLeaving(null);
            onSaved(plan.name);
        } catch (error) {
            const lines = error instanceof ApiError ? error.problems.map(({ message }) => message) : [];
            setProblem(lines.join(" ") || (error instanceof ApiError ? error.message : "It could not be saved. Try again."));
            setBusy(false);
        }
    }

    return (
        <>
            <form className="plan-form" noValidate aria-busy={busy} onSubmit={(submitted) => void save(submitted)}>
                <div className="field-pair">
                    {event.isPlanned && <Text label="Type, as senders write it" value={about.name} onChange={put("name")} />}
                    <Text label="Shown as" value={about.displayName} onChange={put("displayName")} placeholder={about.name} autoFocus />
                    <label className="field"><span>Status</span><select className="input" value={status} disabled={event.isSystem} aria-describedby="status-hint" onChange={(chosen) => setStatus(STATUSES.find((each) => each === chosen.target.value) ?? "live")}>
                        {STATUSES.map((each) => <option key={each} value={each}>{STATUS_WORDS[each]}</option>)}
                    </select></label>
                    <label className="field"><span>Category</span><input className="input" list={categories} value={about.category} onChange={(typed) => put("category")(typed.target.value)} /></label>
                    <Text label="Owner" value={about.owner} onChange={put("owner")} placeholder="Team or person" />
                    <Text label="Tags, between commas" value={about.tags} onChange={put("tags")} />
                </div>
                <datalist id={categories}>{event.categories.map((category) => <option key={category} value={category} />)}</datalist>
                <p className="muted" id="status-hint">{event.isSystem ? "Events of the SDKs' own can't be blocked." : STATUS_HINTS[status]}</p>
                {about.name.trim() !== event.name && <p className="muted">The plan goes along under the other type; events that came keep theirs. Links to {event.name} lead to it.</p>}
                <label className="field"><span>Description</span><textarea className="input" rows={3} value={about.description} onChange={(typed) => put("description")(typed.target.value)} /></label>
                <Section title="Properties" actions={<Button icon="plus" onClick={() => setProperties([...properties, { ...edited({ name: "", description: "", type: "string", isList: false, isRequired: false, values: [] }), isNew: true }])}>Add a property</Button>}>
                    {properties.length === 0 && <p className="muted">No property is planned, so none is compared with what comes.</p>}
                    <ul className="plan-properties">
                        {properties.map((property, at) => (
                            <PropertyRow
                                key={property.key} property={property}
                                onChange={(next) => setProperties(properties.map((each, index) => (index === at ? next : each)))}
                                onRemove={() => setProperties(properties.filter((_, index) => index !== at))}
                            />
                        ))}
                    </ul>
                    {others.length > 0 && (
                        <p className="plan-others">Came and not planned: {others.map((property) => (
                            <Button key={property.name} icon="plus" onClick={() => setProperties([...properties, edited(plannedAsSeen(property))])}>{property.name}</Button>
                        ))}</p>
                    )}
                </Section>
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons">
                    <Button disabled={busy} onClick={onCancel}>Cancel</Button>
                    <Button type="submit" look="primary" disabled={busy}>Save the plan</Button>
                </footer>
            </form>
            {leaving}
        </>
    );
}

function Text({ label, value, onChange, placeholder, autoFocus }: { label: string; value: string; onChange: (value: string) => void; placeholder?: string; autoFocus?: boolean }): JSX.Element {
    return <label className="field"><span>{label}</span><input className="input" value={value} placeholder={placeholder} autoFocus={autoFocus} onChange={(typed) => onChange(typed.target.value)} /></label>;
}

let keys = 0;

function edited(property: PlannedProperty): EditedProperty {
    keys += 1;
    return { key: keys, name: property.name, description: property.description, type: property.type, isList: property.isList, isRequired: property.isRequired, values: property.values.join("\n") };
}

function planned(property: EditedProperty): PlannedProperty {
    const { name, description, type, isList, isRequired, values } = property;
    return { name: name.trim(), description, type, isList, isRequired, values: type === "enum" ? readValues(values) : [] };
}
