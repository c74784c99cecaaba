const SPECIAL = ["funnel", "waterfall", "heatmap", "boxplot", "histogram", "treemap", "sunburst", "sankey", "gauge", "timeline", "geo"] as const;

/** Types of charts that are asked for seldom: their code is fetched with the first one. */
export type SpecialType = (typeof SPECIAL)[number];

export function specialType(type: string): SpecialType | null {
    return SPECIAL.find((each) => each === type) ?? null;
}
