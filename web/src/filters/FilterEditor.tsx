import { useState } from "react";
import type { KeyboardEvent } from "react";
import { Button } from "../components/Button";
import { DateForm } from "./DateForm";
import { spanUnit } from "./dates";
import type { FilterSubject } from "./FilterChip";
import { NumberForm } from "./NumberForm";
import { filterPhrase } from "./sentence";
import { StringForm } from "./StringForm";
import { YesNoForm } from "./YesNoForm";

interface Props {
    readonly subject: FilterSubject;
    readonly expression: string;
    readonly onApply: (expression: string) => void;
    readonly onCancel: () => void;
}

/** Edits one filter. The forms write expressions; whoever knows the language can write one directly. */
export function FilterEditor({ subject, expression, onApply, onCancel }: Props): JSX.Element {
    const [draft, setDraft] = useState(expression);
    const [writing, setWriting] = useState(false);

    const apply = () => onApply(draft.trim());

    function press(event: KeyboardEvent): void {
        if (event.key !== "Enter" || event.defaultPrevented || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        apply();
    }

    const form = { expression: draft, onChange: setDraft };
    // No form: a filter is also edited inside of one, which its Enter and its button must not send.
    return (
        <div className="filter-editor" onKeyDown={press}>
            {writing ? (
                <label className="field">
                    <span>Expression</span>
                    <input className="input" data-autofocus value={draft} onChange={(event) => setDraft(event.target.value)} spellCheck={false} autoComplete="off" />
                </label>
            ) : subject.kind === "date" ? <DateForm {...form} unit={spanUnit(subject.grain)} />
                : subject.kind === "number" ? <NumberForm {...form} />
                : subject.kind === "yesno" ? <YesNoForm {...form} />
                : <StringForm {...form} label={subject.label} source={subject.source} />}
            <p className="filter-sentence">{filterPhrase(subject.label, subject.kind, draft).join(" ")}</p>
            <div className="filter-actions">
                <button type="button" className="link" onClick={() => setWriting(!writing)}>
                    {writing ? "Use the form" : "Write the expression"}
                </button>
                <span>
                    <Button look="quiet" onClick={onCancel}>Cancel</Button>
                    <Button look="primary" onClick={apply}>Apply</Button>
                </span>
            </div>
        </div>
    );
}
