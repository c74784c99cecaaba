import { requestFile, requestJSON } from "./http";
import { entries, flag, list, number, object, text, textOrNull } from "./reading";
import type { JSONObject } from "./reading";

/** An event that is planned and has not come yet is "planned", one that came and nobody planned "unplanned". */
export type PlanStatus = "planned" | "live" | "deprecated" | "blocked" | "unplanned";
/** What somebody should look at. */
export type Finding = "unplanned" | "violates" | "silent" | "never_seen" | "still_sent";
export type PropertyType = "string" | "number" | "boolean" | "enum" | "any";

/** A type of events: as it is planned, and what came of it in the last days. */
export interface PlanEvent {
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly category: string;
    readonly owner: string;
    readonly tags: readonly string[];
    readonly status: PlanStatus;
    readonly isPlanned: boolean;
    /** Bookkeeping of the SDKs. */
    readonly isSystem: boolean;
    /** Of the plan; another one has been changed since. */
    readonly version: number;
    /** Events of the last days, and of each of them. */
    readonly count: number;
    readonly daily: readonly number[];
    /** "" for never. */
    readonly firstSeen: string;
    readonly lastSeen: string;
    /** How many are in quarantine. */
    readonly held: number;
    readonly deviatingProperties: number;
    readonly findings: readonly Finding[];
}

export interface ListedEvent extends PlanEvent {
    /** Planned properties. */
    readonly properties: number;
}

export interface TrackingPlan {
    readonly comparedAt: string;
    readonly days: number;
    readonly silentDays: number;
    /** How many of the newest events of each type were compared. */
    readonly lookedAt: number;
    readonly categories: readonly string[];
    readonly events: readonly ListedEvent[];
}

/** What is said of a property when it is planned. */
export interface PlannedProperty {
    readonly name: string;
    readonly description: string;
    readonly type: PropertyType;
    readonly isList: boolean;
    readonly isRequired: boolean;
    /** Of an enum. */
    readonly values: readonly string[];
}

export interface Deviation {
    readonly code: "missing" | "type" | "value" | "unknown";
    readonly count: number;
    /** The kind of value that came. */
    readonly found: string;
    readonly example: { readonly event: string; readonly time: string; readonly value: string | null };
}

/** A property as it is planned, beside how it came with the newest events. */
export interface PlanProperty extends PlannedProperty {
    /** Planned for this event, for all events, added by the SDK, or by nobody. */
    readonly plannedFor: "event" | "all" | "sdk" | "nobody";
    readonly seen: number;
    readonly seenTypes: Readonly<Record<string, number>>;
    /** The most frequent first; texts between quotes where values of other kinds came too. */
    readonly seenValues: readonly string[];
    readonly deviations: readonly Deviation[];
}

export interface PlanEventPage extends PlanEvent {
    readonly comparedAt: string;
    readonly days: number;
    readonly lookedAt: number;
    readonly categories: readonly string[];
    readonly properties: readonly PlanProperty[];
    /** The types under which it was planned before. */
    readonly formerNames: readonly string[];
    /** Of a type that is no longer planned: the one that its plan has now; "" else. */
    readonly renamedTo: string;
}

/** What somebody says of an event. */
export interface EventPlan {
    /** Its type; another one than it had renames it. */
    readonly name: string;
    readonly displayName: string;
    readonly description: string;
    readonly category: string;
    readonly owner: string;
    readonly tags: readonly string[];
    readonly status: PlanStatus;
    readonly properties: readonly PlannedProperty[];
}

/** What a file would change, or has changed. */
export interface PlanImport {
    readonly added: readonly string[];
    readonly changed: readonly string[];
    readonly unchanged: number;
    readonly saved: boolean;
    readonly problems: ReadonlyArray<{ readonly row: number | null; readonly event: string; readonly message: string }>;
}

const PLAN = "/api/v1/tracking-plan";

function address(path: string, project: string, more: Readonly<Record<string, string>> = {}): string {
    const question = new URLSearchParams({ ...more, ...(project === "" ? {} : { project }) }).toString();
    return `${PLAN}${path}${question === "" ? "" : `?${question}`}`;
}

const eventPath = (name: string): string => `/events/${encodeURIComponent(name)}`;

/** The plan of a project; "" is the project of the settings. */
export async function fetchTrackingPlan(project: string, signal: AbortSignal): Promise<TrackingPlan> {
    const plan = object(await requestJSON(address("", project), { signal }));
    return {
        comparedAt: text(plan["compared_at"]), days: number(plan["days"], 30), silentDays: number(plan["silent_days"], 7), lookedAt: number(plan["looked_at"], 0),
        categories: list(plan["categories"], text), events: list(plan["events"], (item) => ({ ...readEvent(object(item)), properties: number(object(item)["properties"], 0) })),
    };
}

export async function fetchPlanEvent(project: string, name: string, signal: AbortSignal): Promise<PlanEventPage> {
    const page = object(await requestJSON(address(eventPath(name), project), { signal }));
    return {
        ...readEvent(page), comparedAt: text(page["compared_at"]), days: number(page["days"], 30), lookedAt: number(page["looked_at"], 0), categories: list(page["categories"], text),
        properties: list(page["properties"], (item) => readProperty(object(item))), formerNames: list(page["former_names"], text), renamedTo: text(page["renamed_to"]),
    };
}

/** Plans an event or changes its plan. `version` is the one that was looked at; another one is refused. */
export async function planEvent(project: string, name: string, plan: EventPlan, version: number): Promise<void> {
    await requestJSON(address(eventPath(name), project), {
        method: "PUT", body: {
            version, name: plan.name, display_name: plan.displayName, description: plan.description, category: plan.category, owner: plan.owner, tags: plan.tags,
            status: plan.status === "unplanned" ? "live" : plan.status,
            properties: plan.properties.map((property) => ({
                name: property.name, description: property.description, type: property.type, is_list: property.isList, is_required: property.isRequired, values: property.type === "enum" ? property.values : [],
            })),
        },
    });
}

export async function unplanEvent(project: string, name: string): Promise<void> {
    await requestJSON(address(eventPath(name), project), { method: "DELETE" });
}

/** Takes events that came into the plan, with the properties that they came with. Gives the names of those that were. */
export async function acceptEvents(project: string, events: readonly string[]): Promise<string[]> {
    return list(object(await requestJSON(address("/accept", project), { method: "POST", body: { events } }))["accepted"], text);
}

export async function exportPlan(project: string, format: "csv" | "json"): Promise<Blob> {
    return requestFile(address("/export", project, { format }));
}

/** @param preview says what would be changed, and changes nothing. */
export async function importPlan(project: string, file: string, preview: boolean): Promise<PlanImport> {
    const answer = object(await requestJSON(address("/import", project), { method: "POST", body: { text: file, preview } }));
    return {
        added: list(answer["added"], text), changed: list(answer["changed"], text), unchanged: number(answer["unchanged"], 0), saved: flag(answer["saved"]),
        problems: list(answer["problems"], (item) => {
            const problem = object(item);
            return { row: typeof problem["row"] === "number" ? problem["row"] : null, event: text(problem["event"]), message: text(problem["message"]) };
        }),
    };
}

const STATUSES: readonly PlanStatus[] = ["planned", "live", "deprecated", "blocked", "unplanned"];
const FINDINGS: readonly Finding[] = ["unplanned", "violates", "silent", "never_seen", "still_sent"];
const TYPES: readonly PropertyType[] = ["string", "number", "boolean", "enum", "any"];

export function readStatus(value: unknown): PlanStatus {
    const status = text(value);
    return STATUSES.find((each) => each === status) ?? "live";
}

/** What is planned of an event, without what came of it. */
export function readEventPlan(plan: JSONObject): EventPlan {
    return { ...readWords(plan), properties: list(plan["properties"], (item) => readPlanned(object(item))) };
}

function readWords(event: JSONObject): Omit<EventPlan, "properties"> {
    return {
        name: text(event["name"]), displayName: text(event["display_name"]), description: text(event["description"]), category: text(event["category"]), owner: text(event["owner"]),
        tags: list(event["tags"], text), status: readStatus(event["status"]),
    };
}

function readPlanned(property: JSONObject): PlannedProperty {
    const type = text(property["type"]);
    return {
        name: text(property["name"]), description: text(property["description"]), type: TYPES.find((each) => each === type) ?? "any",
        isList: flag(property["is_list"]), isRequired: flag(property["is_required"]), values: list(property["values"], text),
    };
}

function readEvent(event: JSONObject): PlanEvent {
    return {
        ...readWords(event), isPlanned: flag(event["is_planned"]), isSystem: flag(event["is_system"]),
        version: number(event["version"], 0), count: number(event["count"], 0), daily: list(event["daily"], (count) => number(count, 0)),
        firstSeen: text(event["first_seen"]), lastSeen: text(event["last_seen"]), held: number(event["held"], 0), deviatingProperties: number(event["deviating_properties"], 0),
        findings: list(event["findings"], text).flatMap((found) => FINDINGS.find((each) => each === found) ?? []),
    };
}

function readProperty(property: JSONObject): PlanProperty {
    const plannedFor = text(property["planned_for"]);
    const seenTypes = entries(property["seen_types"], (count) => number(count, 0));
    const isMixed = Object.keys(seenTypes).length > 1;
    return {
        ...readPlanned(property), plannedFor: plannedFor === "event" || plannedFor === "all" || plannedFor === "sdk" ? plannedFor : "nobody",
        seen: number(property["seen"], 0), seenTypes,
        seenValues: list(property["seen_values"], (value) => (typeof value === "string" && !isMixed ? value : JSON.stringify(value))),
        deviations: list(property["deviations"], (item) => {
            const deviation = object(item);
            const example = object(deviation["example"]);
            const code = text(deviation["code"]);
            return {
                code: code === "missing" || code === "type" || code === "value" ? code : "unknown", count: number(deviation["count"], 0), found: text(deviation["found"]),
                example: { event: text(example["event"]), time: text(example["time"]), value: textOrNull(example["value"]) },
            };
        }),
    };
}
