import { useState } from "react";
import type { Field } from "../../api/fields";
import { FloatingMenu } from "../../components/FloatingMenu";
import type { MenuEntry } from "../../components/FloatingMenu";
import { Icon } from "../../components/Icon";
import type { CustomKind } from "./custom/draft";

interface Props {
    readonly field: Field;
    readonly pivoted: boolean;
    readonly onFilter: () => void;
    /** Shows what the field means, and no longer. */
    readonly onAbout: () => void;
    readonly onLeave: () => void;
    readonly onPivot?: () => void;
    readonly onCreate: ((kind: CustomKind, basedOn: string) => void) | null;
}

const entry = (label: string, command: string, heading = ""): MenuEntry => ({ label, command, heading, href: "", outside: false, icon: "" });

/** What can be done with a field, and made of it. */
export function FieldMenu({ field, pivoted, onFilter, onAbout, onLeave, onPivot, onCreate }: Props): JSX.Element {
    const [open, setOpen] = useState<{ readonly anchor: HTMLElement; readonly chosen: number } | null>(null);
    const isDimension = field.category === "dimension";
    const isMeasure = field.category === "measure";
    const entries = [
        entry("Filter", "filter"),
        ...(onPivot === undefined ? [] : [entry(pivoted ? "Take out of the pivot" : "Pivot", "pivot")]),
        ...(onCreate === null ? [] : [
            ...(isDimension || isMeasure ? [entry(isMeasure ? "Only for some rows …" : "Measure of it …", "measure", "Make of it")] : []),
            ...(isDimension ? [entry("Groups of its values …", "group")] : []),
            ...(isDimension && field.isNumeric ? [entry("Bins …", "bin")] : []),
            ...(isMeasure ? [entry("Calculation with it …", "calculation")] : []),
        ]),
    ];

    function move(key: string): void {
        setOpen((now) => now && { ...now, chosen: key === "Home" ? 0 : key === "End" ? entries.length - 1 : (now.chosen + (key === "ArrowDown" ? 1 : entries.length - 1)) % entries.length });
    }

    function act(command: string): void {
        if (command === "filter") onFilter();
        else if (command === "pivot") onPivot?.();
        else if (command === "measure" || command === "group" || command === "bin" || command === "calculation") onCreate?.(command, field.name);
    }

    return (
        <span className="picker-tools">
            <button type="button" tabIndex={-1} className="picker-more" aria-label={`About ${field.labelShort}`} onClick={onAbout} onFocus={onAbout} onBlur={onLeave}><Icon name="info" size={14} /></button>
            <button type="button" tabIndex={-1} className="picker-more" aria-label={`Filter by ${field.labelShort}`} title="Filter" onClick={onFilter}><Icon name="filter" size={14} /></button>
            <button
                type="button" tabIndex={-1} className="picker-more" aria-label={`Menu of ${field.labelShort}`} aria-haspopup="menu" aria-expanded={open !== null}
                onClick={(event) => setOpen(open === null ? { anchor: event.currentTarget, chosen: 0 } : null)}
            >
                <Icon name="more" size={14} />
            </button>
            {open !== null && (
                <FloatingMenu
                    label={`Menu of ${field.labelShort}`} entries={entries} chosen={open.chosen} note="" busy={false} anchor={open.anchor} onKey={move}
                    onClose={(returns) => {
                        setOpen(null);
                        if (returns) open.anchor.focus();
                    }}
                    onCommand={(chosen) => act(chosen.command)}
                />
            )}
        </span>
    );
}
