import { useState } from "react";
import { changeFolder } from "../../api/folders";
import { changeSaved } from "../../api/saved";
import { tell } from "../../components/tell";
import { FormDialog } from "../../results/FormDialog";
import { forgetAllLists } from "../../saved/trash";
import type { Row } from "./contents";

/** Gives another name to a folder, Look or dashboard. */
export function RenameDialog({ row, onDone, onClose }: { row: Row; onDone: () => void; onClose: () => void }): JSX.Element {
    const [title, setTitle] = useState(row.title);
    return (
        <FormDialog title={`Rename ${row.title}`} submit="Rename" ready={title.trim() !== "" && title.trim() !== row.title} onClose={onClose} onSubmit={async () => {
            if (row.kind === "folder") await changeFolder(row.id, { name: title.trim() });
            else await changeSaved(row.kind, row.id, row.item.version, { title: title.trim() });
            forgetAllLists();
            onDone();
            tell(`It is called ${title.trim()} now.`);
        }}>
            <label className="field">
                <span>Name</span>
                <input className="input" data-autofocus="" value={title} maxLength={255} onFocus={(event) => event.target.select()} onChange={(event) => setTitle(event.target.value)} />
            </label>
        </FormDialog>
    );
}
