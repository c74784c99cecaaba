import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import { navigateQuery, useLocation } from "../navigation/location";
import { valueOf, withValue } from "../navigation/query";
import { Button } from "./Button";
import { Icon } from "./Icon";
import { readOrder, sortedBy, writeOrder } from "./listOrder";

export interface ListColumn<Row> {
    readonly key: string;
    readonly label: string;
    readonly cell: (row: Row) => ReactNode;
    /** What it is sorted by; without it can't be. */
    readonly by?: (row: Row) => string | number;
    readonly right?: true;
    /** Sorted downwards when its head is pressed for the first time: the largest, the newest. */
    readonly downFirst?: true;
}

interface Props<Row> {
    readonly label: string;
    /** The first one names the row. */
    readonly columns: ReadonlyArray<ListColumn<Row>>;
    readonly rows: readonly Row[];
    readonly id: (row: Row) => string;
    /** The order until a head is pressed: `title`, or `-views` for downwards. */
    readonly sort: string;
    /** Where the order stands in the address. */
    readonly parameter?: string;
    /** Rows that come before the others, however the list is sorted. */
    readonly first?: (row: Row) => boolean;
    /** Lets rows be chosen, several at once. */
    readonly choosing?: Choosing<Row>;
}

export interface Choosing<Row> {
    readonly chosen: ReadonlySet<string>;
    readonly onChange: (chosen: ReadonlySet<string>) => void;
    readonly name: (row: Row) => string;
}

/** As many rows are drawn at first, and with each wish for more. */
const STEP = 200;

/** A list whose heads sort it; the order stands in the address. */
export function ListTable<Row>({ label, columns, rows, id, sort, parameter = "sort", first, choosing }: Props<Row>): JSX.Element {
    const { query } = useLocation();
    const [most, setMost] = useState(STEP);
    const order = readOrder(valueOf(query, parameter) ?? sort);
    const column = columns.find((each) => each.key === order.by);
    const by = column?.by;
    const sorted = useMemo(() => {
        const all = by === undefined ? rows : sortedBy(rows, by, order.descending);
        return first === undefined ? all : [...all.filter((row) => first(row)), ...all.filter((row) => !first(row))];
    }, [rows, by, order.descending, first]);
    const shown = sorted.slice(0, most);

    function press(pressed: ListColumn<Row>): void {
        const descending = order.by === pressed.key ? !order.descending : pressed.downFirst === true;
        const text = writeOrder({ by: pressed.key, descending });
        navigateQuery(withValue(query, parameter, text === sort ? undefined : text));
    }

    return (
        <>
            <div className="table-scroll list-table" tabIndex={0} role="region" aria-label={label}>
                <table className="result tabular">
                    <thead>
                        <tr>
                            {choosing !== undefined && <th scope="col" className="list-choice"><AllBox rows={sorted} id={id} choosing={choosing} /></th>}
                            {columns.map((each) => (
                                <Head key={each.key} column={each} order={order.by === each.key ? (order.descending ? "descending" : "ascending") : "none"} onPress={() => press(each)} />
                            ))}
                        </tr>
                    </thead>
                    <tbody>
                        {shown.map((row) => (
                            <tr key={id(row)} className={choosing?.chosen.has(id(row)) === true ? "chosen" : undefined}>
                                {choosing !== undefined && <td className="list-choice"><RowBox id={id(row)} name={choosing.name(row)} choosing={choosing} /></td>}
                                {columns.map((each, index) => (index === 0
                                    ? <th key={each.key} scope="row">{each.cell(row)}</th>
                                    : <td key={each.key} className={each.right ? "right" : undefined}>{each.cell(row)}</td>))}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {sorted.length > most && <p className="list-more"><span className="muted">{most} of {sorted.length.toLocaleString("en-US")} are shown.</span> <Button onClick={() => setMost(most + STEP)}>Show more</Button></p>}
        </>
    );
}

function Head<Row>({ column, order, onPress }: { column: ListColumn<Row>; order: "none" | "ascending" | "descending"; onPress: () => void }): JSX.Element {
    const side = column.right ? "right" : "";
    if (column.by === undefined) return <th scope="col" className={`plain-head ${side}`}>{column.label}</th>;
    return (
        <th scope="col" aria-sort={order} className={side}>
            <button type="button" className="list-head" onClick={onPress}>
                {column.label}
                {order !== "none" && <span className={order === "descending" ? "sorted down" : "sorted"}><Icon name="down" size={12} /></span>}
            </button>
        </th>
    );
}

function AllBox<Row>({ rows, id, choosing: { chosen, onChange } }: { rows: readonly Row[]; id: (row: Row) => string; choosing: Choosing<Row> }): JSX.Element {
    const all = rows.length > 0 && rows.every((row) => chosen.has(id(row)));
    return (
        <input
            type="checkbox" aria-label="Choose all" checked={all}
            ref={(box) => {
                if (box !== null) box.indeterminate = !all && rows.some((row) => chosen.has(id(row)));
            }}
            onChange={() => onChange(new Set(all ? [] : rows.map(id)))}
        />
    );
}

function RowBox<Row>({ id, name, choosing: { chosen, onChange } }: { id: string; name: string; choosing: Choosing<Row> }): JSX.Element {
    return (
        <input
            type="checkbox" aria-label={`Choose ${name}`} checked={chosen.has(id)}
            onChange={() => {
                const next = new Set(chosen);
                if (!next.delete(id)) next.add(id);
                onChange(next);
            }}
        />
    );
}
