import { useState } from "react";
import type { Field } from "../../api/fields";
import { FloatingMenu } from "../../components/FloatingMenu";
import type { MenuEntry } from "../../components/FloatingMenu";
import { Icon } from "../../components/Icon";
import { lineageAddress } from "../../navigation/addresses";
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
            ...(isDimension || isMeasure ? [entry(isMeasure ? "Filtered measure…" : "Custom measure…", "measure", "Make from it")] : []),
            ...(isDimension ? [entry("Groups of values…", "group")] : []),
            ...(isDimension && field.isNumeric ? [entry("Bins…", "bin")] : []),
            ...(isMeasure ? [entry("Table calculation…", "calculation")] : []),
        ]),
        { ...entry("Lineage", "", "Where it comes from, who uses it"), href: lineageAddress(field.name) },
    ];

    function move(key: string): void {
        setOpen((now) => now && { ...now, chosen: key === "Home" ? 0 : key === "End" ? entries.length - 1 : (now.chosen + (key === "ArrowDown" ? 1 : entries.length - 1)) % entries.length });
    }

    function act(command: string): void {
        if (command === "filter") onFilter();
        else if (command === "pivot") onPivot?.();
        else if (command === "measure" || command === "group" || command === "bin" || command === "calculation") onCreate?.(command, field.name);
    }

    // The menu stands beside the tools, which take no clicks while nothing in the row is pointed at.
    return (
        <>
            <span className={open === null ? "picker-tools" : "picker-tools open"}>
                <button type="button" tabIndex={-1} className="picker-more" aria-label={`About ${field.labelShort}`} onClick={onAbout} onFocus={onAbout} onBlur={onLeave}><Icon name="info" size={14} /></button>
                <button type="button" tabIndex={-1} className="picker-more" aria-label={`Filter by ${field.labelShort}`} title="Filter" onClick={onFilter}><Icon name="filter" size={14} /></button>
                {onPivot !== undefined && (
                    <button
                        type="button" tabIndex={-1} className="picker-more" aria-label={`Pivot by ${field.labelShort}`} aria-pressed={pivoted} title={pivoted ? "Take out of the pivot" : "Pivot"}
                        onClick={onPivot}
                    >
                        <Icon name="pivot" size={14} />
                    </button>
                )}
                <button
                    type="button" tabIndex={-1} className="picker-more" aria-label={`Menu of ${field.labelShort}`} aria-haspopup="menu" aria-expanded={open !== null}
                    onClick={(event) => {
                        onLeave();
                        setOpen(open === null ? { anchor: event.currentTarget, chosen: 0 } : null);
                    }}
                >
                    <Icon name="more" size={14} />
                </button>
            </span>
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
        </>
    );
}
