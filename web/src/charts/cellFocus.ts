import { useState } from "react";
import type { KeyboardEvent } from "react";
import type { Row } from "../api/result";
import type { Column } from "./columns";
import type { Line } from "./lines";
import type { CellMenus } from "./useCellMenu";

/** The menus of a table's cells, and which of their buttons the Tab key reaches. */
export interface CellButtons {
    readonly menus: CellMenus;
    readonly isReached: (column: Column, row: Row) => boolean;
    readonly onFocus: (column: Column, row: Row) => void;
}

/**
 * Of all buttons in a table Tab reaches one, the one that had the focus last; arrow keys reach the others. A table of 500
 * rows would otherwise hold up whoever tabs through the page.
 *
 * @param lines Those that are drawn.
 */
export function useCellFocus(lines: readonly Line[], columns: readonly Column[], menus: CellMenus | null): CellButtons | null {
    const [last, setLast] = useState<{ readonly column: string; readonly row: Row } | null>(null);
    if (menus === null) return null;
    const rows = lines.flatMap((line) => (line.kind === "row" ? [line.row] : []));
    const lastColumn = columns.find((column) => column.id === last?.column);
    const stays = last !== null && lastColumn !== undefined && rows.includes(last.row) && menus.leads(lastColumn, last.row);
    const reached = stays ? last : firstLeading(rows, columns, menus);
    return {
        menus,
        isReached: (column, row) => reached?.column === column.id && reached.row === row,
        onFocus: (column, row) => setLast({ column: column.id, row }),
    };
}

function firstLeading(rows: readonly Row[], columns: readonly Column[], menus: CellMenus): { column: string; row: Row } | null {
    for (const row of rows) {
        const column = columns.find((each) => menus.leads(each, row));
        if (column !== undefined) return { column: column.id, row };
    }
    return null;
}

/** Arrow keys on a cell's button go to the next cell in their direction that has one. */
export function walkCells(event: KeyboardEvent): void {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>(".cell-button") : null;
    const cell = button?.closest<HTMLTableCellElement>("td, th");
    if (cell === null || cell === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = nextButton(cell, event.key);
    if (next === null) return;
    event.preventDefault();
    next.focus();
}

function nextButton(cell: HTMLTableCellElement, key: string): HTMLElement | null {
    const step: Record<string, (from: Element) => Element | null> = {
        ArrowLeft: (from) => from.previousElementSibling,
        ArrowRight: (from) => from.nextElementSibling,
        ArrowUp: (from) => cellBeside(from, from.parentElement?.previousElementSibling),
        ArrowDown: (from) => cellBeside(from, from.parentElement?.nextElementSibling),
    };
    const move = step[key];
    if (move === undefined) return null;
    for (let at = move(cell); at !== null; at = move(at)) {
        const button = at.querySelector<HTMLElement>(".cell-button");
        if (button !== null) return button;
    }
    return null;
}

function cellBeside(cell: Element, line: Element | null | undefined): Element | null {
    if (!(cell instanceof HTMLTableCellElement) || !(line instanceof HTMLTableRowElement)) return null;
    return line.cells[cell.cellIndex] ?? null;
}
