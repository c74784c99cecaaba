import { percentAmong, short } from "../words/numbers";
import { common, tooltipStyle } from "./base";
import { cartesianOption } from "./cartesianOption";
import { paint } from "./colours";
import type { CartesianChart, PieChart, ScatterChart, Slice, ToldChart, ValueAxis } from "./description";
import { FONT, LETTER } from "./drawn";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";
import { pointTip, sliceTip } from "./tooltip";

/** The kinds of charts that the library draws. */
export type DrawnChart = CartesianChart | PieChart | ScatterChart | ToldChart;

/** Those that need nothing but what every page with charts has. */
export type PlainChart = CartesianChart | PieChart | ScatterChart;

export function isPlain(chart: DrawnChart): chart is PlainChart {
    return chart.kind === "cartesian" || chart.kind === "pie" || chart.kind === "scatter";
}

/** A chart's description as ECharts options. */
export function plainOption(chart: PlainChart, drawn: Drawn): EngineOption {
    switch (chart.kind) {
        case "cartesian": return cartesianOption(chart, drawn);
        case "pie": return pieOption(chart, drawn);
        case "scatter": return scatterOption(chart, drawn);
    }
}

const LEAST_LABEL = 64;
const LABEL_LEADING = 16;
/** A smaller pie with labels gives way to a larger one with a legend. It must not depend on the height, which the legend changes. */
const LEAST_DIAMETER = 140;
/** The line from a slice to its label: so far away from the middle that two lines of words don't stand on the pie, then to the side. */
const LINE_OUT = 16;
const LINE_ASIDE = 2;
/** From a slice to its label: the line, and the gap behind it. */
const LABEL_LINE = LINE_OUT + LINE_ASIDE + 6;

/** How wide a pie is, and how much room its labels have on either side; null where the legend names the slices. */
export function pieLayout(chart: PieChart, size: { width: number; height: number }): { readonly diameter: number; readonly labels: number | null } {
    const longest = chart.slices.reduce((most, slice) => Math.max(most, slice.name.length), 0) * LETTER;
    const wanted = Math.max(LEAST_LABEL, Math.min(longest, size.width * 0.3));
    const across = size.width - 2 * (wanted + LABEL_LINE);
    if (chart.naming === "labels" && size.height > 160 && across >= LEAST_DIAMETER && mostOnASide(chart.slices) * labelHeight(chart) <= size.height) {
        const diameter = Math.min(size.height * 0.74, size.height - 2 * LINE_OUT - labelHeight(chart), across);
        return { diameter, labels: (size.width - diameter) / 2 - LABEL_LINE };
    }
    return { diameter: Math.max(0, Math.min(size.width, size.height) * 0.9), labels: null };
}

/** A label's lines, and the gap to the next one. */
function labelHeight(chart: PieChart): number {
    return (chart.says.name && (chart.says.value || chart.says.share) ? 2 : 1) * LABEL_LEADING;
}

/** How many labels stand at the same side: those of the slices whose middle lies there, from the top clockwise. */
function mostOnASide(slices: readonly Slice[]): number {
    const whole = slices.reduce((sum, slice) => sum + (slice.value ?? 0), 0);
    let before = 0;
    const right = slices.filter((slice) => {
        const middle = before + (slice.value ?? 0) / 2;
        before += slice.value ?? 0;
        return middle < whole / 2;
    }).length;
    return Math.max(right, slices.length - right);
}

/** What is said beside the name of a slice. */
export function sliceWords(chart: PieChart, slice: Slice, whole: number): string {
    const share = whole > 0 ? percentAmong((slice.value ?? 0) / whole, chart.slices.map((each) => (each.value ?? 0) / whole)) : "";
    return [chart.says.value ? slice.text : "", chart.says.share ? share : ""].filter((part) => part !== "").join(" · ");
}

function pieOption(chart: PieChart, drawn: Drawn): EngineOption {
    const { palette } = drawn;
    const slices = chart.slices.filter((slice) => !drawn.hidden.has(slice.id));
    const whole = slices.reduce((sum, slice) => sum + (slice.value ?? 0), 0);
    const { diameter, labels } = pieLayout(chart, drawn);
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
            radius: chart.donut ? [diameter * 0.31, diameter / 2] : diameter / 2,
            startAngle: 90,
            cursor: "default",
            itemStyle: { borderColor: palette.surface, borderWidth: 1.5 },
            label: {
                show: labels !== null, color: palette.text, fontFamily: FONT, fontSize: 12, lineHeight: LABEL_LEADING,
                width: labels ?? 0, overflow: "truncate",
                formatter: (item: { dataIndex?: number }) => {
                    const slice = slices[item.dataIndex ?? 0];
                    if (slice === undefined) return "";
                    return [chart.says.name ? slice.name : "", sliceWords(chart, slice, whole)].filter((line) => line !== "").join("\n");
                },
            },
            labelLine: { show: labels !== null, lineStyle: { color: palette.muted }, length: LINE_OUT, length2: LINE_ASIDE },
            data: slices.map((slice) => ({ name: slice.name, value: slice.value, itemStyle: { color: paint(slice.colour, palette) } })),
        }],
    };
}

function scatterOption(chart: ScatterChart, drawn: Drawn): EngineOption {
    const { palette } = drawn;
    const groups = chart.groups.filter((group) => !drawn.hidden.has(group.id));
    const sizes = chart.groups.flatMap((group) => group.points.flatMap((point) => point.size ?? []));
    const largest = Math.max(1, ...sizes);
    const farthest = Math.max(0, ...chart.groups.flatMap((group) => group.points.map((point) => point.x)));
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
            ...(chart.named === true ? {
                // Names are as strong as other words, also across a point or a line.
                label: { show: true, position: "right", color: palette.muted, opacity: 1, textBorderColor: palette.surface, textBorderWidth: 2, fontFamily: FONT, fontSize: 11, formatter: ({ dataIndex }: { dataIndex: number }) => group.points[dataIndex]?.name ?? "" },
                labelLayout: { hideOverlap: true },
            } : {}),
            data: group.points.map((point) => ({
                // Beside the right edge a name has no room on that side.
                ...(chart.named === true && point.x > farthest * 0.75 ? { label: { position: "left" } } : {}),
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
