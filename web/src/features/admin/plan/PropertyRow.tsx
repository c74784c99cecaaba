import type { PropertyType } from "../../../api/trackingPlan";
import { Button } from "../../../components/Button";
import { TYPE_WORDS } from "../../../results/planned";

/** A property while it is edited. */
export interface EditedProperty {
    /** Stays the same while its name changes. */
    readonly key: number;
    readonly name: string;
    readonly description: string;
    readonly type: PropertyType;
    readonly isList: boolean;
    readonly isRequired: boolean;
    /** One in each line. */
    readonly values: string;
    /** Just added: its name is typed first. */
    readonly isNew?: boolean;
}

const TYPES: readonly PropertyType[] = ["string", "number", "boolean", "enum", "any"];

interface Props {
    readonly property: EditedProperty;
    readonly onChange: (property: EditedProperty) => void;
    readonly onRemove: () => void;
}

export function PropertyRow({ property, onChange, onRemove }: Props): JSX.Element {
    const name = property.name === "" ? "the new property" : property.name;
    return (
        <li>
            <input className="input" aria-label={`Name of ${name}`} placeholder="name" value={property.name} autoFocus={property.isNew} onChange={(event) => onChange({ ...property, name: event.target.value })} />
            <select className="input" aria-label={`Type of ${name}`} value={property.type} onChange={(event) => onChange({ ...property, type: TYPES.find((each) => each === event.target.value) ?? "any" })}>
                {TYPES.map((type) => <option key={type} value={type}>{TYPE_WORDS[type]}</option>)}
            </select>
            <label className="check"><input type="checkbox" checked={property.isList} aria-label={`${name} is a list`} onChange={(event) => onChange({ ...property, isList: event.target.checked })} /> list</label>
            <label className="check"><input type="checkbox" checked={property.isRequired} aria-label={`${name} is required`} onChange={(event) => onChange({ ...property, isRequired: event.target.checked })} /> required</label>
            {property.type === "enum" && <textarea className="input plan-wide" rows={Math.min(8, Math.max(2, property.values.split("\n").length))} aria-label={`Values of ${name}, one in each line`} placeholder="values, one in each line" value={property.values} onChange={(event) => onChange({ ...property, values: event.target.value })} />}
            <input className="input plan-wide" aria-label={`Description of ${name}`} placeholder="what it says" value={property.description} onChange={(event) => onChange({ ...property, description: event.target.value })} />
            <Button look="quiet" icon="trash" iconOnly onClick={onRemove}>{`Remove ${name}`}</Button>
        </li>
    );
}
