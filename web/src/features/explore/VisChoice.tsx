import { chartType } from "../../charts/vis";
import { TYPES } from "./settings/settings";

/** Which picture the result is drawn as. */
export function VisChoice({ type, onChange }: { type: string; onChange: (type: string) => void }): JSX.Element {
    const all = TYPES.flatMap((group) => group.types);
    const shown = all.find(([name]) => name === (type === "looker_grid" || type === "looker_single_record" ? "table" : type)) ?? all.find(([name]) => chartType(name) === chartType(type));
    return (
        <select className="input vis-choice" aria-label="Chart type" value={shown?.[0] ?? type} onChange={(event) => onChange(event.target.value)}>
            {shown === undefined && <option value={type}>{type}</option>}
            {TYPES.map((group) => (
                <optgroup key={group.title} label={group.title}>
                    {group.types.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                </optgroup>
            ))}
        </select>
    );
}
