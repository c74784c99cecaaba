import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { percent } from "../../words/numbers";
import { axisText } from "../axisText";
import { common, tooltipStyle } from "../base";
import { namedColour, paint } from "../colours";
import { numberColumns } from "../columns";
import type { GaugeChart, NoChart } from "../description";
import { FONT, LETTER } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { noChart, plainAxis } from "./told";

/** The first measure of the first row on a dial; the second one, or a number of the settings, is where it should be. */
export function describeGauge(result: QueryResult, vis: VisSettings): GaugeChart | NoChart {
    const [measure, second] = numberColumns(result, vis);
    const [row] = result.rows;
    if (measure === undefined || row === undefined) return noChart("A gauge needs a measure.");
    const value = cellNumber(measure.cell(row));
    if (value === null) return noChart(`${measure.title} has no value here.`);
    const axis = plainAxis(measure.title, measure.field.valueFormat);
    const wanted = vis.gauge.target ?? (second === undefined ? null : cellNumber(second.cell(row)));
    const target = wanted === null ? null : { value: wanted, label: vis.gauge.targetLabel || (vis.gauge.target === null ? second?.title ?? "Target" : "Target") };
    const min = vis.gauge.min ?? Math.min(0, value, target?.value ?? 0);
    const natural = axis.percent && value <= 1 && (target?.value ?? 0) <= 1 ? 1 : rounded(Math.max(value, target?.value ?? 0) * (target === null ? 1.25 : 1.05));
    const max = Math.max(vis.gauge.max ?? natural, min + Number.EPSILON);
    const share = target === null || target.value === 0 ? "" : `, ${percent(value / target.value)} of ${target.label} ${axisText(target.value, axis)}`;
    const text = cellText(measure.cell(row));
    const words = `${measure.title} is ${text}${share}.`;
    return {
        kind: "gauge", title: measure.title, value, text, min, max: max <= min ? min + 1 : max, axis, target,
        colour: namedColour(vis.seriesColours[measure.id] ?? "") ?? { slot: 0 },
        summary: words, stops: [{ words, series: 0, item: 0 }],
        leftOut: result.rows.length > 1 ? `The first of ${result.rows.length} rows is shown.` : "",
    };
}

/** The next number up that reads well: 1, 2, 2.5 or 5 times a power of ten. */
function rounded(value: number): number {
    if (value <= 0) return 1;
    const power = 10 ** Math.floor(Math.log10(value));
    return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= value * 0.999) ?? value;
}

export function gaugeOption(chart: GaugeChart, drawn: Drawn): EngineOption {
    const { palette, width, height } = drawn;
    const radius = Math.max(24, Math.min(width / 2 - 34, (height - 44) / 1.342));
    const thick = Math.max(8, radius * 0.16);
    const colour = paint(chart.colour, palette);
    const share = (value: number) => Math.max(0, Math.min(1, (value - chart.min) / (chart.max - chart.min)));
    const text = (value: number) => axisText(value, chart.axis);
    const angle = (value: number) => (200 - 220 * share(value)) * Math.PI / 180;
    const [cx, cy] = [width / 2, radius + 14];
    const mark = chart.target === null ? [] : [markAt(chart.target.value, `${chart.target.label} ${text(chart.target.value)}`)];

    function markAt(value: number, label: string): EngineOption {
        const at = (distance: number) => ({ x: cx + Math.cos(angle(value)) * distance, y: cy - Math.sin(angle(value)) * distance });
        const [inner, outer, word] = [at(radius - thick - 3), at(radius + 3), at(radius + 8)];
        const leftHalf = Math.cos(angle(value)) < 0;
        const long = label.length * LETTER;
        const edge = leftHalf ? Math.max(word.x, long + 2) : Math.min(word.x, width - long - 2);
        return {
            type: "group", silent: true, z: 10,
            children: [
                { type: "line", z: 10, shape: { x1: inner.x, y1: inner.y, x2: outer.x, y2: outer.y }, style: { stroke: palette.text, lineWidth: 2 } },
                ...(width > 240 ? [{ type: "text", z: 10, x: edge, y: word.y, style: { text: label, fill: palette.muted, font: `12px ${FONT}`, align: leftHalf ? "right" : "left", verticalAlign: "bottom" } }] : []),
            ],
        };
    }

    /** The number at one end of the dial. */
    function end(value: number, side: -1 | 1): EngineOption {
        const [x, y] = [cx + side * Math.cos(Math.PI / 9) * (radius - thick / 2), cy + Math.sin(Math.PI / 9) * (radius - thick / 2) + 14];
        return { type: "text", silent: true, z: 10, x, y, style: { text: text(value), fill: palette.muted, font: `12px ${FONT}`, align: "center", verticalAlign: "middle" } };
    }

    return {
        ...common(drawn),
        tooltip: { ...tooltipStyle(palette), trigger: "item", formatter: () => factsTip(chart.title, [["Now", chart.text], ...(chart.target === null ? [] : [[chart.target.label, text(chart.target.value)] as const])]) },
        graphic: { elements: [...mark, end(chart.min, -1), end(chart.max, 1)] },
        series: [{
            type: "gauge", startAngle: 200, endAngle: -20, min: chart.min, max: chart.max, center: [cx, cy], radius, splitNumber: 1, cursor: "default",
            pointer: { show: false }, anchor: { show: false }, axisTick: { show: false }, splitLine: { show: false },
            progress: { show: true, width: thick, roundCap: false, itemStyle: { color: colour } },
            axisLine: { lineStyle: { width: thick, color: [[1, palette.line]] } },
            axisLabel: { distance: -thick * 0.1 - 4, show: false },
            title: { show: true, offsetCenter: [0, radius * 0.26], color: palette.muted, fontFamily: FONT, fontSize: 12, width: radius * 1.5, overflow: "truncate" },
            detail: { valueAnimation: false, offsetCenter: [0, -radius * 0.02], color: palette.text, fontFamily: FONT, fontWeight: 600, fontSize: Math.max(16, Math.min(40, radius * 0.34)), formatter: () => chart.text },
            data: [{ value: Math.max(chart.min, Math.min(chart.max, chart.value)), name: chart.title }],
        }],
    };
}
