import type { ShortStyle } from "../words/numbers";

/**
 * What a chart shows, in our own words: no drawing library's options, no server's field names.
 *
 * A description depends on the result and the settings only, never on size or theme. Tables and summaries are made
 * from the result itself, so the picture can always be checked against them.
 */
export type ChartDescription = CartesianChart | PieChart | ScatterChart | ToldChart | SingleValue | CohortTable | TablePicture | NoChart;

/** Charts that bring their own words along: a sentence, and what arrow keys stop at. */
export type ToldChart =
    FunnelChart | WaterfallChart | HeatMap | BoxPlot | TreeChart | SankeyChart | GaugeChart | TimelineChart | GeoChart;

/** A colour as the theme knows it. Slots count from 0 and go round; "other" is the grey. */
export type Colour = { readonly slot: number } | { readonly token: "other" | "good" | "warn" | "bad" | "accent" | "muted" | "text" } | { readonly literal: string };

export interface Point {
    readonly value: number | null;
    /** The value as the server writes it. */
    readonly text: string;
}

export interface Category {
    /** For the axis. */
    readonly label: string;
    /** For the tooltip. */
    readonly title: string;
    /** In a sentence: "in Nov 2026", "on Mon 23 Nov 2026". */
    readonly when: string;
    /** The period is not over yet, so its numbers will still change. */
    readonly running: boolean;
    /** From when until before when it is, for what lies in time. */
    readonly span?: { readonly start: number; readonly end: number };
    /** Its row in the result; absent where it has none. */
    readonly row?: number;
}

/** Where in a result a number of a chart stands. */
export interface Source {
    readonly row: number;
    /** The id of the column. */
    readonly column: string;
}

export interface Series {
    readonly id: string;
    readonly name: string;
    /** The field whose values these are: series of one measure can be compared. */
    readonly measure: string;
    readonly shape: "column" | "line" | "area" | "point";
    /** The Excel pattern of its values; null for plain numbers. */
    readonly valueFormat: string | null;
    readonly axis: 0 | 1;
    readonly colour: Colour;
    readonly stacked: boolean;
    readonly points: readonly Point[];
    /** Drawn as the sum of the others rather than one of them. */
    readonly isTotal: boolean;
    readonly marks: boolean;
    readonly step: boolean;
    /** For what stands beside the matter itself, such as an earlier time; that is over where the matter still goes on. */
    readonly dashed?: boolean;
}

/** Whether a number will still change: its period is not over, and it is about that period. */
export function isRunning(chart: Pick<CartesianChart, "categories">, series: Pick<Series, "dashed">, index: number): boolean {
    return series.dashed !== true && chart.categories[index]?.running === true;
}

export interface ValueAxis extends ShortStyle {
    readonly title: string;
    /** An Excel pattern that the settings ask for; null where numbers are shortened. */
    readonly format: string | null;
    readonly min: number | null;
    readonly max: number | null;
    readonly logarithmic: boolean;
    readonly hidden: boolean;
}

export interface ReferenceLine {
    readonly value: number;
    /** The other end of a band; null for a line. */
    readonly until: number | null;
    readonly label: string;
    readonly axis: 0 | 1;
    readonly colour: Colour;
}

/** A line through the points of a series, worked out from them. */
export interface TrendLine {
    readonly series: string;
    readonly name: string;
    readonly axis: 0 | 1;
    readonly colour: Colour;
    /** One for each category; null where the line says nothing. */
    readonly values: ReadonlyArray<number | null>;
}

/** Something that happened: a release, an incident, a note. It stands at a category. */
export interface Annotation {
    readonly place: number;
    /** The last category that it lasts into; absent where it is of one alone. */
    readonly until?: number;
    readonly kind: "release" | "incident" | "note";
    readonly label: string;
}

/** Columns, bars, lines and areas over categories or time. */
export interface CartesianChart {
    readonly kind: "cartesian";
    readonly horizontal: boolean;
    readonly stacking: "none" | "normal" | "percent";
    readonly categoryTitle: string;
    readonly isTime: boolean;
    readonly categories: readonly Category[];
    readonly series: readonly Series[];
    readonly axes: readonly ValueAxis[];
    readonly referenceLines: readonly ReferenceLine[];
    readonly valueLabels: boolean;
    /** An Excel pattern for all value labels; null where each value stands as the model formats it. */
    readonly labelFormat: string | null;
    readonly totalLabels: boolean;
    readonly hasLegend: boolean;
    readonly trendLines: readonly TrendLine[];
    readonly annotations: readonly Annotation[];
    readonly gridlines: { readonly categories: boolean; readonly values: boolean };
    readonly categoryLabels: boolean;
    /** Columns without gaps: their categories are ranges that touch. */
    readonly touching: boolean;
    readonly smooth: boolean;
    /** Whether lines go on over places without a value. */
    readonly bridgesGaps: boolean;
    /** What it shows, where that is not told by its series; "" for most. */
    readonly summary: string;
    /** Rows or series that were left out to keep the picture readable, as a sentence; "" when none. */
    readonly leftOut: string;
}

/** A cartesian chart without anything beside its series. */
export const UNADORNED: Pick<CartesianChart, "trendLines" | "annotations" | "gridlines" | "categoryLabels" | "touching" | "smooth" | "bridgesGaps" | "summary"> = {
    trendLines: [], annotations: [], gridlines: { categories: false, values: true }, categoryLabels: true, touching: false, smooth: false, bridgesGaps: false, summary: "",
};

export interface Slice extends Point {
    /** Absent where several rows are put together. */
    readonly source?: Source;
    readonly id: string;
    readonly name: string;
    readonly colour: Colour;
}

export interface PieChart {
    readonly kind: "pie";
    readonly donut: boolean;
    /** Where slices are named, and what is said beside their names. */
    readonly naming: "labels" | "legend" | "none";
    readonly says: { readonly name: boolean; readonly value: boolean; readonly share: boolean };
    readonly title: string;
    readonly slices: readonly Slice[];
    readonly leftOut: string;
}

export interface ScatterPoint {
    readonly name: string;
    readonly x: number;
    readonly y: number;
    /** null where points have no size of their own. */
    readonly size: number | null;
    /** What the tooltip lists: field and value. */
    readonly facts: ReadonlyArray<readonly [string, string]>;
}

export interface ScatterChart {
    readonly kind: "scatter";
    readonly x: ValueAxis;
    readonly y: ValueAxis;
    readonly groups: ReadonlyArray<{ readonly id: string; readonly name: string; readonly colour: Colour; readonly points: readonly ScatterPoint[] }>;
    /** Whether points are named where there is room. */
    readonly named?: boolean;
    readonly leftOut: string;
}

/** What a chart tells without being seen. */
export interface Told {
    readonly summary: string;
    readonly stops: readonly Stop[];
    readonly leftOut: string;
}

/** A place that arrow keys reach: what is read there, and where the library has it. */
export interface Stop {
    readonly words: string;
    readonly series: number;
    readonly item: number;
    readonly source?: Source;
}

export interface FunnelStep extends Point {
    readonly source: Source;
    readonly name: string;
    /** Shares of the first step and of the one before, 0 to 1; null where there is nothing to divide by. */
    readonly ofFirst: number | null;
    readonly ofPrevious: number | null;
}

/** Steps of which each is reached by fewer; several groups stand side by side. */
export interface FunnelChart extends Told {
    readonly kind: "funnel";
    readonly title: string;
    readonly groups: ReadonlyArray<{ readonly id: string; readonly name: string; readonly colour: Colour; readonly steps: readonly FunnelStep[] }>;
}

export interface WaterfallBar {
    readonly name: string;
    readonly from: number;
    readonly to: number;
    readonly text: string;
    readonly role: "up" | "down" | "total";
}

/** How a number comes about: each bar starts where the one before ends. */
export interface WaterfallChart extends Told {
    readonly kind: "waterfall";
    readonly axis: ValueAxis;
    readonly bars: readonly WaterfallBar[];
    readonly colours: { readonly up: Colour; readonly down: Colour; readonly total: Colour };
    readonly valueLabels: boolean;
}

export interface HeatCell extends Point {
    readonly source: Source;
    readonly x: number;
    readonly y: number;
}

/** Values as colours, by two categories. */
export interface HeatMap extends Told {
    readonly kind: "heat";
    readonly title: string;
    readonly xTitle: string;
    readonly yTitle: string;
    readonly xs: readonly string[];
    readonly ys: readonly string[];
    readonly cells: readonly HeatCell[];
    readonly scale: ColourScale;
    readonly valueLabels: boolean;
}

/** From which number to which colours go; with values below zero the middle is zero. */
export interface ColourScale {
    readonly low: number;
    readonly high: number;
    readonly lowText: string;
    readonly highText: string;
    readonly diverging: boolean;
}

export interface Box {
    readonly name: string;
    /** Least, lower quartile, median, upper quartile, most; whiskers end at the last value within 1.5 quartile ranges. */
    readonly five: readonly [number, number, number, number, number];
    readonly texts: readonly [string, string, string, string, string];
    readonly outliers: readonly number[];
    /** How many values it stands for; null where the result gives the five numbers itself. */
    readonly count: number | null;
}

export interface BoxPlot extends Told {
    readonly kind: "box";
    readonly axis: ValueAxis;
    readonly boxes: readonly Box[];
}

export interface TreeNode {
    readonly name: string;
    readonly value: number;
    readonly text: string;
    readonly colour: Colour | null;
    readonly children: readonly TreeNode[];
}

/** Parts of parts: as nested areas or as rings. */
export interface TreeChart extends Told {
    readonly kind: "treemap" | "sunburst";
    readonly title: string;
    readonly total: number;
    readonly nodes: readonly TreeNode[];
}

/** Flows from each column of names to the next. */
export interface SankeyChart extends Told {
    readonly kind: "sankey";
    readonly title: string;
    readonly nodes: ReadonlyArray<{ readonly id: string; readonly name: string; readonly depth: number; readonly colour: Colour }>;
    readonly links: ReadonlyArray<{ readonly from: string; readonly to: string; readonly value: number; readonly text: string }>;
}

export interface GaugeChart extends Told {
    readonly kind: "gauge";
    readonly title: string;
    readonly value: number;
    readonly text: string;
    readonly min: number;
    readonly max: number;
    readonly axis: ValueAxis;
    readonly target: { readonly value: number; readonly label: string } | null;
    readonly colour: Colour;
}

export interface TimelineBar {
    readonly row: number;
    readonly from: number;
    readonly to: number;
    readonly name: string;
    readonly colour: Colour;
    readonly facts: ReadonlyArray<readonly [string, string]>;
}

/** What lasted from when to when. Times are civil times. */
export interface TimelineChart extends Told {
    readonly kind: "timeline";
    readonly rows: readonly string[];
    readonly bars: readonly TimelineBar[];
    readonly groups: ReadonlyArray<{ readonly id: string; readonly name: string; readonly colour: Colour }>;
}

/** Values by country, or points by latitude and longitude, on a map of the world. */
export interface GeoChart extends Told {
    readonly kind: "geo";
    readonly title: string;
    /** By the ISO 3166 code of two letters. */
    readonly regions: ReadonlyArray<Point & { readonly code: string; readonly name: string }>;
    readonly points: ReadonlyArray<{ readonly name: string; readonly latitude: number; readonly longitude: number; readonly size: number | null; readonly facts: ReadonlyArray<readonly [string, string]> }>;
    readonly scale: ColourScale | null;
}

/** Cohorts in rows, their age in columns; a table with colours, not a drawing. */
export interface CohortTable {
    readonly kind: "cohort";
    readonly title: string;
    readonly rowTitle: string;
    readonly columns: readonly string[];
    readonly rows: ReadonlyArray<{ readonly name: string; readonly size: string; readonly cells: ReadonlyArray<CohortCell | null> }>;
    /** The mean of each column, weighted by the size of the cohorts. */
    readonly mean: ReadonlyArray<CohortCell | null>;
    readonly summary: string;
}

export interface CohortCell {
    readonly text: string;
    readonly title: string;
    /** 0 to 1, for the colour. */
    readonly share: number;
}

export interface SingleValue {
    readonly kind: "single";
    readonly title: string;
    readonly text: string;
    /** As the model wants it shown; null for most. */
    readonly html: string | null;
    readonly isNull: boolean;
    readonly comparison: Comparison | null;
    /** The values over time that lead up to it, oldest first; null where none are wanted. */
    readonly sparkline: readonly Point[] | null;
    readonly colour: Colour | null;
}

export interface Comparison {
    readonly style: "value" | "change" | "progress";
    readonly text: string;
    readonly label: string;
    /** For a change: which way, and whether that is welcome. */
    readonly direction: "up" | "down" | "same";
    readonly welcome: boolean | null;
    /** For progress: 0 to 1 and beyond. */
    readonly fraction: number | null;
}

/** The result as a table is the picture. */
export interface TablePicture {
    readonly kind: "table";
}

/** A chart of this kind can't be drawn from this result; the table stands in. */
export interface NoChart {
    readonly kind: "none";
    readonly reason: string;
}
