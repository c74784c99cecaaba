import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { cellNumber, cellText } from "../api/result";
import type { Cell, QueryResult, Row } from "../api/result";
import { Icon } from "../components/Icon";
import { columnsOf, pivotWords } from "./columns";
import type { Column } from "./columns";
import { cellPainter } from "./heat";
import type { VisSettings } from "./vis";

interface Props {
    readonly result: QueryResult;
    readonly vis: VisSettings;
    /** Names the table for assistive technology. */
    readonly label: string;
    /** Sorts by asking the server again; without it the rows at hand are sorted. */
    readonly onSort?: (field: string, descending: boolean) => void;
}

interface Order {
    readonly column: string;
    readonly descending: boolean;
}

const ROW = 28;
const WHOLE = 300;
const SPARE = 12;

/** The result as a table: sticky header and first column, numbers to the right, totals below. Long ones draw what is in view. */
export function ResultTable({ result, vis, label, onSort }: Props): JSX.Element {
    const columns = useMemo(() => ordered(columnsOf(result, vis), vis), [result, vis]);
    const painter = useMemo(() => cellPainter(result, columns, vis.table.rules, vis.table.bars), [result, columns, vis]);
    const [order, setOrder] = useState<Order | null>(null);
    const rows = useMemo(() => sorted(result.rows, columns, order), [result.rows, columns, order]);
    const scroller = useRef<HTMLDivElement>(null);
    const [from, to] = useWindow(scroller, rows.length);
    const groups = pivotGroups(columns, result);

    function sortBy(column: Column): void {
        const current = orderOf(column, order, onSort === undefined);
        const descending = current === null ? column.field.isNumeric || column.field.category !== "dimension" : !current.descending;
        if (onSort !== undefined && column.pivot === null) onSort(column.field.name, descending);
        else setOrder({ column: column.id, descending });
    }

    return (
        <div className="table-scroll" ref={scroller} tabIndex={0} role="region" aria-label={label}>
            <table className="result tabular" aria-rowcount={rows.length + 1}>
                <thead>
                    {groups.length > 0 && (
                        <tr className="pivot-row">
                            {vis.table.showRowNumbers && <td />}
                            {groups.map((group, index) => (
                                group.text === ""
                                    ? <td key={index} colSpan={group.span} />
                                    : <th key={index} colSpan={group.span} scope="colgroup">{group.text}</th>
                            ))}
                        </tr>
                    )}
                    <tr>
                        {vis.table.showRowNumbers && <th scope="col" className="row-number">#</th>}
                        {columns.map((column) => {
                            const current = orderOf(column, order, onSort === undefined);
                            const sort = current === null ? "none" : current.descending ? "descending" : "ascending";
                            return (
                                <th key={column.id} scope="col" aria-sort={sort} className={isRight(column) ? "right" : ""} title={column.field.description || undefined}>
                                    <button type="button" onClick={() => sortBy(column)}>
                                        {headerText(column, groups.length > 0)}
                                        {current !== null && <span className={current.descending ? "sorted down" : "sorted"}><Icon name="down" size={12} /></span>}
                                    </button>
                                </th>
                            );
                        })}
                    </tr>
                </thead>
                <tbody>
                    {from > 0 && <tr aria-hidden="true" style={{ height: from * ROW }}><td colSpan={columns.length + 1} /></tr>}
                    {rows.slice(from, to).map((row, index) => (
                        <tr key={from + index} aria-rowindex={from + index + 2}>
                            {vis.table.showRowNumbers && <td className="row-number">{from + index + 1}</td>}
                            {columns.map((column, place) => {
                                const cell = column.cell(row);
                                const bar = painter.bar(column, cell);
                                const props = { className: isRight(column) ? "right" : "", style: painter.style(column, cell) };
                                const content = <CellContent cell={cell} bar={bar} />;
                                return place === 0 && column.field.category === "dimension"
                                    ? <th key={column.id} scope="row" {...props}>{content}</th>
                                    : <td key={column.id} {...props}>{content}</td>;
                            })}
                        </tr>
                    ))}
                    {to < rows.length && <tr aria-hidden="true" style={{ height: (rows.length - to) * ROW }}><td colSpan={columns.length + 1} /></tr>}
                </tbody>
                {result.totals !== null && vis.table.showTotals && <Totals totals={result.totals} columns={columns} numbered={vis.table.showRowNumbers} />}
            </table>
        </div>
    );
}

function Totals({ totals, columns, numbered }: { totals: Row; columns: readonly Column[]; numbered: boolean }): JSX.Element {
    return (
        <tfoot>
            <tr>
                {numbered && <td />}
                {columns.map((column, place) => (
                    column.field.category === "dimension"
                        ? place === 0 ? <th key={column.id} scope="row">Totals</th> : <td key={column.id} />
                        : <td key={column.id} className="right">{cellText(column.cell(totals))}</td>
                ))}
            </tr>
        </tfoot>
    );
}

function CellContent({ cell, bar }: { cell: Cell; bar: number | null }): JSX.Element {
    if (cell.value === null) return <span className="null" title="no value">∅</span>;
    if (bar === null) return <>{cellText(cell)}</>;
    return <span className="barred"><span className="bar" style={{ width: `${bar * 100}%` }} /><span>{cellText(cell)}</span></span>;
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

function sorted(rows: readonly Row[], columns: readonly Column[], order: Order | null): readonly Row[] {
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

function orderOf(column: Column, order: Order | null, local: boolean): { descending: boolean } | null {
    if (order !== null) return order.column === column.id ? order : null;
    if (column.pivot !== null || (local && column.field.sorted === null)) return null;
    return column.field.sorted !== null && column.field.sorted.index === 0 ? column.field.sorted : null;
}

function isRight(column: Column): boolean {
    return column.field.isNumeric || column.field.category === "measure" || column.field.category === "calculation";
}

function headerText(column: Column, grouped: boolean): string {
    return grouped && column.pivot !== null ? column.field.labelShort : column.title;
}

/** The row of pivot values above the measures, where a measure alone would not tell columns apart. */
function pivotGroups(columns: readonly Column[], result: QueryResult): Array<{ text: string; span: number }> {
    if (result.pivots.length === 0 || result.measures.length < 2) return [];
    const groups: Array<{ text: string; key: string; span: number }> = [];
    for (const column of columns) {
        const key = column.pivot?.key ?? "";
        const last = groups[groups.length - 1];
        if (last !== undefined && last.key === key) last.span += 1;
        else groups.push({ key, text: column.pivot?.isTotal === true ? "Total" : column.pivot === null ? "" : pivotWords(column.pivot, result.pivotFields), span: 1 });
    }
    return groups;
}
