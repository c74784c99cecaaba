import { useEffect, useMemo, useRef, useState } from "react";
import type { CustomField } from "../../api/customFields";
import type { Field } from "../../api/fields";
import type { Explore } from "../../api/models";
import { Icon } from "../../components/Icon";
import { Menu } from "../../components/Menu";
import { walkRows } from "../../components/walkRows";
import { useShortcuts } from "../../navigation/useShortcuts";
import type { CustomKind } from "./custom/draft";
import { FieldCard } from "./FieldCard";
import { FieldMenu } from "./FieldMenu";
import { bestMatch, byView } from "./fieldViews";

interface Props {
    readonly explore: Explore;
    /** What the query brings along beside the explore's fields. */
    readonly custom: readonly CustomField[];
    /** Calculations that the answer has no values of. */
    readonly failed: readonly string[];
    readonly chosen: readonly string[];
    readonly pivots: readonly string[];
    readonly filtered: readonly string[];
    readonly onToggle: (name: string) => void;
    readonly onPivot: (name: string) => void;
    readonly onFilter: (name: string) => void;
    readonly onRemove: (custom: string) => void;
    readonly onEdit: (custom: string) => void;
    /** Begins a new field, of one that is there or of none; null for readers who may not. */
    readonly onCreate: ((kind: CustomKind, basedOn: string) => void) | null;
}

/** How long a field is pointed at before it says what it means, in milliseconds. */
const PAUSE = 450;

/** All fields by view, with a search. Dimensions in text colour, measures in accent, calculations in green, a tick when used. */
export function FieldPicker({ explore, custom, failed, chosen, pivots, filtered, onToggle, onPivot, onFilter, onRemove, onEdit, onCreate }: Props): JSX.Element {
    const [term, setTerm] = useState("");
    const [onlyUsed, setOnlyUsed] = useState(false);
    const [about, setAbout] = useState<{ readonly field: Field; readonly row: HTMLElement } | null>(null);
    const pause = useRef<ReturnType<typeof setTimeout>>();
    useEffect(() => () => clearTimeout(pause.current), []);
    const search = useRef<HTMLInputElement>(null);
    const used = useMemo(() => new Set([...chosen, ...pivots, ...filtered]), [chosen, pivots, filtered]);
    const views = useMemo(() => byView(onlyUsed ? explore.fields.filter((field) => used.has(field.name)) : explore.fields, term), [explore, term, onlyUsed, used]);
    const first = views[0]?.fields.find((field) => field.category === "dimension" || field.category === "measure");
    const meant = useMemo(() => bestMatch(views, term), [views, term]);
    useShortcuts({ "/": () => search.current?.focus() });

    function row(field: Field, indent: boolean): JSX.Element {
        const isChosen = chosen.includes(field.name);
        const words = indent ? field.groupVariant : field.labelShort;
        const show = () => {
            clearTimeout(pause.current);
            const place = document.getElementById(`field ${field.name}`);
            // Not over the field's own menu.
            if (place !== null && place.querySelector("[role=menu]") === null) setAbout({ field, row: place });
        };
        const hide = () => {
            clearTimeout(pause.current);
            setAbout(null);
        };
        const isFilter = field.category === "filter" || field.category === "parameter";
        return (
            <li
                key={field.name} id={`field ${field.name}`} className={indent ? "picker-row indent" : "picker-row"} onPointerLeave={hide} onPointerDown={hide}
                onPointerEnter={(event) => {
                    clearTimeout(pause.current);
                    if (event.pointerType === "mouse") pause.current = setTimeout(show, PAUSE);
                }}
            >
                {isFilter ? <span className="picker-field">{words}</span> : (
                    <button type="button" tabIndex={field === first ? 0 : -1} className={`picker-field ${field.category === "measure" ? "measure" : ""}`} aria-pressed={isChosen} onClick={() => onToggle(field.name)}>
                        <span className="picker-tick">{isChosen && <Icon name="check" size={14} />}</span>
                        <span className="aside">{indent ? `${field.groupLabel ?? ""} ` : ""}</span>
                        <span className="picker-words">{words}</span>
                        {pivots.includes(field.name) && <span className="picker-mark">pivot</span>}
                        {filtered.includes(field.name) && <span className="picker-mark">filter</span>}
                        {field === meant && <kbd className="picker-enter" aria-hidden="true">Enter</kbd>}
                    </button>
                )}
                <FieldMenu
                    field={field} pivoted={pivots.includes(field.name)} onFilter={() => onFilter(field.name)} onAbout={show} onLeave={hide} onCreate={onCreate}
                    {...(field.category === "dimension" ? { onPivot: () => onPivot(field.name) } : {})}
                />
            </li>
        );
    }

    return (
        <aside className="picker" aria-label="Fields" onKeyDown={walkRows}>
            <input
                ref={search} className="input" type="search" placeholder="Search fields" aria-label="Search fields" value={term}
                onChange={(event) => setTerm(event.target.value)}
                onKeyDown={(event) => event.key === "Enter" && meant !== undefined && onToggle(meant.name)}
            />
            <div className="picker-head">
                <label className="check"><input type="checkbox" checked={onlyUsed} onChange={(event) => setOnlyUsed(event.target.checked)} /> In use <span className="muted tabular">{used.size}</span></label>
                {onCreate !== null && (
                    <Menu
                        label="Add" icon="plus" look="quiet" items={[
                            { label: "Table calculation", onSelect: () => onCreate("calculation", "") }, { label: "Custom measure", onSelect: () => onCreate("measure", "") },
                            { label: "Custom dimension", onSelect: () => onCreate("dimension", "") }, { label: "Groups of values", onSelect: () => onCreate("group", "") },
                            { label: "Bins", onSelect: () => onCreate("bin", "") },
                        ]}
                    />
                )}
            </div>
            {custom.length > 0 && <CustomFields custom={custom} failed={failed} chosen={chosen} onToggle={onToggle} onRemove={onRemove} onEdit={onEdit} />}
            {views.map((view) => (
                <details key={view.label} open={term !== "" || onlyUsed || views.length <= 4 || view.fields.some((field) => chosen.includes(field.name))}>
                    <summary>{view.label} <span className="muted tabular">{view.fields.length}</span></summary>
                    {view.parts.map((part) => (
                        <div key={part.title}>
                            <p className="picker-part">{part.title}</p>
                            <ul>
                                {part.entries.map((entry) => ("group" in entry
                                    ? <li key={entry.group}><span className="picker-group">{entry.group}</span><ul>{entry.fields.map((field) => row(field, true))}</ul></li>
                                    : row(entry, false)))}
                            </ul>
                        </div>
                    ))}
                </details>
            ))}
            {about !== null && <FieldCard field={about.field} beside={about.row} />}
            {views.length === 0 && <p className="values-none">{onlyUsed && term === "" ? "No field of this explore is in use." : "No field has this name."}</p>}
        </aside>
    );
}

/** The custom fields and calculations of the query. A calculation is always part of it; a field may be there for another's sake. */
function CustomFields({ custom, failed, chosen, onToggle, onRemove, onEdit }: Pick<Props, "custom" | "failed" | "chosen" | "onToggle" | "onRemove" | "onEdit">): JSX.Element {
    return (
        <details open>
            <summary>Custom fields <span className="muted tabular">{custom.length}</span></summary>
            <ul>
                {custom.map((field) => {
                    const used = !field.disabled && (field.category === "calculation" || chosen.includes(field.name));
                    const content = (
                        <>
                            <span className="picker-tick">{used && <Icon name={failed.includes(field.name) ? "warning" : "check"} size={14} />}</span>
                            {field.label}{field.disabled ? <span className="muted">off</span> : failed.includes(field.name) && <span className="muted">failed</span>}
                        </>
                    );
                    return (
                        <li key={field.name} className="picker-row">
                            {field.category === "calculation" || field.disabled
                                ? <span className={`picker-field ${field.category}`} title={field.expression || field.name}>{content}</span>
                                : (
                                    <button type="button" className={`picker-field ${field.category}`} aria-pressed={used} title={field.expression || field.name} onClick={() => onToggle(field.name)}>
                                        {content}
                                    </button>
                                )}
                            <span className="picker-tools always">
                                <button type="button" aria-label={`Edit ${field.label}`} onClick={() => onEdit(field.name)}>edit</button>
                                <button type="button" aria-label={`Remove ${field.label}`} onClick={() => onRemove(field.name)}>remove</button>
                            </span>
                        </li>
                    );
                })}
            </ul>
        </details>
    );
}
