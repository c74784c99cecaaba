import { percent, plain } from "../words/numbers";
import { formatted } from "../words/valueFormat";
import { axisText } from "./axisText";
import { common, tooltipStyle } from "./base";
import { sums } from "./cartesian";
import { paint } from "./colours";
import { isRunning } from "./description";
import type { CartesianChart, Category, Point, Series, ValueAxis } from "./description";
import { FONT, LETTER } from "./drawn";
import type { Drawn } from "./drawn";
import type { EngineOption } from "./engine";
import { annotationSeries, trendSeries } from "./overlays";
import { namesOnLines, referenceRoom, referenceSeries } from "./referenceOption";
import { categoryTip } from "./tooltip";
import { countsOnly, valueRange } from "./valueRange";

/** Columns of fewer pixels have no edges: those would be all that is seen. */
const THIN = 4;
/** Points of a line that stand closer than this, in pixels, get no marks: they would hide the line. */
const MARK_ROOM = 10;

/** ECharts options for columns, bars, lines and areas. */
export function cartesianOption(chart: CartesianChart, drawn: Drawn): EngineOption {
    const { palette } = drawn;
    const visible = chart.series.filter((series) => !drawn.hidden.has(series.id));
    const category = categoryAxis(chart, drawn);
    const values = chart.axes.map((_, index) => valueAxis(chart, index === 1 ? 1 : 0, drawn));
    return {
        ...common(drawn),
        grid: {
            left: 4, right: chart.axes.length > 1 ? 4 : Math.max(12 + referenceRoom(chart, drawn), lastLabelRoom(chart), valueRoom(chart, drawn)), bottom: 4,
            top: headRoom(chart, drawn),
            outerBounds: { left: 4, right: 2, top: 4, bottom: 4 }, outerBoundsContain: "axisLabel",
        },
        xAxis: chart.horizontal ? values : category,
        yAxis: chart.horizontal ? category : values,
        tooltip: {
            ...tooltipStyle(palette),
            trigger: "axis",
            axisPointer: { type: "line", lineStyle: { color: palette.muted, width: 1, type: "solid", opacity: 0.5 } },
            formatter: (items: unknown) => categoryTip(chart, placeOf(items), drawn.hidden, palette),
        },
        series: [...visible.flatMap((series) => seriesOptions(series, visible, chart, drawn)), ...referenceSeries(chart, drawn), ...trendSeries(chart, drawn), ...annotationSeries(chart, drawn, hasTopLabels(chart, drawn) ? 20 : 4), ...totalLabels(chart, visible, drawn)],
    };
}

/** Room above the data for the row of its highest labels and the one of what happened above that, so that neither hides the other. */
function headRoom(chart: CartesianChart, drawn: Drawn): number {
    const rows = Number(hasTopLabels(chart, drawn)) + Number(chart.annotations.length > 0 && !chart.horizontal);
    return rows === 0 ? 10 : 4 + 16 * rows;
}

/** Whether words stand above the highest values. */
function hasTopLabels(chart: CartesianChart, drawn: Drawn): boolean {
    return chart.totalLabels || chart.valueLabels || namesOnLines(chart, drawn);
}

/** Half of the widest label: the last one stands centred under the end of a line. */
function lastLabelRoom(chart: CartesianChart): number {
    if (chart.horizontal || chart.series.some((series) => series.shape === "column")) return 0;
    return chart.categories.reduce((most, category) => Math.max(most, category.label.length), 0) * LETTER / 2;
}

/** Room behind the longest bar for its value. */
function valueRoom(chart: CartesianChart, { hidden, width }: Drawn): number {
    if (!chart.horizontal || !(chart.valueLabels || chart.totalLabels) || chart.stacking === "percent") return 0;
    const shown = chart.series.filter((series) => !hidden.has(series.id));
    const texts = chart.totalLabels ? sums(shown, chart.categories.length).map((total) => totalText(total, chart.labelFormat))
        : shown.filter((series) => !series.stacked).flatMap((series) => series.points.map((point, index) => valueLabel(chart, series, index, point.value)));
    return Math.min(width * 0.25, 10 + texts.reduce((most, text) => Math.max(most, text.length), 0) * LETTER);
}

function placeOf(items: unknown): number {
    const first: unknown = Array.isArray(items) ? items[0] : items;
    if (typeof first !== "object" || first === null) return 0;
    const index = (first as { dataIndex?: unknown }).dataIndex;
    return typeof index === "number" ? index : 0;
}

function categoryAxis(chart: CartesianChart, { palette, width, height }: Drawn): EngineOption {
    const labels = chart.categories.map((category) => category.label);
    const band = (chart.horizontal ? height : width * 0.92) / Math.max(1, labels.length);
    const longest = labels.reduce((most, label) => Math.max(most, label.length), 0) * LETTER;
    const room = Math.max(40, band - 8);
    const slanted = !chart.horizontal && !chart.isTime && longest > room && labels.length > 1 && labels.length <= 40;
    return {
        type: "category",
        data: labels,
        inverse: chart.horizontal,
        boundaryGap: chart.series.some((series) => series.shape === "column"),
        axisLine: { show: true, lineStyle: { color: palette.line } },
        axisTick: { show: false },
        splitLine: { show: chart.gridlines.categories, lineStyle: { color: palette.line } },
        axisLabel: {
            show: chart.categoryLabels, color: palette.muted, fontFamily: FONT, fontSize: 12, hideOverlap: true, margin: 8,
            ...(chart.horizontal ? { width: Math.max(72, width * 0.36), overflow: "truncate", ...(band >= 16 ? { interval: 0 } : {}) } : {}),
            ...(slanted ? { rotate: band < 22 ? 60 : 35, interval: 0, width: 130, overflow: "truncate" } : {}),
            // Of very many the picture names as many as have room, each of them whole.
            ...(!chart.horizontal && !slanted && !chart.isTime && (longest <= room || labels.length <= 40) ? { interval: 0, width: room, overflow: "truncate" } : {}),
        },
    };
}

const NO_AXIS: ValueAxis = { title: "", format: null, percent: false, prefix: "", min: null, max: null, logarithmic: false, hidden: false };

function valueAxis(chart: CartesianChart, which: 0 | 1, { palette, height, hidden }: Drawn): EngineOption {
    const given = chart.axes[which] ?? NO_AXIS;
    // Shares end at the whole, not at the next round tick above it.
    const { low, high } = valueRange(chart, hidden, which);
    const axis = given.percent && given.max === null && high > 0.8 && high <= 1 && low >= 0 ? { ...given, max: 1 } : given;
    const second = which === 0 ? undefined : chart.horizontal ? "top" : "right";
    return {
        type: axis.logarithmic ? "log" : "value",
        position: second,
        show: !axis.hidden,
        splitNumber: height < 180 ? 3 : 4,
        ...(countsOnly(chart, which) ? { minInterval: 1 } : {}),
        // An end that is set is a tick of its own: parts of equal length lead up to it.
        ...(axis.max === null || axis.logarithmic ? {} : { interval: (axis.max - (axis.min ?? 0)) / (height < 180 ? 2 : 4) }),
        ...(axis.min === null ? {} : { min: axis.min }),
        ...(axis.max === null ? {} : { max: axis.max }),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { color: palette.muted, fontFamily: FONT, fontSize: 12, hideOverlap: true, formatter: (value: number) => axisText(value, axis) },
        splitLine: { show: second === undefined && chart.gridlines.values, lineStyle: { color: palette.line, width: 1 } },
    };
}

/** What stands beside a point: its share of a whole, else its value as the settings or the model format it. */
export function valueLabel(chart: CartesianChart, series: Series, index: number, drawnValue: number | null): string {
    const point = series.points[index];
    if (point === undefined || point.value === null || drawnValue === null) return "";
    if (chart.labelFormat !== null) return formatted(point.value, chart.labelFormat) ?? point.text;
    if (chart.stacking === "percent" && series.stacked) return percent(drawnValue);
    // A text that is the bare number is one that the server has not formatted.
    if (point.text !== String(point.value)) return point.text;
    return (series.valueFormat === null ? undefined : formatted(point.value, series.valueFormat)) ?? plain(point.value);
}

function seriesOptions(series: Series, visible: readonly Series[], chart: CartesianChart, drawn: Drawn): EngineOption[] {
    const colour = paint(series.colour, drawn.palette);
    const values = valuesOf(series, visible, chart);
    const base = {
        name: series.name,
        id: series.id,
        [chart.horizontal ? "xAxisIndex" : "yAxisIndex"]: series.axis,
        ...(series.stacked ? { stack: `axis ${series.axis}` } : {}),
        emphasis: { focus: visible.length > 1 ? "series" : "none", blurScope: "coordinateSystem" },
        blur: { itemStyle: { opacity: 0.35 }, lineStyle: { opacity: 0.35 } },
        cursor: "default",
    };
    const text = (index: number) => valueLabel(chart, series, index, values[index] ?? null);
    const thin = columnWidth(visible, chart, drawn) < THIN;
    const label = chart.valueLabels && (series.shape !== "column" || labelsFit(values.map((_, index) => text(index)), series, visible, chart, drawn))
        ? { show: true, color: series.stacked ? drawn.palette.surface : drawn.palette.text, fontFamily: FONT, fontSize: 11,
            ...(series.stacked ? {} : { textBorderColor: drawn.palette.surface, textBorderWidth: 2 }),
            position: series.stacked ? "inside" : chart.horizontal ? "right" : "top",
            formatter: (item: { dataIndex?: number }) => text(item.dataIndex ?? 0) }
        : undefined;
    if (series.shape === "column") {
        return [{
            ...base, type: "bar", ...(chart.touching ? { barCategoryGap: "4%" } : { barMaxWidth: 48, barCategoryGap: "28%", barGap: "12%" }),
            itemStyle: { color: colour },
            data: values.map((value, index) => {
                if (value === null) return null;
                const below = label !== undefined && !series.stacked && value < 0;
                return {
                    value,
                    ...(isRunning(chart, series, index) ? { itemStyle: runningColumn(colour, thin || visible.length > 12) } : {}),
                    ...(below ? { label: { position: chart.horizontal ? "left" : "bottom" } } : {}),
                };
            }),
            labelLayout: { hideOverlap: true },
            ...(label === undefined ? {} : { label }),
            ...(series.stacked ? { itemStyle: { color: colour, borderColor: drawn.palette.surface, borderWidth: thin || visible.length > 12 ? 0 : 0.5 } } : {}),
        }];
    }
    if (series.shape === "point") {
        return [{
            ...base, type: "scatter", symbolSize: 8, itemStyle: { color: colour }, data: values, z: 4,
            ...(label === undefined ? {} : { label: { ...label, position: "top" }, labelLayout: { hideOverlap: true } }),
        }];
    }
    const line = {
        ...base, type: "line", connectNulls: chart.bridgesGaps, ...(chart.smooth ? { smooth: true, smoothMonotone: "x" } : {}),
        ...(series.step ? { step: "middle" } : {}),
        symbol: "circle", symbolSize: 6, showAllSymbol: true, itemStyle: { color: colour },
        lineStyle: { color: colour, width: series.isTotal || series.dashed === true ? 1.5 : 2, type: series.dashed === true ? "dashed" : "solid", opacity: series.dashed === true ? 0.7 : 1 },
        ...(series.shape === "area" ? { areaStyle: { color: colour, opacity: series.stacked ? 0.75 : 0.16 } } : {}),
        ...(label === undefined ? {} : { label, labelLayout: { hideOverlap: true } }),
        z: series.isTotal ? 4 : 3,
    };
    const marked = series.marks && drawn.width >= values.length * MARK_ROOM;
    const showSymbol = marked || values.some((_, index) => isAlone(values, index));
    const dots = (shown: ReadonlyArray<number | null>) =>
        shown.map((value, index) => (value === null || marked || isAlone(values, index) ? value : { value, symbol: "none" }));
    const running = chart.categories.map((_, index) => isRunning(chart, series, index));
    if (!running.includes(true) || series.stacked) {
        return [{ ...line, data: dots(values), showSymbol, ...(running.includes(true) && series === lastStacked(visible) ? { markArea: runningArea(chart.categories, drawn) } : {}) }];
    }
    // A line can't change its dashes midway, so the way to the running period is a line of its own.
    const solid = values.map((value, index) => (running[index] === true ? null : value));
    const dashed = values.map((value, index) => {
        if (value === null || (running[index] !== true && running[index + 1] !== true)) return null;
        // The library's own hollow circle is white inside, on dark paper too.
        return running[index] === true ? { value, symbol: "circle", itemStyle: { color: drawn.palette.surface, borderColor: colour, borderWidth: 2 } } : { value, symbol: "none" };
    });
    return [
        { ...line, data: dots(solid), showSymbol },
        { ...line, id: `${series.id} running`, data: dashed, showSymbol: true, areaStyle: undefined, label: undefined,
            lineStyle: { color: colour, width: 2, type: "dashed" } },
    ];
}

/** How wide a column is drawn, in pixels; of bars that lie, how high. */
function columnWidth(visible: readonly Series[], chart: CartesianChart, { width, height }: Drawn): number {
    const band = (chart.horizontal ? height : width * 0.92) / Math.max(1, chart.categories.length);
    const columns = visible.filter((series) => series.shape === "column");
    const beside = Math.max(1, columns.filter((series) => !series.stacked).length + (columns.some((series) => series.stacked) ? 1 : 0));
    return Math.min(48, (band * 0.72) / beside);
}

/** Whether numbers at upright columns have room: inside of stacked ones, else between what stands beside them. */
function labelsFit(texts: readonly string[], series: Series, visible: readonly Series[], chart: CartesianChart, drawn: Drawn): boolean {
    if (chart.horizontal) return true;
    const widest = texts.reduce((most, text) => Math.max(most, text.length), 0) * (LETTER - 0.6);
    const column = columnWidth(visible, chart, drawn);
    const alone = visible.filter((each) => each.shape === "column").length === 1;
    return series.stacked ? widest <= column : alone || widest <= column * 1.6;
}

/** The series that carries the veil over a running period: one veil is enough for the whole stack. */
function lastStacked(visible: readonly Series[]): Series | undefined {
    return visible.filter((series) => series.stacked && series.shape !== "column").pop();
}

/** A point between two gaps has no line to be seen by. */
function isAlone(values: ReadonlyArray<number | null>, index: number): boolean {
    return (values[index] ?? null) !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
}

function valuesOf(series: Series, visible: readonly Series[], chart: CartesianChart): Array<number | null> {
    if (chart.stacking !== "percent" || !series.stacked) {
        // In a stack of areas a missing part has no thickness; a hole would cut through the parts above it.
        const fills = series.stacked && series.shape === "area";
        const known = (index: number) => visible.some((each) => each.stacked && (each.points[index]?.value ?? null) !== null);
        return series.points.map((point, index) => point.value ?? (fills && known(index) ? 0 : null));
    }
    return series.points.map((point, index) => {
        if (point.value === null && series.shape !== "area") return null;
        const whole = visible.filter((each) => each.stacked).reduce((sum, each) => sum + Math.abs(each.points[index]?.value ?? 0), 0);
        return whole === 0 ? null : (point.value ?? 0) / whole;
    });
}

function runningColumn(colour: string, thin: boolean): EngineOption {
    return thin ? { color: faint(colour), borderWidth: 0 } : { color: faint(colour), borderColor: colour, borderWidth: 1, borderType: "dashed" };
}

/** A colour `#rrggbb` with less than half of its strength; others stay as they are. */
function faint(colour: string): string {
    return /^#[0-9a-f]{6}$/i.test(colour) ? `${colour}70` : colour;
}

function runningArea(categories: readonly Category[], { palette }: Drawn): EngineOption {
    const at = categories.findIndex((category) => category.running);
    return {
        silent: true,
        z: 6,
        itemStyle: { color: palette.surface, opacity: 0.6 },
        data: [[{ xAxis: Math.max(0, at - 1) }, { xAxis: at }]],
    };
}

function totalText(total: Point | undefined, format: string | null): string {
    if (total === undefined || total.value === null) return "";
    return (format === null ? undefined : formatted(total.value, format)) ?? total.text;
}

function totalLabels(chart: CartesianChart, visible: readonly Series[], { palette }: Drawn): EngineOption[] {
    if (!chart.totalLabels) return [];
    const totals = sums(visible, chart.categories.length);
    return [{
        // A label is as opaque as its symbol unless it says otherwise.
        type: "scatter", silent: true, symbolSize: 1, itemStyle: { opacity: 0 }, tooltip: { show: false }, z: 5,
        data: totals.map((point, index) => (chart.horizontal ? [point.value, index] : [index, point.value])),
        label: {
            show: true, opacity: 1, position: chart.horizontal ? "right" : "top", color: palette.text, fontFamily: FONT, fontSize: 11,
            textBorderColor: palette.surface, textBorderWidth: 2,
            formatter: (item: { dataIndex?: number }) => totalText(totals[item.dataIndex ?? 0], chart.labelFormat),
        },
        labelLayout: { hideOverlap: true },
    }];
}
