import { useMemo, useState } from "react";

export interface Found {
    readonly id: string;
    readonly title: string;
    /** Where it is, or of which kind. */
    readonly detail: string;
}

interface Props {
    readonly label: string;
    readonly all: readonly Found[] | undefined;
    readonly problem: string;
    /** What is said where there is nothing at all. */
    readonly none: string;
    readonly onChoose: (found: Found) => void;
}

const MOST = 100;

/** Finds one of many by its words and chooses it; Enter takes the first. */
export function Finder({ label, all, problem, none, onChoose }: Props): JSX.Element {
    const [term, setTerm] = useState("");
    const found = useMemo(() => {
        const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
        return (all ?? []).filter((each) => words.every((word) => `${each.title} ${each.detail}`.toLowerCase().includes(word)));
    }, [all, term]);
    return (
        <div className="finder">
            <input
                className="input" data-autofocus="" aria-label={`Search ${label}`} placeholder="Search" value={term} autoComplete="off"
                onChange={(event) => setTerm(event.target.value)}
                onKeyDown={(event) => {
                    const [first] = found;
                    if (event.key !== "Enter" || first === undefined) return;
                    event.preventDefault();
                    onChoose(first);
                }}
            />
            <ul className="field-choices" aria-label={label}>
                {found.slice(0, MOST).map((each) => (
                    <li key={each.id}><button type="button" onClick={() => onChoose(each)}>{each.title} <span className="muted">{each.detail}</span></button></li>
                ))}
            </ul>
            {found.length > MOST && <p className="values-none">{found.length - MOST} more. Type some letters.</p>}
            {found.length === 0 && <p className="values-none" role="status">{problem !== "" ? problem : all === undefined ? "Loading…" : all.length === 0 ? none : "Nothing has these words."}</p>}
        </div>
    );
}
