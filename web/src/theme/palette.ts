import { useMemo } from "react";
import { useTheme } from "./theme";

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

export function usePalette(): Palette {
    const { theme } = useTheme();
    // The variables change with the theme, which is therefore what the palette depends on.
    return useMemo(() => readPalette(theme), [theme]);
}

function readPalette(_theme: "light" | "dark"): Palette {
    const styles = window.getComputedStyle(document.documentElement);
    const token = (name: string) => styles.getPropertyValue(`--${name}`).trim();
    return {
        page: token("page"),
        surface: token("surface"),
        line: token("line"),
        text: token("text"),
        muted: token("muted"),
        accent: token("accent"),
        good: token("good"),
        warn: token("warn"),
        bad: token("bad"),
        series: Array.from({ length: SERIES_COLOURS }, (_, index) => token(`series-${index + 1}`)),
    };
}
