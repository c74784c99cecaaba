import { useEffect } from "react";
import { countView } from "../api/usage";
import { matchPath } from "../navigation/location";

/** Tells the server which Looks and dashboards are opened, once for each arrival: what is used and what is not follows from it. */
export function useCountedViews(path: string): void {
    useEffect(() => {
        const look = matchPath("/looks/:id", path)?.["id"];
        const dashboard = (matchPath("/dashboards/:id", path) ?? matchPath("/dashboards-next/:id", path))?.["id"];
        // Whether it was counted is nothing that a reader could do something about.
        if (look !== undefined) countView("look", look).catch(() => undefined);
        else if (dashboard !== undefined) countView("dashboard", dashboard).catch(() => undefined);
    }, [path]);
}
