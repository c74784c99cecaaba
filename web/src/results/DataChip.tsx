import type { ReactNode } from "react";
import { dataAgeQuestion, fetchDataAge } from "../api/freshness";
import type { DataAge } from "../api/freshness";
import type { QueryBody } from "../api/queries";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { Icon } from "../components/Icon";
import { dataTime } from "../words/periods";
import { handKept, lateSources, lateTogether } from "./dataAge";

interface Props {
    readonly query: QueryBody;
    /** Of what is shown. */
    readonly title: string;
    /** Shows what is behind it. */
    readonly onOpen: () => void;
}

/** The year gives way where a tile is narrow. */
function parts(time: string): ReactNode {
    const [, day, year, clock] = /^(.*?)( \d{4})(.*)$/.exec(time) ?? [];
    return year === undefined ? time : <>{day}<span className="data-chip-year">{year}</span>{clock}</>;
}

/** How fresh the answer to a query is. */
export function DataChip({ query, title, onOpen }: Props): JSX.Element | null {
    const key = query.model === "" || query.explore === "" ? undefined : `freshness?${dataAgeQuestion(query)}`;
    const age = useResource(key, (signal) => fetchDataAge(query, signal), { freshFor: 60_000 }).value;
    return age === undefined || age === null ? null : <DataAgeChip age={age} title={title} onOpen={onOpen} />;
}

/** How fresh a tile is, in one line: a button that leads to the whole story. Nothing where the server can't tell. */
export function DataAgeChip({ age, title, onOpen }: { readonly age: DataAge; readonly title: string; readonly onOpen: () => void }): JSX.Element | null {
    const { project: { timezone } } = useSession();
    const { completeThrough, late, keptByHand } = age;
    if (completeThrough === null && late.length === 0 && keptByHand.length === 0) return null;
    const through = completeThrough === null ? "no data yet" : dataTime(completeThrough, timezone);
    const story = [
        completeThrough === null ? "No data yet" : `Data complete through ${through}`, lateSources(late, timezone), ...keptByHand.map(handKept),
    ].filter((part) => part !== "").join("; ");
    return (
        <button type="button" className={late.length > 0 ? "data-chip late" : "data-chip"} title={story} aria-label={`Explain ${title}. ${story}`} onClick={onOpen}>
            <Icon name={late.length > 0 ? "warning" : "clock"} size={14} />
            <span className="data-chip-words">
                {completeThrough !== null && <span className="data-chip-long">Data complete through </span>}
                {parts(through)}{late.length > 0 && `, ${lateTogether(late)}`}
            </span>
            {keptByHand.length > 0 && (
                <span className={keptByHand.some((source) => source.late) ? "data-chip-hand late" : "data-chip-hand"}>
                    <Icon name="person" size={14} /><span>{keptByHand.length}<span className="data-chip-long"> kept by hand</span></span>
                </span>
            )}
        </button>
    );
}
