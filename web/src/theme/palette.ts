/** The colours of the theme in force, for what can't read CSS variables by itself. */
export interface Palette {
    readonly page: string;
    readonly surface: string;
    readonly line: string;
    readonly text: string;
    readonly muted: string;
    readonly accent: string;
    readonly good: string;
    readonly warn: string;
    readonly bad: string;
    /** Colours of chart series in order; the last one is the grey of "other". */
    readonly series: readonly string[];
}

/** How many series colours there are, "other" included. */
export const SERIES_COLOURS = 8;
