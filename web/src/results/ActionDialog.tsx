import { useEffect, useState } from "react";
import { fetchActionForm, initialValues, performAction } from "../api/actions";
import type { ActionField, ActionOutcome } from "../api/actions";
import { ApiError } from "../api/http";
import type { CellAction } from "../charts/CellLinksContext";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Notice } from "../components/Notice";
import { Skeleton } from "../components/Skeleton";
import { ActionInput } from "./ActionInput";
import { withNames } from "./Problem";

interface Props {
    readonly action: CellAction;
    readonly onClose: () => void;
    /** The action says that the data has changed. */
    readonly onRefresh: () => void;
}

type Form =
    | { readonly is: "loading" }
    | { readonly is: "failed"; readonly message: string }
    | { readonly is: "open"; readonly fields: readonly ActionField[] };

/** Sends an action of a cell: what there is to fill in, and what became of it. */
export function ActionDialog({ action, onClose, onRefresh }: Props): JSX.Element {
    const [form, setForm] = useState<Form>({ is: "loading" });
    const [attempt, setAttempt] = useState(0);
    const [values, setValues] = useState<Readonly<Record<string, string>>>({});
    const [busy, setBusy] = useState(false);
    const [outcome, setOutcome] = useState<ActionOutcome | null>(null);

    useEffect(() => {
        const controller = new AbortController();
        setForm({ is: "loading" });
        fetchActionForm(action.token, controller.signal).then(
            (fields) => {
                setValues(initialValues(fields));
                setForm({ is: "open", fields });
            },
            (error: unknown) => {
                if (!controller.signal.aborted) setForm({ is: "failed", message: messageOf(error) });
            });
        return () => controller.abort();
    }, [action, attempt]);

    async function send(): Promise<void> {
        if (busy) return;
        setBusy(true);
        setOutcome(null);
        try {
            const said = await performAction(action.token, values);
            setOutcome(said);
            if (said.success && said.refresh) onRefresh();
        } catch (error) {
            setOutcome({ success: false, refresh: false, message: messageOf(error), objections: new Map() });
        }
        setBusy(false);
    }

    if (outcome?.success === true) {
        return (
            <Dialog title={action.label} onClose={onClose}>
                <div className="action-form">
                    <Notice title="Done." icon="check">{outcome.message === "" ? undefined : outcome.message}</Notice>
                    <footer className="action-buttons"><Button look="primary" autoFocus onClick={onClose}>Close</Button></footer>
                </div>
            </Dialog>
        );
    }
    return (
        <Dialog title={action.label} onClose={onClose}>
            {form.is === "loading" && <div aria-busy="true" role="status" aria-label="The form is loading"><Skeleton shape="lines" /></div>}
            {form.is === "failed" && (
                <Notice tone="bad" title="There is no form for this action." actions={<Button onClick={() => setAttempt(attempt + 1)}>Try again</Button>}>
                    {withNames(form.message)}
                </Notice>
            )}
            {form.is === "open" && (
                <form
                    className="action-form" noValidate aria-busy={busy}
                    onSubmit={(event) => {
                        event.preventDefault();
                        void send();
                    }}
                >
                    {form.fields.map((field, index) => (
                        <ActionInput
                            key={field.name} field={field} value={values[field.name] ?? ""} objection={outcome?.objections.get(field.name) ?? ""} first={index === 0}
                            onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))}
                        />
                    ))}
                    {form.fields.length === 0 && <p className="muted">There is nothing to fill in.</p>}
                    {outcome !== null && <Failure outcome={outcome} fields={form.fields} />}
                    <footer className="action-buttons">
                        <Button disabled={busy} onClick={onClose}>Cancel</Button>
                        <Button type="submit" look="primary" disabled={busy} autoFocus={form.fields.length === 0}>{busy ? "Sending…" : "Send"}</Button>
                    </footer>
                </form>
            )}
        </Dialog>
    );
}

/** Why it did not work, with what was said of fields that the form does not have. */
function Failure({ outcome, fields }: { outcome: ActionOutcome; fields: readonly ActionField[] }): JSX.Element {
    const others = [...outcome.objections].filter(([name]) => !fields.some((field) => field.name === name));
    const inForm = outcome.objections.size > others.length;
    return (
        <Notice tone="bad" title={inForm && outcome.message === "" ? "Some values were refused." : "This did not work."}>
            {outcome.message !== "" && <p>{withNames(outcome.message)}</p>}
            {others.map(([name, message]) => <p key={name}>{name === "" ? message : `${name}: ${message}`}</p>)}
        </Notice>
    );
}

function messageOf(error: unknown): string {
    return error instanceof ApiError ? error.message : "The server did not answer. Try again.";
}
