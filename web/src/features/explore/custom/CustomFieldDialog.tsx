import { useMemo, useState } from "react";
import type { FormEvent } from "react";
import { withCustomField } from "../../../api/customFields";
import type { CustomField } from "../../../api/customFields";
import type { Explore } from "../../../api/models";
import type { QueryBody } from "../../../api/queries";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { problemOf } from "../expressions/checking";
import { ExpressionEditor } from "../expressions/ExpressionEditor";
import { FUNCTIONS } from "../expressions/functions";
import { usePreview } from "../expressions/usePreview";
import type { Preview } from "../expressions/usePreview";
import { BinForm } from "./BinForm";
import { draftName, FORMATS, missing, proposedLabel, writeDraft } from "./draft";
import type { CustomKind, Draft } from "./draft";
import { GroupForm } from "./GroupForm";
import { MeasureForm } from "./MeasureForm";
import { QUICK, quickName } from "./quick";

interface Props {
    readonly start: Draft;
    /** The name of the field that is changed; null for a new one. */
    readonly editing: string | null;
    readonly query: QueryBody;
    readonly explore: Explore;
    readonly custom: readonly CustomField[];
    readonly onSave: (dynamicFields: string, name: string) => void;
    readonly onClose: () => void;
}

const TITLES: Readonly<Record<CustomKind, string>> = {
    calculation: "Table calculation", measure: "Custom measure", dimension: "Custom dimension", group: "Groups of values", bin: "Bins",
};

/** Makes or changes a field of the query. What it comes to is shown while it is written. */
export function CustomFieldDialog({ start, editing, query, explore, custom, onSave, onClose }: Props): JSX.Element {
    const [draft, setDraft] = useState(start);
    const [asked, setAsked] = useState(false);
    const change = (next: Partial<Draft>) => setDraft((now) => ({ ...now, ...next }));
    const others = custom.filter((field) => field.name !== editing && !field.disabled);
    const isCalculation = draft.kind === "calculation";
    const fields = useMemo(() => {
        const inAnswer = new Set([...query.fields, ...query.pivots]);
        return [
            ...explore.fields.filter((field) => (isCalculation ? inAnswer.has(field.name) : field.category === "dimension")).map((field) => ({ name: field.name, label: field.labelShort })),
            ...others.filter((field) => (isCalculation ? field.category === "calculation" || inAnswer.has(field.name) : field.category === "dimension")).map((field) => ({ name: field.name, label: field.label })),
        ];
    }, [explore, query, custom, isCalculation]);
    const measures = fields.filter(({ name }) => [...explore.fields, ...others].find((field) => field.name === name)?.category === "measure");
    const functions = isCalculation ? FUNCTIONS : FUNCTIONS.filter((each) => !each.calculationOnly);
    const written = draft.kind === "calculation" || draft.kind === "dimension";
    const problem = written && draft.expression.trim() !== "" ? problemOf(draft.expression, fields.map((field) => field.name), FUNCTIONS, isCalculation) : undefined;
    const proposed = proposedLabel(draft, (name) => explore.fields.find((field) => field.name === name)?.labelShort ?? name);
    const named = { ...draft, label: draft.label.trim() || proposed };
    const lacks = missing(named);
    const taken = [...explore.fields, ...others].map((field) => field.name);
    const name = draftName(named, editing, taken);
    const whole = missing({ ...named, label: named.label || "x" }) === "" && problem === undefined;
    const preview = usePreview(query, whole ? writeDraft({ ...named, label: named.label || name }, name) : null, name, editing);

    function submit(event: FormEvent): void {
        event.preventDefault();
        setAsked(true);
        if (lacks !== "" || problem !== undefined) return;
        onSave(withCustomField(query.dynamicFields, writeDraft(named, name), editing), name);
    }

    return (
        <Dialog title={editing === null ? TITLES[draft.kind] : `${TITLES[draft.kind]}: ${start.label}`} onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={submit}>
                <label className="field">
                    <span>Name</span>
                    <input className="input" value={draft.label} placeholder={proposed} data-autofocus autoFocus={!written} onChange={(event) => change({ label: event.target.value })} />
                </label>
                {isCalculation && measures.length > 0 && (
                    <label className="field">
                        <span>Begin with</span>
                        <select
                            className="input" value="" aria-label="Begin with a calculation that is often wanted"
                            onChange={(event) => {
                                const [place = "", measure = ""] = event.target.value.split(" ");
                                const quick = QUICK[Number(place)];
                                if (quick === undefined) return;
                                const of = fields.find((field) => field.name === measure)?.label ?? measure;
                                change({ expression: quick.of(measure), format: quick.format, label: draft.label || quickName(quick.label, of) });
                            }}
                        >
                            <option value="">Choose…</option>
                            {measures.map((measure) => (
                                <optgroup key={measure.name} label={measure.label}>
                                    {QUICK.map((quick, index) => (quick.pivots === true && query.pivots.length === 0 ? null : <option key={quick.label} value={`${index} ${measure.name}`}>{quick.label}</option>))}
                                </optgroup>
                            ))}
                        </select>
                    </label>
                )}
                {written && <ExpressionEditor label="Expression" value={draft.expression} fields={fields} functions={functions} problem={problem} onChange={(expression) => change({ expression })} />}
                {draft.kind === "measure" && <MeasureForm draft={draft} explore={explore} onChange={change} />}
                {draft.kind === "group" && <GroupForm draft={draft} explore={explore} onChange={change} />}
                {draft.kind === "bin" && <BinForm draft={draft} explore={explore} onChange={change} />}
                {(isCalculation || draft.kind === "measure") && <FormatChoice format={draft.format} onChange={(format) => change({ format })} />}
                <PreviewLine preview={preview} />
                {asked && lacks !== "" && <p className="action-objection" role="alert">{lacks}</p>}
                <footer className="action-buttons">
                    <Button onClick={onClose}>Cancel</Button>
                    <Button type="submit" look="primary">{editing === null ? "Add to the query" : "Change"}</Button>
                </footer>
            </form>
        </Dialog>
    );
}

function FormatChoice({ format, onChange }: { format: string; onChange: (format: string) => void }): JSX.Element {
    const own = !FORMATS.some(([name]) => name === format);
    return (
        <div className="field">
            <span id="format-words">Format</span>
            <div className="filter-pair">
                <select className="input" aria-labelledby="format-words" value={own ? "own" : format} onChange={(event) => onChange(event.target.value === "own" ? "#,##0.0" : event.target.value)}>
                    {FORMATS.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
                    <option value="own">A pattern of my own</option>
                </select>
                {own && <input className="input" aria-label="Pattern, as in spreadsheets" value={format} onChange={(event) => onChange(event.target.value)} />}
            </div>
        </div>
    );
}

function PreviewLine({ preview }: { preview: Preview }): JSX.Element | null {
    switch (preview.is) {
        case "none": return null;
        case "waiting": return <p className="expression-preview muted" role="status">Trying it …</p>;
        case "failed": return <p className="expression-preview expression-problem" role="alert">{preview.message}</p>;
        case "values": return <p className="expression-preview" role="status"><span className="muted">Comes to</span> <span className="tabular">{preview.texts.length === 0 ? "no rows" : preview.texts.join(" · ")}</span></p>;
    }
}
