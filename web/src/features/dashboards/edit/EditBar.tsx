import { Button } from "../../../components/Button";
import { Menu } from "../../../components/Menu";
import type { MenuItem } from "../../../components/Menu";
import type { Draft } from "./useDraft";

interface Props {
    readonly draft: Draft;
    readonly dirty: boolean;
    readonly busy: boolean;
    readonly adds: readonly MenuItem[];
    readonly onSettings: () => void;
    readonly onCancel: () => void;
    readonly onSave: () => void;
}

/** What can be done while a dashboard is edited; it stays in sight. */
export function EditBar({ draft, dirty, busy, adds, onSettings, onCancel, onSave }: Props): JSX.Element {
    return (
        <div className="edit-bar" role="toolbar" aria-label="Editing">
            <strong className="edit-bar-words">Editing</strong>
            <Menu label="Add" icon="plus" items={adds} />
            <Button icon="undo" iconOnly disabled={!draft.canUndo} onClick={draft.undo}>Undo</Button>
            <Button icon="redo" iconOnly disabled={!draft.canRedo} onClick={draft.redo}>Redo</Button>
            <Button onClick={onSettings}>Settings</Button>
            <span className="edit-bar-end">
                <span className="muted" role="status">{busy ? "Saving…" : dirty ? "Not saved yet" : ""}</span>
                <Button disabled={busy} onClick={onCancel}>{dirty ? "Cancel" : "Close"}</Button>
                <Button look="primary" disabled={busy || !dirty} onClick={onSave}>Save</Button>
            </span>
        </div>
    );
}
