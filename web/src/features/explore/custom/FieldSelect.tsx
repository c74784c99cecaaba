import type { Field } from "../../../api/fields";
import type { Explore } from "../../../api/models";

interface Props {
    readonly label: string;
    readonly explore: Explore;
    readonly value: string;
    readonly accepts: (field: Field) => boolean;
    readonly onChange: (name: string) => void;
}

/** Chooses one field of the explore, by view. */
export function FieldSelect({ label, explore, value, accepts, onChange }: Props): JSX.Element {
    const fields = explore.fields.filter((field) => !field.hidden && accepts(field));
    const views = [...new Set(fields.map((field) => field.viewLabel))];
    return (
        <label className="field">
            <span>{label}</span>
            <select className="input" value={value} onChange={(event) => onChange(event.target.value)}>
                {!fields.some((field) => field.name === value) && <option value={value}>{value === "" ? "Choose a field…" : value}</option>}
                {views.map((view) => (
                    <optgroup key={view} label={view}>
                        {fields.filter((field) => field.viewLabel === view).map((field) => <option key={field.name} value={field.name}>{field.labelShort}</option>)}
                    </optgroup>
                ))}
            </select>
        </label>
    );
}
