import { DayInput } from "../components/DayInput";
import { Choice } from "./Choice";
import { readDate, UNITS, writeDate } from "./dates";
import type { DateCondition, Unit } from "./dates";

interface Props {
    readonly expression: string;
    /** The unit that spans begin with; the field's own, where it is a week or longer. */
    readonly unit: Unit;
    readonly onChange: (expression: string) => void;
}

type Choices = "any" | "last" | "lastComplete" | "unit" | "toDate" | "on" | "range" | "before" | "after" | "null" | "notNull" | "raw";

const CHOICES: ReadonlyArray<readonly [Choices, string]> = [
    ["lastComplete", "is in the last … complete"], ["last", "is in the last …, this one included"], ["unit", "is this, previous or next"],
    ["toDate", "is this … to date"], ["on", "is on the day"], ["range", "is from … to"], ["before", "is before"], ["after", "is on or after"],
    ["any", "is any time"], ["null", "has no value"], ["notNull", "has a value"], ["raw", "matches an expression"],
];
const UNIT_OPTIONS = UNITS.map((unit) => [unit, `${unit}s`] as const);
const ONE_UNIT = UNITS.map((unit) => [unit, unit] as const);

export function DateForm({ expression, unit: own, onChange }: Props): JSX.Element {
    const condition = readDate(expression);
    const set = (next: DateCondition) => onChange(writeDate(next));

    function choose(choice: Choices): void {
        const unit: Unit = "unit" in condition ? condition.unit : own;
        const count = condition.form === "last" ? condition.count : 4;
        const day = dayOf(condition);
        switch (choice) {
            case "any": case "null": case "notNull": set({ form: choice }); return;
            case "last": set({ form: "last", count, unit, complete: false }); return;
            case "lastComplete": set({ form: "last", count, unit, complete: true }); return;
            case "unit": set({ form: "unit", which: "last", unit }); return;
            case "toDate": set({ form: "toDate", unit: unit === "day" ? "month" : unit }); return;
            case "range": set({ form: "range", from: day, to: day }); return;
            case "raw": onChange(expression === "" ? "today, 7 days ago" : `${expression},NULL`); return;
            default: set({ form: choice, date: day });
        }
    }

    return (
        <div className="filter-form">
            <Choice label="Condition" autofocus value={choiceOf(condition)} options={CHOICES} onChange={choose} />
            {condition.form === "last" && (
                <span className="filter-pair">
                    <input
                        className="input tabular" type="number" min={1} max={9999} required aria-label="How many" defaultValue={condition.count}
                        onChange={(event) => {
                            const count = event.target.valueAsNumber;
                            if (Number.isInteger(count) && count > 0) set({ ...condition, count });
                        }}
                    />
                    <Choice label="Unit" value={condition.unit} options={UNIT_OPTIONS} onChange={(unit) => set({ ...condition, unit })} />
                </span>
            )}
            {condition.form === "unit" && (
                <span className="filter-pair">
                    <Choice
                        label="Which" value={condition.which} options={[["this", "this"], ["last", "previous"], ["next", "next"]]}
                        onChange={(which) => set({ ...condition, which })}
                    />
                    <Choice label="Unit" value={condition.unit} options={ONE_UNIT} onChange={(unit) => set({ ...condition, unit })} />
                </span>
            )}
            {condition.form === "toDate" && (
                <Choice label="Unit" value={condition.unit} options={ONE_UNIT} onChange={(unit) => set({ ...condition, unit })} />
            )}
            {(condition.form === "on" || condition.form === "before" || condition.form === "after") && (
                <Day label="Day" value={condition.date} onChange={(date) => set({ ...condition, date })} />
            )}
            {condition.form === "range" && (
                <span className="filter-pair">
                    <Day label="From" value={condition.from} onChange={(from) => set({ ...condition, from, to: condition.to < from ? from : condition.to })} />
                    <span>to</span>
                    <Day label="To, this day included" value={condition.to} onChange={(to) => set({ ...condition, to, from: condition.from > to ? to : condition.from })} />
                </span>
            )}
            {(condition.form === "raw" || condition.form === "period" || condition.form === "named") && (
                <input className="input" aria-label="Expression" value={expression} onChange={(event) => onChange(event.target.value)} />
            )}
        </div>
    );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (date: string) => void }): JSX.Element {
    return <DayInput className="input tabular" aria-label={label} required value={value} onChange={(day) => day !== "" && onChange(day)} />;
}

function choiceOf(condition: DateCondition): Choices {
    switch (condition.form) {
        case "last": return condition.complete ? "lastComplete" : "last";
        case "period": case "named": return "raw";
        default: return condition.form;
    }
}

function dayOf(condition: DateCondition): string {
    if ("date" in condition) return condition.date;
    if (condition.form === "range") return condition.from;
    return new Date().toISOString().slice(0, 10);
}
