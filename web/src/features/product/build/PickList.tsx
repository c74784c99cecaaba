import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { Icon } from "../../../components/Icon";
import { matching } from "./options";
import type { Option, Options } from "./options";

interface Props {
    readonly label: string;
    readonly options: Options;
    readonly chosen: readonly string[];
    readonly onPick: (value: string) => void;
    /** Stand above all others: "any active event". */
    readonly special?: readonly Option[];
    /** What is not among them may be typed. */
    readonly typed?: boolean;
    readonly focused?: boolean;
}

const MOST = 200;

/** A list that narrows as one types. Arrow keys walk it, Enter chooses. */
export function PickList({ label, options, chosen, onPick, special = [], typed = false, focused = true }: Props): JSX.Element {
    const [term, setTerm] = useState("");
    const [at, setAt] = useState(0);
    const id = useId();
    const list = useRef<HTMLUListElement>(null);
    const input = useRef<HTMLInputElement>(null);
    // A list that takes another one's place in an open window takes its focus, too.
    useEffect(() => {
        if (focused) input.current?.focus();
    }, [focused]);
    const found = useMemo(() => {
        const all = [...special, ...options.options];
        const listed = matching(all, term).slice(0, MOST);
        const own = term.trim();
        return typed && own !== "" && !all.some((option) => option.value === own) ? [...listed, { value: own, label: own, detail: "", note: "as it is typed" }] : listed;
    }, [term, special, options.options, typed]);
    useEffect(() => {
        list.current?.querySelector(".at")?.scrollIntoView({ block: "nearest" });
    }, [at]);

    function press(event: KeyboardEvent): void {
        const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
        if (step !== 0 && found.length > 0) {
            event.preventDefault();
            setAt((at + step + found.length) % found.length);
        } else if (event.key === "Enter") {
            event.preventDefault();
            const option = found[at];
            if (option !== undefined) onPick(option.value);
        }
    }

    return (
        <div className="values">
            <input
                className="input" ref={input} {...(focused ? { "data-autofocus": true } : {})} value={term} role="combobox" aria-label={`Search ${label}`} aria-expanded={found.length > 0} aria-controls={id}
                aria-autocomplete="list" aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined} placeholder={typed ? "Search, or type a value" : "Search"} autoComplete="off" spellCheck={false}
                onKeyDown={press} onChange={(event) => {
                    setTerm(event.target.value);
                    setAt(0);
                }}
            />
            <ul className="values-found pick-list" id={id} ref={list} role="listbox" aria-label={label} hidden={found.length === 0}>
                {found.map((option, index) => (
                    <li
                        key={option.value} id={`${id}-${index}`} role="option" aria-selected={chosen.includes(option.value)} className={index === at ? "at" : ""}
                        onPointerDown={(event) => event.preventDefault()} onClick={() => onPick(option.value)}
                    >
                        <span className="values-tick">{chosen.includes(option.value) && <Icon name="check" size={14} />}</span>
                        <span className="pick-name">
                            {option.label === "" ? "(empty)" : option.label}{option.name !== undefined && <> <code className="raw-name">{option.name}</code></>}{option.mark !== undefined && <> <span className="tag warn">{option.mark}</span></>}
                            {option.description !== undefined && option.description !== "" && <small className="said" title={option.description}>{option.description}</small>}
                            {option.note !== "" && <small>{option.note}</small>}
                        </span>
                        <span className="pick-detail tabular">{option.detail}</span>
                    </li>
                ))}
            </ul>
            {found.length === 0 && <p className="values-none">{options.loading ? "Loading…" : options.problem !== "" ? options.problem : term === "" ? "There is nothing to choose from yet." : "Nothing has these words."}</p>}
        </div>
    );
}
