import type { Deviation, Finding, ListedEvent, PlanEvent, PlannedProperty, PlanProperty, PlanStatus } from "../../../api/trackingPlan";
import { TYPE_WORDS } from "../../../results/planned";
import { counted, percent } from "../../../words/numbers";

/** What each status does to events that come. */
export const STATUS_HINTS: Readonly<Record<Exclude<PlanStatus, "unplanned" | "planned">, string>> = {
    live: "Events are loaded. It is planned until the first one comes.",
    deprecated: "Events are loaded, and the plan says so while they still come.",
    blocked: "Events are not loaded. They wait in the quarantine until somebody decides.",
};

export const FINDING_WORDS: Readonly<Record<Finding, string>> = { unplanned: "Unplanned", violates: "Not as planned", silent: "Gone silent", never_seen: "Never seen", still_sent: "Still sent" };

export const planAddress = (name: string, project = ""): string => `/admin/tracking-plan/${encodeURIComponent(name)}${project === "" ? "" : `?project=${encodeURIComponent(project)}`}`;

/** The events that a page of the list shows. */
export function listed(events: readonly ListedEvent[], asked: { readonly search: string; readonly show: string; readonly category: string; readonly system: boolean }): ListedEvent[] {
    const words = asked.search.trim().toLowerCase();
    return events.filter((event) => (asked.system || !event.isSystem || event.isPlanned)
        && (asked.category === "" || event.category === asked.category)
        && (asked.show === "" || isShown(event, asked.show))
        && (words === "" || [event.name, event.displayName, event.description, event.owner, ...event.tags].some((part) => part.toLowerCase().includes(words))));
}

function isShown(event: ListedEvent, show: string): boolean {
    return show === "planned" ? event.isPlanned : show === "blocked" ? event.status === "blocked" : event.findings.some((finding) => finding === show);
}

/** "Not as planned: 2 properties", "Gone silent" */
export function findingInWords(finding: Finding, event: PlanEvent): string {
    return finding === "violates" ? `${FINDING_WORDS.violates}: ${counted(event.deviatingProperties, "property", "properties")}` : FINDING_WORDS[finding];
}

/** "on 98% as text, on 2% as number" */
export function seenInWords(property: PlanProperty, lookedAt: number): string {
    if (property.seen === 0 || lookedAt === 0) return "never";
    const types = Object.entries(property.seenTypes).sort(([, left], [, right]) => right - left);
    const share = (count: number) => percent(count / lookedAt);
    if (types.length <= 1) return `on ${share(property.seen)}, as ${kindInWords(types[0]?.[0] ?? "")}`;
    return types.map(([type, count]) => `on ${share(count)} as ${kindInWords(type)}`).join(", ");
}

function kindInWords(type: string): string {
    return type === "string" ? "text" : type === "boolean" ? "yes or no" : type;
}

/** "missing on 12 of 1,000 events" */
export function deviationInWords(deviation: Deviation, property: PlannedProperty, lookedAt: number): string {
    const times = `on ${deviation.count.toLocaleString("en-US")} of ${counted(lookedAt, "event")}`;
    switch (deviation.code) {
        case "missing": return `missing ${times}`;
        case "type": return `${kindInWords(deviation.found)} instead of ${property.isList ? "a list" : TYPE_WORDS[property.type]} ${times}`;
        case "value": return `another value ${times}`;
        case "unknown": return `not planned, ${times}`;
    }
}

/** How somebody would plan a property that came without being planned. */
export function plannedAsSeen(property: PlanProperty): PlannedProperty {
    const types = Object.keys(property.seenTypes);
    const only = types.length === 1 ? types[0] : undefined;
    return {
        name: property.name, description: "", type: only === "string" || only === "number" || only === "boolean" ? only : "any",
        isList: only === "list", isRequired: false, values: [],
    };
}

/** The events of each day as a line. */
export const pointsOf = (event: PlanEvent): Array<{ value: number; text: string }> => event.daily.map((value) => ({ value, text: String(value) }));

/** Tags as somebody types them: between commas. */
export const readTags = (text: string): string[] => distinct(text.split(","));

/** Values as somebody types them, which may have commas: one in each line. */
export const readValues = (text: string): string[] => distinct(text.split("\n"));

function distinct(texts: readonly string[]): string[] {
    return texts.map((value) => value.trim()).filter((value, at, all) => value !== "" && all.indexOf(value) === at);
}
