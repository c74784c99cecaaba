import type { Palette } from "../theme/palette";

/** What a drawing depends on beside the chart: the theme, the room there is, and what the legend has switched off. */
export interface Drawn {
    readonly palette: Palette;
    readonly width: number;
    readonly height: number;
    readonly hidden: ReadonlySet<string>;
    readonly animated: boolean;
    /** Whether colours come with patterns, for those who can't tell them apart. */
    readonly patterned?: boolean;
}

export const FONT = "Inter, system-ui, sans-serif";
/** How wide a letter is in axis labels, in pixels, on the safe side. */
export const LETTER = 6.6;
