import { useEffect, useState } from "react";
import { fetchBoards } from "../../api/boards";
import type { Board } from "../../api/boards";
import { fetchFavorites, fetchPopular, fetchRecentViews } from "../../api/discovery";
import type { Pin, ViewCount } from "../../api/discovery";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { useFreshness } from "../../results/DataTime";

/** What stands above the reports on the page. */
export interface Places {
    readonly favorites: readonly Pin[];
    readonly recent: readonly ViewCount[];
    readonly popular: readonly ViewCount[];
    readonly boards: readonly Board[];
    /** Some of it is still to come, and the reports had better wait: they would be pushed down while somebody reads them. */
    readonly coming: boolean;
}

/** Reports don't wait longer than this, in milliseconds. */
const PATIENCE = 1000;

/** Asked for at once with the lists of the page, not after them. */
export function usePlaces(): Places {
    const session = useSession();
    const who = session.visitor ? undefined : session.user.id;
    const favorites = useResource(who === undefined ? undefined : "favorites", (signal) => fetchFavorites(who ?? "", signal), { freshFor: 30_000 });
    const recent = useResource(who === undefined ? undefined : "recent views", (signal) => fetchRecentViews(who ?? "", signal), { freshFor: 30_000 });
    const popular = useResource("popular", fetchPopular, { freshFor: 300_000 });
    const boards = useResource("boards", fetchBoards, { freshFor: 60_000 });
    const freshness = useFreshness();
    const [patient, setPatient] = useState(true);
    useEffect(() => {
        const timer = setTimeout(() => setPatient(false), PATIENCE);
        return () => clearTimeout(timer);
    }, []);
    return {
        favorites: favorites.value ?? [], recent: recent.value ?? [], popular: popular.value ?? [], boards: boards.value ?? [],
        coming: patient && [favorites, recent, popular, boards, freshness].some((each) => each.loading && each.value === undefined),
    };
}
