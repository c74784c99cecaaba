import { useState } from "react";
import type { BoardContent } from "../../api/boards";
import { fetchFolderInfos, fetchFolderItems } from "../../api/folders";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Finder } from "../../components/Finder";
import { FormDialog } from "../../results/FormDialog";

interface Props {
    readonly onAdd: (content: BoardContent) => Promise<void>;
    readonly onClose: () => void;
}

/** Chooses what comes into a section: a Look, a dashboard, or a link to another place. */
export function AddContent({ onAdd, onClose }: Props): JSX.Element {
    const [link, setLink] = useState(false);
    const [problem, setProblem] = useState("");
    const items = useResource("folder items", fetchFolderItems, { freshFor: 30_000 });
    const folders = useResource("folder infos", fetchFolderInfos, { freshFor: 30_000 });
    if (link) return <AddLink onAdd={onAdd} onClose={onClose} />;
    const all = items.value?.map((item) => ({
        id: `${item.kind} ${item.id}`, title: item.title, detail: `${item.kind === "look" ? "Look" : "Dashboard"}, ${folders.value?.find(({ id }) => id === item.folderID)?.name ?? ""}`,
    }));
    return (
        <Dialog title="Add to the section" onClose={onClose}>
            <div className="dialog-form">
                <Finder label="Looks and dashboards" all={all} problem={items.error?.message ?? ""} none="Nothing is saved yet." onChoose={(found) => {
                    const kind = found.id.startsWith("look ") ? "look" : "dashboard";
                    setProblem("");
                    onAdd({ kind, id: found.id.slice(kind.length + 1) }).catch((error: unknown) => setProblem(error instanceof Error ? error.message : "That did not work. Try again."));
                }} />
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons"><Button icon="link" onClick={() => setLink(true)}>A link instead</Button><Button onClick={onClose}>Cancel</Button></footer>
            </div>
        </Dialog>
    );
}

function AddLink({ onAdd, onClose }: Props): JSX.Element {
    const [url, setURL] = useState("");
    const [title, setTitle] = useState("");
    const [description, setDescription] = useState("");
    const ready = title.trim() !== "" && /^(?:https?:\/\/.|\/(?!\/))/.test(url.trim());
    return (
        <FormDialog title="Add a link" submit="Add the link" ready={ready} onClose={onClose} onSubmit={() => onAdd({ kind: "link", url: url.trim(), title: title.trim(), description: description.trim() })}>
            <label className="field">
                <span>Address</span>
                <input className="input" data-autofocus="" value={url} placeholder="https://… or a path such as /product/funnel" onChange={(event) => setURL(event.target.value)} />
            </label>
            <label className="field"><span>Title</span><input className="input" value={title} maxLength={255} onChange={(event) => setTitle(event.target.value)} /></label>
            <label className="field"><span>What is there</span><input className="input" value={description} onChange={(event) => setDescription(event.target.value)} /></label>
        </FormDialog>
    );
}
