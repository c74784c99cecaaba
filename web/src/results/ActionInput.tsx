import { useId } from "react";
import type { ActionField } from "../api/actions";

interface Props {
    readonly field: ActionField;
    readonly value: string;
    /** What is wrong with the value; "" for nothing. */
    readonly objection: string;
    /** Whether the keyboard begins here. */
    readonly first: boolean;
    readonly onChange: (value: string) => void;
}

/** One field of an action's form. */
export function ActionInput({ field, value, objection, first, onChange }: Props): JSX.Element {
    const id = useId();
    const described = [field.description === "" ? "" : `${id}-about`, objection === "" ? "" : `${id}-objection`].filter((each) => each !== "").join(" ");
    const props = {
        id, className: "input", value, required: field.required, autoFocus: first, "aria-invalid": objection !== "",
        onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
        ...(described === "" ? {} : { "aria-describedby": described }),
    };
    return (
        <div className="action-field">
            <label htmlFor={id}>{field.label}{field.required && <span className="muted"> (required)</span>}</label>
            {field.kind === "textarea" ? <textarea {...props} rows={5} />
                : field.kind === "string" ? <input {...props} type="text" />
                : (
                    <select {...props}>
                        {(!field.required || value === "") && <option value="">{field.required ? "Choose…" : "–"}</option>}
                        {field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
                    </select>
                )}
            {field.description !== "" && <p className="muted" id={`${id}-about`}>{field.description}</p>}
            {objection !== "" && <p className="action-objection" role="alert" id={`${id}-objection`}>{objection}</p>}
        </div>
    );
}
