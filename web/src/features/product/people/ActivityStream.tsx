import { useEffect, useState } from "react";
import { fetchActivity } from "../../../api/people";
import type { ActivityOptions, PersonEvent, PersonSession } from "../../../api/people";
import { isObject } from "../../../api/reading";
import { useSession } from "../../../api/SessionContext";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { DayInput } from "../../../components/DayInput";
import { Icon } from "../../../components/Icon";
import { Notice } from "../../../components/Notice";
import { Skeleton } from "../../../components/Skeleton";
import { Link } from "../../../navigation/Link";
import { navigateQuery, useLocation } from "../../../navigation/location";
import { valueOf, withValue } from "../../../navigation/query";
import { Problem } from "../../../results/Problem";
import { counted } from "../../../words/numbers";
import { civilNow } from "../../../words/periods";
import { PickButton } from "../build/PickButton";
import { PickList } from "../build/PickList";
import { useEventOptions } from "../build/useSource";
import { dayWords } from "../state/words";
import { seconds } from "../answers/parts";

const COLLECTED = { project: "", model: "", explore: "" };

/** What somebody did, session by session, the newest first. Filters stand in the address. */
export function ActivityStream({ id, by }: { id: string; by: string }): JSX.Element {
    const { query } = useLocation();
    const type = valueOf(query, "type") ?? "";
    const earliestFirst = valueOf(query, "order") === "earliest";
    const inactive = valueOf(query, "inactive") === "true";
    const day = valueOf(query, "day") ?? "";
    const [pages, setPages] = useState<ReadonlyArray<{ readonly key: string; readonly sessions: readonly PersonSession[] }>>([]);
    const [after, setAfter] = useState<string | null>(null);
    const base = `activity ${by} ${id} ${type} ${String(earliestFirst)} ${String(inactive)} ${day}`;
    useEffect(() => {
        setPages([]);
        setAfter(null);
    }, [base]);
    const options: ActivityOptions = { type, earliestFirst, inactive, day, after };
    const page = useResource(`${base} ${after ?? ""}`, (signal) => fetchActivity(id, by, options, signal), { freshFor: 30_000 });
    const shown = [...pages.filter((each) => each.key === base).flatMap((each) => each.sessions), ...page.value?.sessions ?? []];
    const put = (name: string, value: string | undefined) => navigateQuery(withValue(query, name, value));
    return (
        <>
            <div className="chart-tools">
                <PickButton label={type === "" ? "All events" : type} content={(close) => <Types chosen={type} onPick={(next) => {
                    close();
                    put("type", next === "" ? undefined : next);
                }} />}>
                    <span>{type === "" ? "All events" : type}</span> <Icon name="down" size={12} />
                </PickButton>
                <label className="tool-choice"><span className="aside">Order</span>
                    <select className="input" value={earliestFirst ? "earliest" : "newest"} onChange={(event) => put("order", event.target.value === "earliest" ? "earliest" : undefined)}><option value="newest">newest first</option><option value="earliest">earliest first</option></select>
                </label>
                <label className="tool-choice">Go to a day <DayInput value={day} onChange={(next) => put("day", next === "" ? undefined : next)} /></label>
                <label className="check"><input type="checkbox" checked={inactive} onChange={(event) => put("inactive", event.target.checked ? "true" : undefined)} /> Inactive events, too</label>
            </div>
            {page.error !== null && !page.loading && <Problem error={page.error} what="list of events" onRetry={page.reload} />}
            {shown.length === 0 && page.loading && <div role="status" aria-busy="true" aria-label="Events are loading"><Skeleton shape="table" /></div>}
            {shown.length === 0 && !page.loading && page.error === null && (
                <Notice title="No events." actions={day !== "" ? <Button onClick={() => put("day", undefined)}>Show all days</Button> : type === "" ? undefined : <Button onClick={() => put("type", undefined)}>Show all events</Button>}>{noEvents(type, day, earliestFirst)}</Notice>
            )}
            <ol className="sessions">{shown.map((session, index) => <SessionBlock key={`${session.id} ${index}`} session={session} />)}</ol>
            {page.value?.next !== null && page.value?.next !== undefined && (
                <Button disabled={page.loading} onClick={() => {
                    const next = page.value?.next ?? null;
                    setPages([...pages.filter((each) => each.key === base), { key: base, sessions: page.value?.sessions ?? [] }]);
                    setAfter(next);
                }}>Show more</Button>
            )}
        </>
    );
}

function noEvents(type: string, day: string, earliestFirst: boolean): string {
    if (day !== "") return `They did ${type === "" ? "nothing" : `no ${type}`} on this day or ${earliestFirst ? "after" : "before"} it.`;
    return type === "" ? "Only inactive events are known of them." : `They did no ${type}.`;
}

function Types({ chosen, onPick }: { chosen: string; onPick: (type: string) => void }): JSX.Element {
    const events = useEventOptions(COLLECTED);
    return <PickList label="events" options={events} chosen={[chosen]} special={[{ value: "", label: "All events", detail: "", note: "" }]} onPick={onPick} />;
}

function SessionBlock({ session }: { session: PersonSession }): JSX.Element {
    const { project: { timezone } } = useSession();
    const times = session.events.map((event) => new Date(event.time).getTime());
    const [first, last] = [Math.min(...times), Math.max(...times)];
    const start = new Date(civilNow(new Date(first), timezone)).toISOString();
    return (
        <li>
            <h3>{dayWords(start)} {start.slice(11, 16)} <span className="muted">{counted(session.events.length, "event")}{last > first ? ` in ${seconds((last - first) / 1000)}` : ""}{session.id === "" || session.id === "-1" ? ", outside of sessions" : ""}</span></h3>
            <ul>{session.events.map((event, index) => <li key={index}><EventLine event={event} timezone={timezone} /></li>)}</ul>
        </li>
    );
}

/** One event: when, what, and behind a fold all that is known of it. */
export function EventLine({ event, timezone, who }: { event: PersonEvent; timezone: string; who?: { readonly name: string; readonly href: string } }): JSX.Element {
    const at = new Date(event.time);
    const civil = Number.isNaN(at.getTime()) ? event.time : `${new Date(civilNow(at, timezone)).toISOString().slice(11, 16)}:${String(at.getUTCSeconds()).padStart(2, "0")}`;
    const properties = isObject(event.values["event_properties"]) ? event.values["event_properties"] : {};
    const told = Object.entries(properties).slice(0, 3).map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`).join(", ");
    return (
        <details className="event-line">
            <summary><time className="tabular muted" dateTime={event.time}>{civil}</time> <strong className={event.active ? "" : "muted"}>{event.type}</strong> {who !== undefined && <span>{who.name} </span>}<span className="muted event-told">{told}</span></summary>
            {who !== undefined && <p><Link href={who.href}>All that {who.name} did</Link></p>}
            <dl className="property-list">
                {Object.entries(flat(event.values)).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
            </dl>
        </details>
    );
}

/** Properties in properties under names with points: `event_properties.page`. */
function flat(values: Readonly<Record<string, unknown>>, before = ""): Record<string, string> {
    const result: Record<string, string> = {};
    for (const [name, value] of Object.entries(values)) {
        if (value === null || value === undefined) continue;
        if (isObject(value)) Object.assign(result, flat(value, `${before}${name}.`));
        else result[`${before}${name}`] = Array.isArray(value) ? value.map(String).join(", ") : String(value);
    }
    return result;
}
