import type { ChartDefinition } from "../../../api/charts";
import { readFilters, readSegments, writeFilter, writeSegments, changed } from "../state/definition";
import type { ChartKind } from "../kinds";
import { sourceOf } from "../kinds";
import { AddFilter, FilterChip } from "./FilterChip";
import { PartForm } from "./PartForm";
import { CountBy } from "./CountBy";
import { SegmentList } from "./SegmentList";
import { SourceLine } from "./SourceLine";

interface Props {
    readonly kind: ChartKind;
    readonly definition: ChartDefinition;
    readonly onChange: (definition: ChartDefinition) => void;
}

/** The form of a chart: what is counted, of whom, under which conditions. */
export function Builder({ kind, definition, onChange }: Props): JSX.Element {
    const source = sourceOf(definition);
    const filters = readFilters(definition["filters"]);
    const put = (change: Readonly<Record<string, unknown>>) => onChange(changed(definition, change));
    return (
        <div className="builder">
            <SourceLine source={source} onChange={(next) => put({ source: next })} />
            {kind.parts.filter((part) => part.when === undefined || part.when(definition)).map((part) => (
                <PartForm key={part.key} part={part} definition={definition} source={source} onChange={put} />
            ))}
            <fieldset className="builder-part">
                <legend>Conditions for all</legend>
                <div className="event-more">
                    {filters.map((filter, index) => (
                        <FilterChip
                            key={index} filter={filter} event="" source={source}
                            onChange={(next) => {
                                const rest = next === null ? filters.filter((_, place) => place !== index) : filters.map((each, place) => (place === index ? next : each));
                                put({ filters: rest.length === 0 ? undefined : rest.map(writeFilter) });
                            }}
                        />
                    ))}
                    <AddFilter label="Add a condition" event="" source={source} cohorts onAdd={(filter) => put({ filters: [...filters, filter].map(writeFilter) })} />
                </div>
            </fieldset>
            <CountBy definition={definition} source={source} onChange={(countBy) => put({ count_by: countBy })} />
            <fieldset className="builder-part">
                <legend>Segments</legend>
                <SegmentList segments={readSegments(definition)} source={source} onChange={(segments) => put({ segments: writeSegments(segments) })} />
            </fieldset>
        </div>
    );
}
