import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import type { ChartPoint } from "../../../api/charts";
import type { AnswerCell, AnswerTable } from "../answers/view";

interface Props {
    readonly table: AnswerTable;
    readonly label: string;
    readonly onPick: ((point: ChartPoint) => void) | null;
}

const FIRST_ROWS = 200;

/** The numbers of a chart. Those behind which people stand are buttons; Tab reaches one, arrow keys the others. */
export function PointTable({ table, label, onPick }: Props): JSX.Element {
    const [reached, setReached] = useState<string | null>(null);
    const [all, setAll] = useState(false);
    const body = useRef<HTMLTableSectionElement>(null);
    const rows = all ? table.rows : table.rows.slice(0, FIRST_ROWS);
    const first = onPick === null ? null : firstButton(rows);

    function walk(event: KeyboardEvent): void {
        const at = event.target instanceof HTMLElement ? event.target.dataset["place"] : undefined;
        const steps: Record<string, readonly [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
        const step = steps[event.key];
        if (at === undefined || step === undefined) return;
        const [row = 0, column = 0] = at.split(" ").map(Number);
        for (let r = row + step[0], c = column + step[1]; r >= 0 && r < rows.length && c >= 0 && c < table.columns.length; r += step[0], c += step[1]) {
            const next = body.current?.querySelector<HTMLElement>(`[data-place="${r} ${c}"]`);
            if (next !== null && next !== undefined) {
                event.preventDefault();
                next.focus();
                return;
            }
        }
    }

    const content = (cell: AnswerCell, row: number, column: number) => {
        const words = cell.running ? <span title="Still running: this number will change" className="running">{cell.text}</span> : cell.text;
        if (cell.point === null || onPick === null) return words;
        const { point } = cell;
        const place = `${row} ${column}`;
        return (
            <button
                type="button" className="cell-button" data-place={place} tabIndex={place === (reached ?? first) ? 0 : -1} title={cell.who === "" ? "Who they are" : `${cell.who}: who they are`}
                onFocus={() => setReached(place)} onClick={() => onPick(point)}
            >
                {words}
            </button>
        );
    };

    return (
        <>
            <div className="table-scroll answer-table" tabIndex={0} role="region" aria-label={label}>
                <table className="result tabular plain-head">
                    <thead><tr>{table.columns.map((column, index) => <th key={index} scope="col" className={column.right ? "right" : ""}>{column.title}</th>)}</tr></thead>
                    <tbody ref={body} onKeyDown={walk}>
                        {rows.map((row, index) => (
                            <tr key={index} className={row.strong ? "subtotal" : ""}>
                                {row.cells.map((cell, column) => {
                                    const right = table.columns[column]?.right === true ? "right" : "";
                                    const style = cell.shade === null ? undefined : { background: `color-mix(in srgb, var(--accent) ${Math.round(cell.shade * 40)}%, var(--surface))` };
                                    return column === 0 ? <th key={column} scope="row" className={right}>{content(cell, index, column)}</th> : <td key={column} className={right} style={style}>{content(cell, index, column)}</td>;
                                })}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {table.rows.length > rows.length && <p className="muted">{table.rows.length - rows.length} more rows. <button type="button" className="text-button" onClick={() => setAll(true)}>Show all</button></p>}
        </>
    );
}

function firstButton(rows: AnswerTable["rows"]): string | null {
    for (const [row, { cells }] of rows.entries()) {
        const column = cells.findIndex((cell) => cell.point !== null);
        if (column >= 0) return `${row} ${column}`;
    }
    return null;
}
