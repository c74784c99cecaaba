import { memo } from "react";
import { cellText } from "../api/result";
import type { Cell, Row } from "../api/result";
import { Icon } from "../components/Icon";
import { SafeHTML } from "../components/SafeHTML";
import type { CellButtons } from "./cellFocus";
import type { Column } from "./columns";
import type { CellMenus } from "./useCellMenu";
import type { CellPainter } from "./heat";
import type { Line } from "./lines";
import type { SparkColumn } from "./sparkColumns";
import { Sparkline } from "./Sparkline";

interface Place {
    readonly columns: readonly Column[];
    /** Whether a column of row numbers stands before them. */
    readonly numbered: boolean;
    readonly sparks: readonly SparkColumn[];
    /** Counted from 1, the header included. */
    readonly index: number;
}

interface RowProps extends Place {
    readonly line: Extract<Line, { kind: "row" }>;
    readonly painter: CellPainter;
    /** null where no cell has a menu. */
    readonly menus: CellMenus | null;
    /** Which cell of the row the Tab key reaches; null for none. */
    readonly reached: string | null;
    readonly onFocus: CellButtons["onFocus"];
}

/** Drawn anew only when something of it changes: while a long table scrolls, rows that stay in view stay as they are. */
export const RowLine = memo(function RowLine({ line, painter, menus, reached, onFocus, columns, numbered, sparks, index }: RowProps): JSX.Element {
    return (
        <tr aria-rowindex={index}>
            {numbered && <td className="row-number">{line.number}</td>}
            {columns.map((column, place) => {
                const cell = column.cell(line.row);
                const props = { className: isRight(column) ? "right" : "", style: painter.style(column, cell), tabIndex: -1 };
                const plain = <CellContent cell={cell} bar={painter.bar(column, cell)} />;
                const content = menus !== null && menus.leads(column, line.row)
                    ? <CellButton menus={menus} isReached={reached === column.id} onFocus={onFocus} column={column} row={line.row} isHTML={cell.html !== null}>{plain}</CellButton>
                    : plain;
                return place === 0 && column.field.category === "dimension"
                    ? <th key={column.id} scope="row" {...props}>{content}</th>
                    : <td key={column.id} {...props}>{content}</td>;
            })}
            {sparks.map((spark) => <td key={spark.id} className="spark"><Sparkline points={spark.points(line.row)} width={112} height={22} /></td>)}
        </tr>
    );
});

/** The cell as a button that opens its menu. HTML may hold links of its own, so there the button stands beside it. */
function CellButton({ menus, isReached, onFocus, column, row, isHTML, children }: {
    readonly menus: CellMenus; readonly isReached: boolean; readonly onFocus: CellButtons["onFocus"]; readonly column: Column; readonly row: Row; readonly isHTML: boolean; readonly children: JSX.Element;
}): JSX.Element {
    const button = (
        <button
            type="button" className={isHTML ? "cell-button beside" : "cell-button"} tabIndex={isReached ? 0 : -1}
            aria-haspopup="menu" aria-expanded={menus.isOpen(column, row)} onFocus={() => onFocus(column, row)}
            onClick={(event) => {
                // A press that selected text was for the text.
                if (event.detail === 0 || window.getSelection()?.isCollapsed !== false) menus.open(column, row, event.currentTarget);
            }}
            {...(isHTML ? { "aria-label": `Links of ${column.title}` } : {})}
        >
            {isHTML ? <Icon name="more" size={14} /> : children}
        </button>
    );
    return isHTML ? <>{children}{button}</> : button;
}

/** The values that the rows of a group share, the word "Subtotal" under the next dimension, then what the group sums up to. */
export function SubtotalLine({ line, columns, numbered, sparks, index }: Place & { line: Extract<Line, { kind: "subtotal" }> }): JSX.Element {
    const dimensions = columns.filter((column) => column.field.category === "dimension");
    const titled = dimensions.find((column) => !line.fields.has(column.field.name)) ?? dimensions[0];
    function content(column: Column): JSX.Element | null {
        const shared = line.fields.has(column.field.name);
        if (column.field.category === "dimension") {
            if (column !== titled) return shared ? <CellContent cell={column.cell(line.row)} bar={null} /> : null;
            return <>{shared && <><CellContent cell={column.cell(line.row)} bar={null} /> </>}<span className="subtotal-word">Subtotal</span></>;
        }
        return <SumContent column={column} row={line.row} />;
    }
    return (
        <tr className="subtotal" aria-rowindex={index}>
            {numbered && <td />}
            {columns.map((column, place) => (
                place === 0 && column.field.category === "dimension"
                    ? <th key={column.id} scope="row" className={isRight(column) ? "right" : ""}>{content(column)}</th>
                    : <td key={column.id} className={isRight(column) ? "right" : ""}>{content(column)}</td>
            ))}
            {sparks.map((spark) => <td key={spark.id} />)}
        </tr>
    );
}

export function TotalsLine({ totals, columns, numbered, sparks }: { totals: Row; columns: readonly Column[]; numbered: boolean; sparks: readonly SparkColumn[] }): JSX.Element {
    return (
        <tfoot>
            <tr>
                {numbered && <td />}
                {columns.map((column, place) => (
                    column.field.category === "dimension"
                        ? place === 0 ? <th key={column.id} scope="row">Totals</th> : <td key={column.id} />
                        : <td key={column.id} className={isRight(column) ? "right" : ""}><SumContent column={column} row={totals} /></td>
                ))}
                {sparks.map((spark) => <td key={spark.id} className="spark"><Sparkline points={spark.points(totals)} width={112} height={22} /></td>)}
            </tr>
        </tfoot>
    );
}

export function isRight(column: Column): boolean {
    return column.field.isNumeric || column.field.category === "measure";
}

/** A cell that sums up others. Nothing where there is no such sum: of calculations, of row totals below groups. */
function SumContent({ column, row }: { column: Column; row: Row }): JSX.Element | null {
    const { name } = column.field;
    const cell = column.pivot === null ? row.cells[name] : row.pivoted[name]?.[column.pivot.key];
    if (cell === undefined || (cell.value === null && column.field.category === "calculation")) return null;
    return <CellContent cell={cell} bar={null} />;
}

function CellContent({ cell, bar }: { cell: Cell; bar: number | null }): JSX.Element {
    if (cell.html !== null) return <SafeHTML html={cell.html} />;
    if (cell.value === null) return <span className="null" title="no value">∅</span>;
    if (bar === null) return <>{cellText(cell)}</>;
    return <span className="barred"><span className="bar" style={{ width: `${bar * 100}%` }} /><span>{cellText(cell)}</span></span>;
}
