import type { Palette } from "../theme/palette";
import { mixed } from "./colours";
import type { ColourScale } from "./description";

/** How many steps a scale has: more can't be told apart. */
export const STEPS = 7;

/** Where a value stands on a scale, from −1 (only where values lie below zero) to 1. */
export function shareOn(scale: ColourScale, value: number): number {
    const reach = scale.diverging ? Math.max(Math.abs(scale.low), Math.abs(scale.high)) : scale.high;
    if (reach === 0) return 0;
    return Math.max(-1, Math.min(1, value / reach));
}

/** The colour of a share: from the paper to the accent, below zero to red, in steps. */
export function scaleColour(share: number, palette: Palette): string {
    const step = Math.ceil(Math.abs(share) * STEPS) / STEPS;
    if (step === 0) return mixed(palette.page, palette.line, 40);
    return mixed(palette.page, share < 0 ? palette.bad : palette.accent, 12 + 88 * step);
}

/** Text that can be read on the colour of a share. */
export function textOn(share: number, palette: Palette): string {
    return luminance(scaleColour(share, palette)) > 0.22 ? "#12222c" : "#ffffff";
}

/** The same for a stylesheet, where colours follow the theme; only up to where text in the text's colour can be read. */
export function cssShade(share: number): string {
    const step = Math.ceil(Math.abs(share) * STEPS) / STEPS;
    return step === 0 ? "transparent" : `color-mix(in srgb, var(--${share < 0 ? "bad" : "accent"}) ${(step * 46).toFixed(0)}%, var(--surface))`;
}

function luminance(colour: string): number {
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
}
