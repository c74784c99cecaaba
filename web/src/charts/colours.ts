import type { Palette } from "../theme/palette";
import { SERIES_COLOURS } from "../theme/palette";
import type { Colour } from "./description";

/** How often the colours go round before the first one comes again, and by how much, in percent, each round comes nearer to the text's. */
const ROUNDS = 3;
const DEEPER = 35;
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
            // All colours are taken: the next round of them, of another depth.
            if (slot === SERIES_COLOURS - 1) slot = Math.max(this.slots.size, slot) % (ROUNDS * (SERIES_COLOURS - 1));
            taken.add(slot);
            this.slots.set(name, slot);
            return { slot };
        });
    }
}

function roundOf(slot: number): number {
    return Math.floor(slot / (SERIES_COLOURS - 1)) % ROUNDS;
}

/** `share` percent of one colour `#rrggbb` in another. Others stay as they are. */
export function mixed(colour: string, other: string, share: number): string {
    const parts = (text: string) => (/^#[0-9a-f]{6}$/i.test(text) ? [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16)) : null);
    const [own, added] = [parts(colour), parts(other)];
    if (own === null || added === null) return colour;
    return `#${own.map((part, index) => Math.round(part + ((added[index] ?? part) - part) * share / 100).toString(16).padStart(2, "0")).join("")}`;
}

export function paint(colour: Colour, palette: Palette): string {
    if ("literal" in colour) return colour.literal;
    if ("slot" in colour) {
        const own = palette.series[colour.slot % (SERIES_COLOURS - 1)] ?? palette.accent;
        return colour.slot < SERIES_COLOURS - 1 ? own : mixed(own, palette.text, DEEPER * roundOf(colour.slot));
    }
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
    if ("slot" in colour) {
        const own = `var(--series-${(colour.slot % (SERIES_COLOURS - 1)) + 1})`;
        return colour.slot < SERIES_COLOURS - 1 ? own : `color-mix(in srgb, var(--text) ${DEEPER * roundOf(colour.slot)}%, ${own})`;
    }
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
