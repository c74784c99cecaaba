import { cellText } from "../../api/result";
import type { QueryResult, Row } from "../../api/result";
import { plain, shortStyle } from "../../words/numbers";
import { longPeriod, readPeriod, shortPeriod } from "../../words/periods";
import { formatted } from "../../words/valueFormat";
import { columnsOf } from "../columns";
import type { Column } from "../columns";
import type { ColourScale, NoChart, Stop, ValueAxis } from "../description";
import type { VisSettings } from "../vis";

/** What chart types of this folder have in common: reading rows and finding words. */

export function noChart(reason: string): NoChart {
    return { kind: "none", reason };
}

export function dimensionColumns(result: QueryResult, vis: VisSettings): Column[] {
    return columnsOf(result, vis).filter((column) => column.field.category === "dimension");
}

/** What a row is called by some of its columns; periods in their short words. */
export function rowName(columns: readonly Column[], row: Row): string {
    return columns.map((column) => cellName(column, row)).join(" · ");
}

export function cellName(column: Column, row: Row): string {
    const cell = column.cell(row);
    const { grain } = column.field;
    const start = grain === null || cell.value === null ? undefined : readPeriod(String(cell.value));
    return grain === null || start === undefined ? cellText(cell) || "∅" : shortPeriod(start, grain, true);
}

/** The same in full words, for tooltips. */
export function cellTitle(column: Column, row: Row): string {
    const cell = column.cell(row);
    const { grain } = column.field;
    const start = grain === null || cell.value === null ? undefined : readPeriod(String(cell.value));
    return grain === null || start === undefined ? cellText(cell) || "∅" : longPeriod(start, grain);
}

/** A number that no cell has, written as the cells of its column are. */
export function writtenAs(value: number, column: Column): string {
    const { valueFormat } = column.field;
    return (valueFormat === null ? undefined : formatted(value, valueFormat)) ?? plain(value);
}

export function plainAxis(title: string, valueFormat: string | null): ValueAxis {
    return { title, format: null, ...shortStyle(valueFormat), min: null, max: null, logarithmic: false, hidden: false };
}

/** A scale over numbers: from zero, or about zero where some are below it. */
export function scaleOver(values: readonly number[], column: Column): ColourScale {
    const least = values.reduce((low, value) => Math.min(low, value), Infinity);
    const most = values.reduce((high, value) => Math.max(high, value), -Infinity);
    if (least < 0) {
        const reach = Math.max(Math.abs(least), Math.abs(most));
        return { low: -reach, high: reach, lowText: writtenAs(-reach, column), highText: writtenAs(reach, column), diverging: true };
    }
    const high = most > 0 ? most : 1;
    return { low: 0, high, lowText: writtenAs(0, column), highText: writtenAs(high, column), diverging: false };
}

/** Stops of one series, in the order of its items. */
export function stopsOf(words: readonly string[], series = 0): Stop[] {
    return words.map((text, item) => ({ words: text, series, item }));
}

export function sentence(parts: readonly string[]): string {
    return parts.filter((part) => part !== "").join(" ");
}
