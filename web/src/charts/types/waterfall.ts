import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { difference } from "../../words/numbers";
import { axisText } from "../axisText";
import { common, tooltipStyle } from "../base";
import { namedColour, paint } from "../colours";
import { numberColumns } from "../columns";
import type { NoChart, WaterfallBar, WaterfallChart } from "../description";
import { FONT, LETTER } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption, ItemPlace } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { dimensionColumns, noChart, plainAxis, rowName, stopsOf, writtenAs } from "./told";

const MOST_BARS = 60;

/** Rows, or the measures of one row, one on top of the other, and at the end what they come to. */
export function describeWaterfall(result: QueryResult, vis: VisSettings): WaterfallChart | NoChart {
    const measures = numberColumns(result, vis);
    const dimensions = dimensionColumns(result, vis);
    const [measure] = measures;
    const [first] = result.rows;
    if (measure === undefined || first === undefined) return noChart("A waterfall needs a measure.");
    const across = dimensions.length === 0 || (result.rows.length === 1 && measures.length > 1);
    const parts = across
        ? measures.map((column) => ({ source: { row: 0, column: column.id }, name: column.title, value: cellNumber(column.cell(first)), text: cellText(column.cell(first)) }))
        : result.rows.map((row, index) => ({ source: { row: index, column: measure.id }, name: rowName(dimensions, row), value: cellNumber(measure.cell(row)), text: cellText(measure.cell(row)) }));
    const bars: WaterfallBar[] = [];
    let level = 0;
    for (const part of parts.slice(0, MOST_BARS)) {
        const value = part.value ?? 0;
        bars.push({ name: part.name, from: level, to: level + value, text: part.text === "" ? "∅" : part.text, role: value < 0 ? "down" : "up" });
        level += value;
    }
    if (vis.waterfall.showTotal) bars.push({ name: vis.waterfall.totalLabel || "Total", from: 0, to: level, text: writtenAs(level, measure), role: "total" });
    const ups = bars.filter((bar) => bar.role === "up").sort((a, b) => b.to - b.from - (a.to - a.from));
    const downs = bars.filter((bar) => bar.role === "down").sort((a, b) => a.to - a.from - (b.to - b.from));
    const title = across ? "" : measure.title;
    return {
        kind: "waterfall",
        axis: plainAxis(title, measure.field.valueFormat),
        bars,
        colours: {
            up: namedColour(vis.waterfall.upColour) ?? { token: "good" }, down: namedColour(vis.waterfall.downColour) ?? { token: "bad" },
            total: namedColour(vis.waterfall.totalColour) ?? { slot: 0 },
        },
        valueLabels: vis.showValueLabels || bars.length <= 12,
        summary: [
            `${title === "" ? "The parts" : title} ${title === "" ? "come" : "comes"} to ${writtenAs(level, measure)}`,
            ups[0] === undefined ? "" : `; most is added by ${ups[0].name}, ${ups[0].text}`,
            downs[0] === undefined ? "" : `; most is taken away by ${downs[0].name}, ${downs[0].text}`, ".",
        ].join(""),
        stops: stopsOf(bars.map((bar) => `${bar.name}: ${bar.text}${bar.role === "total" ? "" : `, together ${writtenAs(bar.to, measure)}`}`)).map((stop) => {
            const source = bars[stop.item]?.role === "total" ? undefined : parts[stop.item]?.source;
            return source === undefined ? stop : { ...stop, source };
        }),
        leftOut: parts.length > MOST_BARS ? `The first ${MOST_BARS} of ${parts.length} rows are drawn.` : "",
    };
}

export function waterfallOption(chart: WaterfallChart, drawn: Drawn): EngineOption {
    const { palette, width } = drawn;
    const names = chart.bars.map((bar) => bar.name);
    const band = (width * 0.92) / Math.max(1, names.length);
    const longest = names.reduce((most, name) => Math.max(most, name.length), 0) * LETTER;
    const slanted = longest > band && names.length > 1;
    return {
        ...common(drawn),
        grid: { left: 4, right: 12, top: 22, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: {
            type: "category", data: names, axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false },
            axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, interval: names.length > 40 ? "auto" : 0, overflow: "truncate", width: slanted ? 120 : Math.max(40, band - 8), ...(slanted ? { rotate: band < 22 ? 60 : 35 } : {}) },
        },
        yAxis: {
            type: "value", splitNumber: 4, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: palette.line } },
            axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, formatter: (value: number) => axisText(value, chart.axis) },
        },
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { dataIndex?: number }) => {
                const bar = chart.bars[item.dataIndex ?? 0];
                if (bar === undefined) return "";
                const together = bar.role === "total" ? [] : [["Together", axisText(bar.to, chart.axis)] as const, ...(bar.from === 0 ? [] : [["Change", difference(bar.to, bar.from, chart.axis)] as const])];
                return factsTip(bar.name, [[chart.axis.title || "Value", bar.text], ...together]);
            },
        },
        series: [{
            type: "custom", cursor: "default", encode: { x: 0, y: [1, 2] },
            data: chart.bars.map((bar, index) => [index, bar.from, bar.to]),
            renderItem: (_: unknown, api: ItemPlace) => barShape(chart, drawn, api),
        }],
    };
}

/** A letter of a value is smaller than one of a name. */
const VALUE_LETTER = LETTER - 0.6;

/** A bar from where the one before ended, a hairline to the next, and its value above or below. */
function barShape(chart: WaterfallChart, { palette }: Drawn, api: ItemPlace): EngineOption {
    const index = api.value(0);
    const bar = chart.bars[index];
    if (bar === undefined) return { type: "group", children: [] };
    const [x = 0, start = 0] = api.coord([index, bar.from]);
    const [, end = 0] = api.coord([index, bar.to]);
    const [step = 24] = api.size?.([1, 0]) ?? [24];
    const wide = Math.min(56, step * 0.72);
    const height = Math.max(1, Math.abs(end - start));
    const last = index === chart.bars.length - 1;
    const shown = chart.valueLabels && bar.text.length * VALUE_LETTER <= step + 4;
    return {
        type: "group",
        children: [
            { type: "rect", shape: { x: x - wide / 2, y: Math.min(start, end), width: wide, height, r: 2 }, style: { fill: paint(chart.colours[bar.role], palette) } },
            ...(last ? [] : [{ type: "line", silent: true, shape: { x1: x + wide / 2, y1: end, x2: x + step - wide / 2, y2: end }, style: { stroke: palette.muted, lineWidth: 1, lineDash: [2, 2] } }]),
            ...(shown ? [{
                type: "text", silent: true, x, y: bar.to >= bar.from ? Math.min(start, end) - 4 : Math.max(start, end) + 4,
                style: { text: bar.text, fill: palette.text, font: `11px ${FONT}`, align: "center", verticalAlign: bar.to >= bar.from ? "bottom" : "top" },
            }] : []),
        ],
    };
}
