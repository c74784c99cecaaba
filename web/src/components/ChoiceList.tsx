import { useState } from "react";

export interface Choice {
    readonly id: string;
    readonly label: string;
    readonly detail?: string;
}

interface Props {
    /** What is chosen here: "Groups". */
    readonly label: string;
    readonly choices: readonly Choice[];
    readonly chosen: ReadonlySet<string>;
    readonly onChange: (chosen: ReadonlySet<string>) => void;
    /** What is said where there is nothing to choose. */
    readonly none?: string;
}

/** From here on a search helps. */
const MANY = 8;
/** So many are drawn; the others are found by their words. */
const MOST = 200;

/** Several of many, each with a box to tick; a search narrows them. */
export function ChoiceList({ label, choices, chosen, onChange, none = "There is nothing to choose." }: Props): JSX.Element {
    const [search, setSearch] = useState("");
    const words = search.trim().toLowerCase();
    const all = choices.filter((each) => words === "" || `${each.label} ${each.detail ?? ""}`.toLowerCase().includes(words));
    // What is chosen is in sight where not all can be.
    const found = all.length <= MOST ? all : [...all.filter((each) => chosen.has(each.id)), ...all.filter((each) => !chosen.has(each.id))].slice(0, MOST);
    return (
        <fieldset className="choice-list">
            <legend>{label}</legend>
            {choices.length === 0 && <p className="muted">{none}</p>}
            {choices.length > MANY && <input type="search" className="input" value={search} placeholder="Search" aria-label={`Search ${label.toLowerCase()}`} onChange={(event) => setSearch(event.target.value)} />}
            {choices.length > 0 && found.length === 0 && <p className="muted">Nothing matches “{search.trim()}”.</p>}
            <ul>
                {found.map((each) => (
                    <li key={each.id}>
                        <label className="check">
                            <input type="checkbox" checked={chosen.has(each.id)} onChange={() => {
                                const next = new Set(chosen);
                                if (!next.delete(each.id)) next.add(each.id);
                                onChange(next);
                            }} />
                            <span>{each.label}{each.detail !== undefined && each.detail !== "" && <span className="muted"> {each.detail}</span>}</span>
                        </label>
                    </li>
                ))}
            </ul>
            {all.length > found.length && <p className="muted">{(all.length - found.length).toLocaleString("en-US")} more. Type some letters.</p>}
        </fieldset>
    );
}
