import { useState } from "react";
import type { FormEvent } from "react";
import { fetchFolders } from "../api/content";
import type { Folder } from "../api/content";
import { ApiError } from "../api/http";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";

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
    const session = useSession();
    const folders = useResource("folders", fetchFolders, { freshFor: 30_000 });
    const [wanted, setWanted] = useState<string | null>(folderID === "" || folderID === "lookml" ? null : folderID);
    const [name, setName] = useState(givenName ?? "");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const personal = folders.value?.find((each) => each.name === session.user.email || each.name === session.user.name);
    const chosen = wanted ?? personal?.id ?? "";

    async function submit(event: FormEvent): Promise<void> {
        event.preventDefault();
        if (givenName !== null && name.trim() === "") return setProblem("Give it a name.");
        if (chosen === "") return setProblem("Choose a folder.");
        setBusy(true);
        setProblem("");
        try {
            await onDone(chosen, name.trim());
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "That did not work. Try again.");
            setBusy(false);
        }
    }

    return (
        <Dialog title={heading} onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={(event) => void submit(event)} aria-busy={busy}>
                {givenName !== null && <label className="field"><span>Name</span><input className="input" data-autofocus="" maxLength={255} value={name} onChange={(event) => setName(event.target.value)} /></label>}
                <label className="field"><span>Folder</span>
                    <select className="input" value={chosen} onChange={(event) => setWanted(event.target.value)}>
                        <option value="">{folders.loading ? "Loading…" : "Choose…"}</option>
                        {choices(folders.value ?? []).map(({ id, path }) => <option key={id} value={id}>{path}</option>)}
                    </select>
                </label>
                {(problem !== "" || folders.error !== null) && <p className="action-objection" role="alert">{problem || folders.error?.message}</p>}
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button type="submit" look="primary" disabled={busy}>{action}</Button></footer>
            </form>
        </Dialog>
    );
}

/** Folders with those above them, in the order of their paths. Files hold the folder of LookML dashboards. */
function choices(folders: readonly Folder[]): Array<{ id: string; path: string }> {
    const byID = new Map(folders.map((each) => [each.id, each]));
    const pathOf = (folder: Folder): string => {
        const names: string[] = [];
        for (let at: Folder | undefined = folder; at !== undefined && names.length < 20; at = byID.get(at.parentID)) names.unshift(at.name);
        return names.join(" / ");
    };
    return folders.filter((each) => each.id !== "lookml").map((each) => ({ id: each.id, path: pathOf(each) })).sort((one, other) => one.path.localeCompare(other.path, "en"));
}
