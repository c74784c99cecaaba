import { useMemo } from "react";
import type { ContentItem } from "../../api/content";
import type { ViewCount } from "../../api/discovery";
import { Icon } from "../../components/Icon";
import type { IconName } from "../../components/Icon";
import { dashboardAddress, lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { recentVisits } from "../../navigation/recent";
import type { Places } from "./usePlaces";

const MOST = 6;
const ICONS = { look: "column", dashboard: "dashboard", board: "board", folder: "folder" } as const;

interface Line {
    readonly title: string;
    readonly href: string;
    readonly icon: IconName;
}

/** Favourites, what was visited last, and what others look at: each where there is any. */
export function YourPlaces({ places, looks, dashboards }: { places: Places; looks: readonly ContentItem[]; dashboards: readonly ContentItem[] }): JSX.Element | null {
    const titles = useMemo(() => new Map<string, string>([...looks.map((item) => [`look ${item.id}`, item.title] as const), ...dashboards.map((item) => [`dashboard ${item.id}`, item.title] as const)]), [looks, dashboards]);
    const viewed = (views: readonly ViewCount[]): Line[] => views.flatMap((view) => {
        const title = titles.get(`${view.kind} ${view.id}`);
        return title === undefined ? [] : [{ title, href: view.kind === "look" ? lookAddress(view.id) : dashboardAddress(view.id), icon: view.kind === "look" ? "column" as const : "dashboard" as const }];
    }).slice(0, MOST);
    const marked = places.favorites.slice(0, MOST * 2).map((pin): Line => ({
        title: titles.get(`${pin.kind} ${pin.id}`) ?? pin.title, href: pin.href, icon: ICONS[pin.kind],
    }));
    const last = viewed(places.recent);
    const here = last.length > 0 ? last : recentVisits().slice(0, MOST).map((visit): Line => ({ title: visit.title, href: visit.href, icon: "clock" }));
    const lists = [["Favourites", marked], ["Visited last", here], ["Popular", viewed(places.popular.filter((view) => view.count > 0))]] as const;
    const shown = lists.filter(([, lines]) => lines.length > 0);
    if (shown.length === 0) return null;
    return (
        <div className="your-places">
            {shown.map(([title, lines]) => (
                <section key={title} aria-label={title}>
                    <h2>{title}</h2>
                    <ul>{lines.map((line) => <li key={line.href}><Icon name={line.icon} size={14} /> <Link href={line.href}>{line.title}</Link></li>)}</ul>
                </section>
            ))}
        </div>
    );
}
