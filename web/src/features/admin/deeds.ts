/** What a line of the audit log tells in words: "deleted the dashboard", and of what kind and id the thing is that it was done to. */
export interface Deed {
    readonly did: string;
    /** "" where it was done to nothing that has a name. */
    readonly kind: string;
    readonly id: string;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/**
 * Requests whose method and address don't say by themselves what was done. `*` stands for one part, `**` for all that follow;
 * `#` for what the address names, whose title comes behind the words where they end with an ellipsis.
 */
const TOLD: ReadonlyArray<readonly [string, string]> = [
    ["POST queries/run/*", "ran a query"], ["GET queries/*/run/*", "ran a query"], ["POST query_tasks", "ran a query"], ["POST queries", "wrote down a query"],
    ["GET looks/*/run/*", "ran the # …"], ["POST dashboards/*/run", "ran the # …"], ["POST charts/run", "ran a chart"], ["POST merge_queries", "put queries together"],
    ["POST sql_queries", "wrote SQL"], ["POST sql_queries/*/run/*", "ran SQL"], ["PUT sql/*/favorite", "marked a favourite"], ["DELETE sql/*/favorite", "unmarked a favourite"], ["POST render_tasks/**", "made a picture"], ["POST data_actions/**", "used an action of a cell"],
    ["POST session", "signed in"], ["POST login", "signed in"], ["POST login/*", "signed in as somebody else"], ["DELETE session", "signed out"], ["DELETE logout", "signed out"], ["PATCH session", "changed the workspace"],
    ["POST password", "chose a password"], ["PUT account/password", "changed their own password"], ["DELETE sessions/*", "ended a session"], ["DELETE users/*/sessions/**", "ended sessions of the # …"],
    ["POST content_favorite", "marked a favourite"], ["PUT content_favorite/*", "marked a favourite"], ["DELETE content_favorite/*", "unmarked a favourite"],
    ["POST */*/copy", "copied the # …"], ["PATCH */*/move", "moved the # …"], ["POST */*/restore", "took back the # …"], ["POST content/trash/**", "took something out of the trash"],
    ["DELETE content/trash/**", "deleted something for good"], ["POST content/**", "mended content"], ["DELETE running_queries/*", "stopped a query"], ["DELETE queries/*", "stopped a query"],
    ["POST pipelines/runs", "began a run of the pipelines"], ["DELETE pipelines/runs/*", "stopped a run of the pipelines"],
    ["POST develop/commit", "committed changes of the project"], ["POST develop/deploy", "deployed the project"], ["POST develop/discard", "discarded changes of the project"],
    ["POST develop/update", "took in what others deployed"], ["POST develop/rename", "renamed a file of the project"], ["PUT develop/file", "saved a file of the project"], ["DELETE develop/file", "deleted a file of the project"],
    ["POST develop/**", "worked on the project"], ["POST projects/*/deploy_to_production", "deployed the project"], ["POST projects/**", "worked on the project"],
    ["PUT tracking-plan/events/*", "changed the plan of an event"], ["DELETE tracking-plan/events/*", "took an event out of the tracking plan"], ["POST tracking-plan/accept", "accepted events into the tracking plan"],
    ["POST tracking-plan/import", "imported a tracking plan"], ["POST quarantine/release", "released items of the quarantine"], ["POST quarantine/discard", "discarded items of the quarantine"],
    ["POST keys/**", "made a key"], ["DELETE keys/**", "ended a key"], ["POST scheduled_plans/*/run_once", "sent the # at once"], ["POST alerts/*/follow", "followed the #"], ["DELETE alerts/*/follow", "no longer follows the #"],
    ["POST alerts/preview", "tried an alert"], ["POST alerts/*/look", "had the # looked at"], ["POST alerts/*/enqueue", "had the # looked at"],
    ["POST users/*/credentials_api3", "made API credentials for the # …"], ["DELETE users/*/credentials_api3/*", "deleted API credentials of the # …"], ["POST users/*/credentials_email/**", "sent a link for a password to the # …"],
    ["POST groups/*/users", "added somebody to the # …"], ["DELETE groups/*/users/*", "took somebody out of the # …"], ["POST groups/*/groups", "added a group to the # …"], ["DELETE groups/*/groups/*", "took a group out of the # …"],
];

/** Things by the part of an address that names many of them. */
const THINGS: Readonly<Record<string, string>> = {
    looks: "Look", sql: "saved statement", dashboard_elements: "tile of a dashboard", dashboard_filters: "filter of a dashboard", dashboard_layouts: "layout of a dashboard", dashboard_layout_components: "place of a tile",
    board_items: "entry of a board", board_sections: "part of a board", content_metadata_access: "access to a folder", content_metadata: "access to a folder", scheduled_plans: "schedule",
    setting: "settings", attribute_values: "value of an attribute", user_attributes: "user attribute", credentials_email: "address for signing in", people: "person",
};
const VERBS: Readonly<Record<Method, string>> = { GET: "read", POST: "made", PUT: "changed", PATCH: "changed", DELETE: "deleted" };

/** Reads a request as the log keeps it, `POST /api/4.0/looks`; what comes from the shell is a command of its own. */
export function deedOf(what: string, object: string): Deed {
    const match = /^(GET|POST|PUT|PATCH|DELETE) \/(?:api\/[^/]+\/)?(.*)$/.exec(what);
    if (match === null) return { did: what === "" ? "did something" : `soundings ${what}`, kind: "", id: object };
    const method = match[1] as Method;
    const parts = (match[2] ?? "").split("/").filter((part) => part !== "").map(decoded);
    const [kind = "", id = "", below = ""] = parts;
    const thing = thingOf(kind);
    if (method === "GET" && parts[6] === "suggestions") return { did: "asked for values of", kind: "fields", id: parts[5] ?? "" };
    const told = TOLD.find(([pattern]) => fits(pattern, method, parts))?.[1];
    if (told !== undefined) {
        const did = told.replace("#", thing);
        if (did.endsWith(" …")) return { did: did.slice(0, -2), kind, id };
        // Of queries the log itself says which explore they asked.
        return { did, kind: object.includes("::") ? "explores" : "", id: object.includes("::") ? object : "" };
    }
    if (id === "") return { did: method === "POST" ? `made ${article(thing)}` : `${VERBS[method]} the ${thing}`, kind: "", id: object === kind ? "" : object };
    if (below === "") return { did: `${method === "POST" ? "changed" : VERBS[method]} the ${thing}`, kind, id };
    return { did: `${method === "POST" ? "added to the" : method === "DELETE" ? "took away from the" : `${VERBS[method]} the`} ${plural(below)} of the ${thing}`, kind, id };
}

/** "users" are each a "user"; what has no word of its own loses its underscores. */
function thingOf(kind: string): string {
    return THINGS[kind] ?? kind.replace(/_/g, " ").replace(/ies$/, "y").replace(/([^s])s$/, "$1");
}

/** As addresses have it, in words: "content favorites". */
function plural(kind: string): string {
    return kind.replace(/_/g, " ");
}

function article(thing: string): string {
    return `${/^[aeiou]/i.test(thing) && !thing.startsWith("user") ? "an" : "a"} ${thing}`;
}

function fits(pattern: string, method: string, parts: readonly string[]): boolean {
    const [wanted = "", path = ""] = pattern.split(" ");
    if (wanted !== method) return false;
    const shape = path.split("/");
    if (shape[shape.length - 1] === "**") return parts.length >= shape.length - 1 && shape.slice(0, -1).every((part, index) => part === "*" || part === parts[index]);
    return shape.length === parts.length && shape.every((part, index) => part === "*" || part === parts[index]);
}

function decoded(part: string): string {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}
