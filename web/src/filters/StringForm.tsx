import { Choice } from "./Choice";
import { readString, writeString } from "./strings";
import type { StringCondition } from "./strings";
import { SuggestedValues } from "./SuggestedValues";
import type { ValueSource } from "./SuggestedValues";

interface Props {
    readonly expression: string;
    readonly onChange: (expression: string) => void;
    readonly label: string;
    readonly source: ValueSource | null;
}

type Form = StringCondition["form"];

const FORMS: ReadonlyArray<readonly [Form, string]> = [
    ["is", "is"], ["isNot", "is not"], ["contains", "contains"], ["notContains", "does not contain"], ["starts", "starts with"],
    ["ends", "ends with"], ["empty", "is blank"], ["notEmpty", "is not blank"], ["any", "is anything"], ["raw", "matches an expression"],
];

export function StringForm({ expression, onChange, label, source }: Props): JSX.Element {
    const read = readString(expression);
    // No condition yet: whoever opens the editor wants to choose values.
    const condition: StringCondition = read.form === "any" ? { form: "is", values: [] } : read;
    const values = "values" in condition ? condition.values : [];
    const set = (next: StringCondition) => onChange(writeString(next));

    function choose(form: Form): void {
        switch (form) {
            case "any": case "empty": case "notEmpty": case "null": case "notNull": set({ form }); return;
            case "raw": set({ form, text: expression === "" ? "%" : expression }); return;
            default: set({ form, values: values.length > 0 ? values : form === "is" || form === "isNot" ? [] : [""] });
        }
    }

    const shownForm: Form = condition.form === "null" || condition.form === "notNull" ? "raw" : condition.form;
    return (
        <div className="filter-form">
            <Choice label="Condition" value={shownForm} options={FORMS} onChange={choose} />
            {(condition.form === "is" || condition.form === "isNot") && (
                <SuggestedValues
                    label={label} values={values} source={source}
                    onChange={(next) => set(next.length === 0 ? { form: "any" } : { form: condition.form, values: next })}
                />
            )}
            {(condition.form === "contains" || condition.form === "notContains" || condition.form === "starts" || condition.form === "ends") && (
                <input
                    className="input" aria-label="Text" data-autofocus value={values[0] ?? ""} spellCheck={false}
                    onChange={(event) => set({ form: condition.form, values: [event.target.value] })}
                />
            )}
            {shownForm === "raw" && (
                <input className="input" aria-label="Expression" value={expression} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
            )}
        </div>
    );
}
