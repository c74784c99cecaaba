import { useResource } from "../api/useResource";
import type { FilterSubject } from "./FilterChip";
import { exactValue, readString } from "./strings";
import { loadSuggestions, suggestionsKey } from "./suggestions";

interface Props {
    readonly subject: FilterSubject;
    readonly is: "buttons" | "list";
    /** Values that are offered; empty for those that there are. */
    readonly options: readonly string[];
    readonly several: boolean;
    readonly expression: string;
    readonly onChange: (expression: string) => void;
    /** What stands in its place where there are too many values, or where the filter says more than values. */
    readonly otherwise: JSX.Element;
}

/** More than this are no choice at a glance. */
const MOST_BUTTONS = 8;
const MOST_LISTED = 200;

/** A filter whose values are all in sight: a button for each, or a list that opens. */
export function ValueControl({ subject, is, options: given, several, expression, onChange, otherwise }: Props): JSX.Element {
    const { source } = subject;
    const fixed = given.length > 0 ? given : subject.kind === "yesno" ? ["Yes", "No"] : source?.listed ?? [];
    const found = useResource(
        fixed.length > 0 || source === null ? undefined : suggestionsKey(source),
        async (signal) => (source === null ? { values: [], complete: true } : loadSuggestions(source, "", signal)), { freshFor: 300_000, keepPrevious: true });
    const values = fixed.length > 0 ? fixed : found.value?.values;
    const read = readString(expression);
    const chosen = subject.kind === "yesno" ? (expression === "" ? [] : [expression]) : read.form === "is" ? read.values : read.form === "any" ? [] : null;
    const all = [...new Set([...(values ?? []), ...(chosen ?? [])])];
    if (values === undefined && found.error === null && source !== null) return <span className="value-control any" role="group" aria-label={subject.label} aria-busy="true"><strong>{subject.label}</strong> <span className="muted">Loading…</span></span>;
    if (chosen === null || all.length === 0 || all.length > (is === "buttons" ? MOST_BUTTONS : MOST_LISTED)) return otherwise;
    const write = (next: readonly string[]) => onChange(subject.kind === "yesno" ? next[0] ?? "" : next.map(exactValue).join(","));
    const look = chosen.length === 0 ? "value-control any" : "value-control";
    if (is === "list") {
        return (
            <label className={look}><strong>{subject.label}</strong>
                <select className="input" value={chosen.length > 1 ? "several" : chosen[0] ?? ""} onChange={(event) => write(event.target.value === "" ? [] : [event.target.value])}>
                    <option value="">{subject.required === true ? "Choose…" : "Any"}</option>
                    {chosen.length > 1 && <option value="several" disabled>{chosen.join(", ")}</option>}
                    {all.map((value) => <option key={value} value={value}>{value}</option>)}
                </select>
            </label>
        );
    }
    const many = several && subject.kind !== "yesno";
    return (
        <span className={look} role="group" aria-label={subject.label}>
            <strong>{subject.label}</strong>
            <span className="segmented">
                {subject.required !== true && <button type="button" aria-pressed={chosen.length === 0} onClick={() => write([])}>Any</button>}
                {all.map((value) => {
                    const pressed = chosen.includes(value);
                    return <button key={value} type="button" aria-pressed={pressed} onClick={() => write(many ? (pressed ? chosen.filter((each) => each !== value) : [...chosen, value]) : [value])}>{value}</button>;
                })}
            </span>
        </span>
    );
}
