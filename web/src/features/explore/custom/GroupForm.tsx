import type { Explore } from "../../../api/models";
import { Button } from "../../../components/Button";
import { readString, writeString } from "../../../filters/strings";
import { SuggestedValues } from "../../../filters/SuggestedValues";
import { fieldSubject } from "../../../results/subjects";
import type { Draft } from "./draft";
import { FieldSelect } from "./FieldSelect";

interface Props {
    readonly draft: Draft;
    readonly explore: Explore;
    readonly onChange: (next: Partial<Draft>) => void;
}

/** Puts values of a dimension together under names. */
export function GroupForm({ draft, explore, onChange }: Props): JSX.Element {
    const field = explore.fields.find((each) => each.name === draft.basedOn);
    const { source } = fieldSubject(explore.model, explore.name, draft.basedOn, field);
    const set = (place: number, next: Partial<Draft["groups"][number]>) => onChange({ groups: draft.groups.map((group, index) => (index === place ? { ...group, ...next } : group)) });
    return (
        <>
            <FieldSelect label="Of" explore={explore} value={draft.basedOn} accepts={(each) => each.category === "dimension"} onChange={(basedOn) => onChange({ basedOn })} />
            {draft.groups.map((group, place) => {
                const condition = readString(group.filter);
                const values = condition.form === "is" ? condition.values : [];
                return (
                    <fieldset key={place} className="custom-group">
                        <legend>{`Group ${place + 1}`}</legend>
                        <input className="input" aria-label={`Name of group ${place + 1}`} placeholder="Name" value={group.label} onChange={(event) => set(place, { label: event.target.value })} />
                        {condition.form === "is" || group.filter === "" ? (
                            <SuggestedValues
                                label={`group ${place + 1}`} values={values} source={source}
                                onChange={(next) => set(place, { filter: next.length === 0 ? "" : writeString({ form: "is", values: next }) })}
                            />
                        ) : <input className="input" aria-label={`Filter of group ${place + 1}`} value={group.filter} onChange={(event) => set(place, { filter: event.target.value })} />}
                        {draft.groups.length > 1 && <Button look="quiet" onClick={() => onChange({ groups: draft.groups.filter((_, index) => index !== place) })}>Without this group</Button>}
                    </fieldset>
                );
            })}
            <Button icon="plus" look="quiet" onClick={() => onChange({ groups: [...draft.groups, { label: "", filter: "" }] })}>Another group</Button>
            <label className="field">
                <span>All others are called (empty: they keep their own values)</span>
                <input className="input" value={draft.otherwise} onChange={(event) => onChange({ otherwise: event.target.value })} />
            </label>
        </>
    );
}
