import { useEffect, useState } from "react";
import type { ChartDefinition } from "../../../api/charts";
import { flag, list, number, numberOrNull, object, text } from "../../../api/reading";
import { Icon } from "../../../components/Icon";
import type { FormPart, Source } from "../kinds";
import { eventName, readEvent, readNames, writeEvent } from "../state/definition";
import type { EventChoice } from "../state/definition";
import { moved } from "../state/moved";
import { FunnelBreakdown, GroupsLine } from "./Breakdown";
import { EventRow } from "./EventRow";
import { PropertyList } from "./PropertyList";

interface Props {
    readonly part: FormPart;
    readonly definition: ChartDefinition;
    readonly source: Source;
    readonly onChange: (change: Readonly<Record<string, unknown>>) => void;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const WINDOWS = ["second", "minute", "hour", "day", "week"] as const;
const NO_EVENT: EventChoice = { event: "", filters: [], groupBy: [], property: "", rest: {} };

/** One line of the form of a chart. */
export function PartForm({ part, definition, source, onChange }: Props): JSX.Element {
    const value = definition[part.key];
    switch (part.is) {
        case "events": {
            const events = list(value, readEvent);
            const shown = events.length === 0 && part.numbered ? [NO_EVENT, NO_EVENT] : events;
            const put = (next: readonly EventChoice[]) => onChange({ [part.key]: next.length === 0 ? undefined : next.map(writeEvent) });
            return (
                <fieldset className="builder-part">
                    <legend>{part.label}</legend>
                    {shown.map((choice, index) => (
                        <EventRow
                            key={index} mark={part.numbered ? `${index + 1}` : LETTERS[index] ?? ""} choice={choice} source={source} special={part.numbered ? [] : ["any active event", "any event"]} grouped={part.grouped} fallback=""
                            onChange={(next) => put(shown.map((each, place) => (place === index ? next : each)))}
                            {...(shown.length > 1 || !part.numbered ? { onRemove: () => put(shown.filter((_, place) => place !== index)) } : {})}
                            {...(part.numbered && shown.length > 1 ? { onMove: (by: -1 | 1) => put(moved(shown, index, by)) } : {})}
                        />
                    ))}
                    {shown.length < part.most && !shown.some((choice) => eventName(choice) === "") && (
                        <EventRow key="add" mark="" choice={NO_EVENT} source={source} special={part.numbered ? [] : ["any active event", "any event"]} grouped={false} fallback="" onChange={(next) => put([...shown, next])} />
                    )}
                </fieldset>
            );
        }
        case "event":
            return (
                <fieldset className="builder-part">
                    <legend>{part.label}</legend>
                    <EventRow
                        mark="" choice={readEvent(value)} source={source} special={part.special} grouped={part.grouped} fallback={part.fallback}
                        onChange={(next) => onChange({ [part.key]: eventName(next) === "" || (eventName(next) === part.fallback && next.filters.length === 0 && next.groupBy.length === 0) ? undefined : writeEvent(next) })}
                        {...(value === undefined ? {} : { onRemove: () => onChange({ [part.key]: undefined }) })}
                    />
                </fieldset>
            );
        case "choice":
            return (
                <label className="builder-line stacked">{part.label}
                    <select className="input" value={text(value) || part.fallback} onChange={(event) => onChange({ [part.key]: event.target.value === part.fallback && part.key !== "percentile" ? undefined : event.target.value, ...part.brings?.(event.target.value, definition) })}>
                        {part.choices.map(([choice, words]) => <option key={choice} value={choice}>{words}</option>)}
                    </select>
                </label>
            );
        case "number": return <NumberLine label={part.label} value={numberOrNull(value)} fallback={part.fallback} least={part.least} most={part.most} onChange={(next) => onChange({ [part.key]: next ?? undefined })} />;
        case "window": return <WindowLine label={part.label} value={value} onChange={(next) => onChange({ [part.key]: next })} />;
        case "within": {
            const hours = numberOrNull(object(value)["hours"]);
            return (
                <div className="builder-line"><span>{part.label}</span>
                    <select className="input" aria-label="How long a path may take" value={hours === null ? "session" : "hours"} onChange={(event) => onChange({ [part.key]: event.target.value === "session" ? undefined : { hours: 2 } })}>
                        <option value="session">the session</option><option value="hours">hours</option>
                    </select>
                    {hours !== null && <NumberLine label="Hours" value={hours} fallback={2} least={1} most={720} onChange={(next) => onChange({ [part.key]: { hours: next ?? 2 } })} />}
                </div>
            );
        }
        case "properties":
            return (
                <fieldset className="builder-part">
                    <legend>{part.label}</legend>
                    <div className="event-more"><PropertyList names={readNames(value)} add={part.add} event="" source={source} cohorts={part.key === "group_by"} onChange={(names) => onChange({ [part.key]: names.length === 0 ? undefined : names })} /></div>
                </fieldset>
            );
        case "property":
            return (
                <fieldset className="builder-part">
                    <legend>{part.label}</legend>
                    <div className="event-more"><PropertyList names={readNames(value)} add={part.add} event="" source={source} cohorts={part.key === "group_by"} single onChange={([name]) => onChange({ [part.key]: name })} /></div>
                </fieldset>
            );
        case "breakdown": return <FunnelBreakdown label={part.label} add={part.add} definition={definition} source={source} onChange={(next) => onChange({ [part.key]: next })} />;
        case "groups":
            return (
                <GroupsLine
                    top={numberOrNull(value)} other={part.other ? text(definition["other"]) !== "none" : null}
                    onTop={(top) => onChange({ [part.key]: top })} onOther={(other) => onChange({ other: other ? undefined : "none" })}
                />
            );
        case "flag": return <label className="check builder-check"><input type="checkbox" checked={flag(value)} onChange={(event) => onChange({ [part.key]: event.target.checked ? true : undefined })} /> {part.label}</label>;
        case "compare": {
            const back = object(value);
            const chosen = text(value) === "previous" ? "previous" : back["unit"] === undefined ? "" : `${number(back["back"], 1)} ${text(back["unit"])}`;
            return (
                <label className="builder-line">{part.label}
                    <select className="input" value={chosen} onChange={(event) => {
                        const [count = "1", unit = "year"] = event.target.value.split(" ");
                        onChange({ [part.key]: event.target.value === "" ? undefined : event.target.value === "previous" ? "previous" : { back: Number(count), unit } });
                    }}>
                        <option value="">nothing</option><option value="previous">the period before</option><option value="1 week">a week before</option><option value="1 month">a month before</option><option value="1 year">a year before</option>
                    </select>
                </label>
            );
        }
        case "rolling": {
            const rolling = object(value);
            const buckets = numberOrNull(rolling["buckets"]);
            const chosen = buckets === null ? "" : `${flag(rolling["average"]) ? "average" : "window"} ${buckets}`;
            const known = ["window 7", "window 28", "average 7", "average 4"];
            return (
                <label className="builder-line">{part.label}
                    <select className="input" value={chosen} onChange={(event) => {
                        const [kind = "", count = "7"] = event.target.value.split(" ");
                        onChange({ [part.key]: event.target.value === "" ? undefined : { buckets: Number(count), ...(kind === "average" ? { average: true } : {}) } });
                    }}>
                        <option value="">each interval alone</option><option value="window 7">the last 7 intervals</option><option value="window 28">the last 28 intervals</option>
                        <option value="average 7">the mean of 7 intervals</option><option value="average 4">the mean of 4 intervals</option>
                        {chosen !== "" && !known.includes(chosen) && <option value={chosen}>{chosen.replace("window", "the last").replace("average", "the mean of")} intervals</option>}
                    </select>
                </label>
            );
        }
        case "formula": return <FormulaLine value={text(value)} onChange={(next) => onChange({ [part.key]: next === "" ? undefined : next })} />;
        case "expand": {
            const expanded = list(value, (item) => ({ event: text(object(item)["event"]), property: text(object(item)["property"]) }));
            return (
                <fieldset className="builder-part">
                    <legend>{part.label}</legend>
                    <div className="event-more">
                        {expanded.map((each, index) => (
                            <div key={index} className="chip">
                                <span className="chip-text"><strong>{each.event}</strong> <span>by {each.property}</span></span>
                                <button type="button" className="chip-clear" aria-label={`No longer tell ${each.event} apart`} onClick={() => onChange({ [part.key]: expanded.length === 1 ? undefined : expanded.filter((_, place) => place !== index) })}><Icon name="close" size={12} /></button>
                            </div>
                        ))}
                        <Expand source={source} onAdd={(event, property) => onChange({ [part.key]: [...expanded, { event, property }] })} />
                    </div>
                </fieldset>
            );
        }
    }
}

function Expand({ source, onAdd }: { source: Source; onAdd: (event: string, property: string) => void }): JSX.Element {
    const [event, setEvent] = useState<EventChoice | null>(null);
    if (event === null) return <button type="button" className="pick-button add-line" onClick={() => setEvent(NO_EVENT)}><Icon name="plus" size={14} /> <span>Tell an event apart</span></button>;
    return (
        <div className="event-row">
            <EventRow mark="" choice={event} source={source} special={[]} grouped={false} fallback="" onChange={setEvent} onRemove={() => setEvent(null)} />
            {event.event !== "" && <PropertyList names={[]} add="by a property" event={event.event} source={source} single onChange={([name]) => {
                if (name !== undefined) onAdd(event.event, name);
                setEvent(null);
            }} />}
        </div>
    );
}

function NumberLine({ label, value, fallback, least, most, onChange }: { label: string; value: number | null; fallback: number | null; least: number; most: number; onChange: (value: number | null) => void }): JSX.Element {
    const given = value ?? fallback;
    const [typed, setTyped] = useState(given === null ? "" : String(given));
    useEffect(() => setTyped(given === null ? "" : String(given)), [given]);
    function apply(): void {
        const next = Math.min(most, Math.max(least, Math.round(Number(typed))));
        if (typed.trim() === "" || Number.isNaN(next)) onChange(null);
        else if (next !== given) onChange(next === fallback ? null : next);
        if (!Number.isNaN(next) && typed.trim() !== "") setTyped(String(next));
    }
    return (
        <label className="builder-line">{label}
            <input className="input" type="number" min={least} max={most} value={typed} placeholder="usual" onChange={(event) => setTyped(event.target.value)} onBlur={apply} onKeyDown={(event) => event.key === "Enter" && apply()} />
        </label>
    );
}

function WindowLine({ label, value, onChange }: { label: string; value: unknown; onChange: (value: unknown) => void }): JSX.Element {
    const isSession = text(value) === "session";
    const window = object(value);
    const count = number(window["value"], 1);
    const unit = text(window["unit"]) || "day";
    return (
        <div className="builder-line window-line"><span>{label}</span>
            {!isSession && <NumberInput value={count} onChange={(next) => onChange({ value: next, unit })} />}
            <select className="input" aria-label="Unit of the window" value={isSession ? "session" : unit} onChange={(event) => onChange(event.target.value === "session" ? "session" : { value: count, unit: event.target.value })}>
                {WINDOWS.map((each) => <option key={each} value={each}>{count === 1 ? each : `${each}s`}</option>)}
                <option value="session">one session</option>
            </select>
        </div>
    );
}

function NumberInput({ value, onChange }: { value: number; onChange: (value: number) => void }): JSX.Element {
    const [typed, setTyped] = useState(String(value));
    useEffect(() => setTyped(String(value)), [value]);
    const apply = () => {
        const next = Math.max(1, Math.round(Number(typed)));
        if (Number.isFinite(next) && typed.trim() !== "" && next !== value) onChange(next);
        else setTyped(String(value));
    };
    return <input className="input" type="number" min={1} aria-label="Length of the window" value={typed} onChange={(event) => setTyped(event.target.value)} onBlur={apply} onKeyDown={(event) => event.key === "Enter" && apply()} />;
}

/** How many letters of a formula stand in one line of the form. */
const LINE_OF_FORMULA = 26;

/** Is asked when it is finished, not with every letter. */
function FormulaLine({ value, onChange }: { value: string; onChange: (value: string) => void }): JSX.Element {
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    return (
        <label className="builder-part">Formula
            <textarea
                className="input formula" rows={Math.max(1, Math.ceil(typed.length / LINE_OF_FORMULA))} value={typed} placeholder="UNIQUES(A) / UNIQUES(B)" spellCheck={false}
                onChange={(event) => setTyped(event.target.value.replace(/\n/g, " "))} onBlur={() => typed !== value && onChange(typed.trim())}
                onKeyDown={(event) => {
                    if (event.key !== "Enter") return;
                    event.preventDefault();
                    onChange(typed.trim());
                }}
            />
            <small className="muted">UNIQUES, TOTALS, ACTIVE, AVG, PROPSUM … of A, B …. Over the last 7 intervals: <code>ROLLWIN(TOTALS, A, 7)</code>, their mean: ROLLAVG, from the start: <code>CUMSUM(TOTALS, A)</code>. Between several formulas stands <code>;</code>, and <code>%:</code> before one makes it a percentage.</small>
        </label>
    );
}
