import { Icon } from "../../../components/Icon";
import type { Source } from "../kinds";
import { eventName } from "../state/definition";
import type { EventChoice } from "../state/definition";
import { AddFilter, FilterChip } from "./FilterChip";
import { PickButton } from "./PickButton";
import { PickList } from "./PickList";
import { PropertyList } from "./PropertyList";
import { useEventOptions } from "./useSource";

interface Props {
    /** "A", "1", or "" */
    readonly mark: string;
    readonly choice: EventChoice;
    readonly source: Source;
    readonly special: readonly string[];
    readonly grouped: boolean;
    /** What stands where nothing is chosen. */
    readonly fallback: string;
    readonly onChange: (choice: EventChoice) => void;
    readonly onRemove?: () => void;
    readonly onMove?: (by: -1 | 1) => void;
}

/** A chosen event with its conditions. */
export function EventRow({ mark, choice, source, special, grouped, fallback, onChange, onRemove, onMove }: Props): JSX.Element {
    const events = useEventOptions(source);
    const name = eventName(choice);
    // A name that the chart itself gives stays.
    const option = name === choice.event ? events.options.find(({ value }) => value === name) : undefined;
    const shown = name === "" ? fallback : option?.label ?? name;
    const called = shown === "" ? `event ${mark}`.trim() : shown;
    const label = `Event ${mark === "" ? "" : `${mark}: `}${shown === "" ? "choose one" : shown}`;
    return (
        <div className="event-row">
            <div className="event-head">
                {mark !== "" && <span className="event-mark" aria-hidden="true">{mark}</span>}
                <PickButton
                    label={label} className="event-pick" content={(close) => (
                        <PickList
                            label="events" options={events} chosen={[choice.event]} typed={source.model !== "" || events.problem !== ""} special={special.map((value) => ({ value, label: value, detail: "", note: "" }))}
                            onPick={(event) => {
                                close();
                                onChange({ ...choice, event });
                            }}
                        />
                    )}
                >
                    <span className={shown === "" ? "event-name empty" : "event-name"} title={option?.description === undefined || option.description === "" ? shown : `${shown}: ${option.description}`}>{shown === "" ? "Choose an event" : shown}{option?.name !== undefined && <> <code className="raw-name">{option.name}</code></>}</span> <Icon name="down" size={12} />
                </PickButton>
                {onMove !== undefined && (
                    <>
                        <button type="button" className="event-tool" aria-label={`Move ${called} up`} title="Move up" onClick={() => onMove(-1)}><Icon name="up" size={12} /></button>
                        <button type="button" className="event-tool" aria-label={`Move ${called} down`} title="Move down" onClick={() => onMove(1)}><Icon name="down" size={12} /></button>
                    </>
                )}
                {onRemove !== undefined && <button type="button" className="event-tool" aria-label={`Remove ${called}`} title="Remove" onClick={onRemove}><Icon name="close" size={12} /></button>}
            </div>
            {(shown !== "") && (
                <div className="event-more">
                    {option?.mark !== undefined && <span className="chip-unseen">{option.mark} in the tracking plan</span>}
                    {choice.filters.map((filter, index) => (
                        <FilterChip
                            key={index} filter={filter} event={choice.event} source={source}
                            onChange={(next) => onChange({ ...choice, filters: next === null ? choice.filters.filter((_, place) => place !== index) : choice.filters.map((each, place) => (place === index ? next : each)) })}
                        />
                    ))}
                    {name !== "" && <AddFilter label="where" event={choice.event} source={source} cohorts={false} onAdd={(filter) => onChange({ ...choice, filters: [...choice.filters, filter] })} />}
                    {grouped && name !== "" && <PropertyList names={choice.groupBy} add="break down" event={choice.event} source={source} onChange={(groupBy) => onChange({ ...choice, groupBy })} />}
                </div>
            )}
        </div>
    );
}
