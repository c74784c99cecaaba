import { cronOf, rhythmOf, WEEKDAYS } from "../words/cron";
import type { Often, Rhythm } from "../words/cron";

const CHOICES: ReadonlyArray<readonly [Often, string]> = [
    ["quarter", "Every 15 minutes"], ["hour", "Every hour"], ["day", "Every day"], ["weekdays", "Monday to Friday"], ["week", "Every week"], ["month", "On the first of each month"],
];

/** How often something happens: cron, in words where there are some. */
export function RhythmFields({ cron, onChange }: { cron: string; onChange: (cron: string) => void }): JSX.Element {
    const rhythm = rhythmOf(cron);
    const change = (part: Partial<Rhythm>) => onChange(cronOf({ ...rhythm, ...part }, cron));
    const timed = rhythm.often !== "quarter" && rhythm.often !== "hour" && rhythm.often !== "other";
    return (
        <div className="field-row">
            <label className="field"><span>How often</span>
                <select className="input" value={rhythm.often} onChange={(event) => change({ often: event.target.value as Often })}>
                    {rhythm.often === "other" && <option value="other">{cron}</option>}
                    {CHOICES.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
                </select>
            </label>
            {rhythm.often === "week" && (
                <label className="field"><span>Day</span>
                    <select className="input" value={String(rhythm.weekday)} onChange={(event) => change({ weekday: Number(event.target.value) })}>
                        {WEEKDAYS.map((day, index) => <option key={day} value={String(index)}>{day}</option>)}
                    </select>
                </label>
            )}
            {timed && <label className="field"><span>At</span><input className="input tabular" type="time" required value={rhythm.time} onChange={(event) => { if (event.target.value !== "") change({ time: event.target.value }); }} /></label>}
        </div>
    );
}
