import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { previewAlert } from "../api/alerts";
import type { AlertDraft } from "../api/alerts";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { Notice } from "../components/Notice";
import { Skeleton } from "../components/Skeleton";
import { typedNumber } from "../words/numbers";
import { AlertCondition } from "./AlertCondition";
import { nowWords } from "./alertWords";
import { FormDialog } from "./FormDialog";
import { Problem } from "./Problem";
import { RhythmFields } from "./RhythmFields";

interface Props {
    readonly title: string;
    readonly submit: string;
    readonly draft: AlertDraft;
    /** Whether `draft` is a new one, whose column the form proposes. */
    readonly fresh: boolean;
    readonly onSave: (draft: AlertDraft) => Promise<void>;
    readonly onClose: () => void;
    /** Above the form. */
    readonly children?: ReactNode;
}

/** The form of an alert. It says what the number is now, and whether the condition would be met. */
export function AlertForm({ title, submit, draft: given, fresh, onSave, onClose, children }: Props): JSX.Element {
    const { project: { timezone } } = useSession();
    const [draft, setDraft] = useState(given);
    const [threshold, setThreshold] = useState(fresh ? "" : String(given.threshold));
    const subject = { elementID: given.elementID, filters: given.filters };
    const offer = useResource(`alert offer ${JSON.stringify(subject)}`, (signal) => previewAlert(subject, signal));
    const columns = offer.value?.columns;
    useEffect(() => {
        if (columns === undefined || draft.field !== "") return;
        const first = columns.find((each) => !each.dimension) ?? columns[0];
        if (first !== undefined) setDraft({ ...draft, field: first.name, fieldTitle: first.label });
    }, [columns, draft]);
    const value = typedNumber(threshold);
    const whole = { ...draft, threshold: Number.isNaN(value) ? 0 : value };
    const ready = !Number.isNaN(value) && draft.field !== "" && (columns?.length ?? 0) > 0;
    return (
        <FormDialog title={title} submit={submit} ready={ready} onSubmit={() => onSave(whole)} onClose={onClose}>
            {children}
            {offer.value === undefined && offer.error !== null && <Problem error={offer.error} what="tile" onRetry={offer.reload} />}
            {offer.value === undefined && offer.error === null && <div role="status" aria-busy="true" aria-label="The tile is asked"><Skeleton shape="lines" /></div>}
            {offer.value !== undefined && (offer.value.trouble !== "" || offer.value.columns.length === 0
                ? <Notice tone="warn" title="This tile can't have an alert now.">{offer.value.trouble || "It shows no number. Try again when it has rows."}</Notice>
                : (
                    <>
                        <AlertCondition draft={draft} preview={offer.value} threshold={threshold} onThreshold={setThreshold} onChange={setDraft} />
                        <Now draft={whole} overTime={offer.value.overTime} decided={!Number.isNaN(value)} />
                        <RhythmFields cron={draft.cron} onChange={(cron) => setDraft({ ...draft, cron })} />
                        <label className="field"><span>Name (if it needs one)</span><input className="input" maxLength={200} value={draft.title} placeholder={draft.fieldTitle} onChange={(event) => setDraft({ ...draft, title: event.target.value })} /></label>
                        <label className="check"><input type="checkbox" checked={draft.open} onChange={(event) => setDraft({ ...draft, open: event.target.checked })} /> Others who see this dashboard may follow it; they are told the numbers that you see</label>
                        <p className="muted">You are told in Soundings, by the bell at the top; mail is not sent yet. Times are those of {timezone}.</p>
                    </>
                ))}
        </FormDialog>
    );
}

/** What the number is at this moment. */
function Now({ draft, overTime, decided }: { draft: AlertDraft; overTime: boolean; decided: boolean }): JSX.Element {
    const asked = { elementID: draft.elementID, filters: draft.filters, field: draft.field, fieldTitle: draft.fieldTitle, row: draft.row, comparison: draft.comparison, threshold: draft.threshold };
    const key = useSettled(JSON.stringify(asked));
    const now = useResource(draft.field === "" ? undefined : `alert now ${key}`, (signal) => previewAlert(JSON.parse(key) as Partial<AlertDraft>, signal), { keepPrevious: true });
    return <p className="alert-now" role="status">{nowWords(now.value, overTime, decided) || (now.error === null ? "Looking…" : now.error.message)}</p>;
}

/** A text once it has not changed for a moment. */
function useSettled(text: string): string {
    const [settled, setSettled] = useState(text);
    useEffect(() => {
        const timer = setTimeout(() => setSettled(text), 300);
        return () => clearTimeout(timer);
    }, [text]);
    return settled;
}
