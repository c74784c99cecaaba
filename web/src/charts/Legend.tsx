import type { MouseEvent } from "react";
import { cssColour } from "./colours";
import type { Colour } from "./description";

export interface LegendEntry {
    readonly id: string;
    readonly name: string;
    readonly colour: Colour;
    readonly line: boolean;
    /** As the line is drawn. */
    readonly dashed?: boolean;
}

interface Props {
    readonly entries: readonly LegendEntry[];
    /** What the values are; shown alone where there is nothing to tell apart. */
    readonly title: string;
    readonly hidden: ReadonlySet<string>;
    readonly onChange: (hidden: ReadonlySet<string>) => void;
}

/** Names the series and switches them off and on. With Alt or on double click only that one stays. */
export function Legend({ entries, title, hidden, onChange }: Props): JSX.Element | null {
    if (entries.length === 0) return title === "" ? null : <p className="legend-title">{title}</p>;

    function toggle(id: string, event: MouseEvent): void {
        if (event.altKey || event.detail === 2) {
            onChange(new Set(entries.map((entry) => entry.id).filter((each) => each !== id)));
            return;
        }
        const next = new Set(hidden);
        if (!next.delete(id)) next.add(id);
        onChange(next.size === entries.length ? new Set() : next);
    }

    return (
        <div className="legend">
            {title !== "" && <span className="legend-title">{title}</span>}
            <ul aria-label="Series">
                {entries.map((entry) => (
                    <li key={entry.id}>
                        <button type="button" aria-pressed={!hidden.has(entry.id)} onClick={(event) => toggle(entry.id, event)}>
                            <span className={entry.dashed === true ? "swatch dashed" : entry.line ? "swatch line" : "swatch"} style={entry.dashed === true ? { color: cssColour(entry.colour) } : { background: cssColour(entry.colour) }} />
                            {entry.name}
                        </button>
                    </li>
                ))}
            </ul>
        </div>
    );
}
