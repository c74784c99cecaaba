import { useState } from "react";
import type { QueryBody } from "../../api/queries";
import type { QueryResult } from "../../api/result";
import type { Resource } from "../../api/useResource";
import { readSort } from "../../charts/tableSorts";
import type { VisSettings } from "../../charts/vis";
import { Icon } from "../../components/Icon";
import { Tabs } from "../../components/Tabs";
import { AnswerView } from "../../results/AnswerView";
import type { ActiveFilter } from "../../results/EmptyAnswer";
import { Explained } from "../../results/Explained";
import { Band } from "./Band";

interface Props {
    readonly query: QueryBody;
    readonly answer: Resource<QueryResult>;
    readonly vis: VisSettings;
    readonly label: string;
    readonly filters: readonly ActiveFilter[];
    /** Whether values without rows can be added. */
    readonly fillable: boolean;
    readonly sorts: readonly string[];
    readonly rowDimensions: readonly string[];
    readonly labelOf: (field: string) => string;
    readonly onChange: (next: Partial<QueryBody>) => void;
}

const ROWS = [100, 500, 1000, 5000, 10_000, 50_000];
const COLUMNS = [5, 10, 50, 100, 200];
const OTHER = "other";

/** The rows, the SQL they come from and what they mean, with what changes the rows. */
export function DataBand({ query, answer, vis, label, filters, fillable, sorts, rowDimensions, labelOf, onChange }: Props): JSX.Element {
    const [tab, setTab] = useState("results");
    const count = answer.value?.rows.length;
    const filled = (query.fillFields ?? []).length > 0;
    const groups = rowDimensions.slice(0, -1);
    const view = tab === "sql" && answer.value?.sql !== null ? "sql" : "table";
    return (
        <Band
            title="Data" startsOpen
            extra={(
                <span className="explore-tools">
                    <label className="check"><input type="checkbox" checked={query.total} onChange={(event) => onChange({ total: event.target.checked })} /> Totals</label>
                    {query.pivots.length > 0 && <label className="check"><input type="checkbox" checked={query.rowTotal} onChange={(event) => onChange({ rowTotal: event.target.checked })} /> Row totals</label>}
                    {groups.length > 0 && (
                        <label className="check" title="Sums of the groups of all row dimensions but the last">
                            <input type="checkbox" checked={query.subtotals.length > 0} onChange={(event) => onChange({ subtotals: event.target.checked ? groups : [] })} /> Subtotals
                        </label>
                    )}
                    {(fillable || filled) && (
                        <label className="check" title="Shows periods and values that have no data, too">
                            <input type="checkbox" checked={filled} onChange={(event) => onChange({ fillFields: event.target.checked ? null : [] })} /> Fill gaps
                        </label>
                    )}
                    <Limit words="Rows" limit={query.limit} choices={ROWS} onChange={(limit) => onChange({ limit })} />
                    {query.pivots.length > 0 && <Limit words="Columns" limit={query.columnLimit} choices={COLUMNS} onChange={(columnLimit) => onChange({ columnLimit })} />}
                </span>
            )}
        >
            <div className="explore-data">
                <Tabs
                    label="Data" chosen={tab === "sql" && view === "table" ? "results" : tab} onChoose={setTab}
                    tabs={[{ id: "results", label: "Results" }, ...(answer.value?.sql === null ? [] : [{ id: "sql", label: "SQL" }]), { id: "explain", label: "Explain" }]}
                    extra={<span className="muted tabular">{count === undefined ? "" : count === query.limit ? `First ${count.toLocaleString("en-US")} rows` : `${count.toLocaleString("en-US")} ${count === 1 ? "row" : "rows"}`}</span>}
                >
                    {tab === "explain" ? <div className="explore-explain"><Explained query={query} subject="" /></div> : (
                        <>
                            {tab === "results" && sorts.length > 1 && <Sorts sorts={sorts} labelOf={labelOf} onChange={(next) => onChange({ sorts: next })} />}
                            <AnswerView query={query} answer={answer} vis={vis} label={label} view={view} filters={filters} />
                        </>
                    )}
                </Tabs>
            </div>
        </Band>
    );
}

/** By what the rows are sorted, first things first; each can be turned round or taken away. */
function Sorts({ sorts, labelOf, onChange }: { sorts: readonly string[]; labelOf: (field: string) => string; onChange: (sorts: readonly string[]) => void }): JSX.Element {
    return (
        <ol className="sorts" aria-label="Sorted by">
            {sorts.map((text, index) => {
                const sort = readSort(text);
                const label = labelOf(sort.field);
                return (
                    <li key={text}>
                        {index > 0 && <span className="muted">then </span>}{label} <span className="muted">{sort.descending ? "down" : "up"}</span>
                        <button type="button" aria-label={`Do not sort by ${label}`} onClick={() => onChange(sorts.filter((_, at) => at !== index))}><Icon name="close" size={12} /></button>
                    </li>
                );
            })}
        </ol>
    );
}

/** How many at most: one of some choices, or any other number. */
function Limit({ words, limit, choices, onChange }: { words: string; limit: number; choices: readonly number[]; onChange: (limit: number) => void }): JSX.Element {
    const [writing, setWriting] = useState(false);
    const all = [...new Set([...choices, limit])].filter((each) => each > 0).sort((left, right) => left - right);

    function write(text: string): void {
        setWriting(false);
        const wanted = Number(text);
        if (Number.isInteger(wanted) && wanted > 0 && wanted !== limit) onChange(wanted);
    }

    return (
        <label className="row-limit">
            <span>{words}</span>
            {writing ? (
                <input
                    className="input" type="number" min={1} step={1} autoFocus defaultValue={limit > 0 ? limit : undefined}
                    onFocus={(event) => event.target.select()} onBlur={(event) => write(event.target.value)}
                    onKeyDown={(event) => {
                        if (event.key === "Enter") write(event.currentTarget.value);
                        else if (event.key === "Escape") setWriting(false);
                    }}
                />
            ) : (
                <select className="input" value={limit} onChange={(event) => (event.target.value === OTHER ? setWriting(true) : onChange(Number(event.target.value)))}>
                    {all.map((each) => <option key={each} value={each}>{each.toLocaleString("en-US")}</option>)}
                    {limit < 0 && <option value={limit}>all</option>}
                    <option value={OTHER}>Other …</option>
                </select>
            )}
        </label>
    );
}
