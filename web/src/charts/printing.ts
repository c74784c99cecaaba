import type { Drawing, EngineOption } from "./engine";

/**
 * Draws a chart for paper, at once: the browser waits for nothing that comes later. How wide its place is on paper is not known
 * yet, and nothing tells of it; so the picture keeps its size and is scaled to the place, for which it needs a view box.
 */
export function drawForPaper(drawing: Drawing | null, place: HTMLElement, size: { readonly width: number; readonly height: number }, option: EngineOption): void {
    drawing?.setOption(option, { notMerge: true });
    place.querySelector("svg")?.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
}

export function drawForScreen(drawing: Drawing | null, place: HTMLElement, option: EngineOption): void {
    place.querySelector("svg")?.removeAttribute("viewBox");
    drawing?.setOption(option, { notMerge: true });
}
