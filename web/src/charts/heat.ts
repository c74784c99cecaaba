import type { CSSProperties } from "react";
import { cellNumber } from "../api/result";
import type { Cell, QueryResult } from "../api/result";
import { cssColour, namedColour } from "./colours";
import type { Column } from "./columns";
import type { CellRule } from "./vis";

/** Paints the cells of a table by rule. */
export interface CellPainter {
    readonly style: (column: Column, cell: Cell) => CSSProperties | undefined;
    /** Length of the bar behind a number, 0 to 1; null where there is none. */
    readonly bar: (column: Column, cell: Cell) => number | null;
}

/** Text stays readable on up to this much colour, in both themes. */
const MOST_COLOUR = 45;

export function cellPainter(result: QueryResult, columns: readonly Column[], rules: readonly CellRule[], bars: ReadonlySet<string>): CellPainter {
    const ranges = new Map<string, { low: number; high: number }>();
    for (const column of columns) {
        if (column.field.category === "dimension" || column.pivot?.isTotal === true) continue;
        for (const row of result.rows) {
            const value = cellNumber(column.cell(row));
            if (value === null) continue;
            const range = ranges.get(column.field.name);
            if (range === undefined) ranges.set(column.field.name, { low: value, high: value });
            else {
                range.low = Math.min(range.low, value);
                range.high = Math.max(range.high, value);
            }
        }
    }
    const applies = (rule: CellRule, column: Column) =>
        column.field.category !== "dimension" && (rule.fields.length === 0 || rule.fields.includes(column.field.name));
    return {
        style: (column, cell) => {
            const rule = rules.find((each) => applies(each, column) && holds(each, cell));
            if (rule === undefined || column.pivot?.isTotal === true) return undefined;
            const share = rule.kind === "scale" ? heatShare(cell, ranges.get(column.field.name)) : 28;
            if (share === null) return undefined;
            const colour = cssColour(namedColour(rule.colour) ?? { token: "accent" });
            return {
                background: `color-mix(in srgb, ${colour} ${share.toFixed(0)}%, var(--surface))`,
                ...(rule.bold ? { fontWeight: 600 } : {}),
            };
        },
        bar: (column, cell) => {
            const range = ranges.get(column.field.name);
            const value = cellNumber(cell);
            if (!bars.has(column.field.name) || range === undefined || value === null || range.high <= 0) return null;
            return Math.max(0, value / range.high);
        },
    };
}

function heatShare(cell: Cell, range: { low: number; high: number } | undefined): number | null {
    const value = cellNumber(cell);
    if (value === null || range === undefined) return null;
    const low = Math.min(0, range.low);
    return range.high === low ? 0 : ((value - low) / (range.high - low)) * MOST_COLOUR;
}

function holds(rule: CellRule, cell: Cell): boolean {
    const value = cellNumber(cell);
    const [first = NaN, second = NaN] = rule.values;
    switch (rule.kind) {
        case "scale": return value !== null;
        case "null": return cell.value === null;
        case "notNull": return cell.value !== null;
        case "above": return value !== null && value > first;
        case "below": return value !== null && value < first;
        case "equal": return value === first;
        case "notEqual": return value !== null && value !== first;
        case "between": return value !== null && value >= first && value <= second;
        case "notBetween": return value !== null && (value < first || value > second);
    }
}
