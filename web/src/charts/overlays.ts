import { paint } from "./colours";
import type { Annotation, CartesianChart } from "./description";
import { FONT } from "./drawn";
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

/** What happened, as thin lines across the values, with a sign and the words on top. Of several at one place the gravest is named. */
export function annotationSeries(chart: CartesianChart, { palette, width }: Drawn): EngineOption[] {
    if (chart.annotations.length === 0) return [];
    const colours = { release: palette.good, incident: palette.bad, note: palette.muted } as const;
    const step = (width - 60) / Math.max(1, chart.categories.length);
    const places = new Map<number, Annotation[]>();
    for (const annotation of chart.annotations) places.set(annotation.place, [...places.get(annotation.place) ?? [], annotation]);
    // Words stand centred on their lines; where the next line is too near for them, the sign stands alone.
    const room = (place: number) => [...places.keys()].reduce((least, other) => (other === place ? least : Math.min(least, Math.abs(other - place) * step - 6)), 160);
    return [{
        type: "line", data: [], silent: true, tooltip: { show: false }, z: 6,
        markLine: {
            symbol: "none", silent: true, animation: false,
            data: [...places].map(([place, annotations]) => {
                const { kind, label } = gravest(annotations);
                const more = annotations.length > 1 ? ` +${annotations.length - 1}` : "";
                return {
                    [chart.horizontal ? "yAxis" : "xAxis"]: place,
                    lineStyle: { color: colours[kind], width: 1, type: "solid", opacity: 0.8 },
                    label: {
                        position: "end", distance: 4, color: palette.text, fontFamily: FONT, fontSize: 11, textBorderColor: palette.surface, textBorderWidth: 3,
                        // At the edges they would leave the picture.
                        ...(chart.horizontal || chart.categories.length < 2 ? {} : place * step < room(place) / 2 ? { align: "left" } : (chart.categories.length - 1 - place) * step < room(place) / 2 ? { align: "right" } : {}),
                        ...(room(place) < 40 ? {} : { width: room(place), overflow: "truncate" }),
                        formatter: `{sign|${SIGNS[kind]}}${more}${room(place) < 40 ? "" : ` ${label.replace(/[{|}]/g, " ")}`}`, rich: { sign: { color: colours[kind], fontSize: 9 } },
                    },
                };
            }),
        },
    }];
}

function gravest(annotations: readonly Annotation[]): Annotation {
    const order = ["incident", "release", "note"] as const;
    return annotations.reduce((best, each) => (order.indexOf(each.kind) < order.indexOf(best.kind) ? each : best));
}
