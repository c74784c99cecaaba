import { useCallback, useMemo, useRef, useState } from "react";
import type { Field } from "../api/fields";
import { Button } from "../components/Button";
import { Popover } from "../components/Popover";

interface Props {
    readonly fields: readonly Field[];
    readonly loading: boolean;
    readonly onOpen: () => void;
    readonly onChoose: (field: Field) => void;
}

const MOST = 60;

/** Chooses a field to filter by. */
export function AddFilter({ fields, loading, onOpen, onChoose }: Props): JSX.Element {
    const [open, setOpen] = useState(false);
    const [term, setTerm] = useState("");
    const container = useRef<HTMLDivElement>(null);
    const button = useRef<HTMLButtonElement>(null);
    const close = useCallback(() => setOpen(false), []);
    const found = useMemo(() => {
        const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
        return fields
            .filter((field) => !field.hidden && field.category !== "parameter")
            .filter((field) => words.every((word) => `${field.label} ${field.name}`.toLowerCase().includes(word)))
            .slice(0, MOST);
    }, [fields, term]);

    function choose(field: Field): void {
        setOpen(false);
        setTerm("");
        onChoose(field);
    }

    return (
        <div className="add-filter" ref={container}>
            <Button
                look="quiet" icon="plus" ref={button} aria-haspopup="dialog" aria-expanded={open}
                onClick={() => {
                    setOpen(!open);
                    onOpen();
                }}
            >
                Filter
            </Button>
            {open && (
                <Popover label="Choose a field to filter by" container={container} anchor={button} onClose={close}>
                    <input
                        className="input" data-autofocus placeholder="Search fields" aria-label="Search fields" value={term}
                        onChange={(event) => setTerm(event.target.value)}
                        onKeyDown={(event) => {
                            if (event.key !== "Enter") return;
                            // Neither the editor that opens now nor a form around takes this key as its own.
                            event.preventDefault();
                            const [first] = found;
                            if (first !== undefined) choose(first);
                        }}
                    />
                    <ul className="field-choices">
                        {found.map((field) => (
                            <li key={field.name}>
                                <button type="button" className={field.category === "measure" ? "measure" : ""} onClick={() => choose(field)}>
                                    {field.labelShort} <span className="muted">{field.viewLabel}</span>
                                </button>
                            </li>
                        ))}
                    </ul>
                    {found.length === 0 && <p className="values-none">{loading ? "Loading fields…" : "No field has this name."}</p>}
                </Popover>
            )}
        </div>
    );
}
