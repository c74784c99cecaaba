import { useCallback, useEffect, useRef, useState } from "react";
import type { Field } from "../api/fields";
import { Icon } from "../components/Icon";
import { Popover } from "../components/Popover";
import { FilterEditor } from "./FilterEditor";
import type { FilterKind } from "./kinds";
import { filterPhrase } from "./sentence";
import type { ValueSource } from "./suggestions";

export interface FilterSubject {
    /** Unique on the page. */
    readonly id: string;
    readonly label: string;
    readonly kind: FilterKind;
    /** How long the periods of a field of time are. */
    readonly grain?: Field["grain"];
    /** Where suggestions come from; null where there are none. */
    readonly source: ValueSource | null;
    readonly required?: boolean;
    /** What no value means, where it is more than that anything goes. */
    readonly whenEmpty?: string;
}

interface Props {
    readonly subject: FilterSubject;
    readonly expression: string;
    readonly onChange: (expression: string) => void;
    /** What the cross does: back to any value, or away with the filter. Absent where neither makes sense. */
    readonly onClear?: () => void;
    readonly startsOpen?: boolean;
    readonly onClosed?: () => void;
}

/** A filter as a sentence. Pressing it opens its editor, the cross lifts it. */
export function FilterChip({ subject, expression, onChange, onClear, startsOpen = false, onClosed }: Props): JSX.Element {
    const [open, setOpen] = useState(startsOpen);
    const container = useRef<HTMLDivElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const close = useCallback(() => {
        setOpen(false);
        onClosed?.();
    }, [onClosed]);
    // A filter that is there already is opened as well when somebody chooses its field again.
    useEffect(() => {
        if (startsOpen) setOpen(true);
    }, [startsOpen]);
    const [name, sentence] = filterPhrase(subject.label, subject.kind, expression);
    const empty = expression.trim() === "";
    const missing = subject.required === true && empty;

    function apply(next: string): void {
        close();
        button.current?.focus();
        if (next !== expression) onChange(next);
    }

    return (
        <div className={`chip ${empty ? "any" : ""} ${missing ? "missing" : ""}`} ref={container}>
            <button
                type="button" ref={button} className="chip-text" aria-haspopup="dialog" aria-expanded={open}
                title={empty ? undefined : `${subject.label}: ${expression}`} onClick={() => (open ? close() : setOpen(true))}
            >
                <strong>{missing ? subject.label : name}</strong> <span>{missing ? "needs a value" : empty ? subject.whenEmpty ?? sentence : sentence}</span>
            </button>
            {!empty && onClear !== undefined && (
                <button type="button" className="chip-clear" aria-label={`Clear the filter ${subject.label}`} title="Clear this filter" onClick={onClear}>
                    <Icon name="close" size={12} />
                </button>
            )}
            {open && (
                <Popover label={`Filter ${subject.label}`} container={container} anchor={button} onClose={close}>
                    <FilterEditor subject={subject} expression={expression} onApply={apply} onCancel={close} />
                </Popover>
            )}
        </div>
    );
}
