import { useState } from "react";
import type { FormEvent } from "react";
import { ApiError } from "../api/http";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { FolderSelect, useFolderChoice } from "./FolderSelect";

interface Props {
    readonly heading: string;
    /** What the button says: "Move". */
    readonly action: string;
    /** Where it is now; chosen to begin with. "" for one's own folder. */
    readonly folderID: string;
    /** A name to give along; null where none is asked for. */
    readonly name?: string | null;
    readonly onDone: (folderID: string, name: string) => Promise<void>;
    readonly onClose: () => void;
}

/** Chooses a folder for something that is moved, copied or made. */
export function FolderDialog({ heading, action, folderID, name: givenName = null, onDone, onClose }: Props): JSX.Element {
    const folder = useFolderChoice(folderID);
    const [name, setName] = useState(givenName ?? "");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function submit(event: FormEvent): Promise<void> {
        event.preventDefault();
        if (givenName !== null && name.trim() === "") return setProblem("Give it a name.");
        if (folder.id === "") return setProblem("Choose a folder.");
        setBusy(true);
        setProblem("");
        try {
            await onDone(folder.id, name.trim());
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
            setBusy(false);
        }
    }

    return (
        <Dialog title={heading} onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={(event) => void submit(event)} aria-busy={busy}>
                {givenName !== null && <label className="field"><span>Name</span><input className="input" data-autofocus="" maxLength={255} value={name} onChange={(event) => setName(event.target.value)} /></label>}
                <FolderSelect choice={folder} />
                {(problem !== "" || folder.problem !== "") && <p className="action-objection" role="alert">{problem || folder.problem}</p>}
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button type="submit" look="primary" disabled={busy}>{action}</Button></footer>
            </form>
        </Dialog>
    );
}
