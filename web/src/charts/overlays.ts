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
/** The longest words beside a sign, and the fewest pixels that are worth a part of them: three letters say nothing. */
const MOST_WORDS = 160;
const LEAST_WORDS = 64;

/** What happened, as thin lines across the values, with a sign and the words `distance` above them; what lasted as a band from there. Of several at one place the gravest is named. */
export function annotationSeries(chart: CartesianChart, { palette, width }: Drawn, distance: number): EngineOption[] {
    if (chart.annotations.length === 0) return [];
    const colours = { release: palette.good, incident: palette.bad, note: palette.muted } as const;
    const places = new Map<number, Annotation[]>();
    for (const annotation of chart.annotations) places.set(annotation.place, [...places.get(annotation.place) ?? [], annotation]);
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
                const more = annotations.length > 1 ? ` +${annotations.length - 1}` : "";
                const letters = label.length + more.length + 2;
                const { room, align } = wordRoom(chart, width, place, [...places.keys()], letters);
                const isSaid = room >= Math.min(LEAST_WORDS, letters * WORD_LETTER);
                return {
                    [chart.horizontal ? "yAxis" : "xAxis"]: place,
                    lineStyle: { color: colours[kind], width: 1, type: "solid", opacity: 0.8 },
                    label: {
                        position: "end", distance, color: palette.text, fontFamily: FONT, fontSize: 11, textBorderColor: palette.surface, textBorderWidth: 3,
                        ...(align === "center" ? {} : { align }),
                        ...(isSaid ? { width: room, overflow: "truncate" } : {}),
                        formatter: `{sign|${SIGNS[kind]}}${more}${isSaid ? ` ${label.replace(/[{|}]/g, " ")}` : ""}`, rich: { sign: { color: colours[kind], fontSize: 9 } },
                    },
                };
            }),
        },
    }];
}

/**
 * Words stand centred on their line, at an edge of the picture beside it. Each has the half of the way to the next line, so that
 * no two meet: room, in pixels, for all of them.
 */
export function wordRoom(chart: CartesianChart, width: number, place: number, places: readonly number[], letters: number): { readonly room: number; readonly align: "left" | "center" | "right" } {
    const columns = chart.series.some((series) => series.shape === "column");
    const count = chart.categories.length;
    const step = (width - 60) / Math.max(1, columns ? count : count - 1);
    const next = places.reduce((least, other) => (other === place ? least : Math.min(least, Math.abs(other - place) * step)), 2 * MOST_WORDS);
    const half = Math.min(MOST_WORDS, letters * WORD_LETTER, next - 6) / 2;
    const edge = columns ? step / 2 : 0;
    const align = chart.horizontal || count < 2 ? "center" : place * step + edge < half ? "left" : (count - 1 - place) * step + edge < half ? "right" : "center";
    return { room: Math.min(MOST_WORDS, (align === "center" ? next : next / 2) - 6), align };
}

function gravest(annotations: readonly Annotation[]): Annotation {
    const order = ["incident", "release", "note"] as const;
    return annotations.reduce((best, each) => (order.indexOf(each.kind) < order.indexOf(best.kind) ? each : best));
}
