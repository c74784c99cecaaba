import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { QueryResult } from "../api/result";
import { Icon } from "../components/Icon";
import { pivotWords, tableColumns } from "./columns";
import type { Column } from "./columns";
import { cellPainter } from "./heat";
import { useCellMenu } from "./useCellMenu";
import { isRight, RowLine, SubtotalLine, TotalsLine } from "./ResultLines";
import { useCellFocus, walkCells } from "./cellFocus";
import { sortedRows, tableLines } from "./lines";
import type { Order } from "./lines";
import type { VisSettings } from "./vis";

interface Props {
    readonly result: QueryResult;
    readonly vis: VisSettings;
    /** Names the table for assistive technology. */
    readonly label: string;
    /** Sorts by asking the server again; without it the rows at hand are sorted. */
    readonly onSort?: (field: string, descending: boolean) => void;
}

const ROW = 28;
const WHOLE = 300;
const SPARE = 12;

/**
 * The result as a table: sticky header and first column, numbers to the right, subtotals behind their groups, totals below.
 * Long ones draw what is in view.
 */
export function ResultTable({ result, vis, label, onSort }: Props): JSX.Element {
    const columns = useMemo(() => ordered(tableColumns(result, vis), vis), [result, vis]);
    const painter = useMemo(() => cellPainter(result, columns, vis.table.rules, vis.table.bars), [result, columns, vis]);
    const [order, setOrder] = useState<Order | null>(null);
    const lines = useMemo(() => tableLines(sortedRows(result.rows, columns, order), result.subtotals), [result, columns, order]);
    const scroller = useRef<HTMLDivElement>(null);
    const [from, to] = useWindow(scroller, lines.length);
    const { menus, menu } = useCellMenu(result);
    const cells = useCellFocus(lines.slice(from, to), columns, menus);
    const groups = pivotGroups(columns, result);
    const grouped = new Set(columns.filter((column) => column.pivot !== null).map((column) => column.field.name)).size > 1;
    const numbered = vis.table.showRowNumbers;

    function sortBy(column: Column): void {
        const current = orderOf(column, order, onSort === undefined);
        const descending = current === null ? column.field.isNumeric || column.field.category !== "dimension" : !current.descending;
        if (onSort !== undefined && column.pivot === null) onSort(column.field.name, descending);
        else setOrder({ column: column.id, descending });
    }

    return (
        <div className="table-scroll" ref={scroller} tabIndex={0} role="region" aria-label={label}>
            <table className={lines.length > WHOLE ? "result tabular long" : "result tabular"} aria-rowcount={lines.length + 1}>
                <thead>
                    {groups.length > 0 && (
                        <tr className="pivot-row">
                            {numbered && <td />}
                            {groups.map((group, index) => (
                                group.text === ""
                                    ? <td key={index} colSpan={group.span} />
                                    : <th key={index} colSpan={group.span} scope="colgroup">{group.text}</th>
                            ))}
                        </tr>
                    )}
                    <tr>
                        {numbered && <th scope="col" className="row-number">#</th>}
                        {columns.map((column) => {
                            const current = orderOf(column, order, onSort === undefined);
                            const sort = current === null ? "none" : current.descending ? "descending" : "ascending";
                            return (
                                <th key={column.id} scope="col" aria-sort={sort} className={isRight(column) ? "right" : ""} title={column.field.description || undefined}>
                                    <button type="button" onClick={() => sortBy(column)}>
                                        {headerText(column, grouped)}
                                        {column.field.error !== "" && <span className="column-problem" role="img" aria-label={column.field.error} title={column.field.error}><Icon name="warning" size={14} /></span>}
                                        {current !== null && <span className={current.descending ? "sorted down" : "sorted"}><Icon name="down" size={12} /></span>}
                                    </button>
                                </th>
                            );
                        })}
                    </tr>
                </thead>
                <tbody onKeyDown={walkCells}>
                    {from > 0 && <tr aria-hidden="true" style={{ height: from * ROW }}><td colSpan={columns.length + 1} /></tr>}
                    {lines.slice(from, to).map((line, index) => {
                        const at = { index: from + index + 2, columns, numbered };
                        return line.kind === "row"
                            ? <RowLine key={from + index} line={line} painter={painter} cells={cells} {...at} />
                            : <SubtotalLine key={from + index} line={line} {...at} />;
                    })}
                    {to < lines.length && <tr aria-hidden="true" style={{ height: (lines.length - to) * ROW }}><td colSpan={columns.length + 1} /></tr>}
                </tbody>
                {result.totals !== null && vis.table.showTotals && <TotalsLine totals={result.totals} columns={columns} numbered={numbered} />}
            </table>
            {menu}
        </div>
    );
}

/** Which rows are in view, with some to spare. Short tables are drawn whole. */
function useWindow(scroller: React.RefObject<HTMLDivElement>, count: number): readonly [number, number] {
    const [view, setView] = useState({ top: 0, height: 800 });
    const long = count > WHOLE;
    useLayoutEffect(() => {
        const element = scroller.current;
        if (element === null || !long) return undefined;
        let frame = 0;
        const read = () => {
            cancelAnimationFrame(frame);
            frame = requestAnimationFrame(() => setView({ top: element.scrollTop, height: element.clientHeight }));
        };
        read();
        element.addEventListener("scroll", read, { passive: true });
        const observer = new ResizeObserver(read);
        observer.observe(element);
        return () => {
            cancelAnimationFrame(frame);
            element.removeEventListener("scroll", read);
            observer.disconnect();
        };
    }, [scroller, long]);
    useEffect(() => {
        scroller.current?.scrollTo({ top: 0 });
    }, [scroller, count]);
    if (!long) return [0, count];
    const first = Math.max(0, Math.floor(view.top / ROW) - SPARE);
    return [Math.min(first, count), Math.min(count, first + Math.ceil(view.height / ROW) + 2 * SPARE)];
}

function ordered(columns: Column[], vis: VisSettings): Column[] {
    const { columnOrder } = vis.table;
    if (columnOrder.length === 0) return columns;
    const place = (column: Column) => {
        const at = columnOrder.findIndex((name) => name === column.id || name === column.field.name);
        return at < 0 ? columnOrder.length : at;
    };
    return columns.map((column, index) => ({ column, index }))
        .sort((left, right) => place(left.column) - place(right.column) || left.index - right.index)
        .map(({ column }) => column);
}

function orderOf(column: Column, order: Order | null, local: boolean): { descending: boolean } | null {
    if (order !== null) return order.column === column.id ? order : null;
    if (column.pivot !== null || (local && column.field.sorted === null)) return null;
    return column.field.sorted !== null && column.field.sorted.index === 0 ? column.field.sorted : null;
}

function headerText(column: Column, grouped: boolean): string {
    return grouped && column.pivot !== null ? column.field.labelShort : column.title;
}

/** With one measure the columns are named by their pivot values; above them stands what these are. */
function pivotName(columns: readonly Column[], result: QueryResult): Array<{ text: string; span: number }> {
    const first = columns.findIndex((column) => column.pivot !== null);
    const span = columns.filter((column) => column.pivot !== null).length;
    const together = columns.slice(first, first + span).every((column) => column.pivot !== null);
    const text = result.pivotFields.map((field) => field.labelShort).join(" · ");
    if (first < 0 || !together || text === "") return [];
    const rest = columns.length - first - span;
    return [...(first > 0 ? [{ text: "", span: first }] : []), { text, span }, ...(rest > 0 ? [{ text: "", span: rest }] : [])];
}

/** The row of pivot values above the measures, where a measure alone would not tell columns apart. */
function pivotGroups(columns: readonly Column[], result: QueryResult): Array<{ text: string; span: number }> {
    const pivoted = columns.filter((column) => column.pivot !== null && !column.pivot.isTotal);
    if (new Set(pivoted.map((column) => column.field.name)).size < 2) return pivotName(columns, result);
    const groups: Array<{ text: string; key: string; span: number }> = [];
    for (const column of columns) {
        const key = column.pivot?.key ?? "";
        const last = groups[groups.length - 1];
        if (last !== undefined && last.key === key) last.span += 1;
        else groups.push({ key, text: column.pivot?.isTotal === true ? "Total" : column.pivot === null ? "" : pivotWords(column.pivot, result.pivotFields), span: 1 });
    }
    return groups;
}
