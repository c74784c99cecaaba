import { percent, short } from "../words/numbers";
import { cartesianOption, common, FONT, tooltipStyle } from "./cartesianOption";
import type { Drawn } from "./cartesianOption";
import { paint } from "./colours";
import type { CartesianChart, PieChart, ScatterChart, ValueAxis } from "./description";
import type { EngineOption } from "./engine";
import { pointTip, sliceTip } from "./tooltip";

/** The kinds of charts that the library draws. */
export type DrawnChart = CartesianChart | PieChart | ScatterChart;

/** A chart's description as ECharts options. */
export function chartOption(chart: DrawnChart, drawn: Drawn): EngineOption {
    switch (chart.kind) {
        case "cartesian": return cartesianOption(chart, drawn);
        case "pie": return pieOption(chart, drawn);
        case "scatter": return scatterOption(chart, drawn);
    }
}

/** Whether slices have the room to carry their names, so that no legend is needed. */
export function slicesAreLabelled(size: { width: number; height: number }): boolean {
    return size.width > 340 && size.height > 180;
}

function pieOption(chart: PieChart, drawn: Drawn): EngineOption {
    const { palette } = drawn;
    const slices = chart.slices.filter((slice) => !drawn.hidden.has(slice.id));
    const whole = slices.reduce((sum, slice) => sum + (slice.value ?? 0), 0);
    const labelled = slicesAreLabelled(drawn);
    const radius = labelled ? "72%" : "88%";
    return {
        ...common(drawn),
        tooltip: {
            ...tooltipStyle(palette),
            trigger: "item",
            formatter: (item: { dataIndex?: number }) => {
                const slice = slices[item.dataIndex ?? 0];
                return slice === undefined ? "" : sliceTip(chart, slice, whole, palette);
            },
        },
        series: [{
            type: "pie",
            // Pies come with a slow animation of their own.
            animationDuration: 150, animationDurationUpdate: 150, animationType: "scale",
            radius: chart.donut ? ["46%", radius] : radius,
            startAngle: 90,
            cursor: "default",
            itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
            label: {
                show: labelled, color: palette.text, fontFamily: FONT, fontSize: 12, width: drawn.width * 0.28, overflow: "truncate", lineHeight: 16,
                formatter: (item: { dataIndex?: number; name?: string }) =>
                    `${item.name ?? ""}\n${whole > 0 ? percent((slices[item.dataIndex ?? 0]?.value ?? 0) / whole) : ""}`,
            },
            labelLine: { lineStyle: { color: palette.muted }, length: 8, length2: 8 },
            data: slices.map((slice) => ({ name: slice.name, value: slice.value, itemStyle: { color: paint(slice.colour, palette) } })),
        }],
    };
}

function scatterOption(chart: ScatterChart, drawn: Drawn): EngineOption {
    const { palette } = drawn;
    const groups = chart.groups.filter((group) => !drawn.hidden.has(group.id));
    const sizes = chart.groups.flatMap((group) => group.points.flatMap((point) => point.size ?? []));
    const largest = Math.max(1, ...sizes);
    return {
        ...common(drawn),
        grid: { left: 8, right: 16, top: 26, bottom: 22, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: numberAxis(chart.x, drawn, { nameLocation: "middle", nameGap: 28 }),
        yAxis: numberAxis(chart.y, drawn, { nameLocation: "end", nameGap: 10, nameTextStyle: { align: "left", color: palette.muted, fontFamily: FONT } }),
        tooltip: {
            ...tooltipStyle(palette),
            trigger: "item",
            formatter: (item: { seriesIndex?: number; dataIndex?: number }) => {
                const point = groups[item.seriesIndex ?? 0]?.points[item.dataIndex ?? 0];
                return point === undefined ? "" : pointTip(point);
            },
        },
        series: groups.map((group) => ({
            type: "scatter",
            name: group.name,
            cursor: "default",
            itemStyle: { color: paint(group.colour, palette), opacity: 0.75, borderColor: palette.surface, borderWidth: 0.5 },
            data: group.points.map((point) => ({
                value: [point.x, point.y], symbolSize: point.size === null ? 9 : 6 + 26 * Math.sqrt(Math.max(0, point.size) / largest),
            })),
        })),
    };
}

function numberAxis(axis: ValueAxis, { palette }: Drawn, placement: EngineOption): EngineOption {
    return {
        type: axis.logarithmic ? "log" : "value",
        scale: true,
        name: axis.title,
        nameTextStyle: { color: palette.muted, fontFamily: FONT },
        axisLine: { show: true, lineStyle: { color: palette.line } },
        axisTick: { show: false },
        axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, hideOverlap: true, formatter: (value: number) => short(value, axis) },
        splitLine: { lineStyle: { color: palette.line } },
        ...placement,
    };
}
