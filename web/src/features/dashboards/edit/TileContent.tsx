import { memo, useMemo } from "react";
import { fetchLook } from "../../../api/content";
import type { DashboardFilter, Tile } from "../../../api/content";
import { queryKey } from "../../../api/queries";
import type { QueryBody } from "../../../api/queries";
import { useResource } from "../../../api/useResource";
import { readVis } from "../../../charts/vis";
import { Skeleton } from "../../../components/Skeleton";
import { chartFilters } from "../../../filters/chartFilters";
import { tileQuery } from "../../../filters/tileQuery";
import { AnswerView } from "../../../results/AnswerView";
import { Problem } from "../../../results/Problem";
import { useAnswer } from "../../../results/useAnswer";
import { ChartPlace } from "../ChartPlace";
import { StillTile } from "../StillTile";

interface Props {
    readonly tile: Tile;
    /** The filters of the dashboard. */
    readonly filters: readonly DashboardFilter[];
    readonly values: ReadonlyMap<string, string>;
}

const nothing = () => undefined;

/** What a tile shows while nobody can press anything in it: while it is edited, and in an old version. */
export const TileContent = memo(function TileContent({ tile, filters, values }: Props): JSX.Element {
    if (tile.kind === "chart") return <ChartPlace tile={tile} filters={chartFilters(tile.listens, filters, values)} bare unreached="" refreshes={0} enlarged="" onState={nothing} />;
    if (tile.kind !== "query") return <StillTile tile={tile} bare />;
    if (tile.query !== null) return <Answer tile={tile} query={tileQuery(tile.query, tile.listens, values)} />;
    return <OfLook tile={tile} values={values} />;
});

/** A tile whose Look is not known yet. */
function OfLook({ tile, values }: Omit<Props, "filters">): JSX.Element {
    const look = useResource(`look ${tile.lookID}`, (signal) => fetchLook(tile.lookID, signal), { freshFor: 60_000 });
    if (look.error !== null) return <Problem error={look.error} what="Look" onRetry={look.reload} />;
    if (look.value === undefined) return <Skeleton shape="chart" />;
    return <Answer tile={tile} query={tileQuery(look.value.query, tile.listens, values)} />;
}

function Answer({ tile, query: given }: { tile: Tile; query: QueryBody }): JSX.Element {
    const key = queryKey(given) + JSON.stringify(given.visConfig);
    const query = useMemo(() => given, [key]);
    const vis = useMemo(() => readVis(query.visConfig), [query]);
    const answer = useAnswer(query);
    return <AnswerView query={query} answer={answer} vis={vis} label={tile.title} view="chart" filters={[]} />;
}
