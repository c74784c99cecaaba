import { fetchCohorts } from "../../../api/cohorts";
import { flag, number, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import { EventRow } from "../build/EventRow";
import { FilterChip, AddFilter } from "../build/FilterChip";
import { PickButton } from "../build/PickButton";
import { PickList } from "../build/PickList";
import { RangeButton } from "../build/RangeButton";
import { changed, readEvent, readFilters, readRange, writeEvent, writeFilter, writeRange } from "../state/definition";
import { CLAUSES } from "./clauses";

interface Props {
    readonly clause: JSONObject;
    readonly onChange: (clause: JSONObject) => void;
    readonly onRemove: () => void;
}

const COLLECTED = { project: "", model: "", explore: "" };
const OPS: ReadonlyArray<readonly [string, string]> = [[">=", "at least"], [">", "more than"], ["=", "exactly"], ["<=", "at most"], ["<", "fewer than"], ["!=", "not exactly"]];

/** One condition of a cohort, as a sentence whose parts can be changed. */
export function ClauseForm({ clause, onChange, onRemove }: Props): JSX.Element {
    const kind = CLAUSES.find((each) => each.id === text(clause["clause"])) ?? CLAUSES[0];
    if (kind === undefined) return <></>;
    const put = (change: JSONObject) => onChange(changed(clause, change));
    const parts = new Set(kind.parts);
    return (
        <div className="clause">
            <div className="clause-line">
                <select className="input" aria-label="Negated or not" value={flag(clause["not"]) ? "not" : ""} onChange={(event) => put({ not: event.target.value === "not" ? true : undefined })}><option value="">who</option><option value="not">who, not being true,</option></select>
                <select className="input" aria-label="What they did or are" value={kind.id} onChange={(event) => {
                    const next = CLAUSES.find((each) => each.id === event.target.value);
                    if (next !== undefined) onChange({ ...next.starter, ...(next.parts.includes("event") && clause["event"] !== undefined ? { event: clause["event"] } : {}), ...(flag(clause["not"]) ? { not: true } : {}) });
                }}>
                    {CLAUSES.map((each) => <option key={each.id} value={each.id}>{each.label}</option>)}
                </select>
                <button type="button" className="event-tool" aria-label="Remove the condition" title="Remove" onClick={onRemove}><Icon name="close" size={12} /></button>
            </div>
            {parts.has("event") && <EventRow mark="" choice={readEvent(clause["event"])} source={COLLECTED} special={["any active event"]} grouped={false} fallback="" onChange={(next) => put({ event: writeEvent(next) })} />}
            {parts.has("then") && (
                <>
                    <EventRow mark="" choice={readEvent(clause["then"])} source={COLLECTED} special={[]} grouped={false} fallback="" onChange={(next) => put({ then: writeEvent(next) })} />
                    <label className="clause-line">within <input className="input short" type="number" min={1} value={number(object(clause["within"])["value"], 1)} aria-label="Within how many days" onChange={(event) => put({ within: { value: Math.max(1, Number(event.target.value)), unit: "day" } })} /> days</label>
                </>
            )}
            {(parts.has("count") || parts.has("days")) && (
                <div className="clause-line">
                    <select className="input" aria-label="Comparison" value={text(clause["op"]) || ">="} onChange={(event) => put({ op: event.target.value })}>{OPS.map(([op, words]) => <option key={op} value={op}>{words}</option>)}</select>
                    <input className="input short" type="number" min={0} aria-label="How many" value={number(clause["value"], 1)} onChange={(event) => put({ value: Math.max(0, Math.round(Number(event.target.value))) })} />
                    <span>{parts.has("days") ? "days" : "times"}</span>
                </div>
            )}
            {parts.has("recent") && <label className="clause-line">in the last <input className="input short" type="number" min={1} value={number(clause["recent_days"], 7)} onChange={(event) => put({ recent_days: Math.max(1, Math.round(Number(event.target.value))) })} /> days</label>}
            {parts.has("property") && <PropertyPart clause={clause} onChange={onChange} />}
            {parts.has("cohort") && <CohortPart name={text(clause["cohort"])} onChange={(cohort) => put({ cohort })} />}
            {parts.has("window") && (
                <div className="clause-line">
                    {clause["window"] === undefined ? <span>at any time</span> : <RangeButton range={readRange({ range: clause["window"] })} onChange={(range) => put({ window: writeRange(range) })} />}
                    <button type="button" className="text-button" onClick={() => put({ window: clause["window"] === undefined ? { last: 30, unit: "day" } : undefined })}>{clause["window"] === undefined ? "within a time" : "at any time"}</button>
                </div>
            )}
        </div>
    );
}

function PropertyPart({ clause, onChange }: { clause: JSONObject; onChange: (clause: JSONObject) => void }): JSX.Element {
    const [filter] = readFilters([{ property: clause["property"], op: clause["op"], value: clause["value"] }]);
    const { property: _, op: __, value: ___, ...rest } = clause;
    const put = (next: JSONObject) => onChange({ ...rest, op: text(next["op"]) || "is", property: next["property"], ...(next["values"] !== undefined ? { value: next["values"] } : next["value"] !== undefined ? { value: next["value"] } : {}) });
    return (
        <div className="event-more">
            {filter === undefined || filter.property === "" ? <AddFilter label="Choose a property" event="" source={COLLECTED} cohorts={false} onAdd={(next) => put(writeFilter(next))} />
                : <FilterChip filter={filter} event="" source={COLLECTED} onChange={(next) => (next === null ? onChange({ ...rest, op: "is" }) : put(writeFilter(next)))} />}
        </div>
    );
}

function CohortPart({ name, onChange }: { name: string; onChange: (name: string) => void }): JSX.Element {
    return (
        <PickButton label={`Cohort: ${name === "" ? "Choose a cohort" : name}`} content={(close) => <Sets chosen={name} onPick={(next) => {
            close();
            onChange(next);
        }} />}>
            <span>{name === "" ? "Choose a cohort" : name}</span> <Icon name="down" size={12} />
        </PickButton>
    );
}

function Sets({ chosen, onPick }: { chosen: string; onPick: (name: string) => void }): JSX.Element {
    const saved = useResource("cohorts", fetchCohorts, { freshFor: 60_000 });
    return (
        <PickList label="cohorts" chosen={[chosen]} onPick={onPick} options={{
            options: (saved.value ?? []).map((cohort) => ({ value: cohort.name, label: cohort.name, detail: cohort.size === null ? "" : cohort.size.toLocaleString("en-US"), note: cohort.words })), loading: saved.loading, problem: saved.error?.message ?? "",
        }} />
    );
}
