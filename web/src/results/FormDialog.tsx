import { useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { ApiError } from "../api/http";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";

interface Props {
    readonly title: string;
    /** What the button says: "Add user". */
    readonly submit: string;
    /** Does it, and closes the dialog when it is done. What it throws is shown. */
    readonly onSubmit: () => Promise<void>;
    readonly onClose: () => void;
    /** Whether enough is filled in. */
    readonly ready?: boolean;
    readonly children: ReactNode;
}

/** A form in a dialog: it waits for the server, and says what the server objects to. */
export function FormDialog({ title, submit, onSubmit, onClose, ready = true, children }: Props): JSX.Element {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function send(event: FormEvent): Promise<void> {
        event.preventDefault();
        if (busy || !ready) return;
        setBusy(true);
        setProblem("");
        try {
            await onSubmit();
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "It did not work. Try again.");
        }
        setBusy(false);
    }

    return (
        <Dialog title={title} onClose={onClose}>
            <form className="dialog-form" noValidate aria-busy={busy} onSubmit={(event) => void send(event)}>
                {children}
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons">
                    <Button disabled={busy} onClick={onClose}>Cancel</Button>
                    <Button type="submit" look="primary" disabled={busy || !ready}>{submit}</Button>
                </footer>
            </form>
        </Dialog>
    );
}
