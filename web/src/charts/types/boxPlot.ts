import { cellNumber } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { counted } from "../../words/numbers";
import { axisText } from "../axisText";
import { common, tooltipStyle } from "../base";
import { numberColumns } from "../columns";
import type { Box, BoxPlot, NoChart } from "../description";
import { FONT, LETTER } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { dimensionColumns, noChart, plainAxis, rowName, stopsOf, writtenAs } from "./told";

const MOST = 60;
const NAMES = ["Least", "Lower quartile", "Median", "Upper quartile", "Most"] as const;

/** With five measures or more they are the five numbers of each row; with fewer, the rows of each group are counted through. */
export function describeBoxPlot(result: QueryResult, vis: VisSettings): BoxPlot | NoChart {
    const measures = numberColumns(result, vis);
    const dimensions = dimensionColumns(result, vis);
    const [measure] = measures;
    if (measure === undefined) return noChart("A box plot needs a measure: five of them, or one over many rows.");
    const texts = (five: Box["five"]): Box["texts"] => [writtenAs(five[0], measure), writtenAs(five[1], measure), writtenAs(five[2], measure), writtenAs(five[3], measure), writtenAs(five[4], measure)];
    const boxes: Box[] = [];
    if (measures.length >= 5) {
        for (const row of result.rows) {
            const [a, b, c, d, e] = measures.slice(0, 5).map((column) => cellNumber(column.cell(row))).filter((value): value is number => value !== null).sort((left, right) => left - right);
            if (a === undefined || b === undefined || c === undefined || d === undefined || e === undefined) continue;
            boxes.push({ name: rowName(dimensions, row), five: [a, b, c, d, e], texts: texts([a, b, c, d, e]), outliers: [], count: null });
        }
    } else {
        const grouping = dimensions.length > 1 ? dimensions.slice(0, -1) : [];
        const groups = new Map<string, number[]>();
        for (const row of result.rows) {
            for (const column of measure.pivot === null ? [measure] : measures) {
                const value = cellNumber(column.cell(row));
                const name = measure.pivot === null ? rowName(grouping, row) : column.title;
                if (value !== null) groups.set(name, [...(groups.get(name) ?? []), value]);
            }
        }
        for (const [name, values] of groups) {
            const box = boxOf(values);
            boxes.push({ name: name === "" ? measure.title : name, ...box, texts: texts(box.five), count: values.length });
        }
    }
    if (boxes.length === 0) return noChart("There is no value to draw a box of.");
    const kept = boxes.slice(0, MOST);
    const highest = kept.reduce((best, box) => (box.five[2] > best.five[2] ? box : best));
    const title = measures.length >= 5 ? "" : measure.pivot === null ? measure.title : measure.field.labelShort;
    return {
        kind: "box",
        axis: plainAxis(title, measure.field.valueFormat),
        boxes: kept,
        summary: kept.length === 1
            ? `${title === "" ? "The" : `${title}:`} median ${title === "" ? "is " : ""}${highest.texts[2]}, half of the values from ${highest.texts[1]} to ${highest.texts[3]}.`
            : `${title === "" ? "Highest" : `${title}: highest`} median ${highest.texts[2]} for ${highest.name}, half of its values from ${highest.texts[1]} to ${highest.texts[3]}; ${kept.length} groups.`,
        stops: stopsOf(kept.map((box) => `${box.name}: median ${box.texts[2]}, half from ${box.texts[1]} to ${box.texts[3]}, whiskers from ${box.texts[0]} to ${box.texts[4]}${box.outliers.length === 0 ? "" : `, ${counted(box.outliers.length, "value")} beyond`}`)),
        leftOut: boxes.length > MOST ? `The first ${MOST} of ${boxes.length} groups are drawn.` : "",
    };
}

/** The five numbers of values, those more than 1.5 quartile ranges beyond the box apart (Tukey). */
export function boxOf(values: readonly number[]): Pick<Box, "five" | "outliers"> {
    const sorted = [...values].sort((left, right) => left - right);
    const [low, middle, high] = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
    const reach = 1.5 * (high - low);
    const inside = sorted.filter((value) => value >= low - reach && value <= high + reach);
    return {
        five: [inside[0] ?? low, low, middle, high, inside[inside.length - 1] ?? high],
        outliers: sorted.filter((value) => value < low - reach || value > high + reach),
    };
}

/** Between the two nearest values in proportion, as spreadsheets and numpy do. */
export function quantile(sorted: readonly number[], share: number): number {
    const place = (sorted.length - 1) * share;
    const below = sorted[Math.floor(place)] ?? 0;
    const above = sorted[Math.ceil(place)] ?? below;
    return below + (above - below) * (place - Math.floor(place));
}

export function boxOption(chart: BoxPlot, drawn: Drawn): EngineOption {
    const { palette, width } = drawn;
    const names = chart.boxes.map((box) => box.name);
    const band = (width * 0.92) / Math.max(1, names.length);
    const slanted = names.length > 1 && names.reduce((most, name) => Math.max(most, name.length), 0) * LETTER > band;
    const colour = palette.series[0] ?? palette.accent;
    return {
        ...common(drawn),
        grid: { left: 4, right: 12, top: 10, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: {
            type: "category", data: names, axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false },
            axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, overflow: "truncate", width: slanted ? 120 : Math.max(40, band - 8), ...(names.length <= 40 ? { interval: 0 } : {}), ...(slanted ? { rotate: 35 } : {}) },
        },
        yAxis: {
            type: "value", scale: true, splitNumber: 4, axisLine: { show: false }, axisTick: { show: false }, splitLine: { lineStyle: { color: palette.line } },
            axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, formatter: (value: number) => axisText(value, chart.axis) },
        },
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { seriesIndex?: number; dataIndex?: number; value?: unknown }) => {
                if (item.seriesIndex === 1) {
                    const [place, value] = Array.isArray(item.value) ? item.value as unknown[] : [];
                    return factsTip(chart.boxes[Number(place)]?.name ?? "", [["Beyond the whiskers", axisText(Number(value), chart.axis)]]);
                }
                const box = chart.boxes[item.dataIndex ?? 0];
                if (box === undefined) return "";
                return factsTip(box.name, [...NAMES.map((name, index) => [name, box.texts[index] ?? ""] as const).reverse(), ...(box.count === null ? [] : [["Values", box.count.toLocaleString("en-US")] as const])]);
            },
        },
        series: [
            {
                type: "boxplot", cursor: "default", boxWidth: [8, 56], data: chart.boxes.map((box) => box.five),
                itemStyle: { color: `${colour}33`, borderColor: colour, borderWidth: 1.5 },
                emphasis: { itemStyle: { borderWidth: 2, shadowBlur: 0 } },
            },
            { type: "scatter", cursor: "default", symbolSize: 5, itemStyle: { color: colour, opacity: 0.6 }, data: chart.boxes.flatMap((box, index) => box.outliers.map((value) => [index, value])) },
        ],
    };
}
