import type { QueryResult } from "../api/result";
import type { ColourBook } from "./colours";
import type { ChartDescription, ToldChart } from "./description";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";
import type { SpecialType } from "./specialTypes";
import { boxOption, describeBoxPlot } from "./types/boxPlot";
import { describeFunnel, funnelOption } from "./types/funnel";
import { describeGauge, gaugeOption } from "./types/gauge";
import { describeGeo, geoOption } from "./types/geo";
import { describeHeatMap, heatOption } from "./types/heatMap";
import { describeHistogram } from "./types/histogram";
import { describeSankey, sankeyOption } from "./types/sankey";
import { describeTimeline, timelineOption } from "./types/timeline";
import { describeTree, treeOption } from "./types/tree";
import { describeWaterfall, waterfallOption } from "./types/waterfall";
import type { VisSettings } from "./vis";

/** As `describe` does for the others. */
export function describeSpecial(type: SpecialType, result: QueryResult, vis: VisSettings, colours: ColourBook): ChartDescription {
    switch (type) {
        case "funnel": return describeFunnel(result, vis, colours);
        case "waterfall": return describeWaterfall(result, vis);
        case "heatmap": return describeHeatMap(result, vis);
        case "boxplot": return describeBoxPlot(result, vis);
        case "histogram": return describeHistogram(result, vis);
        case "treemap": case "sunburst": return describeTree(type, result, vis, colours);
        case "sankey": return describeSankey(result, vis, colours);
        case "gauge": return describeGauge(result, vis);
        case "timeline": return describeTimeline(result, vis, colours);
        case "geo": return describeGeo(result, vis);
    }
}

const TOLD: ReadonlySet<string> = new Set<ToldChart["kind"]>(["funnel", "waterfall", "heat", "box", "treemap", "sunburst", "sankey", "gauge", "timeline", "geo"]);

export function isTold(chart: ChartDescription): chart is ToldChart {
    return TOLD.has(chart.kind);
}

export function specialOption(chart: ToldChart, drawn: Drawn): EngineOption {
    switch (chart.kind) {
        case "funnel": return funnelOption(chart, drawn);
        case "waterfall": return waterfallOption(chart, drawn);
        case "heat": return heatOption(chart, drawn);
        case "box": return boxOption(chart, drawn);
        case "treemap": case "sunburst": return treeOption(chart, drawn);
        case "sankey": return sankeyOption(chart, drawn);
        case "gauge": return gaugeOption(chart, drawn);
        case "timeline": return timelineOption(chart, drawn);
        case "geo": return geoOption(chart, drawn);
    }
}
