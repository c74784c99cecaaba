import { paint } from "./colours";
import type { CartesianChart } from "./description";
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

/** What happened, as thin lines across the values, with a sign and the words on top. */
export function annotationSeries(chart: CartesianChart, { palette, width }: Drawn): EngineOption[] {
    if (chart.annotations.length === 0) return [];
    const colours = { release: palette.good, incident: palette.bad, note: palette.muted } as const;
    const step = (width - 60) / Math.max(1, chart.categories.length);
    // Words stand centred on their lines; where the next line is too near for them, the sign stands alone.
    const room = (place: number) => chart.annotations.reduce((least, other) => (other.place === place ? least : Math.min(least, Math.abs(other.place - place) * step - 6)), 160);
    return [{
        type: "line", data: [], silent: true, tooltip: { show: false }, z: 6,
        markLine: {
            symbol: "none", silent: true, animation: false,
            data: chart.annotations.map((annotation) => ({
                [chart.horizontal ? "yAxis" : "xAxis"]: annotation.place,
                lineStyle: { color: colours[annotation.kind], width: 1, type: "solid", opacity: 0.8 },
                label: {
                    position: "end", distance: 4, color: palette.text, fontFamily: FONT, fontSize: 11, textBorderColor: palette.surface, textBorderWidth: 3,
                    ...(room(annotation.place) < 40 ? {} : { width: room(annotation.place), overflow: "truncate" }),
                    formatter: `{sign|${SIGNS[annotation.kind]}}${room(annotation.place) < 40 ? "" : ` ${annotation.label.replace(/[{|}]/g, " ")}`}`, rich: { sign: { color: colours[annotation.kind], fontSize: 9 } },
                },
            })),
        },
    }];
}
