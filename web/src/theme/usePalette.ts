import { useMemo } from "react";
import { SERIES_COLOURS } from "./palette";
import type { Palette } from "./palette";
import { useTheme } from "./theme";

export function usePalette(): Palette {
    const { theme } = useTheme();
    // The variables change with the theme, which is therefore what the palette depends on.
    return useMemo(() => readPalette(), [theme]);
}

/** The colours that hold at this moment. */
export function readPalette(): Palette {
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
