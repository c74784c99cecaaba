import { requestJSON } from "./http";
import { fetchSuggestions } from "./models";
import { flag, isObject, list, number, object, text } from "./reading";
import type { JSONObject } from "./reading";
import { readEventPlan, readStatus } from "./trackingPlan";
import type { EventPlan, PlanStatus } from "./trackingPlan";

/** A type of collected events, with what the tracking plan says of it. Instants are ISO 8601. */
export interface EventType {
    readonly name: string;
    /** Whether it counts as activity. */
    readonly active: boolean;
    readonly count: number;
    readonly people: number;
    readonly firstSeen: string;
    readonly lastSeen: string;
    /** How people call it; "" where they call it what senders do. */
    readonly displayName: string;
    readonly description: string;
    readonly category: string;
    readonly status: PlanStatus;
}

/** A property, and on how many of the newest events it is. */
export interface EventProperty {
    readonly name: string;
    readonly count: number;
    /** What is planned of it. */
    readonly description: string;
}

export interface EventProperties {
    /** How many events were looked at. */
    readonly lookedAt: number;
    readonly properties: readonly EventProperty[];
    /** Of one type; null where it is not planned, and for all types. */
    readonly plan: EventPlan | null;
}

/** The types of events of a project; the most frequent first. "" is the project of the settings. */
export async function fetchEventTypes(project: string, signal: AbortSignal): Promise<EventType[]> {
    const answer = object(await requestJSON(`/api/v1/events${project === "" ? "" : `?project=${encodeURIComponent(project)}`}`, { signal }));
    return list(answer["events"], (item) => {
        const event = object(item);
        return {
            name: text(event["name"]), active: flag(event["active"]), count: number(event["count"], 0), people: number(event["people_about"], 0),
            firstSeen: text(event["first_seen"]), lastSeen: text(event["last_seen"]),
            displayName: text(event["display_name"]), description: text(event["description"]), category: text(event["category"]), status: readStatus(event["status"]),
        };
    });
}

/** Properties of the newest events of one type; "" for all types. */
export async function fetchEventProperties(project: string, event: string, signal: AbortSignal): Promise<EventProperties> {
    const question = new URLSearchParams({ ...(event === "" ? {} : { event }), ...(project === "" ? {} : { project }) }).toString();
    const answer = object(await requestJSON(`/api/v1/events/properties${question === "" ? "" : `?${question}`}`, { signal }));
    return {
        lookedAt: number(answer["looked_at"], 0),
        properties: list(answer["properties"], (item) => {
            const property = object(item);
            return { name: text(property["name"]), count: number(property["count"], 0), description: text(property["description"]) };
        }),
        plan: isObject(answer["plan"]) ? readEventPlan(answer["plan"]) : null,
    };
}

/** How often each value of a property was on an event lately, the most frequent first; and which values there are of an explore's field. */
export async function fetchPropertyValues(source: JSONObject | undefined, event: string, property: string, signal: AbortSignal): Promise<PropertyValue[]> {
    const definition = {
        chart: "segmentation", range: { last: 90, unit: "day" }, interval: "month", metric: "totals", top: 100, other: "none",
        events: [event === "" ? "any event" : event], group_by: [property], ...(source === undefined ? {} : { source }),
    };
    const answer = object(object(await requestJSON("/api/v1/charts/run", { method: "POST", body: { definition }, signal }))["answer"]);
    return list(answer["series"], object).flatMap((series) => (Array.isArray(series["group"])
        ? [{ value: list(series["group"], text)[0] ?? "", count: number(series["collapsed"], 0) }] : []));
}

export interface PropertyValue {
    readonly value: string;
    readonly count: number;
}

/** An explore whose fields say what is an event, so that charts can read it. */
export interface EventSource {
    readonly model: string;
    readonly name: string;
    readonly label: string;
    readonly group: string;
}

export async function fetchEventSources(signal: AbortSignal): Promise<EventSource[]> {
    return list(object(await requestJSON("/api/v1/events/sources", { signal }))["explores"], (item) => {
        const explore = object(item);
        return { model: text(explore["model"]), name: text(explore["name"]), label: text(explore["label"]), group: text(explore["group_label"]) };
    });
}

/** The types of events of an explore: values of the dimension that its tags name. The explore does not tell how frequent they are. */
export async function fetchExploreEventNames(model: string, explore: string, signal: AbortSignal): Promise<string[]> {
    const path = `/api/4.0/lookml_models/${encodeURIComponent(model)}/explores/${encodeURIComponent(explore)}`;
    const fields = object(object(await requestJSON(path, { signal }))["fields"]);
    const field = list(fields["dimensions"], object).find((dimension) => list(dimension["tags"], text).includes("event_name"));
    if (field === undefined) return [];
    return [...(await fetchSuggestions(model, explore, text(field["name"]), "", signal)).values];
}

/** An event as it came in, and whose it is. */
export interface LatestEvent {
    readonly time: string;
    readonly type: string;
    readonly active: boolean;
    readonly uid: string;
    readonly userID: string;
    readonly values: JSONObject;
}

/** The newest events, of one type or, with "", of all. */
export async function fetchLatestEvents(type: string, signal: AbortSignal): Promise<LatestEvent[]> {
    const question = new URLSearchParams({ limit: "50", ...(type === "" ? {} : { event: type }) });
    const answer = object(await requestJSON(`/api/v1/events/latest?${question.toString()}`, { signal }));
    return list(answer["sessions"], object).flatMap((session) => list(session["events"], (item) => {
        const event = object(item);
        const values = object(event["values"]);
        return { time: text(event["time"]), type: text(event["type"]), active: flag(event["active"]), uid: text(values["uid"]), userID: text(values["user_id"]), values };
    }));
}
