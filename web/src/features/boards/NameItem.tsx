import { useState } from "react";
import { nameItem } from "../../api/boardChanges";
import type { BoardItem } from "../../api/boards";
import { FormDialog } from "../../results/FormDialog";

/** Other words for something on a board than it has itself. */
export function NameItem({ item, onChanged, onClose }: { item: BoardItem; onChanged: () => void; onClose: () => void }): JSX.Element {
    const [title, setTitle] = useState(item.title);
    const [description, setDescription] = useState(item.description);
    return (
        <FormDialog title={`Edit the words of ${item.title}`} submit="Save" ready={item.kind !== "link" || title.trim() !== ""} onClose={onClose} onSubmit={async () => {
            await nameItem(item.id, title.trim(), description.trim());
            onChanged();
            onClose();
        }}>
            {item.kind !== "link" && <p className="muted">On this board only. Leave a line empty to have the words of the {item.kind === "look" ? "Look" : "dashboard"} itself.</p>}
            <label className="field"><span>Title</span><input className="input" data-autofocus="" value={title} maxLength={255} onChange={(event) => setTitle(event.target.value)} /></label>
            <label className="field"><span>Description</span><input className="input" value={description} onChange={(event) => setDescription(event.target.value)} /></label>
        </FormDialog>
    );
}
