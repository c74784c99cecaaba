import { useState } from "react";
import type { Dashboard } from "../../api/content";
import { fetchDashboardText } from "../../api/dashboardForm";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";

/** A dashboard as text for the project's files, where it goes through review. */
export function TextDialog({ dashboard, onClose }: { dashboard: Dashboard; onClose: () => void }): JSX.Element {
    const text = useResource(`dashboard text ${dashboard.id} ${dashboard.version}`, (signal) => fetchDashboardText(dashboard.id, signal));
    const [said, setSaid] = useState("");

    async function copy(words: string): Promise<void> {
        await navigator.clipboard.writeText(words).then(() => setSaid("Copied."), () => setSaid("It could not be copied. Mark the text and copy it."));
    }

    return (
        <Dialog title={`${dashboard.title} as LookML`} size="full" onClose={onClose}>
            <p className="muted">In a file NAME.dashboard.lookml that a model includes, it is a dashboard of the project.</p>
            {text.error !== null ? <p className="action-objection" role="alert">{text.error.message}</p>
                : text.value === undefined ? <p className="muted" role="status">Loading…</p>
                : (
                    <>
                        <pre className="dashboard-text" tabIndex={0} aria-label="The dashboard as text">{text.value}</pre>
                        <footer className="action-buttons"><span className="muted" role="status">{said}</span><Button look="primary" icon="copy" onClick={() => void copy(text.value ?? "")}>Copy</Button></footer>
                    </>
                )}
        </Dialog>
    );
}
