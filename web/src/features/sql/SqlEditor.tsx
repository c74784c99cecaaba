import { useId, useMemo, useState } from "react";
import type { KeyboardEvent, RefObject } from "react";
import type { SqlTable } from "../../api/sqlRunner";
import { CODE_LINE, CodeArea } from "../../components/CodeArea";
import { completions } from "./completion";
import type { Completion } from "./completion";
import { tokens } from "./tokens";

interface Props {
    readonly area: RefObject<HTMLTextAreaElement>;
    readonly value: string;
    readonly tables: readonly SqlTable[];
    readonly onChange: (value: string) => void;
    readonly onRun: () => void;
}

/** Where SQL is written. Names are offered while it is. */
export function SqlEditor({ area, value, tables, onChange, onRun }: Props): JSX.Element {
    const [cursor, setCursor] = useState(0);
    const [offering, setOffering] = useState<"no" | "typed" | "asked">("no");
    const [chosen, setChosen] = useState(0);
    const [scroll, setScroll] = useState({ top: 0, left: 0 });
    const id = useId();
    const pieces = useMemo(() => tokens(value).map((token) => (token.kind === "other" || token.kind === "word" ? { ...token, kind: "" } : token)), [value]);
    const found = useMemo(
        () => (offering === "no" ? [] : completions(value, cursor, tables, offering === "asked")), [offering, value, cursor, tables]);
    const at = Math.min(chosen, found.length - 1);

    function follow(): void {
        setCursor(area.current?.selectionStart ?? 0);
    }

    function accept(completion: Completion): void {
        const next = value.slice(0, completion.from) + completion.label + value.slice(cursor);
        const place = completion.from + completion.label.length;
        onChange(next);
        setOffering("no");
        setCursor(place);
        requestAnimationFrame(() => {
            area.current?.focus();
            area.current?.setSelectionRange(place, place);
        });
    }

    function press(event: KeyboardEvent): void {
        const completion = found[at];
        if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
            event.preventDefault();
            setOffering("no");
            onRun();
        } else if (event.ctrlKey && event.key === " ") {
            event.preventDefault();
            follow();
            setChosen(0);
            setOffering("asked");
        } else if (completion === undefined) {
            if (event.key.startsWith("Arrow")) setOffering("no");
        } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            event.preventDefault();
            setChosen((at + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
        } else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
            event.preventDefault();
            accept(completion);
        } else if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            setOffering("no");
        } else if (event.key.startsWith("Arrow")) {
            setOffering("no");
        }
    }

    const before = value.slice(0, found[0]?.from ?? cursor).split("\n");
    const place = { top: before.length * CODE_LINE + 8 - scroll.top, left: `calc(52px + ${(before[before.length - 1] ?? "").length}ch - ${scroll.left}px)` };
    return (
        <div className="code-editor">
            <CodeArea
                area={area} label="SQL" value={value} pieces={pieces} onKeyDown={press} onScroll={setScroll}
                field={{
                    "aria-autocomplete": "list", "aria-controls": `${id}-list`, "aria-activedescendant": found.length > 0 ? `${id}-${at}` : undefined, "aria-describedby": `${id}-help`,
                    placeholder: "SELECT …",
                    onChange: (event) => {
                        onChange(event.target.value);
                        setCursor(event.target.selectionStart);
                        setChosen(0);
                        setOffering("typed");
                    },
                    onClick: () => setOffering("no"), onBlur: () => setOffering("no"),
                }}
            />
            <span className="aside" id={`${id}-help`}>Control Enter runs it, Control Space offers names.</span>
            <ul className="expression-found sql-found" id={`${id}-list`} role="listbox" aria-label="Completions" hidden={found.length === 0} style={place}>
                {found.map((completion, index) => (
                    <li
                        key={`${completion.label} ${completion.detail}`} id={`${id}-${index}`} role="option" aria-selected={index === at} className={index === at ? "at" : ""}
                        onPointerDown={(event) => event.preventDefault()} onClick={() => accept(completion)}
                    >
                        <span>{completion.label}</span> <span className="muted">{completion.detail}</span>
                    </li>
                ))}
            </ul>
        </div>
    );
}
