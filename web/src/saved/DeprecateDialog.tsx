import { useState } from "react";
import { fetchDashboards, fetchLooks } from "../api/content";
import type { ContentItem } from "../api/content";
import { ApiError } from "../api/http";
import { changeSaved } from "../api/saved";
import type { SavedKind, SavedState } from "../api/savedState";
import { useResource } from "../api/useResource";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Finder } from "../components/Finder";
import { dashboardAddress, lookAddress } from "../navigation/addresses";

interface Props {
    readonly kind: SavedKind;
    readonly item: ContentItem & SavedState;
    readonly onSaved: () => void;
    readonly onClose: () => void;
}

/** Says that something is no longer to be used, and what takes its place; links to it lead there. */
export function DeprecateDialog({ kind, item, onSaved, onClose }: Props): JSX.Element {
    const looks = useResource("looks", fetchLooks, { freshFor: 30_000 });
    const dashboards = useResource("dashboards", fetchDashboards, { freshFor: 30_000 });
    const [successor, setSuccessor] = useState<{ readonly path: string; readonly title: string } | null>(null);
    const [note, setNote] = useState(item.deprecated?.note ?? "");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const ready = looks.value !== undefined && dashboards.value !== undefined;
    const all = ready ? [
        ...dashboards.value.filter((each) => kind !== "dashboard" || each.id !== item.id).map((each) => ({ id: dashboardAddress(each.id), title: each.title, detail: `Dashboard, ${each.folderName}` })),
        ...looks.value.filter((each) => kind !== "look" || each.id !== item.id).map((each) => ({ id: lookAddress(each.id), title: each.title, detail: `Look, ${each.folderName}` })),
    ] : undefined;

    async function save(): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            await changeSaved(kind, item.id, item.version, { deprecated: { successor: successor?.path ?? "", note: note.trim() } });
            onSaved();
            onClose();
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "It could not be saved. Try again.");
            setBusy(false);
        }
    }

    return (
        <Dialog title={`Deprecate ${item.title}`} onClose={onClose}>
            <div className="custom-form" aria-busy={busy}>
                <p>It stays where it is and says that it is not to be used any more. With a successor, links to it lead there, with their filters.</p>
                {successor === null
                    ? <div><p className="field-name">What takes its place</p><Finder label="Looks and dashboards" all={all} problem={(looks.error ?? dashboards.error)?.message ?? ""} none="There is nothing else yet." onChoose={(found) => setSuccessor({ path: found.id, title: found.title })} /></div>
                    : <p>Its successor is <strong>{successor.title}</strong>. <button type="button" className="link" onClick={() => setSuccessor(null)}>Another one</button></p>}
                <label className="field"><span>Why, and what to do</span><input className="input" value={note} onChange={(event) => setNote(event.target.value)} /></label>
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button look="primary" disabled={busy} onClick={() => void save()}>{successor === null ? "Deprecate without a successor" : "Deprecate"}</Button></footer>
            </div>
        </Dialog>
    );
}
