import { useDeferredValue, useId, useState } from "react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { fetchSuggestions } from "../api/models";
import { useResource } from "../api/useResource";
import { Icon } from "../components/Icon";

/** The field whose values are suggested, and values that the model lists itself. */
export interface ValueSource {
    readonly model: string;
    readonly explore: string;
    readonly field: string;
    readonly listed: readonly string[];
}

interface Props {
    readonly label: string;
    readonly values: readonly string[];
    readonly source: ValueSource | null;
    readonly onChange: (values: readonly string[]) => void;
}

const MOST = 50;

/** Chooses values: by search among those that exist, by typing, or by pasting a list with one value on each line. */
export function SuggestedValues({ label, values, source, onChange }: Props): JSX.Element {
    const [term, setTerm] = useState("");
    const [at, setAt] = useState(-1);
    const list = useId();
    const asked = useDeferredValue(term.trim());
    const listed = source?.listed ?? [];
    const key = source === null || listed.length > 0 ? undefined : `suggestions ${source.model} ${source.explore} ${source.field} ${asked}`;
    const found = useResource(key, (signal) => fetchSuggestions(source?.model ?? "", source?.explore ?? "", source?.field ?? "", asked, signal), {
        freshFor: 300_000, keepPrevious: true,
    });
    const matching = listed.length > 0
        ? listed.filter((value) => value.toLowerCase().includes(asked.toLowerCase()))
        : found.value ?? [];
    const options = [...new Set(matching)].slice(0, MOST);

    function toggle(value: string): void {
        onChange(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
    }

    function press(event: KeyboardEvent<HTMLInputElement>): void {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const step = event.key === "ArrowDown" ? 1 : -1;
            setAt(options.length === 0 ? -1 : (at + step + options.length) % options.length);
            return;
        }
        if (event.key === "Enter") {
            const chosen = at >= 0 ? options[at] : term.trim() === "" ? undefined : term.trim();
            if (chosen === undefined) return;
            event.preventDefault();
            toggle(chosen);
            setTerm("");
            setAt(-1);
        } else if (event.key === "Backspace" && term === "" && values.length > 0) {
            onChange(values.slice(0, -1));
        }
    }

    function paste(event: ClipboardEvent<HTMLInputElement>): void {
        const lines = event.clipboardData.getData("text").split(/[\n\r\t]+/).map((line) => line.trim()).filter((line) => line !== "");
        if (lines.length < 2) return;
        event.preventDefault();
        onChange([...new Set([...values, ...lines])]);
    }

    return (
        <div className="values">
            {values.length > 0 && (
                <ul className="values-chosen" aria-label="Chosen values">
                    {values.map((value) => (
                        <li key={value}>
                            <span>{value === "" ? "(empty)" : value}</span>
                            <button type="button" aria-label={`Remove ${value}`} onClick={() => toggle(value)}><Icon name="close" size={12} /></button>
                        </li>
                    ))}
                </ul>
            )}
            <input
                className="input" data-autofocus value={term} role="combobox" aria-label={`Values of ${label}`} aria-expanded={options.length > 0}
                aria-controls={list} aria-autocomplete="list" aria-activedescendant={at >= 0 ? `${list}-${at}` : undefined}
                placeholder={source === null ? "Type a value, then Enter" : "Search values, or paste a list"} autoComplete="off" spellCheck={false}
                onChange={(event) => {
                    setTerm(event.target.value);
                    setAt(-1);
                }}
                onKeyDown={press} onPaste={paste}
            />
            <ul className="values-found" id={list} role="listbox" aria-label={`Suggestions for ${label}`} aria-multiselectable="true" hidden={options.length === 0}>
                {options.map((value, index) => (
                    <li
                        key={value} id={`${list}-${index}`} role="option" aria-selected={values.includes(value)} className={index === at ? "at" : ""}
                        onPointerDown={(event) => event.preventDefault()} onClick={() => toggle(value)}
                    >
                        <span className="values-tick">{values.includes(value) && <Icon name="check" size={14} />}</span>
                        {value === "" ? "(empty)" : value}
                    </li>
                ))}
            </ul>
            {options.length === 0 && (
                <p className="values-none">
                    {found.loading && key !== undefined ? "Looking for values…"
                        : found.error !== null ? "Suggestions can't be loaded. Type the value, then Enter."
                        : asked !== "" ? "No value contains this. Enter takes it as it is." : ""}
                </p>
            )}
        </div>
    );
}
