import type { CohortCell, CohortTable } from "./description";
import { cssShade } from "./scale";

/** Cohorts in rows, their age in columns, the share that is left as a colour and as a number. */
export function Cohorts({ table, label }: { table: CohortTable; label: string }): JSX.Element {
    const sized = table.rows.some((row) => row.size !== "");
    return (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={`${label}, table`}>
            <table className="result tabular cohorts">
                <thead>
                    <tr>
                        <th scope="col">{table.rowTitle}</th>
                        {sized && <th scope="col" className="right">Size</th>}
                        {table.columns.map((title) => <th key={title} scope="col" className="right">{title}</th>)}
                    </tr>
                </thead>
                <tbody>
                    <tr className="subtotal">
                        <th scope="row">All</th>
                        {sized && <td />}
                        {table.mean.map((cell, index) => <Cell key={index} cell={cell} />)}
                    </tr>
                    {table.rows.map((row, index) => (
                        <tr key={index}>
                            <th scope="row">{row.name}</th>
                            {sized && <td className="right">{row.size}</td>}
                            {row.cells.map((cell, at) => <Cell key={at} cell={cell} />)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Cell({ cell }: { cell: CohortCell | null }): JSX.Element {
    return cell === null ? <td /> : <td className="right" title={cell.title} style={{ background: cssShade(cell.share) }}>{cell.text}</td>;
}
