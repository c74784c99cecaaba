import { useState } from "react";
import type { StatementWords } from "../../api/statements";
import { FormDialog } from "../../results/FormDialog";
import { FolderSelect, useFolderChoice } from "../../saved/FolderSelect";

interface Props {
    readonly title: string;
    readonly submit: string;
    readonly start: StatementWords;
    readonly onSubmit: (words: StatementWords) => Promise<void>;
    readonly onClose: () => void;
}

/** What a saved statement is called, what it is for, and where it lies. */
export function StatementForm({ title, submit, start, onSubmit, onClose }: Props): JSX.Element {
    const [name, setName] = useState(start.title);
    const [description, setDescription] = useState(start.description);
    const folder = useFolderChoice(start.folderID);
    return (
        <FormDialog title={title} submit={submit} onClose={onClose} ready={name.trim() !== "" && folder.id !== ""} onSubmit={() => onSubmit({ title: name.trim(), description: description.trim(), folderID: folder.id })}>
            <label className="field"><span>Name</span><input className="input" data-autofocus="" value={name} maxLength={255} onChange={(event) => setName(event.target.value)} /></label>
            <label className="field"><span>Description</span><textarea className="input" rows={2} value={description} onChange={(event) => setDescription(event.target.value)} /></label>
            <FolderSelect choice={folder} />
            <p className="muted">Whoever may run SQL and sees the folder finds it there.</p>
            {folder.problem !== "" && <p className="action-objection" role="alert">{folder.problem}</p>}
        </FormDialog>
    );
}
