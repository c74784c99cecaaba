import { fetchFreshness, sourceBehind } from "../api/freshness";
import type { Source } from "../api/freshness";
import type { QueryBody } from "../api/queries";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import type { Resource } from "../api/useResource";
import { Icon } from "../components/Icon";
import { dataTime } from "../words/periods";

export function useFreshness(): Resource<Source[]> {
    return useResource("freshness", fetchFreshness, { freshFor: 60_000 });
}

/** To which moment the data under a query is complete. Nothing where the server can't tell. */
export function DataTime({ query }: { query: QueryBody }): JSX.Element | null {
    const { project } = useSession();
    const sources = useFreshness().value ?? [];
    const source = sourceBehind(sources, query.model, query.explore);
    if (source === undefined) return null;
    return <SourceTime source={source} timezone={project.timezone} />;
}

export function SourceTime({ source, timezone, named = false }: { source: Source; timezone: string; named?: boolean }): JSX.Element {
    const name = named ? `${source.label}: ` : "";
    const time = source.completeThrough === null ? "no data yet" : `complete to ${dataTime(source.completeThrough, timezone)}`;
    return (
        <span className={source.late ? "data-time late" : "data-time"} title={`${source.label}, time zone ${timezone}`}>
            <Icon name={source.late ? "warning" : "clock"} size={14} />
            {name}{named ? time : source.completeThrough === null ? "No data yet" : `Data ${time}`}{source.late ? ", late" : ""}
        </span>
    );
}
