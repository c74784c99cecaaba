import type { Field } from "../api/fields";
import { cellNumber, cellText, EMPTY_CELL } from "../api/result";
import type { QueryResult, Row } from "../api/result";
import { plain, shortStyle } from "../words/numbers";
import { longPeriod, nextPeriod, readPeriod, shortPeriod, whenPeriod } from "../words/periods";
import type { CivilTime, Grain } from "../words/periods";
import { formatted } from "../words/valueFormat";
import { namedColour } from "./colours";
import { numberColumns } from "./columns";
import type { Column } from "./columns";
import type { Surroundings } from "./describe";
import type { Annotation, CartesianChart, Category, ChartDescription, Colour, Point, Series, ValueAxis } from "./description";
import { referenceLines } from "./referenceLines";
import { trendLines } from "./trendLines";
import type { AxisSettings, VisSettings } from "./vis";

/** One place on the category axis: what it is called and the row that has its values, if there is one. */
interface Place {
    readonly category: Category;
    readonly row: Row | null;
    /** When it begins; null where it is no period. */
    readonly start: CivilTime | null;
}

const MOST_PLACES = 2000;
const MOST_SERIES = 60;
const MOST_FILLED = 1500;

/** Columns, bars, lines and areas: the dimensions make the categories, every measure column is a series. */
export function describeCartesian(result: QueryResult, vis: VisSettings, surroundings: Surroundings): ChartDescription {
    const every = numberColumns(result, vis);
    const measures = every.filter((column) => !vis.hiddenSeries.has(column.id));
    if (measures.length === 0) return { kind: "none", reason: "This chart needs a measure." };
    const parts = measures.slice(0, MOST_SERIES);

    const dimensions = result.dimensions.filter((field) => !vis.hiddenFields.has(field.name));
    const grain = dimensions.length === 1 ? dimensions[0]?.grain ?? null : null;
    const shownRows = displayed(result.rows.filter((row) => !vis.hidesPointsIfNo.some((name) => saysNo(row, name))), vis);
    const all = grain !== null && dimensions[0] !== undefined
        ? timePlaces(shownRows, dimensions[0], grain, surroundings.now)
        : plainPlaces(shownRows, dimensions);
    const places = all.slice(0, MOST_PLACES);
    if (vis.reversedCategories) places.reverse();

    const rowNumbers = new Map(result.rows.map((row, index) => [row, index]));
    const axes = axesOf(parts, vis);
    // Those that are left keep their colours when one is hidden.
    const coloured = coloursOf(every, vis, surroundings);
    const colours = new Map(every.map((column, index) => [column.id, coloured[index]]));
    const series = parts.map((column): Series => seriesOf(column, result.pivots.length > 0, places, vis, axes.of(column), colours.get(column.id) ?? { slot: 0 }));
    const total = totalSeries(series, places, vis);
    const chart: CartesianChart = {
        kind: "cartesian",
        horizontal: vis.type === "looker_bar",
        stacking: vis.stacking,
        categoryTitle: dimensions.map((field) => (vis.showViewNames ? field.label : field.labelShort)).join(" · "),
        isTime: grain !== null,
        categories: places.map(({ category, row }) => (row === null ? category : { ...category, row: rowNumbers.get(row) ?? 0 })),
        series: total === null ? series : [...series, total],
        axes: axes.list,
        referenceLines: referenceLines(vis.referenceLines, series, axes.list[0]),
        valueLabels: vis.showValueLabels,
        labelFormat: vis.labelFormat === "" ? null : vis.labelFormat,
        totalLabels: vis.showTotalLabels && vis.stacking === "normal",
        // The only value of a pivot is named nowhere else.
        hasLegend: !vis.legendHidden && (result.pivots.length > 0 || series.length + (total === null ? 0 : 1) > 1),
        trendLines: trendLines(vis.trendLines, series, places.map((place) => place.category.running)),
        annotations: annotationsOf(vis, places, grain),
        gridlines: vis.gridlines,
        categoryLabels: vis.categoryLabels,
        touching: false,
        smooth: vis.smooth,
        bridgesGaps: vis.bridgesGaps,
        summary: "",
        leftOut: leftOut(measures.length, all.length),
    };
    return chart;
}

function saysNo(row: Row, name: string): boolean {
    const value = row.cells[name]?.value;
    return value === false || value === "No" || value === "no";
}

/** What happened, at the period in which it did; what lies outside of the picture is left out. */
function annotationsOf(vis: VisSettings, places: readonly Place[], grain: Grain | null): Annotation[] {
    return vis.annotations.flatMap(({ date, kind, label }): Annotation[] => {
        const time = readPeriod(date);
        const place = grain === null
            ? places.findIndex(({ category }) => category.title === date)
            : places.findIndex(({ start }) => time !== undefined && start !== null && time >= start && time < nextPeriod(start, grain));
        return place < 0 ? [] : [{ place, kind, label: label === "" ? kind : label }];
    });
}

/** Places in the order of time, with the periods that no row speaks of, so that a gap looks like one. */
function timePlaces(rows: readonly Row[], field: Field, grain: Grain, now: CivilTime): Place[] {
    const byStart = new Map<CivilTime, Row>();
    const timeless: Place[] = [];
    for (const row of rows) {
        const cell = row.cells[field.name] ?? EMPTY_CELL;
        const start = cell.value === null ? undefined : readPeriod(String(cell.value));
        if (start === undefined) timeless.push({ category: plainCategory(cellText(cell)), row, start: null });
        else byStart.set(start, row);
    }
    const starts = [...byStart.keys()].sort((left, right) => left - right);
    const [first] = starts;
    const last = starts[starts.length - 1];
    if (first === undefined || last === undefined) return timeless;
    const filled: CivilTime[] = [];
    for (let start = first; start <= last && filled.length <= MOST_FILLED; start = nextPeriod(start, grain)) filled.push(start);
    const regular = filled.length <= MOST_FILLED && starts.every((start) => filled.includes(start));
    const manyYears = new Date(first).getUTCFullYear() !== new Date(last).getUTCFullYear();
    return (regular ? filled : starts).map((start): Place => ({
        category: {
            label: shortPeriod(start, grain, manyYears), title: longPeriod(start, grain), when: whenPeriod(start, grain), running: nextPeriod(start, grain) > now && start <= now,
            span: { start, end: nextPeriod(start, grain) },
        },
        row: byStart.get(start) ?? null,
        start,
    })).concat(timeless);
}

function plainPlaces(rows: readonly Row[], dimensions: readonly Field[]): Place[] {
    return rows.map((row) => ({
        category: plainCategory(dimensions.map((field) => cellText(row.cells[field.name] ?? EMPTY_CELL) || "∅").join(" · ")), row, start: null,
    }));
}

function plainCategory(text: string): Category {
    const label = text === "" ? "∅" : text;
    return { label, title: label, when: `in ${label}`, running: false };
}

function displayed(rows: readonly Row[], vis: VisSettings): readonly Row[] {
    if (vis.displayedRows === null) return rows;
    return vis.displayedRows.first ? rows.slice(0, vis.displayedRows.count) : rows.slice(-vis.displayedRows.count);
}

function seriesOf(column: Column, pivoted: boolean, places: readonly Place[], vis: VisSettings, axis: 0 | 1, colour: Colour): Series {
    const shape = shapeOf(vis.seriesTypes[column.id] ?? vis.seriesTypes[column.field.name] ?? vis.type);
    const basic = shapeOf(vis.type);
    return {
        id: column.id, name: column.title, measure: column.field.name, valueFormat: column.field.valueFormat, shape, axis, colour,
        // A value of the whole row is no part of a stack of pivot values.
        stacked: vis.stacking !== "none" && shape === basic && axis === 0 && !(pivoted && column.pivot === null),
        points: places.map((place) => pointOf(place, column)),
        isTotal: false, marks: vis.pointStyle !== "none", step: vis.step,
    };
}

function pointOf(place: Place, column: Column): Point {
    if (place.row === null) return { value: null, text: "" };
    const cell = column.cell(place.row);
    return { value: cellNumber(cell), text: cellText(cell) };
}

function shapeOf(type: string): Series["shape"] {
    if (type.endsWith("line")) return "line";
    if (type.endsWith("scatter")) return "point";
    return type.endsWith("area") ? "area" : "column";
}

/** On demand the sum of a stack, as a line over it. */
function totalSeries(series: readonly Series[], places: readonly Place[], vis: VisSettings): Series | null {
    if (!vis.showTotalLine || vis.stacking !== "normal" || series.length < 2) return null;
    return {
        id: "total", name: "Total", measure: "", valueFormat: null, shape: "line", axis: 0, colour: { token: "text" }, stacked: false, isTotal: true,
        marks: false, step: false, points: sums(series, places.length),
    };
}

/** The sum of all stacked values at each place; nothing where no series has a value. */
export function sums(series: readonly Series[], count: number): Point[] {
    const format = series.find((each) => each.stacked)?.valueFormat ?? null;
    return Array.from({ length: count }, (_, index) => {
        const values = series.filter((each) => each.stacked).flatMap((each) => each.points[index]?.value ?? []);
        const value = values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0);
        const written = value === null || format === null ? undefined : formatted(value, format);
        return { value, text: value === null ? "" : written ?? plain(value) };
    });
}

function coloursOf(columns: readonly Column[], vis: VisSettings, { colours }: Surroundings): Colour[] {
    // A pivot value keeps its colour for the first measure; under the others it needs one of its own.
    const first = columns.find((column) => column.pivot !== null)?.field;
    const assigned = first !== undefined
        ? colours.assign(columns.map((column) => (column.pivot === null ? column.title : column.field === first ? column.pivot.labels.join(" · ") : column.id)))
        : columns.map((_, index): Colour => ({ slot: index }));
    return columns.map((column, index) => namedColour(vis.seriesColours[column.id] ?? "") ?? assigned[index] ?? { slot: index });
}

function axesOf(columns: readonly Column[], vis: VisSettings): { list: ValueAxis[]; of: (column: Column) => 0 | 1 } {
    const right = vis.axes.filter((axis) => axis.right);
    const unitOf = (column: Column) => {
        const { percent, prefix } = shortStyle(column.field.valueFormat);
        return percent ? "%" : prefix;
    };
    const units = new Set(columns.map(unitOf));
    const first = columns[0] === undefined ? "" : unitOf(columns[0]);
    // Beside thousands a share would be a line at zero, and dollars are no people. Settings that speak of axes are followed as they are.
    const apart = vis.axes.length === 0 && units.size > 1 && (units.has("%") ? vis.stacking !== "percent" : units.size === 2 && vis.stacking === "none");
    const names = (axis: AxisSettings, column: Column) => axis.series.includes(column.id) || axis.series.includes(column.field.name);
    const named = columns.filter((column) => vis.axes.some((axis) => names(axis, column)));
    // What was added to a picture since its one axis was set, and is no share where all that it speaks of are, or the other way round.
    const added = right.length === 0 && named.length > 0 && vis.stacking === "none" && new Set(named.map((column) => unitOf(column) === "%")).size === 1
        ? columns.filter((column) => !named.includes(column) && (unitOf(column) === "%") !== (named[0] !== undefined && unitOf(named[0]) === "%")) : [];
    const isRight = (column: Column) => (added.length > 0 ? added.includes(column) : apart ? (units.has("%") ? unitOf(column) === "%" : unitOf(column) !== first)
        : right.some((axis) => names(axis, column)));
    const settings = [vis.axes.find((axis) => !axis.right), right[0]];
    const groups = [columns.filter((column) => !isRight(column)), columns.filter(isRight)];
    const list = groups.flatMap((group, index) => (index === 1 && group.length === 0 ? [] : [axisOf(group, settings[index], vis)]));
    return { list, of: (column) => (list.length === 2 && isRight(column) ? 1 : 0) };
}

function axisOf(columns: readonly Column[], settings: AxisSettings | undefined, vis: VisSettings): ValueAxis {
    const fields = [...new Map(columns.map((column) => [column.field.name, column.field])).values()];
    const [field] = fields;
    const title = field !== undefined && fields.length === 1
        ? vis.seriesLabels[field.name] ?? (vis.showViewNames ? field.label : field.labelShort) : "";
    return {
        title: settings?.title || title,
        format: settings?.format || null,
        ...(vis.stacking === "percent" ? { percent: true, prefix: "" } : shortStyle(field?.valueFormat ?? null)),
        min: settings?.min ?? null,
        max: settings?.max ?? (vis.stacking === "percent" ? 1 : null),
        logarithmic: vis.logarithmic || (settings?.logarithmic ?? false),
        hidden: settings?.hidden ?? false,
    };
}

function leftOut(series: number, places: number): string {
    const sentences: string[] = [];
    if (series > MOST_SERIES) sentences.push(`The first ${MOST_SERIES} of ${series} series are drawn.`);
    if (places > MOST_PLACES) sentences.push(`The first ${MOST_PLACES} of ${places} rows are drawn.`);
    return sentences.join(" ");
}
