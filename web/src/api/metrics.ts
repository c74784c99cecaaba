import { requestJSON } from "./http";
import { list, object, text } from "./reading";

/** Something that a metric names: a Look, a dashboard, or a page elsewhere. */
export interface MetricLink {
    readonly kind: "look" | "dashboard" | "other";
    readonly id: string;
    readonly title: string;
    readonly url: string;
}

/** A measure of the model that computes the metric. */
export interface MetricField {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    /** Empty for those who may not see the model. */
    readonly sql: string;
    /** `views/orders.view.lkml:12` */
    readonly place: string;
}

/** What a number of the company means, and where it is to be found. Texts that are not given are empty. */
export interface Metric {
    readonly name: string;
    readonly label: string;
    readonly group: string;
    readonly definition: string;
    readonly formula: string;
    readonly grain: string;
    readonly unit: string;
    readonly status: "agreed" | "proposed" | "external";
    readonly owner: string;
    readonly healthy: string;
    readonly poor: string;
    readonly synonyms: readonly string[];
    readonly sourceOfTruth: MetricLink | null;
    readonly model: string;
    readonly explore: string;
    readonly fields: readonly MetricField[];
    readonly content: readonly MetricLink[];
}

export async function fetchMetrics(signal: AbortSignal): Promise<Metric[]> {
    const answer = object(await requestJSON("/api/v1/metrics", { signal }));
    return list(answer["metrics"], readMetric);
}

function readMetric(item: unknown): Metric {
    const metric = object(item);
    const status = text(metric["status"]);
    const source = metric["source_of_truth"];
    return {
        name: text(metric["name"]),
        label: text(metric["label"]),
        group: text(metric["group"]),
        definition: text(metric["definition"]),
        formula: text(metric["formula"]),
        grain: text(metric["grain"]),
        unit: text(metric["unit"]),
        status: status === "proposed" || status === "external" ? status : "agreed",
        owner: text(metric["owner"]),
        healthy: text(metric["healthy"]),
        poor: text(metric["poor"]),
        synonyms: list(metric["synonyms"], text),
        sourceOfTruth: source === null || source === undefined ? null : readLink(source),
        model: text(metric["model"]),
        explore: text(metric["explore"]),
        fields: list(metric["fields"], (each) => {
            const field = object(each);
            return {
                name: text(field["name"]), label: text(field["label"]), description: text(field["description"]),
                sql: text(field["sql"]), place: text(field["place"]),
            };
        }),
        content: list(metric["content"], readLink),
    };
}

function readLink(item: unknown): MetricLink {
    const link = object(item);
    const kind = text(link["kind"]);
    return {
        kind: kind === "look" || kind === "dashboard" ? kind : "other",
        id: text(link["id"]), title: text(link["title"]), url: text(link["url"]),
    };
}
