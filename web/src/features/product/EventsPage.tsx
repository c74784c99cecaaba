import { useEffect, useMemo, useState } from "react";
import { fetchEventProperties, fetchEventTypes, fetchLatestEvents } from "../../api/events";
import type { EventType } from "../../api/events";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Link } from "../../navigation/Link";
import { navigateQuery, useLocation } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import { useTitle } from "../../navigation/useTitle";
import { STATUS_WORDS } from "../../results/planned";
import { Problem } from "../../results/Problem";
import { ago } from "../../words/ago";
import { counted } from "../../words/numbers";
import { hasWords } from "./build/options";
import { HowToCollect } from "./NothingCollected";
import { EventLine } from "./people/ActivityStream";
import { ProductNav } from "./ProductNav";
import { chartAddress, personAddress } from "./state/address";
import { byDay, dayWords } from "./state/words";
import { typeProperties } from "./typeProperties";

const EVERY = 5_000;

/** The types of events that come in, and those that came in last. */
export function EventsPage(): JSX.Element {
    useTitle("Events");
    const session = useSession();
    const { query } = useLocation();
    const search = valueOf(query, "q") ?? "";
    const chosen = valueOf(query, "event") ?? "";
    const live = valueOf(query, "live") === "yes";
    const types = useResource("event types project ", (signal) => fetchEventTypes("", signal), { freshFor: 30_000 });
    const shown = useMemo(() => (types.value ?? []).filter((type) => hasWords(search, type.name, type.displayName, type.description, type.category)), [types.value, search]);
    const now = useNow(live);
    const reloadTypes = types.reload;
    useEffect(() => {
        if (!live) return undefined;
        const timer = setInterval(reloadTypes, EVERY);
        return () => clearInterval(timer);
    }, [live, reloadTypes]);
    return (
        <>
            <header className="page-head">
                <h1>Events</h1>
                <p className="page-text">What the product reports, and what came in last.{session.permissions.has("administer") && <> What each is supposed to be stands in the <Link href="/admin/tracking-plan">tracking plan</Link>.</>}</p>
            </header>
            <ProductNav here="events" />
            <div className="chart-tools">
                <label className="metric-search"><Icon name="search" /><input type="search" className="input" value={search} placeholder="Search types of events" aria-label="Search types of events" onChange={(event) => navigateQuery(withValue(query, "q", event.target.value === "" ? undefined : event.target.value), "replace")} /></label>
                <Button icon={live ? "close" : "play"} aria-pressed={live} onClick={() => navigateQuery(withValue(query, "live", live ? undefined : "yes"))}>{live ? "Stop following" : "Follow live"}</Button>
            </div>
            {types.error !== null && types.value === undefined && <Problem error={types.error} what="list of events" onRetry={types.reload} />}
            {types.value === undefined && types.error === null && (
                <div className="person-columns wide-left" role="status" aria-busy="true" aria-label="Events are loading">
                    <div className="panel"><Skeleton shape="table" /></div><div className="panel"><Skeleton shape="table" /></div>
                </div>
            )}
            {types.value !== undefined && types.value.length === 0 && <Notice title="No event has been collected yet."><HowToCollect /></Notice>}
            {types.value !== undefined && types.value.length > 0 && (
                <div className="person-columns wide-left">
                    <section aria-label="Types of events">
                        {shown.length === 0 ? <Notice title={`No type of event matches “${search}”.`} /> : (
                            <div className="table-scroll" tabIndex={0} role="region" aria-label="Types of events, table">
                                <table className="result tabular plain-head">
                                    <thead><tr><th scope="col">Event</th><th scope="col" className="right">Times</th><th scope="col" className="right">Users</th><th scope="col">Last</th><th scope="col">First</th></tr></thead>
                                    <tbody>{shown.map((type) => <TypeRow key={type.name} type={type} now={now} isChosen={type.name === chosen} onChoose={() => navigateQuery(withValue(query, "event", type.name === chosen ? undefined : type.name))} />)}</tbody>
                                </table>
                            </div>
                        )}
                    </section>
                    <div className="event-side">
                        {chosen !== "" && <TypeDetail key={chosen} name={chosen} type={types.value.find((type) => type.name === chosen)} />}
                        <Latest type={chosen} live={live} />
                    </div>
                </div>
            )}
        </>
    );
}

function TypeRow({ type, now, isChosen, onChoose }: { type: EventType; now: number; isChosen: boolean; onChoose: () => void }): JSX.Element {
    return (
        <tr className={isChosen ? "subtotal" : ""}>
            <th scope="row"><button type="button" className="cell-button" aria-pressed={isChosen} onClick={onChoose}>{calledOf(type)}</button><Said type={type} />{type.description !== "" && <span className="said" title={type.description}>{type.description}</span>}</th>
            <td className="right">{type.count.toLocaleString("en-US")}</td><td className="right">{type.people.toLocaleString("en-US")}</td>
            <td>{ago(type.lastSeen, now)}</td><td>{ago(type.firstSeen, now)}</td>
        </tr>
    );
}

const calledOf = (type: EventType): string => (type.displayName === "" ? type.name : type.displayName);

/** What stands beside the name of a type: what senders call it, and what speaks against it. */
function Said({ type }: { type: EventType }): JSX.Element {
    return (
        <>
            {calledOf(type) !== type.name && <> <code className="raw-name">{type.name}</code></>}
            {(type.status === "deprecated" || type.status === "blocked") && <> <span className="tag warn">{type.status}</span></>}
        </>
    );
}

/** One type: what the tracking plan says of it, and its properties. */
function TypeDetail({ name, type }: { name: string; type: EventType | undefined }): JSX.Element {
    const session = useSession();
    const properties = useResource(`event properties project  ${name}`, (signal) => fetchEventProperties("", name, signal), { freshFor: 60_000 });
    const plan = properties.value?.plan ?? null;
    const facts: ReadonlyArray<readonly [string, string]> = plan === null ? [] : [
        ["State", STATUS_WORDS[plan.status]], ["Category", plan.category], ["Owner", plan.owner], ["Tags", plan.tags.join(", ")],
    ];
    return (
        <section className="panel" aria-labelledby="event-type">
            <h2 id="event-type">{type === undefined ? name : calledOf(type)}{type !== undefined && <Said type={type} />}</h2>
            {type !== undefined && type.description !== "" && <p className="event-said">{type.description}</p>}
            <p className="event-links"><Link href={chartAddress({ chart: "segmentation", events: [name] })}>How often</Link> · <Link href={chartAddress({ chart: "journeys", start_with: name })}>What comes next</Link> · <Link href={chartAddress({ chart: "retention", start: name })}>Who comes back</Link>{session.permissions.has("administer") && <> · <Link href={`/admin/tracking-plan/${encodeURIComponent(name)}`}>What is planned</Link></>}</p>
            {plan !== null && <><h3>What is planned</h3><dl className="property-list">{facts.filter(([, value]) => value !== "").map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl><h3>Properties</h3></>}
            {properties.error !== null ? <Problem error={properties.error} what="event" onRetry={properties.reload} /> : properties.value !== undefined && (
                <dl className="property-list">
                    {typeProperties(properties.value).map((property) => (
                        <div key={property.name}>
                            <dt>{property.name}</dt>
                            <dd>{property.often}{property.planned !== "" && <>; planned: {property.planned}</>}{property.description !== "" && <span className="said-whole">{property.description}</span>}</dd>
                        </div>
                    ))}
                </dl>
            )}
        </section>
    );
}

/** The newest events; asked for again every few seconds while they are followed. */
function Latest({ type, live }: { type: string; live: boolean }): JSX.Element | null {
    const { project: { timezone } } = useSession();
    const latest = useResource(`latest events ${type}`, (signal) => fetchLatestEvents(type, signal), { freshFor: 5_000, keepPrevious: true });
    const { reload } = latest;
    useEffect(() => {
        if (!live) return undefined;
        const timer = setInterval(reload, EVERY);
        return () => clearInterval(timer);
    }, [live, reload]);
    if (latest.error !== null && latest.error.kind === "missing") return null;
    return (
        <section className="panel" aria-labelledby="latest" aria-busy={latest.error === null && (latest.outdated || latest.value === undefined)}>
            <h2 id="latest">{type === "" ? "The newest events" : `The newest of ${type}`}{live && <span className="live-mark"> live</span>}</h2>
            {latest.error !== null && !latest.loading && <Problem error={latest.error} what="list of events" onRetry={reload} />}
            {latest.value !== undefined && (latest.value.length === 0 ? <Notice title="None in the last days." /> : (
                <ol className="sessions" aria-label={counted(latest.value.length, "event")}>
                    {byDay(latest.value, timezone).map((day) => (
                        <li key={day.day}>
                            <h3>{dayWords(day.day)}</h3>
                            <ul>
                                {day.items.map((event, index) => (
                                    <li key={`${event.time} ${index}`}><EventLine event={event} timezone={timezone} who={{ name: event.userID === "" ? `Anonymous ${event.uid}` : event.userID, href: personAddress(event.uid) }} /></li>
                                ))}
                            </ul>
                        </li>
                    ))}
                </ol>
            ))}
        </section>
    );
}

function useNow(ticking: boolean): number {
    const [now, setNow] = useState(Date.now());
    useEffect(() => {
        if (!ticking) return undefined;
        const timer = setInterval(() => setNow(Date.now()), EVERY);
        return () => clearInterval(timer);
    }, [ticking]);
    return now;
}
