import { useState } from "react";
import { Button } from "../../../components/Button";
import { DayInput } from "../../../components/DayInput";
import { Icon } from "../../../components/Icon";
import type { Range } from "../state/definition";
import { rangeWords } from "../state/words";
import { PickButton } from "./PickButton";

interface Props {
    readonly range: Range;
    readonly onChange: (range: Range) => void;
}

const PRESETS: ReadonlyArray<readonly [number, string, boolean]> = [
    [1, "day", false], [7, "day", false], [30, "day", false], [90, "day", false], [12, "week", true], [6, "month", true], [12, "month", true], [1, "year", false],
];
const UNITS = ["hour", "day", "week", "month", "quarter", "year"] as const;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Which time is counted, in words. */
export function RangeButton({ range, onChange }: Props): JSX.Element {
    return (
        <PickButton label={`Dates: ${rangeWords(range)}`} className="range-pick" content={(close) => (
            <RangeForm range={range} onApply={(next) => {
                close();
                onChange(next);
            }} />
        )}>
            <Icon name="clock" size={14} /> <span>{rangeWords(range)}</span> <Icon name="down" size={12} />
        </PickButton>
    );
}

function RangeForm({ range, onApply }: { range: Range; onApply: (range: Range) => void }): JSX.Element {
    const [draft, setDraft] = useState(range);
    const whole = draft.is === "last" ? draft.count >= 1 && draft.count <= 1000 : draft.is === "since" ? DAY.test(draft.since) : DAY.test(draft.from) && DAY.test(draft.to) && draft.from <= draft.to;
    const backwards = draft.is === "between" && DAY.test(draft.from) && DAY.test(draft.to) && draft.from > draft.to;
    return (
        <form className="pick-form" onSubmit={(event) => {
            event.preventDefault();
            if (whole) onApply(draft);
        }}>
            <ul className="range-presets">
                {PRESETS.map(([count, unit, complete]) => {
                    const preset: Range = { is: "last", count, unit, complete };
                    const words = rangeWords(preset);
                    return <li key={words}><button type="button" aria-pressed={rangeWords(range) === words} onClick={() => onApply(preset)}>{words}</button></li>;
                })}
            </ul>
            <label>Dates
                <select className="input" value={draft.is} onChange={(event) => setDraft(startOf(event.target.value, draft))}>
                    <option value="last">The last …</option><option value="between">From … to …</option><option value="since">Since …</option>
                </select>
            </label>
            {draft.is === "last" && (
                <>
                    <div className="pick-line">
                        <input className="input" type="number" min={1} max={1000} aria-label="How many" value={draft.count} onChange={(event) => setDraft({ ...draft, count: Math.floor(Number(event.target.value)) })} />
                        <select className="input" aria-label="Of which length" value={draft.unit} onChange={(event) => setDraft({ ...draft, unit: event.target.value })}>
                            {UNITS.map((unit) => <option key={unit} value={unit}>{unit}s</option>)}
                        </select>
                    </div>
                    <label className="check"><input type="checkbox" checked={draft.complete} onChange={(event) => setDraft({ ...draft, complete: event.target.checked })} /> Complete ones only</label>
                </>
            )}
            {draft.is === "between" && (
                <div className="pick-line">
                    <label>From <DayInput value={draft.from} onChange={(from) => setDraft({ ...draft, from })} /></label>
                    <label>To <DayInput value={draft.to} onChange={(to) => setDraft({ ...draft, to })} /></label>
                </div>
            )}
            {draft.is === "since" && <label>Since <DayInput value={draft.since} onChange={(since) => setDraft({ ...draft, since })} /></label>}
            {backwards && <p className="pick-problem" role="alert">The end lies before the beginning.</p>}
            <div className="pick-foot"><Button look="primary" type="submit" disabled={!whole}>Apply</Button></div>
        </form>
    );
}

function startOf(kind: string, range: Range): Range {
    const today = new Date().toISOString().slice(0, 10);
    const monthAgo = new Date(Date.now() - 29 * 86_400_000).toISOString().slice(0, 10);
    if (kind === "between") return range.is === "between" ? range : { is: "between", from: monthAgo, to: today };
    if (kind === "since") return range.is === "since" ? range : { is: "since", since: monthAgo };
    return range.is === "last" ? range : { is: "last", count: 30, unit: "day", complete: false };
}
