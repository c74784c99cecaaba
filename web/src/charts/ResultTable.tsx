import { useContext, useMemo, useRef, useState } from "react";
import type { ClipboardEvent, CSSProperties } from "react";
import type { QueryResult } from "../api/result";
import { counted } from "../words/numbers";
import { useCellFocus, walkCells } from "./cellFocus";
import { tableColumns } from "./columns";
import type { Column } from "./columns";
import { HeaderCell } from "./HeaderCell";
import { changedSettings, headerEntries } from "./headerMenu";
import { cellPainter } from "./heat";
import { sortedRows, tableLines } from "./lines";
import type { Order } from "./lines";
import { RowLine, SubtotalLine, TotalsLine } from "./ResultLines";
import { sparkColumns } from "./sparkColumns";
import { pivotHeads } from "./tableHeads";
import { asTabs, moved, naturalWidths, ordered } from "./tableLayout";
import { localOrder, sortedBy, withSort } from "./tableSorts";
import { TableToolsContext } from "./TableToolsContext";
import { useCellMenu } from "./useCellMenu";
import { usePrinting } from "./usePrinting";
import { ROW, useTableWindow, WHOLE } from "./useTableWindow";
import type { VisSettings } from "./vis";

interface Props {
    readonly result: QueryResult;
    readonly vis: VisSettings;
    /** Names the table for assistive technology. */
    readonly label: string;
    /** Sorts by asking the server again; without it the rows at hand are sorted. */
    readonly onSort?: (field: string, descending: boolean) => void;
}

const ignore = () => undefined;
/** How much wider a command makes a column, in pixels. */
const STEP = 32;

/**
 * The result as a table: sticky header and first column, numbers to the right, subtotals behind their groups, totals below.
 * Long ones draw what is in view. What readers change of it is kept by the page's tools, where there are some.
 */
export function ResultTable({ result, vis, label, onSort }: Props): JSX.Element {
    const tools = useContext(TableToolsContext);
    const [order, setOrder] = useState<Order | null>(null);
    const [dragged, setDragged] = useState<Readonly<Record<string, number>>>({});
    const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
    const columns = useMemo(() => ordered(tableColumns(result, vis), vis.table.columnOrder).filter((column) => !hidden.has(column.id)), [result, vis, hidden]);
    const sparks = useMemo(() => (vis.table.sparklines ? sparkColumns(result, columns) : []), [result, columns, vis]);
    const painter = useMemo(() => cellPainter(result, columns, vis.table.rules, vis.table.bars), [result, columns, vis]);
    const lines = useMemo(() => tableLines(sortedRows(result.rows, columns, order), result.subtotals), [result, columns, order]);
    const scroller = useRef<HTMLDivElement>(null);
    // Tiles are as high on paper as on the screen, and show as much.
    const onPaper = usePrinting() && scroller.current?.closest(".tile") === null;
    const [from, to] = useTableWindow(scroller, lines.length, onPaper);
    const { menus, menu } = useCellMenu(result);
    const cells = useCellFocus(lines.slice(from, to), columns, menus);
    const heads = pivotHeads(columns, result);
    const grouped = new Set(columns.filter((column) => column.pivot !== null).map((column) => column.field.name)).size > 1;
    const numbered = vis.table.showRowNumbers;
    const long = lines.length > WHOLE;
    const widths = { ...vis.table.widths, ...dragged };
    const fixed = long || Object.keys(widths).length > 0;
    const natural = useMemo(() => (fixed ? naturalWidths(result, columns) : null), [result, columns, fixed]);
    const widthOf = (column: Column) => widths[column.id] ?? natural?.get(column.id) ?? 120;
    const whole = fixed ? columns.reduce((sum, column) => sum + widthOf(column), 0) + (numbered ? 64 : 0) + sparks.length * 136 : 0;

    function sorted(column: Column) {
        if (tools !== null && order === null) return sortedBy(column, result, tools.sorts);
        if (order !== null || (onSort === undefined && column.field.sorted === null) || column.pivot !== null) return localOrder(column, order);
        return column.field.sorted === null ? null : { place: column.field.sorted.index, descending: column.field.sorted.descending };
    }

    function sortBy(column: Column, wanted: boolean | null, adds: boolean): void {
        const current = sorted(column);
        const descending = wanted ?? (current === null ? column.field.isNumeric || column.field.category !== "dimension" : !current.descending);
        // What no query knows of is sorted here: calculations may be, row totals have no place in it.
        if (tools !== null && column.pivot?.isTotal !== true) {
            setOrder(null);
            tools.onSort(withSort(tools.sorts, column, result, descending, adds));
        } else if (onSort !== undefined && column.pivot === null) onSort(column.field.name, descending);
        else setOrder({ column: column.id, descending });
    }

    function resize(column: Column, width: number, done: boolean): void {
        setDragged((now) => ({ ...now, [column.id]: width }));
        if (done) tools?.onSettings({ series_column_widths: { ...vis.table.widths, ...dragged, [column.id]: width } });
    }

    function act(command: string, column: Column): void {
        const change = tools === null ? undefined : changedSettings(command, column, columns, tools);
        if (change !== undefined) {
            tools?.onSettings(change);
            return;
        }
        switch (command) {
            case "sort asc": case "sort desc": sortBy(column, command === "sort desc", false); return;
            case "sort then": sortBy(column, null, true); return;
            case "filter": tools?.onFilter?.(column.field.name); return;
            case "pivot": tools?.onPivot?.(column.field.name); return;
            case "remove": tools?.onRemove?.(column.field.name); return;
            case "wider": case "narrower": {
                const now = scroller.current?.querySelector<HTMLElement>(`th[data-column="${CSS.escape(column.id)}"]`)?.offsetWidth ?? widthOf(column);
                resize(column, Math.max(48, now + (command === "wider" ? STEP : -STEP)), true);
                return;
            }
            case "copy": void navigator.clipboard.writeText(asTabs([column], result.rows, null)); return;
            case "hide": setHidden((now) => new Set([...now, column.id])); return;
        }
    }

    /** Without a selection of text, copying takes the whole table along. */
    function copy(event: ClipboardEvent): void {
        if (window.getSelection()?.isCollapsed === false) return;
        event.preventDefault();
        event.clipboardData.setData("text/plain", asTabs(columns, lines.flatMap((line) => (line.kind === "row" ? [line.row] : [])), vis.table.showTotals ? result.totals : null));
    }

    const own = columns.filter((column) => widths[column.id] === undefined);
    // What is left of a wide panel goes to all columns alike, but widths that somebody chose stay: then one other column takes it.
    const filler = own.length === columns.length ? undefined : own.find((column) => !column.field.isNumeric) ?? own[0];
    const style: CSSProperties = fixed ? { tableLayout: "fixed", width: own.length > 0 ? `max(100%, ${whole}px)` : whole, minWidth: 0 } : {};
    const span = columns.length + sparks.length + 1;
    return (
        <div className="table-scroll" ref={scroller} tabIndex={0} role="region" aria-label={label} onCopy={copy}>
            <table className={`result tabular ${long ? "long" : ""} ${fixed ? "fixed" : ""}`} aria-rowcount={lines.length + 1} style={style}>
                {fixed && (
                    <colgroup>
                        {numbered && <col style={{ width: 64 }} />}
                        {columns.map((column) => <col key={column.id} style={column === filler ? {} : { width: widthOf(column) }} />)}
                        {sparks.map((spark) => <col key={spark.id} style={{ width: 136 }} />)}
                    </colgroup>
                )}
                <thead>
                    {heads.length > 0 && (
                        <tr className="pivot-row">
                            {numbered && <td />}
                            {heads.map((head, index) => (
                                head.text === ""
                                    ? <td key={index} colSpan={head.span} />
                                    : <th key={index} colSpan={head.span} scope="colgroup">{head.text}</th>
                            ))}
                            {sparks.length > 0 && <td colSpan={sparks.length} />}
                        </tr>
                    )}
                    <tr>
                        {numbered && <th scope="col" className="row-number">#</th>}
                        {columns.map((column) => (
                            <HeaderCell
                                key={column.id} column={column} text={grouped && column.pivot !== null ? column.field.labelShort : column.title} sorted={sorted(column)} several={(tools?.sorts.length ?? 0) > 1}
                                entries={headerEntries(column, columns, tools, column.pivot?.isTotal === true)} onSort={(adds) => sortBy(column, null, adds)} onCommand={(command) => act(command, column)}
                                onResize={(width, done) => resize(column, width, done)}
                                onDrop={tools === null ? null : (id) => tools.onSettings({ column_order: moved(columns, id, column.id) })}
                            />
                        ))}
                        {sparks.map((spark) => <th key={spark.id} scope="col" className="plain-head">{spark.title}</th>)}
                    </tr>
                </thead>
                <tbody onKeyDown={walkCells}>
                    {from > 0 && <tr aria-hidden="true" style={{ height: from * ROW }}><td colSpan={span} /></tr>}
                    {lines.slice(from, to).map((line, index) => {
                        const at = { index: from + index + 2, columns, numbered, sparks };
                        return line.kind === "row"
                            ? (
                                <RowLine
                                    key={from + index} line={line} painter={painter} menus={menus} reached={cells?.reached?.row === line.row ? cells.reached.column : null}
                                    onFocus={cells?.onFocus ?? ignore} {...at}
                                />
                            )
                            : <SubtotalLine key={from + index} line={line} {...at} />;
                    })}
                    {to < lines.length && onPaper && <tr><td colSpan={span}>{counted(lines.length - to, "more row is", "more rows are")} not printed. A download has them.</td></tr>}
                    {to < lines.length && !onPaper && <tr aria-hidden="true" style={{ height: (lines.length - to) * ROW }}><td colSpan={span} /></tr>}
                </tbody>
                {result.totals !== null && vis.table.showTotals && <TotalsLine totals={result.totals} columns={columns} numbered={numbered} sparks={sparks} />}
            </table>
            {menu}
        </div>
    );
}
