import { useState } from "react";
import { Choice } from "./Choice";
import { readString, writeString } from "./strings";
import type { StringCondition } from "./strings";
import { SuggestedValues } from "./SuggestedValues";
import type { ValueSource } from "./suggestions";

interface Props {
    readonly expression: string;
    readonly onChange: (expression: string) => void;
    readonly label: string;
    readonly source: ValueSource | null;
}

type Form = StringCondition["form"];
type ValueForm = Extract<StringCondition, { values: readonly string[] }>["form"];

const FORMS: ReadonlyArray<readonly [Form, string]> = [
    ["is", "is"], ["isNot", "is not"], ["contains", "contains"], ["notContains", "does not contain"], ["starts", "starts with"],
    ["ends", "ends with"], ["empty", "is blank"], ["notEmpty", "is not blank"], ["any", "is anything"], ["raw", "matches an expression"],
];

export function StringForm({ expression, onChange, label, source }: Props): JSX.Element {
    const read = readString(expression);
    // A condition without a value has no expression. It is kept here until it gets one; whoever opens the editor wants values.
    const [wanted, setWanted] = useState<ValueForm | "any">("values" in read ? read.form : "is");
    const condition: StringCondition = read.form !== "any" || wanted === "any" ? read : { form: wanted, values: [] };
    const values = "values" in condition ? condition.values : [];
    const [writing, setWriting] = useState(read.form === "raw");
    const set = (next: StringCondition) => onChange(writeString(next));

    function choose(form: Form): void {
        setWriting(form === "raw");
        switch (form) {
            case "empty": case "notEmpty": case "null": case "notNull": set({ form }); return;
            case "raw": return;
            case "any":
                setWanted(form);
                set({ form });
                return;
            default:
                setWanted(form);
                set({ form, values });
        }
    }

    // A form for one text would drop the others of a list.
    const isList = values.length > 1 && condition.form !== "is" && condition.form !== "isNot";
    const shownForm: Form = writing || isList || condition.form === "null" || condition.form === "notNull" ? "raw" : condition.form;
    return (
        <div className="filter-form">
            <Choice label="Condition" value={shownForm} options={FORMS} onChange={choose} />
            {shownForm !== "raw" && (condition.form === "is" || condition.form === "isNot") && (
                <SuggestedValues
                    label={label} values={values} source={source}
                    onChange={(next) => set(next.length === 0 ? { form: "any" } : { form: condition.form, values: next })}
                />
            )}
            {shownForm !== "raw" && (condition.form === "contains" || condition.form === "notContains" || condition.form === "starts" || condition.form === "ends") && (
                <input
                    className="input" aria-label="Text" data-autofocus value={values[0] ?? ""} spellCheck={false}
                    onChange={(event) => {
                        setWanted(condition.form);
                        set(event.target.value === "" ? { form: "any" } : { form: condition.form, values: [event.target.value] });
                    }}
                />
            )}
            {shownForm === "raw" && (
                <input className="input" aria-label="Expression" value={expression} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
            )}
        </div>
    );
}
