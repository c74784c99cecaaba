import { fetchSavedChart } from "./charts";
import { fetchEventProperties, fetchPropertyValues } from "./events";
import { fetchExplore, fetchSuggestions } from "./models";
import type { Suggestions } from "./models";
import { object, text } from "./reading";

/** What filters of a dashboard may be put on in a saved chart, beside its range: properties of its events. */
export interface ChartFields {
    readonly names: readonly string[];
    /** What people call each, where it has a name of its own. */
    readonly labels: ReadonlyMap<string, string>;
}

/** The properties of a saved chart's source: dimensions of its explore, or those of the newest events. */
export async function fetchChartFields(id: string, signal: AbortSignal): Promise<ChartFields> {
    const source = object((await fetchSavedChart(id, signal)).definition["source"]);
    const [model, explore] = [text(source["model"]), text(source["explore"])];
    if (model !== "" && explore !== "") {
        const fields = (await fetchExplore(model, explore, signal)).fields.filter((field) => field.category === "dimension" && !field.hidden);
        return { names: fields.map((field) => field.name), labels: new Map(fields.map((field) => [field.name, field.label])) };
    }
    const { properties } = await fetchEventProperties(text(source["project"]), "", signal);
    return { names: properties.map((property) => property.name), labels: new Map() };
}

/** How many values a property is asked for, the most frequent ones. */
const MOST_VALUES = 100;

/** The values of a property of a saved chart's events. */
export async function fetchChartValues(id: string, property: string, signal: AbortSignal): Promise<Suggestions> {
    const source = object((await fetchSavedChart(id, signal)).definition["source"]);
    const [model, explore] = [text(source["model"]), text(source["explore"])];
    if (model !== "" && explore !== "") return fetchSuggestions(model, explore, property, "", signal);
    const found = await fetchPropertyValues(source["project"] === undefined ? undefined : source, "", property, signal);
    // What is missing or empty is asked for by other words.
    return { values: found.map((each) => each.value).filter((value) => value !== "(none)" && value !== "(empty)"), complete: found.length < MOST_VALUES };
}
