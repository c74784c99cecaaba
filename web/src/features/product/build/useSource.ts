import { fetchEventProperties, fetchEventTypes, fetchExploreEventNames, fetchPropertyValues } from "../../../api/events";
import type { PropertyValue } from "../../../api/events";
import { fetchExplore } from "../../../api/models";
import { useResource } from "../../../api/useResource";
import type { Source } from "../kinds";
import { ANY_ACTIVE, ANY_EVENT, NEW_USER } from "../state/definition";
import { eventOption } from "./options";
import type { Options } from "./options";

const FRESH = 120_000;
const count = (value: number) => value.toLocaleString("en-US");
const keyOf = (source: Source) => (source.model === "" ? `project ${source.project}` : `${source.model} ${source.explore}`);

/** The types of events that there are, the most frequent first. */
export function useEventOptions(source: Source): Options {
    const isExplore = source.model !== "";
    const collected = useResource(isExplore ? undefined : `event types ${keyOf(source)}`, (signal) => fetchEventTypes(source.project, signal), { freshFor: FRESH });
    const explored = useResource(isExplore ? `explore events ${keyOf(source)}` : undefined, (signal) => fetchExploreEventNames(source.model, source.explore, signal), { freshFor: FRESH });
    if (isExplore) {
        return { options: (explored.value ?? []).map((name) => ({ value: name, label: name, detail: "", note: "" })), loading: explored.loading, problem: explored.error?.message ?? "" };
    }
    return { options: (collected.value ?? []).map(eventOption), loading: collected.loading, problem: collected.error?.message ?? "" };
}

/** Properties of an event, the most frequent first; "" for any event. */
export function usePropertyOptions(source: Source, event: string): Options {
    const isExplore = source.model !== "";
    const asked = [ANY_ACTIVE, ANY_EVENT, NEW_USER].includes(event) ? "" : event;
    const collected = useResource(isExplore ? undefined : `event properties ${keyOf(source)} ${asked}`, (signal) => fetchEventProperties(source.project, asked, signal), { freshFor: FRESH });
    const explored = useResource(isExplore ? `explore ${source.model} ${source.explore}` : undefined, (signal) => fetchExplore(source.model, source.explore, signal), { freshFor: FRESH });
    if (isExplore) {
        const fields = (explored.value?.fields ?? []).filter((field) => field.category === "dimension" && !field.hidden);
        return { options: fields.map((field) => ({ value: field.name, label: field.label, detail: "", note: "", description: field.description })), loading: explored.loading, problem: explored.error?.message ?? "" };
    }
    const lookedAt = Math.max(1, collected.value?.lookedAt ?? 1);
    return {
        options: (collected.value?.properties ?? []).map((property) => ({
            value: property.name, label: property.name, detail: `${Math.round(property.count / lookedAt * 100)}%`, note: "", description: property.description,
        })),
        loading: collected.loading, problem: collected.error?.message ?? "",
    };
}

/** Values of a property over the last 90 days, the most frequent first. Nothing is asked while `open` is false. */
export function useValueOptions(source: Source, event: string, property: string, open: boolean): Options {
    const given = source.model !== "" ? { model: source.model, explore: source.explore } : source.project !== "" ? { project: Number(source.project) } : undefined;
    const asked = event === ANY_ACTIVE || event === NEW_USER ? ANY_EVENT : event;
    const key = open && property !== "" ? `values ${keyOf(source)} ${asked} ${property}` : undefined;
    const found = useResource<PropertyValue[]>(key, (signal) => fetchPropertyValues(given, asked, property, signal), { freshFor: FRESH });
    return {
        options: (found.value ?? []).map((value) => ({ value: value.value, label: value.value, detail: count(value.count), note: "" })),
        loading: found.loading, problem: found.error?.message ?? "",
    };
}
