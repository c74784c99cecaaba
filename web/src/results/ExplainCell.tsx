import { readCustomFields } from "../api/customFields";
import type { QueryBody } from "../api/queries";
import { cellText } from "../api/result";
import type { QueryResult } from "../api/result";
import { Dialog } from "../components/Dialog";
import { filterKind } from "../filters/kinds";
import { filterPhrase } from "../filters/sentence";
import { cellPlace, cellQuery } from "./cellTools";
import type { ExplainedCell } from "./cellTools";
import { Explained } from "./Explained";

interface Props {
    readonly query: QueryBody;
    readonly result: QueryResult;
    readonly cell: ExplainedCell;
    readonly onClose: () => void;
}

/** One number and all that it stands on: which rows, which filters, what is counted and where that is written, how fresh it is, which SQL. */
export function ExplainCell({ query, result, cell, onClose }: Props): JSX.Element {
    const { column, row } = cell;
    const place = cellPlace(result, cell);
    const calculation = readCustomFields(query.dynamicFields).find((field) => field.name === column.field.name && field.category === "calculation");
    return (
        <Dialog title="Explain this number" onClose={onClose}>
            <div className="explain-cell">
                <p className="explain-value"><strong className="tabular">{cellText(column.cell(row))}</strong> <span>{column.field.labelShort}</span></p>
                {place.length > 0 && (
                    <dl className="explain-place" aria-label="Of the rows with">
                        {place.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
                    </dl>
                )}
                <p className="muted">
                    {result.appliedFilters.length === 0 ? "No filter is in force." : (
                        <>Filtered: {result.appliedFilters.map(({ field, expression }) => filterPhrase(field.labelShort, filterKind(field), expression).join(" ")).join("; ")}.</>
                    )}
                </p>
                {calculation !== undefined && <p className="muted">It is worked out from the other columns of its row.</p>}
                <Explained query={calculation === undefined ? cellQuery(query, result, cell) : { ...query, fields: query.fields }} subject="" />
                {result.sql !== null && (
                    <details>
                        <summary>SQL of the whole answer</summary>
                        <pre tabIndex={0} aria-label="SQL of the whole answer" className="explain-sql">{result.sql}</pre>
                    </details>
                )}
            </div>
        </Dialog>
    );
}
