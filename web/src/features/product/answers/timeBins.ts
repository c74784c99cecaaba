import type { JSONObject } from "../../../api/reading";
import { number, object, text } from "../../../api/reading";

/** Edges in seconds that people know. They lie further apart the later they are: most convert soon, a few take very long. */
const EDGES = [
    0, 1, 2, 5, 10, 20, 30, ...[1, 2, 5, 10, 20, 30].map((minutes) => minutes * 60), ...[1, 2, 3, 6, 12].map((hours) => hours * 3600),
    ...[1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 60, 90, 180, 365, 730].map((days) => days * 86_400),
];

const SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 7 * 86_400 };

/** As many bins as the server counts at most. */
const MOST_BINS = 2_000;

/** The narrowest bins in seconds that a funnel's window allows; undefined where its sessions are the window. */
export function finestBin(window: unknown): number | undefined {
    if (text(window) === "session") return undefined;
    const given: JSONObject = object(window);
    const length = number(given["value"], 1) * (SECONDS[text(given["unit"]) || "day"] ?? 86_400);
    return EDGES.find((edge) => edge > 0 && Math.floor(length / edge) < MOST_BINS);
}

/** How many took how long: the counts of equal bins. */
export interface Counted {
    readonly widthMs: number;
    readonly counts: ReadonlyArray<number | null>;
}

/** One column of the picture, without its end. */
export interface TimeBin {
    readonly fromMs: number;
    readonly toMs: number;
    /** For each of what was counted. */
    readonly counts: readonly number[];
}

/** Equal bins put together into few that people know, the same ones for all; from the first that has any to the last. */
export function knownBins(all: readonly Counted[]): TimeBin[] {
    // A bin is put into one of ours as a whole only where all edges of ours are edges of its kind.
    const edges = EDGES.map((edge) => edge * 1000).filter((edge) => all.every(({ widthMs }) => widthMs > 0 && edge % widthMs === 0));
    const bins = edges.slice(0, -1).map((fromMs, index): TimeBin => {
        const toMs = edges[index + 1] ?? fromMs;
        return {
            fromMs, toMs,
            counts: all.map(({ widthMs, counts }) => counts.slice(fromMs / widthMs, toMs / widthMs).reduce<number>((sum, count) => sum + (count ?? 0), 0)),
        };
    });
    const filled = bins.map((bin) => bin.counts.some((count) => count > 0));
    return bins.slice(Math.max(0, filled.indexOf(true)), filled.lastIndexOf(true) + 1);
}
