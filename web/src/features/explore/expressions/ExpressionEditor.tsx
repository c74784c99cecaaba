import { useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { callAt, completions } from "./completion";
import type { Completion, NamedField } from "./completion";
import type { ExpressionFunction } from "./functions";

interface Props {
    readonly label: string;
    readonly value: string;
    readonly fields: readonly NamedField[];
    readonly functions: readonly ExpressionFunction[];
    readonly problem: string | undefined;
    readonly onChange: (value: string) => void;
}

/** Where an expression is written: it offers fields and functions while somebody types, and says what the function at hand takes. */
export function ExpressionEditor({ label, value, fields, functions, problem, onChange }: Props): JSX.Element {
    const area = useRef<HTMLTextAreaElement>(null);
    const [cursor, setCursor] = useState(0);
    const [chosen, setChosen] = useState(0);
    const [closed, setClosed] = useState(true);
    const id = useId();
    const found = closed ? [] : completions(value, cursor, fields, functions);
    const at = Math.min(chosen, found.length - 1);
    const call = callAt(value, cursor, functions);

    function follow(): void {
        setCursor(area.current?.selectionStart ?? 0);
    }

    function accept(completion: Completion): void {
        const next = value.slice(0, completion.from) + completion.text + value.slice(cursor);
        onChange(next);
        const place = completion.from + completion.text.length - completion.back;
        setClosed(true);
        setCursor(place);
        requestAnimationFrame(() => {
            area.current?.focus();
            area.current?.setSelectionRange(place, place);
        });
    }

    function press(event: KeyboardEvent): void {
        if (found.length === 0) {
            if (event.key === " " && event.ctrlKey) {
                event.preventDefault();
                setClosed(false);
            }
            return;
        }
        const completion = found[at];
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            setChosen((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
        } else if ((event.key === "Enter" || event.key === "Tab") && completion !== undefined) {
            event.preventDefault();
            accept(completion);
        } else if (event.key === "Escape") {
            // The dialog around it stays.
            event.preventDefault();
            event.stopPropagation();
            setClosed(true);
        }
    }

    return (
        <div className="expression">
            <label htmlFor={`${id}-area`}>{label}</label>
            <textarea
                id={`${id}-area`} ref={area} className="input" rows={4} spellCheck={false} autoComplete="off" value={value} autoFocus
                aria-haspopup="listbox" aria-controls={`${id}-list`} aria-autocomplete="list" aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
                aria-invalid={problem !== undefined} aria-describedby={`${id}-help`}
                onChange={(event) => {
                    onChange(event.target.value);
                    setCursor(event.target.selectionStart);
                    setChosen(0);
                    setClosed(false);
                }}
                onKeyDown={press} onKeyUp={follow} onClick={follow} onBlur={() => setClosed(true)}
            />
            <ul className="expression-found" id={`${id}-list`} role="listbox" aria-label="Completions" hidden={found.length === 0}>
                {found.map((completion, index) => (
                    <li
                        key={`${completion.label} ${completion.detail}`} id={`${id}-${index}`} role="option" aria-selected={index === at} className={index === at ? "at" : ""}
                        onPointerDown={(event) => event.preventDefault()} onClick={() => accept(completion)}
                    >
                        <span>{completion.label}</span> <span className="muted">{completion.detail}</span>
                    </li>
                ))}
            </ul>
            <p className="expression-help" id={`${id}-help`}>
                {problem !== undefined ? <span className="expression-problem" role="alert">{problem}</span>
                    : call !== undefined ? (
                        <>
                            <code>{call.called.name}({call.called.parameters.map((name, index) => (
                                <span key={index}>{index > 0 && ", "}{index === Math.min(call.argument, call.called.parameters.length - 1) ? <strong>{name}</strong> : name}</span>
                            ))})</code> {call.called.summary}
                        </>
                    ) : <span className="muted">Type a name for functions and fields, {"${"} for fields alone. Ctrl Space offers them again.</span>}
            </p>
        </div>
    );
}
