import { fetchCohorts } from "../../../api/cohorts";
import { useResource } from "../../../api/useResource";
import { Icon } from "../../../components/Icon";
import type { Source } from "../kinds";
import { EVERYBODY, isEverybody, named } from "../state/definition";
import type { Segment } from "../state/definition";
import { AddFilter, FilterChip } from "./FilterChip";
import { PickButton } from "./PickButton";
import { PickList } from "./PickList";

interface Props {
    readonly segments: readonly Segment[];
    readonly source: Source;
    readonly onChange: (segments: readonly Segment[]) => void;
}

const ALL: Segment = { name: EVERYBODY, filters: [], cohorts: [], notInCohorts: [], onlyNew: false, rest: {} };

/** Whose numbers are counted, side by side: everybody, cohorts, those with a property. */
export function SegmentList({ segments, source, onChange }: Props): JSX.Element {
    const shown = segments.length === 0 ? [ALL] : segments;
    const put = (index: number, segment: Segment) => onChange(shown.map((each, place) => (place === index ? named(segment, shown, index) : each)));
    return (
        <div className="segment-list">
            {shown.map((segment, index) => (
                <div className="event-row" key={index}>
                    <div className="event-head">
                        <span className="segment-name">{isEverybody(segment) ? EVERYBODY : segment.name}</span>
                        {shown.length > 1 && <button type="button" className="event-tool" aria-label={`Remove ${segment.name}`} title="Remove" onClick={() => onChange(shown.filter((_, place) => place !== index))}><Icon name="close" size={12} /></button>}
                    </div>
                    <div className="event-more">
                        {segment.cohorts.map((name) => <SetChip key={name} words="in" name={name} onClear={() => put(index, { ...segment, cohorts: segment.cohorts.filter((each) => each !== name) })} />)}
                        {segment.notInCohorts.map((name) => <SetChip key={name} words="not in" name={name} onClear={() => put(index, { ...segment, notInCohorts: segment.notInCohorts.filter((each) => each !== name) })} />)}
                        {segment.onlyNew && <SetChip words="only" name="new users" onClear={() => put(index, { ...segment, onlyNew: false })} />}
                        {segment.filters.map((filter, place) => (
                            <FilterChip key={place} filter={filter} event="" source={source} onChange={(next) => put(index, { ...segment, filters: next === null ? segment.filters.filter((_, at) => at !== place) : segment.filters.map((each, at) => (at === place ? next : each)) })} />
                        ))}
                        <AddFilter label="where" event="" source={source} cohorts={false} onAdd={(filter) => put(index, { ...segment, filters: [...segment.filters, filter] })} />
                        <AddSet segment={segment} onChange={(next) => put(index, next)} />
                    </div>
                </div>
            ))}
            <button type="button" className="pick-button add-line" onClick={() => onChange([...shown, named(ALL, shown, shown.length)])}><Icon name="plus" size={14} /> <span>Compare with another segment</span></button>
        </div>
    );
}

function SetChip({ words, name, onClear }: { words: string; name: string; onClear: () => void }): JSX.Element {
    return (
        <div className="chip">
            <span className="chip-text"><span>{words}</span> <strong>{name}</strong></span>
            <button type="button" className="chip-clear" aria-label={`Clear ${words} ${name}`} title="Clear this" onClick={onClear}><Icon name="close" size={12} /></button>
        </div>
    );
}

function AddSet({ segment, onChange }: { segment: Segment; onChange: (segment: Segment) => void }): JSX.Element {
    return (
        <PickButton label="in a cohort" className="pick-add" content={(close) => <Sets onPick={(value) => {
            close();
            if (value === "new") onChange({ ...segment, onlyNew: true });
            else if (value.startsWith("not:")) onChange({ ...segment, notInCohorts: [...segment.notInCohorts.filter((each) => each !== value.slice(4)), value.slice(4)] });
            else onChange({ ...segment, cohorts: [...segment.cohorts.filter((each) => each !== value.slice(3)), value.slice(3)] });
        }} />}>
            <Icon name="plus" size={14} /> <span>in a cohort</span>
        </PickButton>
    );
}

function Sets({ onPick }: { onPick: (value: string) => void }): JSX.Element {
    const saved = useResource("cohorts", fetchCohorts, { freshFor: 60_000 });
    const cohorts = (saved.value ?? []).filter((cohort) => cohort.countBy === "person");
    const detail = (size: number | null) => (size === null ? "" : size.toLocaleString("en-US"));
    return (
        <PickList
            label="cohorts" chosen={[]} onPick={onPick}
            options={{
                options: [
                    { value: "new", label: "New users only", detail: "", note: "whose first event ever lies in the interval" },
                    ...cohorts.map((cohort) => ({ value: `in:${cohort.name}`, label: cohort.name, detail: detail(cohort.size), note: cohort.words })),
                    ...cohorts.map((cohort) => ({ value: `not:${cohort.name}`, label: `Not in ${cohort.name}`, detail: "", note: "" })),
                ],
                loading: saved.loading, problem: saved.error?.message ?? "",
            }}
        />
    );
}
