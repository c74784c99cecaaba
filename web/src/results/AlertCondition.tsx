import type { AlertDraft, AlertPreview, Comparison, RowFilter } from "../api/alerts";
import { typedNumber } from "../words/numbers";

interface Props {
    readonly draft: AlertDraft;
    readonly preview: AlertPreview;
    /** As it is typed. */
    readonly threshold: string;
    readonly onThreshold: (text: string) => void;
    readonly onChange: (draft: AlertDraft) => void;
}

const COMPARISONS: ReadonlyArray<readonly [Comparison, string]> = [
    ["GREATER_THAN", "is above"], ["GREATER_THAN_OR_EQUAL_TO", "is at least"], ["LESS_THAN", "is below"], ["LESS_THAN_OR_EQUAL_TO", "is at most"],
    ["EQUAL_TO", "is exactly"], ["INCREASES_BY", "rises by at least"], ["DECREASES_BY", "falls by at least"], ["CHANGES_BY", "changes by at least"],
];

/** The condition as a sentence whose words can be chosen: tell me when Revenue of Germany is below 100. */
export function AlertCondition({ draft, preview, threshold, onThreshold, onChange }: Props): JSX.Element {
    const { columns, rows } = preview;
    const isWrong = threshold.trim() !== "" && Number.isNaN(typedNumber(threshold));
    const row = rows.findIndex((each) => same(each.filter, draft.row));
    return (
        <div className="alert-sentence" role="group" aria-label="The condition">
            <label className="field"><span>Tell me when</span>
                <select className="input" data-autofocus="" value={draft.field} onChange={(event) => onChange({ ...draft, field: event.target.value, fieldTitle: columns.find((each) => each.name === event.target.value)?.label ?? "" })}>
                    {!columns.some((each) => each.name === draft.field) && <option value={draft.field}>{draft.fieldTitle || "Choose a column"}</option>}
                    {columns.map((each) => <option key={each.name} value={each.name}>{each.label}</option>)}
                </select>
            </label>
            {rows.length > 1 && (
                <label className="field"><span>Of</span>
                    <select className="input" value={draft.row.length === 0 ? "" : String(row)} onChange={(event) => onChange({ ...draft, row: rows[Number(event.target.value)]?.filter ?? [] })}>
                        <option value="">the first row</option>
                        {draft.row.length > 0 && row < 0 && <option value="-1">{draft.row.map((each) => each.field_value ?? "∅").join(", ")}</option>}
                        {rows.map((each, index) => <option key={each.label} value={String(index)}>{each.label}</option>)}
                    </select>
                </label>
            )}
            <div className="field-row">
                <label className="field"><span>Condition</span>
                    <select className="input" value={draft.comparison} onChange={(event) => onChange({ ...draft, comparison: event.target.value as Comparison })}>
                        {COMPARISONS.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
                    </select>
                </label>
                <label className="field"><span>Number</span>
                    <input className="input tabular" inputMode="decimal" value={threshold} placeholder="100" aria-invalid={isWrong} onChange={(event) => onThreshold(event.target.value)} />
                </label>
            </div>
            {isWrong && <p className="action-objection" role="status">Write a number, such as 1,000 or 0.25.</p>}
        </div>
    );
}

function same(left: readonly RowFilter[], right: readonly RowFilter[]): boolean {
    return left.length === right.length && left.every((each, index) => each.field_name === right[index]?.field_name && each.field_value === right[index]?.field_value);
}
