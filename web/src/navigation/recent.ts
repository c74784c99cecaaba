import { readDevice, writeDevice } from "./device";

/** Pages that a reader visited on this device, the last first: for going back to them by name. */
export interface Visit {
    readonly href: string;
    readonly title: string;
}

const KEY = "recent";
const KEPT = 12;
/** Pages that are about one thing; lists are always at hand. */
const WORTH = /^\/(?:looks|dashboards|dashboards-next|explore\/[^/]+|product\/(?:charts|cohorts|people)|catalogue\/(?:tables|explores\/[^/]+)|pipelines\/tables|metrics|boards|accounts)\/[^/]+/;

export function recentVisits(): Visit[] {
    const read = readDevice("trace", KEY);
    return Array.isArray(read) ? read.flatMap((item: unknown) => (isVisit(item) ? [item] : [])) : [];
}

/** Remembers a page by its path; what stands behind the path is a state of it. */
export function rememberVisit(path: string, title: string): void {
    if (!WORTH.test(path) || title === "") return;
    const rest = recentVisits().filter((visit) => visit.href !== path);
    writeDevice("trace", KEY, [{ href: path, title }, ...rest].slice(0, KEPT));
}

function isVisit(item: unknown): item is Visit {
    if (typeof item !== "object" || item === null) return false;
    const { href, title } = item as Readonly<Record<string, unknown>>;
    return typeof href === "string" && href.startsWith("/") && !href.startsWith("//") && typeof title === "string";
}
