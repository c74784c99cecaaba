import { useState } from "react";
import type { FormEvent } from "react";
import type { CustomField } from "../../api/customFields";
import type { Explore } from "../../api/models";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Icon } from "../../components/Icon";
import { problemOf } from "./expressions/checking";
import { ExpressionEditor } from "./expressions/ExpressionEditor";
import { FUNCTIONS } from "./expressions/functions";

interface Props {
    readonly explore: Explore;
    readonly custom: readonly CustomField[];
    /** "" for none. */
    readonly expression: string;
    readonly onChange: (expression: string) => void;
}

/** A filter that no form can say: yes or no for each row, as an expression. */
export function FilterExpression({ explore, custom, expression, onChange }: Props): JSX.Element {
    const [draft, setDraft] = useState<string | null>(null);
    const fields = [
        ...explore.fields.filter((field) => field.category === "dimension" || field.category === "measure").map((field) => ({ name: field.name, label: field.labelShort })),
        ...custom.filter((field) => field.category !== "calculation").map((field) => ({ name: field.name, label: field.label })),
    ];
    const problem = draft === null || draft.trim() === "" ? undefined : problemOf(draft, fields.map((field) => field.name), FUNCTIONS, false);

    function submit(event: FormEvent): void {
        event.preventDefault();
        if (problem !== undefined || draft === null) return;
        setDraft(null);
        onChange(draft.trim());
    }

    return (
        <>
            {expression === "" ? <Button look="quiet" icon="plus" onClick={() => setDraft("")}>Custom filter</Button> : (
                <div className="chip">
                    <button type="button" className="chip-text" onClick={() => setDraft(expression)}><strong>Rows where</strong> <code>{expression}</code></button>
                    <button type="button" className="chip-clear" aria-label="Clear the filter expression" title="Clear this filter" onClick={() => onChange("")}><Icon name="close" size={12} /></button>
                </div>
            )}
            {draft !== null && (
                <Dialog title="Custom filter" onClose={() => setDraft(null)}>
                    <form className="custom-form" noValidate onSubmit={submit}>
                        <ExpressionEditor label="Rows are kept where this is yes" value={draft} fields={fields} functions={FUNCTIONS.filter((each) => !each.calculationOnly)} problem={problem} onChange={setDraft} />
                        <footer className="action-buttons">
                            <Button onClick={() => setDraft(null)}>Cancel</Button>
                            <Button type="submit" look="primary">Apply</Button>
                        </footer>
                    </form>
                </Dialog>
            )}
        </>
    );
}
