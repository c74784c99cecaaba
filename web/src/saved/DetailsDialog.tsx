import { useState } from "react";
import type { FormEvent } from "react";
import type { ContentItem } from "../api/content";
import { ApiError } from "../api/http";
import { changeSaved } from "../api/saved";
import type { SavedKind, SavedState } from "../api/savedState";
import { useSession } from "../api/SessionContext";
import { useResource } from "../api/useResource";
import { fetchUsers } from "../api/users";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";

interface Props {
    readonly kind: SavedKind;
    readonly item: ContentItem & SavedState;
    readonly onSaved: () => void;
    readonly onClose: () => void;
}

/** Name, description, owner, tags, and whether it is verified. */
export function DetailsDialog({ kind, item, onSaved, onClose }: Props): JSX.Element {
    const session = useSession();
    const [title, setTitle] = useState(item.title);
    const [description, setDescription] = useState(item.description);
    const [tags, setTags] = useState(item.tags.join(", "));
    const [verified, setVerified] = useState(item.verified !== null);
    const [notes, setNotes] = useState(item.verified?.notes ?? "");
    const [owner, setOwner] = useState(item.ownerID);
    const mayGive = session.permissions.has("administer");
    const people = useResource(mayGive ? "users to choose" : undefined, fetchUsers, { freshFor: 30_000 });
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");

    async function submit(event: FormEvent): Promise<void> {
        event.preventDefault();
        if (title.trim() === "") return setProblem("Give it a name.");
        setBusy(true);
        setProblem("");
        const newTags = tags.split(/[,\n]/).map((tag) => tag.trim()).filter((tag) => tag !== "");
        try {
            // Only what was changed, so that nothing of somebody else's is put back.
            await changeSaved(kind, item.id, item.version, {
                ...(title.trim() !== item.title ? { title: title.trim() } : {}),
                ...(description !== item.description ? { description } : {}),
                ...(newTags.join() !== item.tags.join() ? { tags: newTags } : {}),
                ...(verified !== (item.verified !== null) || (verified && notes !== item.verified?.notes) ? { verified: verified ? notes : null } : {}),
                ...(owner !== item.ownerID && owner !== "" ? { ownerID: owner } : {}),
            });
            onSaved();
            onClose();
        } catch (error) {
            const changed = error instanceof ApiError && error.status === 412;
            if (changed) onSaved();
            setProblem(changed ? "Somebody has saved meanwhile. Press Save again to put your details onto what they saved." : error instanceof ApiError ? error.message : "It could not be saved. Try again.");
            setBusy(false);
        }
    }

    return (
        <Dialog title={`Details of ${item.title}`} onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={(event) => void submit(event)} aria-busy={busy}>
                <label className="field"><span>Name</span><input className="input" data-autofocus="" maxLength={255} value={title} onChange={(event) => setTitle(event.target.value)} /></label>
                <label className="field"><span>Description (Markdown)</span><textarea className="input" rows={3} value={description} onChange={(event) => setDescription(event.target.value)} /></label>
                <label className="field"><span>Tags, with commas between them</span><input className="input" value={tags} onChange={(event) => setTags(event.target.value)} /></label>
                {mayGive ? (
                    <label className="field"><span>Owner</span>
                        <select className="input" value={owner} onChange={(event) => setOwner(event.target.value)}>
                            {!(people.value ?? []).some((each) => each.id === item.ownerID) && <option value={item.ownerID}>{item.owner || "Nobody"}</option>}
                            {(people.value ?? []).filter((each) => !each.disabled).map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
                        </select>
                    </label>
                ) : (
                    <div className="field"><span>Owner</span>
                        <p>{item.owner === "" ? "Nobody" : item.owner}</p>
                        {item.ownerID !== session.user.id && <label className="check"><input type="checkbox" checked={owner === session.user.id} onChange={(event) => setOwner(event.target.checked ? session.user.id : item.ownerID)} /> I answer for it from now on</label>}
                    </div>
                )}
                <label className="check"><input type="checkbox" checked={verified} onChange={(event) => setVerified(event.target.checked)} /> Verified: somebody has checked these numbers</label>
                {verified && <label className="field"><span>How they were checked</span><input className="input" value={notes} onChange={(event) => setNotes(event.target.value)} /></label>}
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button type="submit" look="primary" disabled={busy}>Save</Button></footer>
            </form>
        </Dialog>
    );
}
