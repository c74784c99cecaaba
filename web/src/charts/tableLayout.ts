import { cellText, copiedText } from "../api/result";
import type { QueryResult, Row } from "../api/result";
import type { Column } from "./columns";

/** How wide letters of the table's type are, in pixels: figures all alike, letters by how they look. */
const SIZE = 14;
const WIDTHS: ReadonlyArray<readonly [RegExp, number]> = [[/[0-9]/, 0.635], [/[mwMW@%]/, 0.9], [/[ fijlrtI.,:;'|!()[\]/]/, 0.36], [/[A-Z]/, 0.72], [/[\u2e80-\uffef]/, 1]];
const OTHER = 0.61;
/** In the heads, which are bolder. */
const LETTER = 7.9;
const PADDING = 28;
/** Headers of up to this many letters are not broken. */
const ONE_LINE = 12;
const LEAST = 56;
const MOST = 360;
/** How many rows are read to find out how wide a column has to be. */
const READ = 2000;

/** How wide columns have to be for what is in them, in pixels: where only a part of the rows is drawn, they must not depend on which. */
export function naturalWidths(result: QueryResult, columns: readonly Column[]): ReadonlyMap<string, number> {
    const step = Math.max(1, Math.floor(result.rows.length / READ));
    return new Map(columns.map((column) => {
        let widest = 0;
        let most = 0;
        const read = (row: Row) => {
            const cell = column.cell(row);
            const text = cell.html === null ? cellText(cell) : cell.html.replace(/<[^>]*>/g, "");
            // A text of half as many letters is never wider.
            if (text.length * 2 <= most) return;
            most = Math.max(most, text.length);
            widest = Math.max(widest, textWidth(text));
        };
        for (let index = 0; index < result.rows.length; index += step) {
            const row = result.rows[index];
            if (row !== undefined) read(row);
        }
        if (result.totals !== null) read(result.totals);
        // Short headers take one line, long ones may take two.
        const { title } = column;
        const words = title.split(/\s+/).reduce((most, word) => Math.max(most, word.length), 0);
        const header = (title.length <= ONE_LINE ? title.length : Math.max(words, Math.ceil(title.length / 2) + 2)) * LETTER + PADDING + 18;
        return [column.id, Math.round(Math.max(LEAST, Math.min(MOST, Math.max(header, widest + PADDING))))] as const;
    }));
}

/** About how wide a text is, in pixels; rather too much than too little. */
export function textWidth(text: string): number {
    let width = 0;
    for (const letter of text) width += WIDTHS.find(([shape]) => shape.test(letter))?.[1] ?? OTHER;
    return width * SIZE;
}

/** Columns in the order that settings give; those they don't name stay behind in their own. */
export function ordered(columns: readonly Column[], order: readonly string[]): Column[] {
    if (order.length === 0) return [...columns];
    const place = (column: Column) => {
        const at = order.findIndex((name) => name === column.id || name === column.field.name);
        return at < 0 ? order.length : at;
    };
    return columns.map((column, index) => ({ column, index }))
        .sort((left, right) => place(left.column) - place(right.column) || left.index - right.index)
        .map(({ column }) => column);
}

/** The names of columns after one was moved to where another stands. */
export function moved(columns: readonly Column[], id: string, to: string): string[] {
    const ids = columns.map((column) => column.id);
    const [from, target] = [ids.indexOf(id), ids.indexOf(to)];
    if (from < 0 || target < 0 || from === target) return ids;
    ids.splice(from, 1);
    ids.splice(target, 0, id);
    return ids;
}

/** Rows as text with tabs, which spreadsheets paste as cells: headers, then values as they are shown. */
export function asTabs(columns: readonly Column[], rows: readonly Row[], totals: Row | null): string {
    const clean = (text: string) => text.replace(/[\t\r\n]+/g, " ");
    const line = (row: Row) => columns.map((column) => clean(copiedText(column.cell(row)))).join("\t");
    const header = columns.map((column) => clean(column.title)).join("\t");
    return [header, ...rows.map(line), ...(totals === null ? [] : [line(totals)])].join("\n");
}
