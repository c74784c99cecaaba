import { useMemo, useRef, useState } from "react";
import type { CustomField } from "../../api/customFields";
import type { Field } from "../../api/fields";
import type { Explore } from "../../api/models";
import { Icon } from "../../components/Icon";
import { useShortcuts } from "../../navigation/useShortcuts";

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
}

/** All fields by view, with a search. Dimensions in text colour, measures in accent, calculations in green, a tick when used. */
export function FieldPicker({ explore, custom, failed, chosen, pivots, filtered, onToggle, onPivot, onFilter, onRemove }: Props): JSX.Element {
    const [term, setTerm] = useState("");
    const search = useRef<HTMLInputElement>(null);
    const views = useMemo(() => byView(explore.fields, term), [explore, term]);
    useShortcuts({ "/": () => search.current?.focus() });

    function row(field: Field, indent: boolean): JSX.Element {
        const used = chosen.includes(field.name);
        const words = indent ? field.groupVariant : field.labelShort;
        return (
            <li key={field.name} className={indent ? "picker-row indent" : "picker-row"}>
                {field.category === "filter" || field.category === "parameter" ? <span className="picker-field">{words}</span> : (
                    <button
                        type="button" className={`picker-field ${field.category === "measure" ? "measure" : ""}`} aria-pressed={used}
                        title={field.description === "" ? field.name : `${field.description} (${field.name})`} onClick={() => onToggle(field.name)}
                    >
                        <span className="picker-tick">{used && <Icon name="check" size={14} />}</span>
                        <span className="aside">{indent ? `${field.groupLabel ?? ""} ` : ""}</span>{words}
                    </button>
                )}
                <span className="picker-tools">
                    {used && field.category === "dimension" && (
                        <button type="button" aria-pressed={pivots.includes(field.name)} aria-label={`Pivot ${field.labelShort}`} onClick={() => onPivot(field.name)}>pivot</button>
                    )}
                    <button type="button" aria-label={`Filter by ${field.labelShort}`} aria-pressed={filtered.includes(field.name)} onClick={() => onFilter(field.name)}>filter</button>
                </span>
            </li>
        );
    }

    return (
        <aside className="picker" aria-label="Fields">
            <input
                ref={search} className="input" type="search" placeholder="Search fields" aria-label="Search fields" value={term}
                onChange={(event) => setTerm(event.target.value)}
            />
            {custom.length > 0 && <CustomFields custom={custom} failed={failed} chosen={chosen} onToggle={onToggle} onRemove={onRemove} />}
            {views.map((view) => (
                <details key={view.label} open={term !== "" || views.length <= 4 || view.fields.some((field) => chosen.includes(field.name))}>
                    <summary>{view.label} <span className="muted tabular">{view.fields.length}</span></summary>
                    {view.parts.map((part) => (
                        <div key={part.title}>
                            <h3>{part.title}</h3>
                            <ul>
                                {part.entries.map((entry) => ("group" in entry
                                    ? <li key={entry.group}><span className="picker-group">{entry.group}</span><ul>{entry.fields.map((field) => row(field, true))}</ul></li>
                                    : row(entry, false)))}
                            </ul>
                        </div>
                    ))}
                </details>
            ))}
            {views.length === 0 && <p className="values-none">No field has this name.</p>}
        </aside>
    );
}

/** The custom fields and calculations of the query. A calculation is always part of it; a field may be there for another's sake. */
function CustomFields({ custom, failed, chosen, onToggle, onRemove }: Pick<Props, "custom" | "failed" | "chosen" | "onToggle" | "onRemove">): JSX.Element {
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
                                ? <span className={`picker-field ${field.category}`} title={field.name}>{content}</span>
                                : (
                                    <button type="button" className={`picker-field ${field.category}`} aria-pressed={used} title={field.name} onClick={() => onToggle(field.name)}>
                                        {content}
                                    </button>
                                )}
                            <span className="picker-tools always">
                                <button type="button" aria-label={`Remove ${field.label}`} onClick={() => onRemove(field.name)}>remove</button>
                            </span>
                        </li>
                    );
                })}
            </ul>
        </details>
    );
}

type Entry = Field | { readonly group: string; readonly fields: readonly Field[] };

interface View {
    readonly label: string;
    readonly fields: readonly Field[];
    readonly parts: ReadonlyArray<{ readonly title: string; readonly entries: readonly Entry[] }>;
}

function byView(fields: readonly Field[], term: string): View[] {
    const words = term.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const shown = fields.filter((field) => !field.hidden
        && words.every((word) => `${field.label} ${field.name} ${field.description}`.toLowerCase().includes(word)));
    const labels = [...new Set(shown.map((field) => field.viewLabel))];
    return labels.map((label): View => {
        const own = shown.filter((field) => field.viewLabel === label);
        const part = (title: string, wanted: (field: Field) => boolean) => ({ title, entries: grouped(own.filter(wanted)) });
        const parts = [
            part("Dimensions", (field) => field.category === "dimension"),
            part("Measures", (field) => field.category === "measure"),
            part("Filters", (field) => field.category === "filter" || field.category === "parameter"),
        ];
        return { label, fields: own, parts: parts.filter((each) => each.entries.length > 0) };
    });
}

/** Members of a dimension group stand together under the group's name. */
function grouped(fields: readonly Field[]): Entry[] {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    for (const field of fields) {
        if (field.groupLabel === null) entries.push(field);
        else if (!seen.has(field.groupLabel)) {
            seen.add(field.groupLabel);
            entries.push({ group: field.groupLabel, fields: fields.filter((each) => each.groupLabel === field.groupLabel) });
        }
    }
    return entries;
}
