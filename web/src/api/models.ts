import { requestJSON } from "./http";
import { readField } from "./fields";
import type { Field } from "./fields";
import { flag, list, object, text } from "./reading";
import type { JSONObject } from "./reading";

export interface ExploreName {
    readonly model: string;
    readonly name: string;
    readonly label: string;
    readonly group: string;
    readonly description: string;
}

/** An explore with all fields a reader can choose from. */
export interface Explore extends ExploreName {
    readonly fields: readonly Field[];
    readonly quickStarts: readonly QuickStart[];
}

/** A query that the explore offers to begin with. */
export interface QuickStart {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    /** The path of the explore's page with the query in it. */
    readonly url: string;
}

export async function fetchExploreNames(signal: AbortSignal): Promise<ExploreName[]> {
    const models = list(await requestJSON("/api/4.0/lookml_models", { signal }), object);
    return models.flatMap((model) =>
        list(model["explores"], object).filter((explore) => !flag(explore["hidden"])).map((explore) => ({
            model: text(model["name"]),
            name: text(explore["name"]),
            label: text(explore["label"]) || text(explore["name"]),
            group: text(explore["group_label"]) || text(model["label"]) || text(model["name"]),
            description: text(explore["description"]),
        })));
}

export async function fetchExplore(model: string, name: string, signal: AbortSignal): Promise<Explore> {
    const path = `/api/4.0/lookml_models/${encodeURIComponent(model)}/explores/${encodeURIComponent(name)}`;
    const explore = object(await requestJSON(path, { signal }));
    const fields = object(explore["fields"]);
    return {
        model,
        name,
        label: text(explore["title"]) || text(explore["label"]) || name,
        group: text(explore["group_label"]),
        description: text(explore["description"]),
        quickStarts: list(explore["quick_starts"], (item) => readQuickStart(object(item))),
        fields: ["dimensions", "measures", "filters", "parameters"].flatMap((kind) => list(fields[kind], readField)),
    };
}

function readQuickStart(query: JSONObject): QuickStart {
    const name = text(query["name"]);
    return { name, label: text(query["label"]) || name, description: text(query["description"]), url: text(query["url"]) };
}

export interface Suggestions {
    readonly values: readonly string[];
    /** Whether these are all that there are, so that nobody needs to ask again for a part of them. */
    readonly complete: boolean;
}

/** Values of a field that contain `term`, the most frequent ones when it is empty. */
export async function fetchSuggestions(
    model: string, explore: string, field: string, term: string, signal: AbortSignal,
): Promise<Suggestions> {
    const path = `/api/4.0/models/${encodeURIComponent(model)}/views/${encodeURIComponent(explore)}`
        + `/fields/${encodeURIComponent(field)}/suggestions?term=${encodeURIComponent(term)}`;
    const answer = object(await requestJSON(path, { signal }));
    return { values: list(answer["suggestions"], text), complete: !flag(answer["hit_limit"]) };
}
