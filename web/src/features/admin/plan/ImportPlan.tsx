import { useState } from "react";
import { ApiError } from "../../../api/http";
import { importPlan } from "../../../api/trackingPlan";
import type { PlanImport } from "../../../api/trackingPlan";
import { tell } from "../../../components/tell";
import { FormDialog } from "../../../results/FormDialog";
import { counted } from "../../../words/numbers";

/** So many names and problems are shown. */
const MOST = 8;

/** Reads a plan from a file: first says what it would change. */
export function ImportPlan({ project, onImported, onClose }: { project: string; onImported: () => void; onClose: () => void }): JSX.Element {
    const [file, setFile] = useState("");
    const [preview, setPreview] = useState<PlanImport | null>(null);
    const [problem, setProblem] = useState("");

    async function look(chosen: File | undefined): Promise<void> {
        setPreview(null);
        setProblem("");
        if (chosen === undefined) return;
        try {
            const text = await chosen.text();
            setFile(text);
            setPreview(await importPlan(project, text, true));
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "The file could not be read.");
        }
    }

    const changes = preview === null ? 0 : preview.added.length + preview.changed.length;
    return (
        <FormDialog title="Import a tracking plan" submit={changes === 0 ? "Import" : `Import ${counted(changes, "event")}`} ready={changes > 0 && preview?.problems.length === 0} onClose={onClose} onSubmit={async () => {
            const done = await importPlan(project, file, false);
            if (!done.saved) return setPreview(done);
            tell(`${counted(done.added.length, "event")} added, ${done.changed.length} changed.`);
            onImported();
            onClose();
        }}>
            <p className="muted">CSV with a line for each property, or JSON, as they are exported. Events that the file does not name stay as they are.</p>
            <label className="field"><span>File</span><input type="file" className="file-input" accept=".csv,.json,text/csv,application/json" onChange={(event) => void look(event.target.files?.[0])} /></label>
            {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
            {preview !== null && preview.problems.length > 0 && (
                <div role="alert" className="action-objection">
                    <p>{counted(preview.problems.length, "problem")}; nothing is imported before the file is mended.</p>
                    <ul className="plain-list">{preview.problems.slice(0, MOST).map((each, index) => <li key={index}>{[each.row === null ? "" : `Row ${each.row}`, each.event, each.message].filter((part) => part !== "").join(": ")}</li>)}</ul>
                    {preview.problems.length > MOST && <p>And {preview.problems.length - MOST} more.</p>}
                </div>
            )}
            {preview !== null && preview.problems.length === 0 && (
                <div role="status">
                    {changes === 0 && <p>All {counted(preview.unchanged, "event")} of the file {preview.unchanged === 1 ? "is" : "are"} planned like this already.</p>}
                    <Names label="New" names={preview.added} />
                    <Names label="Changed" names={preview.changed} />
                    {changes > 0 && preview.unchanged > 0 && <p className="muted">{preview.unchanged} stay as they are.</p>}
                </div>
            )}
        </FormDialog>
    );
}

function Names({ label, names }: { label: string; names: readonly string[] }): JSX.Element | null {
    if (names.length === 0) return null;
    return <p><strong>{label}: </strong>{names.slice(0, MOST).join(", ")}{names.length > MOST && ` and ${names.length - MOST} more`}</p>;
}
