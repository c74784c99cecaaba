import { useState } from "react";
import { Choice } from "./Choice";
import { isNumber, readNumber, writeNumber } from "./numbers";
import type { NumberCondition } from "./numbers";

interface Props {
    readonly expression: string;
    readonly onChange: (expression: string) => void;
}

type Form = NumberCondition["form"];

const FORMS: ReadonlyArray<readonly [Form, string]> = [
    ["any", "is anything"], ["is", "is"], ["isNot", "is not"], ["atLeast", "is at least"], ["above", "is above"],
    ["atMost", "is at most"], ["below", "is below"], ["between", "is between"], ["null", "has no value"],
    ["notNull", "has a value"], ["raw", "matches an expression"],
];

export function NumberForm({ expression, onChange }: Props): JSX.Element {
    const condition = readNumber(expression);
    const first = firstNumber(condition);
    const set = (next: NumberCondition) => onChange(writeNumber(next));

    function choose(form: Form): void {
        switch (form) {
            case "any": case "null": case "notNull": set({ form }); return;
            case "is": case "isNot": set({ form, values: [first] }); return;
            case "between": set({ form, from: first, to: first }); return;
            case "raw": set({ form, text: `[${first},${first})` }); return;
            default: set({ form, value: first });
        }
    }

    return (
        <div className="filter-form">
            <Choice label="Condition" autofocus value={condition.form} options={FORMS} onChange={choose} />
            {(condition.form === "is" || condition.form === "isNot") && (
                <NumberList key={condition.form} values={condition.values} onChange={(values) => set({ form: condition.form, values })} />
            )}
            {(condition.form === "atLeast" || condition.form === "above" || condition.form === "atMost" || condition.form === "below") && (
                <NumberInput label="Number" value={condition.value} onChange={(value) => set({ form: condition.form, value })} />
            )}
            {condition.form === "between" && (
                <span className="filter-pair">
                    <NumberInput label="From" value={condition.from} onChange={(from) => set({ ...condition, from })} />
                    <span>and</span>
                    <NumberInput label="To" value={condition.to} onChange={(to) => set({ ...condition, to })} />
                </span>
            )}
            {condition.form === "raw" && (
                <input className="input" aria-label="Expression" value={expression} onChange={(event) => onChange(event.target.value)} />
            )}
        </div>
    );
}

/** Numbers with commas between them. What is typed stays as it is typed; the filter takes the numbers in it. */
function NumberList({ values, onChange }: { values: readonly string[]; onChange: (values: readonly string[]) => void }): JSX.Element {
    const [written, setWritten] = useState(values.join(", "));
    return (
        <input
            className="input tabular" aria-label="Numbers, with commas between them" inputMode="text" required value={written}
            onChange={(event) => {
                setWritten(event.target.value);
                const numbers = event.target.value.split(/[,;\s]+/).filter(isNumber);
                if (numbers.length > 0) onChange(numbers);
            }}
        />
    );
}

function NumberInput({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }): JSX.Element {
    return (
        <input
            className="input tabular" type="number" step="any" aria-label={label} defaultValue={value} required
            onChange={(event) => isNumber(event.target.value) && onChange(event.target.value)}
        />
    );
}

function firstNumber(condition: NumberCondition): string {
    switch (condition.form) {
        case "is": case "isNot": return condition.values[0] ?? "0";
        case "between": return condition.from;
        case "atLeast": case "above": case "atMost": case "below": return condition.value;
        default: return "0";
    }
}
