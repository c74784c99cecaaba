import { cellNumber, cellText } from "../../api/result";
import type { QueryResult } from "../../api/result";
import { common, tooltipStyle } from "../base";
import { numberColumns } from "../columns";
import type { HeatCell, HeatMap, NoChart } from "../description";
import { FONT, LETTER } from "../drawn";
import type { Drawn } from "../drawn";
import type { EngineOption } from "../engine";
import { scaleColour, shareOn, textOn } from "../scale";
import { factsTip } from "../tooltip";
import type { VisSettings } from "../vis";
import { cellName, dimensionColumns, noChart, rowName, scaleOver, sentence } from "./told";

const MOST = 400;
/** Names of up to this many pixels stand upright, with gaps between them where there are many. */
const SHORT = 24;

/** Rows by pivot values, or by the last of two dimensions; without either, by the measures. */
export function describeHeatMap(result: QueryResult, vis: VisSettings): HeatMap | NoChart {
    const measures = numberColumns(result, vis);
    const dimensions = dimensionColumns(result, vis);
    const [measure] = measures;
    if (measure === undefined || dimensions.length === 0) return noChart("A heat map needs a dimension and a measure.");
    const pivoted = measures.filter((column) => column.pivot !== null && column.field.name === measure.field.name);
    const across = pivoted.length > 0 ? pivoted : dimensions.length > 1 ? [] : measures;
    const down = across.length > 0 ? dimensions : dimensions.slice(0, -1);
    const last = dimensions[dimensions.length - 1];
    const xs = new Map<string, number>(across.map((column, index) => [column.id, index]));
    const xNames = across.map((column) => column.title);
    const ys = new Map<string, number>();
    const cells: HeatCell[] = [];
    for (const [index, row] of result.rows.entries()) {
        const name = rowName(down, row);
        const y = ys.get(name) ?? ys.size;
        ys.set(name, y);
        if (across.length > 0) {
            across.forEach((column, x) => cells.push({ x, y, value: cellNumber(column.cell(row)), text: cellText(column.cell(row)), source: { row: index, column: column.id } }));
        } else if (last !== undefined) {
            const title = cellName(last, row);
            const x = xs.get(title) ?? xs.size;
            if (!xs.has(title)) xNames.push(title);
            xs.set(title, x);
            cells.push({ x, y, value: cellNumber(measure.cell(row)), text: cellText(measure.cell(row)), source: { row: index, column: measure.id } });
        }
    }
    const yNames = [...ys.keys()];
    const kept = cells.filter((cell) => cell.x < MOST && cell.y < MOST);
    const known = kept.flatMap((cell) => (cell.value === null ? [] : [{ ...cell, value: cell.value }]));
    const highest = known.reduce<(typeof known)[number] | undefined>((best, cell) => (best === undefined || cell.value > best.value ? cell : best), undefined);
    const title = pivoted.length > 0 ? measure.field.labelShort : across.length > 1 ? "" : measure.title;
    const at = (cell: HeatCell) => `${yNames[cell.y] ?? ""}, ${xNames[cell.x] ?? ""}`;
    return {
        kind: "heat", title,
        xTitle: pivoted.length > 0 ? result.pivotFields.map((field) => field.labelShort).join(" · ") : across.length > 0 ? "" : last?.title ?? "",
        yTitle: down.map((column) => column.title).join(" · "),
        xs: xNames.slice(0, MOST), ys: yNames.slice(0, MOST), cells: kept,
        scale: scaleOver(known.map((cell) => cell.value), measure),
        valueLabels: vis.showValueLabels,
        summary: highest === undefined ? "There is no value." : `${title === "" ? "The values" : title}: highest ${highest.text} at ${at(highest)}; ${yNames.length} by ${xNames.length}.`,
        stops: kept.map((cell, item) => ({ series: 0, item, source: cell.source, words: `${at(cell)}: ${cell.value === null ? "no value" : cell.text}` })),
        leftOut: sentence([yNames.length > MOST ? `The first ${MOST} of ${yNames.length} rows are drawn.` : "", xNames.length > MOST ? `The first ${MOST} of ${xNames.length} columns are drawn.` : ""]),
    };
}

export function heatOption(chart: HeatMap, drawn: Drawn): EngineOption {
    const { palette, width, height } = drawn;
    const longestY = Math.min(width * 0.3, chart.ys.reduce((most, name) => Math.max(most, name.length), 0) * LETTER);
    const longestX = chart.xs.reduce((most, name) => Math.max(most, name.length), 0) * LETTER;
    const across = (width - longestY - 24) / Math.max(1, chart.xs.length);
    const down = (height - 32) / Math.max(1, chart.ys.length);
    const widest = chart.cells.reduce((most, cell) => Math.max(most, cell.text.length), 0) * LETTER;
    const labelled = down >= 16 && across >= widest + 4 && (chart.valueLabels || chart.cells.length <= 400);
    const slanted = longestX > across && longestX > SHORT && chart.xs.length <= 40;
    // Every second name or every third, but never now this and now that.
    const skipped = Math.max(0, Math.ceil((longestX + 6) / Math.max(1, across)) - 1);
    const label = { color: palette.muted, fontFamily: FONT, fontSize: 12, hideOverlap: true };
    const share = (value: number) => shareOn(chart.scale, value);
    return {
        ...common(drawn),
        grid: { left: 4, right: 8, top: 4, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
        xAxis: {
            type: "category", data: chart.xs, axisLine: { show: false }, axisTick: { show: false }, splitArea: { show: false },
            axisLabel: { ...label, ...(slanted ? { rotate: 45, interval: 0, width: 110, overflow: "truncate" } : { interval: skipped }) },
        },
        yAxis: {
            type: "category", data: chart.ys, inverse: true, axisLine: { show: false }, axisTick: { show: false },
            axisLabel: { ...label, width: Math.max(60, longestY), overflow: "truncate", ...(down >= 15 ? { interval: 0 } : {}) },
        },
        tooltip: {
            ...tooltipStyle(palette), trigger: "item",
            formatter: (item: { dataIndex?: number }) => {
                const cell = chart.cells[item.dataIndex ?? 0];
                if (cell === undefined) return "";
                return factsTip(chart.ys[cell.y] ?? "", [[chart.xTitle || "Measure", chart.xs[cell.x] ?? ""], [chart.title || "Value", cell.text === "" ? "∅" : cell.text]]);
            },
        },
        series: [{
            type: "heatmap", cursor: "default", progressive: 0,
            data: chart.cells.map((cell) => ({
                value: [cell.x, cell.y, cell.value ?? "-"],
                itemStyle: { color: cell.value === null ? "transparent" : scaleColour(share(cell.value), palette), borderColor: palette.surface, borderWidth: Math.min(across, down) > 8 ? 1 : 0 },
                ...(labelled && cell.value !== null ? { label: { show: true, color: textOn(share(cell.value), palette), fontFamily: FONT, fontSize: 11, formatter: () => cell.text } } : {}),
            })),
            emphasis: { itemStyle: { borderColor: palette.text, borderWidth: 1.5 } },
            // Colours are those of the items; the library asks for a map of its own all the same.
        }],
        visualMap: { show: false, min: 0, max: 1, dimension: 0, inRange: {}, seriesIndex: [] },
    };
}
