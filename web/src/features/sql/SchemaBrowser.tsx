import { useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import type { SqlTable } from "../../api/sqlRunner";
import type { Resource } from "../../api/useResource";
import { Skeleton } from "../../components/Skeleton";
import { walkRows } from "../../components/walkRows";
import { useShortcuts } from "../../navigation/useShortcuts";
import { Problem } from "../../results/Problem";
import { counted } from "../../words/numbers";

interface Props {
    readonly tables: Resource<SqlTable[]>;
    /** The connections themselves can't be asked for: no tables will come, and the page says so once. */
    readonly unreached: boolean;
    /** Puts a name where the cursor stands. */
    readonly onName: (name: string) => void;
    readonly onLook: (table: string) => void;
}

/** More than this many tables at once only make the page slow; the search finds the others. */
const MOST = 200;

/** The tables that may be read, with their columns. What is searched may stand in either name. */
export function SchemaBrowser({ tables, unreached, onName, onLook }: Props): JSX.Element {
    const [wanted, setWanted] = useState("");
    const search = useRef<HTMLInputElement>(null);
    useShortcuts({ "/": () => search.current?.focus() });
    const words = wanted.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const found = useMemo(() => (tables.value ?? []).filter((table) => {
        const whole = `${table.name} ${table.columns.map((column) => column.name).join(" ")}`.toLowerCase();
        return words.every((word) => whole.includes(word));
    }), [tables.value, wanted]);
    const groups = new Map<string, SqlTable[]>();
    for (const table of found.slice(0, MOST)) {
        const schema = table.name.split(".")[0] ?? "";
        groups.set(schema, [...groups.get(schema) ?? [], table]);
    }
    return (
        <aside className="picker sql-schema" aria-label="Tables" onKeyDown={walkRows}>
            <input ref={search} className="input" type="search" placeholder="Search tables and columns" aria-label="Search tables and columns" value={wanted} onChange={(event) => setWanted(event.target.value)} />
            {tables.error !== null && !unreached && <Problem error={tables.error} what="list of tables" onRetry={tables.reload} />}
            {!unreached && tables.value === undefined && tables.error === null && <div role="status" aria-busy="true" aria-label="The tables are loading"><Skeleton shape="table" /></div>}
            {unreached && <p className="muted sql-none">The tables are listed once the connections are known.</p>}
            {tables.value !== undefined && found.length === 0 && <p className="muted sql-none">{words.length === 0 ? "There are no tables that you may read. Whoever administers Soundings can change that." : `No table or column is called “${wanted}”.`}</p>}
            {[...groups].map(([schema, all]) => (
                <details key={schema} open={schema !== "raw" && schema !== "staging" || words.length > 0}>
                    <summary>{schema} <span className="muted">{all.length}</span></summary>
                    {all.map((table) => <TableEntry key={table.name} table={table} reached={table === all[0]} words={words} onName={onName} onLook={onLook} />)}
                </details>
            ))}
            {found.length > MOST && <p className="muted sql-none">{counted(found.length - MOST, "more table")}: search for them.</p>}
        </aside>
    );
}

/** A long name goes on in the next line after an underscore. */
function breakable(name: string): ReactNode {
    return name.split(/(?<=_)/).map((part, index) => <span key={index}>{index > 0 && <wbr />}{part}</span>);
}

interface EntryProps extends Pick<Props, "onName" | "onLook"> {
    readonly table: SqlTable;
    /** Whether Tab leads here; arrow keys lead to the others. */
    readonly reached: boolean;
    readonly words: readonly string[];
}

function TableEntry({ table, reached, words, onName, onLook }: EntryProps): JSX.Element {
    const [open, setOpen] = useState(false);
    const own = table.name.split(".").slice(1).join(".") || table.name;
    const columns = open ? table.columns : words.length === 0 ? [] : table.columns.filter((column) => words.some((word) => column.name.toLowerCase().includes(word))).slice(0, 8);
    return (
        <div>
            <div className="picker-row">
                <button type="button" tabIndex={reached ? 0 : -1} className="picker-field" aria-expanded={open} onClick={() => setOpen(!open)}><span>{breakable(own)}</span></button>
                <span className="picker-tools">
                    <button type="button" tabIndex={-1} aria-label={`Write ${table.name}`} onClick={() => onName(table.name)}>Write</button>
                    <button type="button" tabIndex={-1} aria-label={`First rows of ${table.name}`} onClick={() => onLook(table.name)}>Rows</button>
                </span>
            </div>
            {columns.length > 0 && (
                <ul className="sql-columns">
                    {columns.map((column) => (
                        <li key={column.name}>
                            <button type="button" tabIndex={-1} className="picker-field" onClick={() => onName(column.name)}><span>{column.name}</span> <span className="muted">{column.type}</span></button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
