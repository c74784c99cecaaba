import { useCallback, useState } from "react";
import type { KeyboardEvent } from "react";
import type { Row } from "../api/result";
import type { Column } from "./columns";
import type { Line } from "./lines";
import type { CellMenus } from "./useCellMenu";

/** The menus of a table's cells, and which of their buttons the Tab key reaches. */
export interface CellButtons {
    readonly menus: CellMenus;
    /** The one cell that the Tab key reaches; null where none has a button. */
    readonly reached: { readonly column: string; readonly row: Row } | null;
    /** Stays the same from one drawing to the next, as rows rely on. */
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
    const onFocus = useCallback((column: Column, row: Row) => setLast({ column: column.id, row }), []);
    if (menus === null) return null;
    const rows = lines.flatMap((line) => (line.kind === "row" ? [line.row] : []));
    const lastColumn = columns.find((column) => column.id === last?.column);
    const stays = last !== null && lastColumn !== undefined && rows.includes(last.row) && menus.leads(lastColumn, last.row);
    return { menus, reached: stays ? last : firstLeading(rows, columns, menus), onFocus };
}

function firstLeading(rows: readonly Row[], columns: readonly Column[], menus: CellMenus): { column: string; row: Row } | null {
    for (const row of rows) {
        const column = columns.find((each) => menus.leads(each, row));
        if (column !== undefined) return { column: column.id, row };
    }
    return null;
}

/** Arrow keys go from cell to cell; where one is a button, the button has the focus. */
export function walkCells(event: KeyboardEvent): void {
    const cell = event.target instanceof Element ? event.target.closest<HTMLTableCellElement>("td, th") : null;
    if (cell === null || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = nextCell(cell, event.key);
    if (next === null) return;
    event.preventDefault();
    const target = next.querySelector<HTMLElement>(".cell-button") ?? next;
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function nextCell(cell: HTMLTableCellElement, key: string): HTMLTableCellElement | null {
    const beside = (line: Element | null | undefined): Element | null =>
        (line instanceof HTMLTableRowElement && line.getAttribute("aria-hidden") !== "true" ? line.cells[cell.cellIndex] ?? null : null);
    const row = cell.parentElement;
    const steps: Record<string, () => Element | null | undefined> = {
        ArrowLeft: () => cell.previousElementSibling, ArrowRight: () => cell.nextElementSibling,
        ArrowUp: () => beside(row?.previousElementSibling), ArrowDown: () => beside(row?.nextElementSibling),
        Home: () => row?.firstElementChild, End: () => row?.lastElementChild,
    };
    const next = steps[key]?.();
    return next instanceof HTMLTableCellElement ? next : null;
}
