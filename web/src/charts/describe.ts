import type { Field } from "../api/fields";
import { cellNumber, cellText } from "../api/result";
import type { QueryResult, Row } from "../api/result";
import { plain } from "../words/numbers";
import type { CivilTime } from "../words/periods";
import { formatted } from "../words/valueFormat";
import { describeCartesian } from "./cartesian";
import { ColourBook, namedColour } from "./colours";
import { columnsOf, measureColumns, numberColumns, titleOf } from "./columns";
import type { Column } from "./columns";
import type { ChartDescription, Comparison, PieChart, Point, Source, ScatterChart, ScatterPoint, SingleValue } from "./description";
import { describeCohort } from "./types/cohort";
import { plainAxis } from "./types/told";
import type { VisSettings } from "./vis";

/** What a description depends on beside the result and the settings. */
export interface Surroundings {
    /** The wall clock in the query's zone: periods that reach beyond it are still running. */
    readonly now: CivilTime;
    readonly colours: ColourBook;
}

const MOST_SLICES = 8;
const MOST_WORDS = 30;

/**
 * Which chart the settings ask for, filled with the result. The same input always gives the same description. Those that are drawn
 * seldom are described in `special.ts`.
 */
export function describe(result: QueryResult, vis: VisSettings, surroundings: Surroundings): ChartDescription {
    switch (vis.type) {
        case "looker_column": case "looker_bar": case "looker_line": case "looker_area":
            return describeCartesian(result, vis, surroundings);
        case "looker_pie": case "looker_donut_multiples":
            return describePie(result, vis, surroundings.colours);
        case "looker_scatter":
            return isCloud(result, vis) ? describeScatter(result, vis, surroundings.colours) : describeCartesian(result, vis, surroundings);
        case "single_value":
            return describeSingle(result, vis);
        case "cohort": return describeCohort(result, vis);
        case "words": return describeWords(result, vis, surroundings);
        case "": case "table": case "looker_grid": case "looker_single_record":
            return { kind: "table" };
        default:
            return { kind: "none", reason: `This chart type (${vis.type}) is not drawn here. The table shows the same numbers.` };
    }
}

/** What is known of a result before it is there, and how many rows it has afterwards. */
export interface Shape {
    readonly dimensions: ReadonlyArray<Pick<Field, "grain">>;
    readonly measures: number;
    readonly pivots: number;
    readonly rows: number | undefined;
}

/** A fitting picture for a query that has no settings: time as lines, categories as bars, one row as a figure. */
export function suggestedType({ dimensions, measures, pivots, rows = 0 }: Shape): string {
    const [dimension] = dimensions;
    if (measures === 0 || dimensions.length > 1) return "table";
    if (dimension === undefined) return pivots === 0 && measures <= 2 ? "single_value" : "table";
    if (dimension.grain !== null) return pivots > 0 ? "looker_column" : "looker_line";
    return rows <= 40 ? "looker_bar" : "table";
}

/** How often each word occurs, as bars: lengths can be compared, sizes of letters can't. */
function describeWords(result: QueryResult, vis: VisSettings, surroundings: Surroundings): ChartDescription {
    const [measure] = numberColumns(result, vis);
    if (measure === undefined || result.dimensions.length === 0) return { kind: "none", reason: "Words need a dimension and a measure." };
    const rows = [...result.rows].sort((left, right) => (cellNumber(measure.cell(right)) ?? -Infinity) - (cellNumber(measure.cell(left)) ?? -Infinity));
    const chart = describeCartesian({ ...result, measures: [measure.field], rows: rows.slice(0, MOST_WORDS) }, { ...vis, type: "looker_bar", stacking: "none", showValueLabels: true, displayedRows: null }, surroundings);
    return chart.kind === "cartesian" && rows.length > MOST_WORDS ? { ...chart, leftOut: `The first ${MOST_WORDS} of ${rows.length} are drawn.` } : chart;
}

function describePie(result: QueryResult, vis: VisSettings, book: ColourBook): ChartDescription {
    const measures = numberColumns(result, vis);
    const [measure] = measures;
    if (measure === undefined) return { kind: "none", reason: "A pie needs a measure." };
    const dimensions = columnsOf(result, vis).filter((column) => column.field.category === "dimension");
    const [first] = result.rows;
    const raw = dimensions.length === 0 && first !== undefined
        ? measures.map((column) => ({ name: column.title, value: cellNumber(column.cell(first)), text: cellText(column.cell(first)), source: { row: 0, column: column.id } as Source | undefined }))
        : result.rows.map((row, index) => ({
            source: { row: index, column: measure.id } as Source | undefined,
            name: nameOf(dimensions.map((column) => cellText(column.cell(row)))),
            value: cellNumber(measure.cell(row)), text: cellText(measure.cell(row)),
        }));
    const drawn = raw.filter((slice) => slice.value !== null && slice.value > 0).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
    const kept = drawn.length > MOST_SLICES ? drawn.slice(0, MOST_SLICES - 1) : drawn;
    const rest = drawn.slice(kept.length);
    if (rest.length > 0) {
        const value = rest.reduce((sum, slice) => sum + (slice.value ?? 0), 0);
        const format = measure.field.valueFormat;
        kept.push({ name: "Other", source: undefined, value, text: (format === null ? undefined : formatted(value, format)) ?? value.toLocaleString("en-US") });
    }
    const colours = book.assign(kept.map((slice) => slice.name));
    const negative = raw.some((slice) => (slice.value ?? 0) < 0);
    const chart: PieChart = {
        kind: "pie",
        donut: vis.innerRadius > 0,
        ...vis.pie,
        title: titleOf(measure.field, vis),
        slices: kept.map(({ source, ...slice }, index) => ({
            ...slice, ...(source === undefined ? {} : { source }), id: slice.name, colour: namedColour(vis.seriesColours[slice.name] ?? "") ?? colours[index] ?? { token: "other" },
        })),
        leftOut: [
            rest.length > 0 ? `${rest.length} small values are put together as Other.` : "",
            negative ? "Values below zero are not drawn." : "",
        ].filter((sentence) => sentence !== "").join(" "),
    };
    return chart;
}

/** Whether rows have two numbers to stand between; else the points stand over the categories of a dimension. */
function isCloud(result: QueryResult, vis: VisSettings): boolean {
    return columnsOf(result, vis).filter((column) => column.field.isNumeric || column.field.category !== "dimension").length > 1 || result.dimensions.length === 0;
}

function describeScatter(result: QueryResult, vis: VisSettings, book: ColourBook): ChartDescription {
    const columns = columnsOf(result, vis);
    const names = columns.filter((column) => column.field.category === "dimension" && !column.field.isNumeric);
    const numbers = columns.filter((column) => column.field.isNumeric || column.field.category !== "dimension");
    const size = numbers.find((column) => column.field.name === vis.sizeBy) ?? (numbers.length > 2 ? numbers[2] : undefined);
    const places = numbers.filter((column) => column.field.name !== vis.sizeBy);
    // Where the size takes one of only two numbers, it says the same once more.
    const [x, y] = places.length < 2 ? numbers : places;
    if (x === undefined || y === undefined) return { kind: "none", reason: "A scatter chart needs two numbers in each row." };
    const colourBy = names.length > 1 ? names[names.length - 1] : undefined;
    const groups = new Map<string, ScatterPoint[]>();
    let missing = 0;
    for (const row of result.rows) {
        const [atX, atY] = [cellNumber(x.cell(row)), cellNumber(y.cell(row))];
        if (atX === null || atY === null) {
            missing += 1;
            continue;
        }
        const group = colourBy === undefined ? "" : nameOf([cellText(colourBy.cell(row))]);
        const points = groups.get(group) ?? [];
        groups.set(group, points);
        points.push({
            name: nameOf(names.filter((column) => column !== colourBy).map((column) => cellText(column.cell(row)))),
            x: atX, y: atY, size: size === undefined ? null : cellNumber(size.cell(row)),
            facts: [...numbers, ...(colourBy === undefined ? [] : [colourBy])].map((column) => [column.title, cellText(column.cell(row))]),
        });
    }
    const order = [...groups.keys()].sort();
    const colours = colourBy === undefined ? [{ slot: 0 }] : book.assign(order);
    const chart: ScatterChart = {
        kind: "scatter",
        x: plainAxis(x.title, x.field.valueFormat),
        y: plainAxis(y.title, y.field.valueFormat),
        groups: order.map((name, index) => ({
            id: name, name, colour: namedColour(vis.seriesColours[name] ?? "") ?? colours[index] ?? { slot: 0 },
            points: groups.get(name) ?? [],
        })),
        leftOut: missing > 0 ? `${missing} ${missing === 1 ? "row has" : "rows have"} no value on one of the axes.` : "",
    };
    return chart;
}

function describeSingle(result: QueryResult, vis: VisSettings): ChartDescription {
    const columns = [...measureColumns(result, vis), ...columnsOf(result, vis).filter((column) => column.field.category === "dimension")];
    const [column] = columns;
    const [row] = result.rows;
    if (column === undefined || row === undefined) return { kind: "none", reason: "There is no value." };
    const cell = column.cell(row);
    const value = cellNumber(cell);
    const own = vis.single.format === "" || value === null ? undefined : formatted(value, vis.single.format);
    const single: SingleValue = {
        kind: "single",
        title: vis.single.showTitle ? vis.single.title || column.title : "",
        text: own ?? cellText(cell),
        html: own === undefined ? cell.html : null,
        isNull: cell.value === null,
        comparison: vis.single.showComparison ? comparisonOf(result, vis, row) : null,
        sparkline: vis.single.sparkline ? sparklineOf(result, column) : null,
        colour: namedColour(vis.single.colour) ?? null,
    };
    return single;
}

/** The values of all rows in the order of time; the newest ones come first in most answers. */
function sparklineOf(result: QueryResult, column: Column): Point[] | null {
    const time = result.dimensions.find((field) => field.grain !== null);
    const at = (row: Row) => String(row.cells[time?.name ?? ""]?.value ?? "");
    const rows = time === undefined ? [...result.rows].reverse() : [...result.rows].sort((left, right) => at(left).localeCompare(at(right)));
    const points = rows.map((row) => ({ value: cellNumber(column.cell(row)), text: cellText(column.cell(row)) }));
    return points.filter((point) => point.value !== null).length > 1 ? points : null;
}

/**
 * The second measure of the row, which is the change itself where one is shown; where there is none, the same measure one row below, from
 * which the change is worked out. What has no words of its own is named by its measure, or by its row.
 */
function comparisonOf(result: QueryResult, vis: VisSettings, row: Row): Comparison | null {
    const [main, second] = measureColumns(result, vis);
    const below = result.rows[1];
    const other = second ?? main;
    const otherRow = second === undefined ? below : row;
    if (main === undefined || other === undefined || otherRow === undefined) return null;
    const [value, against] = [cellNumber(main.cell(row)), cellNumber(other.cell(otherRow))];
    const isChange = vis.single.comparison === "change";
    const title = second === undefined ? rowTitle(result, otherRow, isChange ? "from" : "for") || other.title : other.title;
    const label = vis.single.showComparisonLabel ? vis.single.comparisonLabel || title : "";
    const text = second === undefined && isChange ? changeText(value, against, main) : cellText(other.cell(otherRow));
    if (isChange) {
        const change = second !== undefined ? against : value === null || against === null ? null : value - against;
        const direction = change === null || change === 0 ? "same" : change > 0 ? "up" : "down";
        const welcome = direction === "same" ? null : (direction === "up") !== vis.single.reverseColours;
        return { style: "change", text, label, direction, welcome, fraction: null };
    }
    if (vis.single.comparison === "progress" || vis.single.comparison === "progress_percentage") {
        const fraction = value === null || against === null || against === 0 ? null : value / against;
        const share = fraction === null ? "" : `${(fraction * 100).toFixed(0)}% of `;
        const shown = vis.single.comparison === "progress_percentage" ? `${share}${text}` : `of ${text}`;
        return { style: "progress", text: shown, label, direction: "same", welcome: null, fraction };
    }
    return { style: "value", text, label, direction: "same", welcome: null, fraction: null };
}

/** "from 2026-09": what a row is about, where it has dimensions. */
function rowTitle(result: QueryResult, row: Row, word: string): string {
    const parts = result.dimensions.flatMap((field) => row.cells[field.name] ?? []).map(cellText);
    return parts.length === 0 ? "" : `${word} ${nameOf(parts)}`;
}

function changeText(value: number | null, against: number | null, { field }: Column): string {
    if (value === null || against === null) return "";
    const change = value - against;
    return (field.valueFormat === null ? undefined : formatted(change, field.valueFormat)) ?? plain(change, 3);
}

function nameOf(parts: readonly string[]): string {
    return parts.map((part) => (part === "" ? "∅" : part)).join(" · ");
}
