import { dataAgeQuestion, fetchDataAge, fetchFreshness } from "../api/freshness";
import type { Source } from "../api/freshness";
import type { QueryBody } from "../api/queries";
import { may } from "../api/session";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import type { Resource } from "../api/useResource";
import { Icon } from "../components/Icon";
import { Link } from "../navigation/Link";
import { dataTime } from "../words/periods";
import { handKept, handKeptTogether, lateSources, sourceTime } from "./dataAge";

export function useFreshness(): Resource<Source[]> {
    return useResource("freshness", fetchFreshness, { freshFor: 60_000 });
}

/**
 * Up to when the data under a query is complete, which sources are late, and what people keep up by hand.
 * Nothing where the server can't tell.
 */
export function DataTime({ query, href }: { query: QueryBody; href?: string }): JSX.Element | null {
    const { project: { timezone } } = useSession();
    const key = query.model === "" || query.explore === "" ? undefined : `freshness?${dataAgeQuestion(query)}`;
    const age = useResource(key, (signal) => fetchDataAge(query, signal), { freshFor: 60_000 }).value;
    if (age === undefined || age === null) return null;
    const isLate = age.late.length > 0;
    if (age.completeThrough === null && !isLate && age.keptByHand.length === 0) return null;
    const led = (words: string) => (href === undefined ? words : <Link href={href}>{words}</Link>);
    return (
        <>
            {(age.completeThrough !== null || isLate) && (
                <span className={isLate ? "data-time late" : "data-time"} title={lateSources(age.late, timezone) || `Time zone ${timezone}`}>
                    <Icon name={isLate ? "warning" : "clock"} size={14} />
                    <span>
                        {led(age.completeThrough === null ? "No data yet" : `Data complete through ${dataTime(age.completeThrough, timezone)}`)}
                        {isLate ? `; ${lateSources(age.late, timezone)}` : ""}
                    </span>
                </span>
            )}
            {age.keptByHand.length > 0 && (
                <span className={age.keptByHand.some((source) => source.late) ? "data-time late" : "data-time"} title={age.keptByHand.map(handKept).join("; ")}>
                    <Icon name="person" size={14} />
                    {led(handKeptTogether(age.keptByHand))}
                </span>
            )}
        </>
    );
}

/** One source in a list. */
export function SourceTime({ source, timezone }: { source: Source; timezone: string }): JSX.Element {
    const session = useSession();
    const words = source.keptByHand ? handKept(source) : sourceTime(source, timezone);
    const icon = source.late ? "warning" : source.keptByHand ? "person" : "clock";
    return (
        <span className={source.late ? "data-time late" : "data-time"} title={`${source.label}, time zone ${timezone}`}>
            <Icon name={icon} size={14} />
            {may(session, "see_lookml") ? <Link href="/pipelines">{words}</Link> : words}
        </span>
    );
}
