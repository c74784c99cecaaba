import type { Palette } from "../theme/palette";
import { SERIES_COLOURS } from "../theme/palette";
import type { Colour } from "./description";

const OTHER = /^(other|others|unknown|none|n\/a|∅|null)$/i;

/** Remembers which colour a category got, so that it keeps it in every chart of a page. */
export class ColourBook {
    private readonly slots = new Map<string, number>();

    /** Colours for the categories of one chart, in their order. "Other" is always grey. */
    assign(names: readonly string[]): Colour[] {
        const taken = new Set(names.flatMap((name) => this.slots.get(name) ?? []));
        return names.map((name) => {
            if (OTHER.test(name)) return { token: "other" };
            const known = this.slots.get(name);
            if (known !== undefined) return { slot: known };
            let slot = 0;
            while (taken.has(slot) && slot < SERIES_COLOURS - 1) slot += 1;
            if (slot === SERIES_COLOURS - 1) slot = this.slots.size % (SERIES_COLOURS - 1);
            taken.add(slot);
            this.slots.set(name, slot);
            return { slot };
        });
    }
}

export function paint(colour: Colour, palette: Palette): string {
    if ("literal" in colour) return colour.literal;
    if ("slot" in colour) return palette.series[colour.slot % (SERIES_COLOURS - 1)] ?? palette.accent;
    switch (colour.token) {
        case "other": return palette.series[SERIES_COLOURS - 1] ?? palette.muted;
        case "good": return palette.good;
        case "warn": return palette.warn;
        case "bad": return palette.bad;
        case "accent": return palette.accent;
        case "muted": return palette.muted;
        case "text": return palette.text;
    }
}

/** The same colour for a stylesheet, where it follows the theme by itself. */
export function cssColour(colour: Colour): string {
    if ("literal" in colour) return colour.literal;
    if ("slot" in colour) return `var(--series-${(colour.slot % (SERIES_COLOURS - 1)) + 1})`;
    return colour.token === "other" ? `var(--series-${SERIES_COLOURS})` : `var(--${colour.token})`;
}

/** A colour as settings write it: one of our tokens by name, or a literal such as `#1A73E8`. "" gives undefined. */
export function namedColour(text: string): Colour | undefined {
    const series = /^series-([1-8])$/.exec(text);
    if (series) return series[1] === "8" ? { token: "other" } : { slot: Number(series[1]) - 1 };
    if (text === "good" || text === "warn" || text === "bad" || text === "accent" || text === "muted" || text === "text" || text === "other") {
        return { token: text };
    }
    return /^#[0-9a-f]{3,8}$/i.test(text) || /^[a-z]+$/i.test(text) ? { literal: text } : undefined;
}
