import { useState } from "react";
import type { Explore } from "../../../api/models";
import { AddFilter } from "../../../filters/AddFilter";
import { FilterChip } from "../../../filters/FilterChip";
import { fieldSubject } from "../../../results/subjects";
import type { Draft } from "./draft";
import { FieldSelect } from "./FieldSelect";

interface Props {
    readonly draft: Draft;
    readonly explore: Explore;
    readonly onChange: (next: Partial<Draft>) => void;
}

const OF_ALL: ReadonlyArray<readonly [string, string]> = [["count_distinct", "How many different values"], ["list", "List of the values"]];
const OF_NUMBERS: ReadonlyArray<readonly [string, string]> = [
    ["sum", "Sum"], ["average", "Average"], ["median", "Median"], ["min", "Least"], ["max", "Most"], ["count_distinct", "How many different values"],
];

/** A measure of a dimension, or one of the model for some of its rows alone. */
export function MeasureForm({ draft, explore, onChange }: Props): JSX.Element {
    const [added, setAdded] = useState<string | null>(null);
    const field = explore.fields.find((each) => each.name === draft.basedOn);
    const ofMeasure = field?.category === "measure";
    const kinds = (field?.isNumeric === true ? OF_NUMBERS : OF_ALL);
    const names = [...new Set([...Object.keys(draft.filters), ...(added === null ? [] : [added])])];

    function setFilter(name: string, expression: string): void {
        const { [name]: _, ...rest } = draft.filters;
        setAdded((current) => (current === name ? null : current));
        onChange({ filters: expression.trim() === "" ? rest : { ...rest, [name]: expression } });
    }

    return (
        <>
            <FieldSelect
                label="Of" explore={explore} value={draft.basedOn} accepts={(each) => each.category === "dimension" || each.category === "measure"}
                onChange={(basedOn) => {
                    const chosen = explore.fields.find((each) => each.name === basedOn);
                    onChange({ basedOn, aggregate: chosen?.category === "measure" ? "" : chosen?.isNumeric === true ? "sum" : "count_distinct" });
                }}
            />
            {field !== undefined && !ofMeasure && (
                <label className="field">
                    <span>Worked out as</span>
                    <select className="input" value={draft.aggregate} onChange={(event) => onChange({ aggregate: event.target.value })}>
                        {!kinds.some(([name]) => name === draft.aggregate) && <option value={draft.aggregate}>{draft.aggregate || "Choose…"}</option>}
                        {kinds.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                    </select>
                </label>
            )}
            <div className="field">
                <span id="measure-filters">Only rows where</span>
                <div className="filters" role="group" aria-labelledby="measure-filters">
                    {names.map((name) => (
                        <FilterChip
                            key={name} subject={fieldSubject(explore.model, explore.name, name, explore.fields.find((each) => each.name === name))} expression={draft.filters[name] ?? ""}
                            startsOpen={name === added} onChange={(expression) => setFilter(name, expression)} onClear={() => setFilter(name, "")}
                            onClosed={() => setAdded((current) => (current === name ? null : current))}
                        />
                    ))}
                    <AddFilter fields={explore.fields.filter((each) => each.category === "dimension")} loading={false} onOpen={() => undefined} onChoose={(each) => setAdded(each.name)} />
                </div>
            </div>
        </>
    );
}
