import type { Metric } from "../../api/metrics";

/** The metrics that have every word of a search somewhere, in their order. */
export function findMetrics(metrics: readonly Metric[], search: string): readonly Metric[] {
    const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
    if (words.length === 0) return metrics;
    return metrics.filter((metric) => {
        const text = [
            metric.name, metric.label, metric.group, metric.definition, metric.formula, metric.owner, ...metric.synonyms,
            ...metric.content.map((link) => link.title), ...metric.fields.map((field) => field.label),
        ].join("\n").toLowerCase();
        return words.every((word) => text.includes(word));
    });
}
