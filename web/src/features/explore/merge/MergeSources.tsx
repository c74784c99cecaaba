import type { Explore } from "../../../api/models";
import type { MergeSource } from "../../../api/merges";
import type { QueryBody } from "../../../api/queries";
import { Button } from "../../../components/Button";
import { Link } from "../../../navigation/Link";
import type { MergeColumn } from "./merge";

/** A query of the merge with what is known of its explore. */
export interface ReadSource {
    readonly source: MergeSource;
    readonly query: QueryBody;
    readonly explore: Explore;
    readonly columns: readonly MergeColumn[];
    /** Where it is changed, to come back from. */
    readonly href: string;
}

interface Props {
    readonly sources: readonly ReadSource[];
    readonly onChange: (place: number, on: MergeSource["on"]) => void;
    readonly onRemove: (place: number) => void;
}

/** The queries, and by which of their fields each is joined to those before it. */
export function MergeSources({ sources, onChange, onRemove }: Props): JSX.Element {
    return (
        <ol className="content-list framed merge-sources" aria-label="Queries">
            {sources.map((each, place) => (
                <li key={`${place} ${each.source.query}`}>
                    <div>
                        <p><Link href={each.href} title="Change this query">{each.explore.label}</Link> <span className="muted">{fieldWords(each)}</span></p>
                        {place > 0 && (
                            <Joined
                                own={each.columns} columns={sources.slice(0, place).flatMap(({ columns, source }) => columns.filter(({ name }) => !source.on.some(({ field }) => field === name)))}
                                on={each.source.on} onChange={(on) => onChange(place, on)}
                            />
                        )}
                    </div>
                    {sources.length > 1 && <Button look="quiet" icon="close" iconOnly onClick={() => onRemove(place)}>{`Take ${each.explore.label} out`}</Button>}
                </li>
            ))}
        </ol>
    );
}

function fieldWords({ query, explore }: ReadSource): string {
    return query.fields.map((name) => explore.fields.find((field) => field.name === name)?.labelShort ?? name).join(", ");
}

interface JoinedProps {
    readonly own: readonly MergeColumn[];
    /** Of the queries before. */
    readonly columns: readonly MergeColumn[];
    readonly on: MergeSource["on"];
    readonly onChange: (on: MergeSource["on"]) => void;
}

function Joined({ own, columns, on, onChange }: JoinedProps): JSX.Element {
    const free = own.find(({ name }) => !on.some(({ field }) => field === name));
    const [first] = columns;
    if (own.length === 0 || first === undefined) return <p className="muted">It can be joined by dimensions alone: both queries need one.</p>;
    const put = (place: number, next: MergeSource["on"][number]) => onChange(on.map((pair, at) => (at === place ? next : pair)));
    return (
        <>
            {on.map((pair, place) => (
                <div key={place} className="merge-rule">
                    <span className="muted">{place === 0 ? "where" : "and"}</span>
                    <Columns label="Its field" columns={own} chosen={pair.field} onChange={(field) => put(place, { ...pair, field })} />
                    <span className="muted">is</span>
                    <Columns label="Column before" columns={columns} chosen={pair.column} onChange={(column) => put(place, { ...pair, column })} />
                    {on.length > 1 && <Button look="quiet" icon="close" iconOnly onClick={() => onChange(on.filter((_, at) => at !== place))}>Remove this rule</Button>}
                </div>
            ))}
            {free !== undefined && <Button look="quiet" icon="plus" onClick={() => onChange([...on, { field: free.name, column: first.name }])}>{on.length === 0 ? "Join by a field" : "And by another field"}</Button>}
        </>
    );
}

function Columns({ label, columns, chosen, onChange }: { label: string; columns: readonly MergeColumn[]; chosen: string; onChange: (name: string) => void }): JSX.Element {
    return (
        <select className="input" aria-label={label} value={chosen} onChange={(event) => onChange(event.target.value)}>
            {!columns.some(({ name }) => name === chosen) && <option value={chosen}>{chosen}</option>}
            {columns.map(({ name, label: words }) => <option key={name} value={name}>{words}</option>)}
        </select>
    );
}
