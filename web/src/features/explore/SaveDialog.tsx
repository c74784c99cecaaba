import { useState } from "react";
import type { QueryBody } from "../../api/queries";
import { addTile, saveLook } from "../../api/saving";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";
import { FormDialog } from "../../results/FormDialog";
import { FolderSelect, useFolderChoice } from "../../saved/FolderSelect";
import { forgetLists } from "../../saved/lists";
import { ToDashboardDialog } from "../../saved/ToDashboardDialog";

interface Props {
    readonly what: "look" | "dashboard";
    /** With the picture as it is drawn. */
    readonly query: QueryBody;
    /** What it might be called. */
    readonly suggestion: string;
    readonly onClose: () => void;
}

/** Saves what is explored: as a Look, or as a tile of a dashboard that is there or new. */
export function SaveDialog({ what, query, suggestion, onClose }: Props): JSX.Element {
    if (what === "look") return <SaveLook query={query} suggestion={suggestion} onClose={onClose} />;
    return <ToDashboardDialog suggestion={suggestion} goOn="Go on exploring" onAdd={(id, title) => addTile(id, query, title)} onClose={onClose} />;
}

function SaveLook({ query, suggestion, onClose }: Omit<Props, "what">): JSX.Element {
    const [title, setTitle] = useState(suggestion);
    const [description, setDescription] = useState("");
    const [saved, setSaved] = useState("");
    // What nobody has put elsewhere is one's own.
    const folder = useFolderChoice("");
    if (saved !== "") {
        return (
            <Dialog title="Saved" onClose={onClose}>
                <Notice title="The Look is saved." icon="check"><Link href={lookAddress(saved)}>Open the Look</Link></Notice>
                <footer className="action-buttons"><Button look="primary" data-autofocus="" onClick={onClose}>Go on exploring</Button></footer>
            </Dialog>
        );
    }
    return (
        <FormDialog title="Save as a Look" submit="Save Look" onClose={onClose} ready={title.trim() !== "" && folder.id !== ""} onSubmit={async () => {
            setSaved(await saveLook(query, title.trim(), description.trim(), folder.id));
            forgetLists("look");
        }}>
            <label className="field"><span>Name</span><input className="input" data-autofocus="" value={title} maxLength={255} onChange={(event) => setTitle(event.target.value)} /></label>
            <label className="field"><span>Description</span><textarea className="input" rows={2} value={description} onChange={(event) => setDescription(event.target.value)} /></label>
            <FolderSelect choice={folder} />
            {folder.problem !== "" && <p className="action-objection" role="alert">{folder.problem}</p>}
        </FormDialog>
    );
}
