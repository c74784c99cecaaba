/** How large a graph is drawn: as a share of its own size, or so that all of it is seen. */
export type Zoom = number | "fit";

export const LIMITS = { least: 0.1, most: 2 } as const;
const STEPS: readonly number[] = [0.1, 0.17, 0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2];

interface Size {
    readonly width: number;
    readonly height: number;
}

/** As it stands in an address: "50", "fit"; its own size where nothing that can be read stands there. */
export function readZoom(text: string | undefined): Zoom {
    if (text === "fit") return "fit";
    const percent = Number(text ?? "100");
    return Number.isFinite(percent) && percent > 0 ? bounded(percent / 100) : 1;
}

export function writeZoom(zoom: Zoom): string | undefined {
    if (zoom === "fit") return "fit";
    const percent = Math.round(zoom * 100);
    return percent === 100 ? undefined : String(percent);
}

export function bounded(scale: number): number {
    return Math.min(LIMITS.most, Math.max(LIMITS.least, scale));
}

/** The next of the usual sizes. */
export function nextScale(scale: number, way: "in" | "out"): number {
    // A scale that was rounded in an address is the step that it was.
    const near = 0.005;
    return way === "in" ? STEPS.find((step) => step > scale + near) ?? LIMITS.most : [...STEPS].reverse().find((step) => step < scale - near) ?? LIMITS.least;
}

/** The scale at which a plan lies in a frame; a small one is not made larger. */
export function fitting(plan: Size, frame: Size): number {
    if (plan.width <= 0 || plan.height <= 0 || frame.width <= 0 || frame.height <= 0) return 1;
    return bounded(Math.min(1, frame.width / plan.width, frame.height / plan.height));
}
