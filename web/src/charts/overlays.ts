import { paint } from "./colours";
import type { Annotation, CartesianChart } from "./description";
import { FONT, LETTER } from "./drawn";
import { SIGNS } from "./happenings";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";

/** Lines through the points of series: thin and dotted, so that nobody takes them for data. */
export function trendSeries(chart: CartesianChart, drawn: Drawn): EngineOption[] {
    return chart.trendLines.filter((line) => !drawn.hidden.has(line.series) && !drawn.hidden.has(line.name)).map((line) => {
        const colour = paint(line.colour, drawn.palette);
        return {
            type: "line", id: `trend ${line.series} ${line.name}`, name: line.name, silent: true, tooltip: { show: false }, symbol: "none", z: 4, connectNulls: true,
            [chart.horizontal ? "xAxisIndex" : "yAxisIndex"]: line.axis,
            lineStyle: { color: colour, width: 1.5, type: [2, 3] }, itemStyle: { color: colour },
            data: chart.horizontal ? line.values.map((value, index) => [value, index]) : line.values,
        };
    });
}

/** A letter of these words is smaller than others of the picture. */
const WORD_LETTER = LETTER - 0.6;
/** The longest words beside a sign, and the fewest pixels that are worth a part of them. */
const MOST_WORDS = 160;
const LEAST_WORDS = 56;

/** What happened, as thin lines across the values, with a sign and the words `distance` above them; what lasted as a band from there. Of several at one place the gravest is named. */
export function annotationSeries(chart: CartesianChart, { palette, width }: Drawn, distance: number): EngineOption[] {
    if (chart.annotations.length === 0) return [];
    const colours = { release: palette.good, incident: palette.bad, note: palette.muted } as const;
    const places = new Map<number, Annotation[]>();
    for (const annotation of chart.annotations) places.set(annotation.place, [...places.get(annotation.place) ?? [], annotation]);
    const words = wordPlaces(chart, width, new Map([...places].map(([place, all]) => [place, gravest(all).label.length + moreOf(all).length + 2])));
    return [{
        type: "line", data: [], silent: true, tooltip: { show: false }, z: 6,
        markArea: {
            silent: true, animation: false, z: 0,
            data: chart.annotations.flatMap(({ place, until, kind }) => {
                const axis = chart.horizontal ? "yAxis" : "xAxis";
                return until === undefined ? [] : [[{ [axis]: place, itemStyle: { color: colours[kind], opacity: 0.12 } }, { [axis]: until }]];
            }),
        },
        markLine: {
            // Behind the data: no line goes through a number that stands at a bar.
            symbol: "none", silent: true, animation: false, z: 1,
            data: [...places].map(([place, annotations]) => {
                const { kind, label } = gravest(annotations);
                const more = moreOf(annotations);
                const { room, align } = words.get(place) ?? { room: 0, align: "center" };
                return {
                    [chart.horizontal ? "yAxis" : "xAxis"]: place,
                    lineStyle: { color: colours[kind], width: 1, type: "solid", opacity: 0.8 },
                    label: {
                        position: "end", distance, color: palette.text, fontFamily: FONT, fontSize: 11, textBorderColor: palette.surface, textBorderWidth: 3,
                        ...(align === "center" ? {} : { align }),
                        ...(room === 0 ? {} : { width: room, overflow: "truncate" }),
                        formatter: `{sign|${SIGNS[kind]}}${more}${room === 0 ? "" : ` ${label.replace(/[{|}]/g, " ")}`}`, rich: { sign: { color: colours[kind], fontSize: 9 } },
                    },
                };
            }),
        },
    }];
}

/** Pixels between words, and between words and the next line. */
const WORD_GAP = 8;

export interface WordPlace {
    /** In pixels, for sign and words; 0 where the sign stands alone. */
    readonly room: number;
    readonly align: "left" | "center" | "right";
}

/**
 * Where the words at each place stand, `letters` long: centred on their line; where that has no room for them, on the side of it
 * that has more. No two meet, and none leaves the picture.
 */
export function wordPlaces(chart: CartesianChart, width: number, letters: ReadonlyMap<number, number>): ReadonlyMap<number, WordPlace> {
    const columns = chart.series.some((series) => series.shape === "column");
    const count = chart.categories.length;
    const step = (width - 60) / Math.max(1, columns ? count : count - 1);
    const wanted = [...letters].sort(([left], [right]) => left - right)
        .map(([place, long]) => ({ place, x: (place + (columns ? 0.5 : 0)) * step, words: Math.min(MOST_WORDS, long * WORD_LETTER) }));
    const end = step * (columns ? count : count - 1);
    const found = new Map<number, WordPlace>();
    let taken = -WORD_GAP;
    for (const [index, { place, x, words }] of wanted.entries()) {
        const next = wanted[index + 1];
        if (chart.horizontal || count < 2) {
            const nearest = wanted.reduce((least, other) => (other.place === place ? least : Math.min(least, Math.abs(other.x - x))), 2 * MOST_WORDS);
            found.set(place, { room: nearest - WORD_GAP < LEAST_WORDS ? 0 : Math.min(MOST_WORDS, nearest - WORD_GAP), align: "center" });
            continue;
        }
        const before = x - taken - WORD_GAP;
        const behind = next === undefined ? end - x : next.x - x - WORD_GAP - keptFor(next, next.x - x, words, end);
        const placed = placedBetween(before, behind, words);
        found.set(place, placed);
        // Letters are counted, not measured: some words are a little longer.
        const drawn = Math.min(placed.room, words * 1.15);
        taken = placed.room === 0 ? x + WORD_GAP : placed.align === "right" ? x : x + (placed.align === "center" ? drawn / 2 : drawn);
    }
    return found;
}

/** What words before the next line leave to those of that line: the half of them if both fit so, and what they need where they can only stand before it. */
function keptFor(next: { readonly x: number; readonly words: number }, distance: number, words: number, end: number): number {
    if ((words + next.words) / 2 + WORD_GAP <= distance) return next.words / 2;
    return end - next.x < next.words / 2 ? Math.min(next.words, distance / 2) : 0;
}

function placedBetween(before: number, behind: number, words: number): WordPlace {
    const centred = 2 * Math.min(before, behind);
    const most = Math.max(before, behind);
    if (Math.max(centred, most) < Math.min(LEAST_WORDS, words)) return { room: 0, align: "center" };
    if (centred >= words || centred >= most) return { room: Math.min(MOST_WORDS, centred), align: "center" };
    return { room: Math.min(MOST_WORDS, most), align: behind >= before ? "left" : "right" };
}

/** How many there are besides the one that is named. */
function moreOf(annotations: readonly Annotation[]): string {
    return annotations.length > 1 ? ` +${annotations.length - 1}` : "";
}

function gravest(annotations: readonly Annotation[]): Annotation {
    const order = ["incident", "release", "note"] as const;
    return annotations.reduce((best, each) => (order.indexOf(each.kind) < order.indexOf(best.kind) ? each : best));
}
