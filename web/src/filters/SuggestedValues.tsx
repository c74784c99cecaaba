import { useDeferredValue, useId, useState } from "react";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { fetchValueCounts } from "../api/fieldValues";
import { useResource } from "../api/useResource";
import { Icon } from "../components/Icon";
import { loadSuggestions, narrowing, suggestionsKey } from "./suggestions";
import type { ValueSource } from "./suggestions";

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
    /** The value that the text in the field stands for; it is one of `values` without being shown as chosen yet. */
    const [typed, setTyped] = useState("");
    const chosen = typed === "" ? values : values.filter((value) => value !== typed);
    const [at, setAt] = useState(-1);
    const list = useId();
    const asked = useDeferredValue(term.trim());
    const listed = source?.listed ?? [];
    const narrowed = source === null ? null : narrowing(source);
    const key = source === null || (listed.length > 0 && narrowed === null) ? undefined : suggestionsKey(source);
    const ask = (words: string) => async (signal: AbortSignal) => (source === null ? { values: [], complete: true } : loadSuggestions(source, words, signal));
    const first = useResource(key, ask(""), { freshFor: 300_000 });
    const countKey = source?.count === undefined ? undefined : `counts ${source.model} ${source.explore} ${source.field} ${source.count}`;
    const counts = useResource(countKey, (signal) => fetchValueCounts(source?.model ?? "", source?.explore ?? "", source?.field ?? "", source?.count ?? "", signal), { freshFor: 300_000 }).value;
    // Where the first answer has all values, what is typed is looked for in it: at once, and whatever the case.
    const whole = listed.length > 0 && narrowed === null ? listed : first.value?.complete === true ? first.value.values : undefined;
    const more = useResource(
        whole === undefined && asked !== "" && key !== undefined ? `${key} ${asked}` : undefined, ask(asked), { freshFor: 300_000, keepPrevious: true });
    const found = asked === "" || whole !== undefined ? first : more;
    const matching = whole?.filter((value) => value.toLowerCase().includes(asked.toLowerCase())) ?? found.value?.values ?? [];
    // The most frequent ones first, as far as counts are known.
    const places = new Map([...(counts ?? new Map<string, string>()).keys()].map((value, index) => [value, index]));
    const placeOf = (value: string) => places.get(value) ?? places.size;
    const options = [...new Set(matching)].sort((left, right) => placeOf(left) - placeOf(right)).slice(0, MOST);

    function toggle(value: string): void {
        search("");
        onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
    }

    function search(text: string): void {
        setTerm(text);
        setTyped("");
        setAt(-1);
    }

    /** What is typed counts at once, in the spelling of the value that exists: "Apply" must not lose it. */
    function type(text: string): void {
        const wanted = text.trim();
        const value = options.find((each) => each === wanted) ?? options.find((each) => each.toLowerCase() === wanted.toLowerCase()) ?? wanted;
        search(text);
        if (value === "" || chosen.includes(value)) {
            onChange(chosen);
        } else {
            setTyped(value);
            onChange([...chosen, value]);
        }
    }

    function press(event: KeyboardEvent<HTMLInputElement>): void {
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            const step = event.key === "ArrowDown" ? 1 : -1;
            setAt(options.length === 0 ? -1 : (at + step + options.length) % options.length);
            return;
        }
        if (event.key === "Enter") {
            const option = at >= 0 ? options[at] : undefined;
            if (option === undefined && term.trim() === "") return;
            event.preventDefault();
            if (option === undefined) search("");
            else toggle(option);
        } else if (event.key === "Backspace" && term === "" && values.length > 0) {
            onChange(values.slice(0, -1));
        }
    }

    function paste(event: ClipboardEvent<HTMLInputElement>): void {
        const lines = event.clipboardData.getData("text").split(/[\n\r\t]+/).map((line) => line.trim()).filter((line) => line !== "");
        if (lines.length < 2) return;
        event.preventDefault();
        search("");
        onChange([...new Set([...chosen, ...lines])]);
    }

    return (
        <div className="values">
            {chosen.length > 0 && (
                <ul className="values-chosen" aria-label="Chosen values">
                    {chosen.map((value) => (
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
                onChange={(event) => type(event.target.value)} onKeyDown={press} onPaste={paste}
            />
            <ul className="values-found" id={list} role="listbox" aria-label={`Suggestions for ${label}`} aria-multiselectable="true" hidden={options.length === 0}>
                {options.map((value, index) => (
                    <li
                        key={value} id={`${list}-${index}`} role="option" aria-selected={chosen.includes(value)} className={index === at ? "at" : ""}
                        onPointerDown={(event) => event.preventDefault()} onClick={() => toggle(value)}
                    >
                        <span className="values-tick">{chosen.includes(value) && <Icon name="check" size={14} />}</span>
                        <span className="values-value">{value === "" ? "(empty)" : value}</span>
                        {counts?.get(value) !== undefined && <span className="values-count muted tabular">{counts.get(value)}</span>}
                    </li>
                ))}
            </ul>
            {options.length === 0 && (
                <p className="values-none">
                    {found.loading && key !== undefined ? "Looking for values…"
                        : found.error !== null ? "Suggestions can't be loaded. Type the value."
                        : asked !== "" ? "No value contains this. It is taken as it is." : ""}
                </p>
            )}
        </div>
    );
}
