import { useMemo } from "react";
import { fetchDashboard } from "../../api/content";
import type { ContentItem, Dashboard, Tile } from "../../api/content";
import { useResource } from "../../api/useResource";
import { readVis } from "../../charts/vis";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/Skeleton";
import { filterValues } from "../../filters/dashboardFilters";
import { tileQuery } from "../../filters/tileQuery";
import { dashboardAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { counted } from "../../words/numbers";
import { plainText } from "../../words/plainText";
import { AnswerView } from "../../results/AnswerView";
import { useAnswer } from "../../results/useAnswer";

/** A dashboard on a card, with the first picture it has where there is room for one. */
export function DashboardCard({ item, withPicture }: { item: ContentItem; withPicture: boolean }): JSX.Element {
    const dashboard = useResource(withPicture ? `dashboard ${item.id}` : undefined, (signal) => fetchDashboard(item.id, signal));
    const count = dashboard.value?.tiles.filter((tile) => tile.kind === "query").length;
    return (
        <article className="card">
            <h3><Link href={dashboardAddress(item.id)}>{item.title}</Link></h3>
            {item.description !== "" && <p className="card-text">{plainText(item.description)}</p>}
            {withPicture && dashboard.error === null && <FirstPicture dashboard={dashboard.value} />}
            <p className="card-foot"><span className="card-kind"><Icon name="dashboard" size={14} /> Dashboard{count === undefined ? "" : ` of ${counted(count, "tile")}`}</span></p>
        </article>
    );
}

function FirstPicture({ dashboard }: { dashboard: Dashboard | undefined }): JSX.Element {
    const tile = useMemo(() => dashboard?.tiles.find(isPicture) ?? dashboard?.tiles.find((each) => each.query !== null), [dashboard]);
    const query = useMemo(
        () => (dashboard === undefined || tile?.query === undefined || tile.query === null
            ? null : tileQuery(tile.query, tile.listens, filterValues(dashboard.filters, []))), [dashboard, tile]);
    const vis = useMemo(() => readVis(query?.visConfig), [query]);
    const answer = useAnswer(query);
    return (
        <div className="card-picture">
            {tile !== undefined && <p className="card-tile">{tile.title}</p>}
            {query === null ? dashboard === undefined && <Skeleton shape="chart" />
                : <AnswerView query={query} answer={answer} vis={vis} label={tile?.title ?? ""} view="chart" filters={[]} />}
        </div>
    );
}

function isPicture(tile: Tile): boolean {
    const type = tile.query?.visConfig["type"];
    return typeof type === "string" && type.startsWith("looker_") && type !== "looker_grid";
}
