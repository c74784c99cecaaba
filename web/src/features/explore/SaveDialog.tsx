import { useState } from "react";
import type { FormEvent } from "react";
import { fetchDashboard, fetchDashboards, fetchFolders } from "../../api/content";
import { cache } from "../../api/cache";
import { ApiError } from "../../api/http";
import type { QueryBody } from "../../api/queries";
import { addTile, makeDashboard, saveLook } from "../../api/saving";
import { useSession } from "../../api/SessionContext";
import { useResource } from "../../api/useResource";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/Notice";
import { dashboardAddress, lookAddress } from "../../navigation/addresses";
import { Link } from "../../navigation/Link";

interface Props {
    readonly what: "look" | "dashboard";
    /** With the picture as it is drawn. */
    readonly query: QueryBody;
    /** What it might be called. */
    readonly suggestion: string;
    readonly onClose: () => void;
}

const NEW = "new";

/** Saves what is explored: as a Look, or as a tile of a dashboard that is there or new. */
export function SaveDialog({ what, query, suggestion, onClose }: Props): JSX.Element {
    const [title, setTitle] = useState(suggestion);
    const [description, setDescription] = useState("");
    const session = useSession();
    const [wanted, setFolder] = useState<string | null>(null);
    const [dashboard, setDashboard] = useState("");
    const [name, setName] = useState("");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const [saved, setSaved] = useState<string | null>(null);
    const folders = useResource("folders", fetchFolders, { freshFor: 30_000 });
    // What nobody has put elsewhere is one's own.
    const personal = folders.value?.find((each) => each.name === session.user.email || each.name === session.user.name);
    const folder = wanted ?? personal?.id ?? "";
    // Files hold the folder of LookML dashboards.
    const choices = (folders.value ?? []).filter((each) => each.id !== "lookml");
    // Dashboards of files, named by model, are changed in their files.
    const dashboards = useResource(what === "dashboard" ? "dashboards" : undefined, fetchDashboards, { freshFor: 30_000 });
    const own = (dashboards.value ?? []).filter((each) => !each.id.includes("::"));
    const needsFolder = what === "look" || dashboard === NEW;

    async function save(): Promise<void> {
        if (title.trim() === "") return setProblem("Give it a name.");
        if (needsFolder && folder === "") return setProblem("Choose a folder.");
        if (what === "dashboard" && dashboard === "") return setProblem("Choose a dashboard.");
        setBusy(true);
        setProblem("");
        try {
            if (what === "look") {
                setSaved(lookAddress(await saveLook(query, title.trim(), description.trim(), folder)));
            } else {
                const id = dashboard === NEW ? await makeDashboard(name.trim() || title.trim(), folder) : dashboard;
                await addTile(id, query, title.trim());
                // Whoever opens it now wants to see the tile.
                cache.reload(`dashboard ${id}`, (signal) => fetchDashboard(id, signal));
                setSaved(dashboardAddress(id));
            }
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "It could not be saved. Try again.");
        }
        setBusy(false);
    }

    function submit(event: FormEvent): void {
        event.preventDefault();
        if (!busy) void save();
    }

    if (saved !== null) {
        return (
            <Dialog title="Saved" onClose={onClose}>
                <Notice title={what === "look" ? "The Look is saved." : "The tile is on the dashboard."} icon="check"><Link href={saved}>{what === "look" ? "Open the Look" : "Open the dashboard"}</Link></Notice>
                <footer className="action-buttons"><Button look="primary" autoFocus onClick={onClose}>Go on exploring</Button></footer>
            </Dialog>
        );
    }
    return (
        <Dialog title={what === "look" ? "Save as a Look" : "Add to a dashboard"} onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={submit} aria-busy={busy}>
                {what === "dashboard" && (
                    <label className="field">
                        <span>Dashboard</span>
                        <select className="input" data-autofocus value={dashboard} onChange={(event) => setDashboard(event.target.value)}>
                            <option value="">{dashboards.loading ? "Loading…" : "Choose…"}</option>
                            <option value={NEW}>A new one</option>
                            {own.map((each) => <option key={each.id} value={each.id}>{each.folderName === "" ? each.title : `${each.title} (${each.folderName})`}</option>)}
                        </select>
                    </label>
                )}
                {what === "dashboard" && dashboard === NEW && <label className="field"><span>Its name</span><input className="input" value={name} onChange={(event) => setName(event.target.value)} /></label>}
                <label className="field"><span>{what === "look" ? "Name" : "Name of the tile"}</span><input className="input" autoFocus value={title} onChange={(event) => setTitle(event.target.value)} /></label>
                {what === "look" && <label className="field"><span>Description</span><textarea className="input" rows={2} value={description} onChange={(event) => setDescription(event.target.value)} /></label>}
                {needsFolder && (
                    <label className="field">
                        <span>Folder</span>
                        <select className="input" value={folder} onChange={(event) => setFolder(event.target.value)}>
                            <option value="">{folders.loading ? "Loading…" : "Choose…"}</option>
                            {choices.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
                        </select>
                    </label>
                )}
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons">
                    <Button disabled={busy} onClick={onClose}>Cancel</Button>
                    <Button type="submit" look="primary" disabled={busy}>{busy ? "Saving…" : what === "look" ? "Save Look" : "Add to dashboard"}</Button>
                </footer>
            </form>
        </Dialog>
    );
}
