import { cellNumber, cellText } from "../api/result";
import type { Row, Subtotal } from "../api/result";
import type { Column } from "./columns";

/** One line of a table: a row with its number from 1, or the subtotals of the rows above it. */
export type Line =
    | { readonly kind: "row"; readonly row: Row; readonly number: number }
    | { readonly kind: "subtotal"; readonly row: Row; readonly fields: ReadonlySet<string> };

/** Which column the reader has sorted by, and how. */
export interface Order {
    readonly column: string;
    readonly descending: boolean;
}

/**
 * The rows with the subtotals behind their groups, the finest first. With subtotals the rows of a group stand together: the
 * group comes where its first row is, so that an order by values orders groups and, within each, rows.
 */
export function tableLines(rows: readonly Row[], subtotals: readonly Subtotal[]): Line[] {
    const sets = new Map<string, Map<string, Subtotal>>();
    for (const subtotal of subtotals) {
        const set = JSON.stringify(subtotal.fields);
        const groups = sets.get(set) ?? new Map<string, Subtotal>();
        sets.set(set, groups.set(groupOf(subtotal.row, subtotal.fields), subtotal));
    }
    const levels = [...sets].map(([set, groups]) => ({ fields: JSON.parse(set) as string[], groups }))
        .sort((left, right) => left.fields.length - right.fields.length);
    const lines: Line[] = [];
    let number = 0;

    function add(part: readonly Row[], level: number): void {
        const set = levels[level];
        if (set === undefined) {
            for (const row of part) lines.push({ kind: "row", row, number: number += 1 });
            return;
        }
        const groups = new Map<string, Row[]>();
        for (const row of part) {
            const group = groupOf(row, set.fields);
            const known = groups.get(group);
            if (known === undefined) groups.set(group, [row]);
            else known.push(row);
        }
        for (const [group, own] of groups) {
            add(own, level + 1);
            const subtotal = set.groups.get(group);
            if (subtotal !== undefined) lines.push({ kind: "subtotal", row: subtotal.row, fields: new Set(set.fields) });
        }
    }

    add(rows, 0);
    return lines;
}

export function sortedRows(rows: readonly Row[], columns: readonly Column[], order: Order | null): readonly Row[] {
    const column = columns.find((each) => each.id === order?.column);
    if (order === null || column === undefined) return rows;
    const sign = order.descending ? -1 : 1;
    return [...rows].sort((left, right) => {
        const [a, b] = [column.cell(left), column.cell(right)];
        if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
        const [x, y] = [cellNumber(a), cellNumber(b)];
        if (x !== null && y !== null) return (x - y) * sign;
        return cellText(a).localeCompare(cellText(b)) * sign;
    });
}

function groupOf(row: Row, fields: readonly string[]): string {
    return JSON.stringify(fields.map((field) => row.cells[field]?.value ?? null));
}
