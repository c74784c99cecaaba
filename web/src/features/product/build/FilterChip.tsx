import { fetchCohorts } from "../../../api/cohorts";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Icon } from "../../../components/Icon";
import { useState } from "react";
import { COMPARES, isWhole, WITHOUT_VALUE } from "../state/definition";
import type { Filter } from "../state/definition";
import { filterWords } from "../state/words";
import type { Source } from "../kinds";
import { PickButton } from "./PickButton";
import { PickList } from "./PickList";
import { usePropertyOptions, useValueOptions } from "./useSource";

interface Props {
    readonly filter: Filter;
    /** The event whose property it is about; "" for any. */
    readonly event: string;
    readonly source: Source;
    readonly onChange: (filter: Filter | null) => void;
}

const OPS = ["is", "is not", "contains", "does not contain", "starts with", "glob match", ">", ">=", "<", "<=", "is set", "is not set", "set contains", "set does not contain", "set is", "set is not"];
export const EMPTY_FILTER: Filter = { property: "", cohort: "", op: "is", values: [], rest: {} };

/** A condition as words; pressing it opens its editor. */
export function FilterChip({ filter, event, source, onChange }: Props): JSX.Element {
    const { options } = usePropertyOptions(source, event);
    const [name, words] = filterWords(filter, options.map(({ value }) => value));
    return (
        <div className="chip">
            <PickButton
                label={`Condition ${name} ${words}`} className="chip-pick" content={(close) => (
                    <FilterEditor filter={filter} event={event} source={source} onApply={(next) => {
                        close();
                        onChange(next);
                    }} />
                )}
            >
                <span className="chip-text"><strong>{name}</strong> <span>{words}</span></span>
            </PickButton>
            <button type="button" className="chip-clear" aria-label={`Clear the condition on ${name}`} title="Clear this condition" onClick={() => onChange(null)}><Icon name="close" size={12} /></button>
        </div>
    );
}

interface AddProps {
    readonly label: string;
    readonly event: string;
    readonly source: Source;
    readonly cohorts: boolean;
    readonly onAdd: (filter: Filter) => void;
}

/** Chooses a property, then its values. */
export function AddFilter({ label, event, source, cohorts, onAdd }: AddProps): JSX.Element {
    return (
        <PickButton
            label={label} className="pick-add" content={(close) => (
                <FilterEditor filter={EMPTY_FILTER} event={event} source={source} cohorts={cohorts} onApply={(next) => {
                    close();
                    if (next !== null) onAdd(next);
                }} />
            )}
        >
            <Icon name="plus" size={14} /> <span>{label}</span>
        </PickButton>
    );
}

function FilterEditor({ filter, event, source, cohorts = false, onApply }: { filter: Filter; event: string; source: Source; cohorts?: boolean; onApply: (filter: Filter | null) => void }): JSX.Element {
    const [draft, setDraft] = useState(filter);
    const properties = usePropertyOptions(source, event);
    const saved = useResource(cohorts ? "cohorts" : undefined, fetchCohorts, { freshFor: 60_000 });
    if (draft.property === "" && draft.cohort === "") {
        const sets = (saved.value ?? []).map((cohort) => ({ value: `cohort:${cohort.name}`, label: `In ${cohort.name}`, detail: cohort.size === null ? "" : cohort.size.toLocaleString("en-US"), note: "cohort" }));
        return (
            <PickList
                label="properties" options={{ ...properties, options: [...properties.options, ...sets] }} chosen={[]} typed onPick={(value) => {
                    if (value.startsWith("cohort:")) onApply({ ...draft, cohort: value.slice(7) });
                    else setDraft({ ...draft, property: value });
                }}
            />
        );
    }
    if (draft.cohort !== "") {
        return (
            <div className="pick-form">
                <label>Cohort {draft.cohort}
                    <select className="input" value={draft.op} onChange={(change) => setDraft({ ...draft, op: change.target.value })}><option value="is">those who are in it</option><option value="is not">those who are not in it</option></select>
                </label>
                <Foot draft={draft} onApply={onApply} />
            </div>
        );
    }
    return (
        <div className="pick-form">
            <div className="pick-line">
                <strong className="pick-property">{draft.property}</strong>
                <select className="input" aria-label="How it is compared" value={draft.op} onChange={(change) => setDraft({ ...draft, op: change.target.value })}>
                    {OPS.map((op) => <option key={op} value={op}>{op}</option>)}
                </select>
            </div>
            {!WITHOUT_VALUE.has(draft.op) && (COMPARES.has(draft.op)
                ? <input className="input" data-autofocus autoFocus inputMode="decimal" aria-label="Number" value={draft.values[0] ?? ""} onChange={(change) => setDraft({ ...draft, values: change.target.value === "" ? [] : [change.target.value] })} />
                : <Values draft={draft} event={event} source={source} onChange={setDraft} />)}
            <Foot draft={draft} onApply={onApply} />
        </div>
    );
}

function Values({ draft, event, source, onChange }: { draft: Filter; event: string; source: Source; onChange: (filter: Filter) => void }): JSX.Element {
    const values = useValueOptions(source, event, draft.property, true);
    const toggle = (value: string) => onChange({ ...draft, values: draft.values.includes(value) ? draft.values.filter((each) => each !== value) : [...draft.values, value] });
    return (
        <>
            {draft.values.length > 0 && (
                <ul className="values-chosen" aria-label="Chosen values">
                    {draft.values.map((value) => (
                        <li key={value}><span>{value === "" ? "(empty)" : value}</span><button type="button" aria-label={`Remove ${value}`} onClick={() => toggle(value)}><Icon name="close" size={12} /></button></li>
                    ))}
                </ul>
            )}
            <PickList label={`values of ${draft.property}`} options={values} chosen={draft.values} typed onPick={toggle} />
        </>
    );
}

function Foot({ draft, onApply }: { draft: Filter; onApply: (filter: Filter | null) => void }): JSX.Element {
    return <div className="pick-foot"><Button look="primary" disabled={!isWhole(draft)} onClick={() => onApply(draft)}>Apply</Button></div>;
}
