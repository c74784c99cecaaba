import type { ChartDefinition } from "../../api/charts";
import { list } from "../../api/reading";
import { useEventOptions } from "./build/useSource";
import type { ChartKind, Source } from "./kinds";
import { NothingCollected } from "./NothingCollected";
import { changed, eventName, readEvent, writeEvent } from "./state/definition";

interface Props {
    readonly kind: ChartKind;
    readonly definition: ChartDefinition;
    readonly source: Source;
    readonly onChange: (definition: ChartDefinition) => void;
}

/** The most frequent events, to begin with one of them. */
export function EventStarters({ kind, definition, source, onChange }: Props): JSX.Element | null {
    const events = useEventOptions(source);
    const part = kind.parts.find((each) => (each.is === "events" || each.is === "event") && (each.when === undefined || each.when(definition)) && (each.is === "events" || eventName(readEvent(definition[each.key])) === ""));
    if (events.problem !== "") return <p>The list of events did not come: {events.problem}</p>;
    if (!events.loading && events.options.length === 0) return <NothingCollected />;
    if (part === undefined || (part.is !== "events" && part.is !== "event")) return null;
    const chosen = part.is === "events" ? list(definition[part.key], readEvent).filter((choice) => eventName(choice) !== "") : [];
    if (part.is === "events" && chosen.length >= (part.numbered ? 2 : 1)) return null;
    const taken = new Set(chosen.map((choice) => choice.event));
    // With what is not to be sent any more nobody should begin.
    const offered = events.options.filter((event) => !taken.has(event.value) && event.mark === undefined).slice(0, 6);
    return (
        <ul className="starters" aria-label="The most frequent events">
            {offered.map((event) => (
                <li key={event.value}>
                    <button type="button" className="button" title={event.description === "" ? undefined : event.description} onClick={() => onChange(changed(definition, { [part.key]: part.is === "events" ? [...chosen.map(writeEvent), event.value] : event.value }))}>
                        <span>{event.label}{event.name !== undefined && <> <code className="raw-name">{event.name}</code></>}</span>{event.detail !== "" && <span className="muted tabular">{event.detail}</span>}
                    </button>
                </li>
            ))}
        </ul>
    );
}
