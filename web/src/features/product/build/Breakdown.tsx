import { flag, list, numberOrNull, object, text } from "../../../api/reading";
import type { ChartDefinition } from "../../../api/charts";
import type { Source } from "../kinds";
import { eventName, readEvent, readNames } from "../state/definition";
import { PropertyList } from "./PropertyList";

/** What charts draw where nothing else is said. */
const USUAL = 10;
const TOPS = [3, 5, 10, 20, 50] as const;

interface GroupsProps {
    /** null: as many as usual. */
    readonly top: number | null;
    /** Whether the rest is drawn as one group; null where the chart knows no such group. */
    readonly other: boolean | null;
    readonly onTop: (top: number | undefined) => void;
    readonly onOther: (other: boolean) => void;
}

/** How many groups a breakdown draws, and what becomes of the others. */
export function GroupsLine({ top, other, onTop, onOther }: GroupsProps): JSX.Element {
    const chosen = top ?? USUAL;
    const offered = TOPS.some((each) => each === chosen) ? TOPS : [...TOPS, chosen].sort((left, right) => left - right);
    return (
        <>
            <label className="builder-line">Groups drawn
                <select className="input" value={chosen} onChange={(event) => onTop(Number(event.target.value) === USUAL ? undefined : Number(event.target.value))}>
                    {offered.map((each) => <option key={each} value={each}>the top {each}</option>)}
                </select>
            </label>
            {other !== null && <label className="check builder-check"><input type="checkbox" checked={other} onChange={(event) => onOther(event.target.checked)} /> The rest together as Other</label>}
        </>
    );
}

interface FunnelProps {
    readonly label: string;
    readonly add: string;
    readonly definition: ChartDefinition;
    readonly source: Source;
    readonly onChange: (breakdown: unknown) => void;
}

/** By which property a funnel is broken down, and whose value counts: that at a step, or the first or last one that was met. */
export function FunnelBreakdown({ label, add, definition, source, onChange }: FunnelProps): JSX.Element {
    const value = definition["breakdown"];
    const names = readNames(value);
    const options = object(value);
    const steps = list(definition["steps"], readEvent).map(eventName);
    const at = text(options["at"]) || "1";
    /** As briefly as it can be: a bare name where all is as usual. */
    function put(change: Readonly<Record<string, unknown>>): void {
        const next = { ...options, property: names[0], ...change };
        const said = Object.entries<unknown>(next).filter(([key, own]) => own !== undefined && !(key === "at" && own === 1) && !(key === "other" && own === true));
        onChange(said.length === 1 ? names[0] : Object.fromEntries(said));
    }
    return (
        <>
            <fieldset className="builder-part">
                <legend>{label}</legend>
                <div className="event-more"><PropertyList names={names} add={add} event="" source={source} single onChange={([name]) => (name === undefined ? onChange(undefined) : onChange(name))} /></div>
            </fieldset>
            {names.length > 0 && (
                <>
                    <label className="builder-line stacked">As it was
                        <select className="input" value={at} onChange={(event) => put({ at: /^\d+$/.test(event.target.value) ? Number(event.target.value) : event.target.value })}>
                            {steps.map((step, index) => <option key={index} value={index + 1}>at step {index + 1}{step === "" ? "" : `, ${step}`}</option>)}
                            <option value="first_touch">at first on the way</option><option value="last_touch">at last on the way</option><option value="all_events">on every step</option>
                        </select>
                    </label>
                    <GroupsLine
                        top={numberOrNull(options["limit"])} other={options["other"] === undefined || flag(options["other"])}
                        onTop={(limit) => put({ limit })} onOther={(other) => put({ other })}
                    />
                </>
            )}
        </>
    );
}
