import type { ShortStyle } from "../words/numbers";

/**
 * What a chart shows, in our own words: no drawing library's options, no server's field names.
 *
 * A description depends on the result and the settings only, never on size or theme. Tables and summaries are made
 * from the result itself, so the picture can always be checked against them.
 */
export type ChartDescription = CartesianChart | PieChart | ScatterChart | SingleValue | TablePicture | NoChart;

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
    /** Rows or series that were left out to keep the picture readable, as a sentence; "" when none. */
    readonly leftOut: string;
}

export interface Slice extends Point {
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
    readonly leftOut: string;
}

export interface SingleValue {
    readonly kind: "single";
    readonly title: string;
    readonly text: string;
    /** As the model wants it shown; null for most. */
    readonly html: string | null;
    readonly isNull: boolean;
    readonly comparison: Comparison | null;
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
