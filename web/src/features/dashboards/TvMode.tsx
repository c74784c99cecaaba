import { useEffect } from "react";
import type { Dashboard } from "../../api/content";
import { Button } from "../../components/Button";
import { navigateQuery } from "../../navigation/location";
import { valueOf, withValue } from "../../navigation/query";
import type { QueryPairs } from "../../navigation/query";
import { withTab } from "./tabs";

interface Props {
    readonly dashboard: Dashboard;
    readonly pairs: QueryPairs;
    /** The id of the tab that is shown. */
    readonly tab: string;
}

const USUAL_SECONDS = 30;

/** Begins the form for a screen on a wall; the browser's full screen has to be asked for in the press itself. */
export function beginTv(pairs: QueryPairs): void {
    void document.documentElement.requestFullscreen?.().catch(() => undefined);
    navigateQuery(withValue(pairs, "tv", "true"));
}

/** For a screen on a wall: nothing but the tiles, which fill it; tabs take turns (`cycle=SECONDS`). Escape leads back. */
export function TvMode({ dashboard, pairs, tab }: Props): JSX.Element {
    const seconds = Math.max(5, Number(valueOf(pairs, "cycle") ?? USUAL_SECONDS) || USUAL_SECONDS);
    useEffect(() => {
        document.documentElement.setAttribute("data-tv", "");
        return () => {
            document.documentElement.removeAttribute("data-tv");
            if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
        };
    }, []);

    useEffect(() => {
        if (dashboard.tabs.length < 2) return undefined;
        const timer = setTimeout(() => {
            const at = dashboard.tabs.findIndex((each) => each.id === tab);
            const next = dashboard.tabs[(at + 1) % dashboard.tabs.length];
            if (next !== undefined) navigateQuery(withTab(dashboard, pairs, next.id), "replace");
        }, seconds * 1000);
        return () => clearTimeout(timer);
    }, [dashboard, pairs, tab, seconds]);

    useEffect(() => {
        const leave = () => navigateQuery(withValue(pairs, "tv", undefined));
        const press = (event: KeyboardEvent) => {
            if (event.key === "Escape") leave();
        };
        // In full screen the browser keeps Escape for itself.
        const changed = () => {
            if (document.fullscreenElement === null) leave();
        };
        document.addEventListener("keydown", press);
        document.addEventListener("fullscreenchange", changed);
        return () => {
            document.removeEventListener("keydown", press);
            document.removeEventListener("fullscreenchange", changed);
        };
    }, [pairs]);

    return <span className="tv-leave"><Button onClick={() => navigateQuery(withValue(pairs, "tv", undefined))}>Leave TV mode</Button></span>;
}
