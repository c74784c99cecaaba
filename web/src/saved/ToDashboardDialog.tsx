import { useState } from "react";
import type { FormEvent } from "react";
import { cache } from "../api/cache";
import { fetchDashboard, fetchDashboards } from "../api/content";
import { ApiError } from "../api/http";
import { makeDashboard } from "../api/saving";
import { useResource } from "../api/useResource";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Notice } from "../components/Notice";
import { dashboardAddress } from "../navigation/addresses";
import { Link } from "../navigation/Link";
import { FolderSelect, useFolderChoice } from "./FolderSelect";
import { forgetLists } from "./lists";

interface Props {
    /** What the tile might be called. */
    readonly suggestion: string;
    /** Puts the tile on a dashboard. */
    readonly onAdd: (dashboardID: string, title: string) => Promise<void>;
    /** What the reader goes on with: "Go on exploring". */
    readonly goOn: string;
    readonly onClose: () => void;
}

const NEW = "new";

/** Puts something on a dashboard that the reader may change, or on a new one. */
export function ToDashboardDialog({ suggestion, onAdd, goOn, onClose }: Props): JSX.Element {
    const [title, setTitle] = useState(suggestion);
    const [chosen, setDashboard] = useState("");
    const [name, setName] = useState("");
    const [saved, setSaved] = useState("");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const folder = useFolderChoice("");
    const dashboards = useResource("dashboards", fetchDashboards, { freshFor: 30_000 });
    const own = (dashboards.value ?? []).filter((each) => each.mayChange);
    // Whoever has no dashboard to add to makes one.
    const dashboard = chosen === "" && dashboards.value !== undefined && own.length === 0 ? NEW : chosen;

    async function submit(event: FormEvent): Promise<void> {
        event.preventDefault();
        if (dashboard === "") return setProblem("Choose a dashboard.");
        if (title.trim() === "") return setProblem("Give the tile a name.");
        if (dashboard === NEW && folder.id === "") return setProblem("Choose a folder.");
        setBusy(true);
        setProblem("");
        try {
            const id = dashboard === NEW ? await makeDashboard(name.trim() || title.trim(), folder.id) : dashboard;
            await onAdd(id, title.trim());
            // Whoever opens it now wants to see the tile.
            cache.reload(`dashboard ${id}`, (signal) => fetchDashboard(id, signal));
            if (dashboard === NEW) forgetLists("dashboard");
            setSaved(id);
        } catch (error) {
            setProblem(error instanceof ApiError ? error.message : "It could not be saved. Try again.");
        }
        setBusy(false);
    }

    if (saved !== "") {
        return (
            <Dialog title="Saved" onClose={onClose}>
                <Notice title="The tile is on the dashboard." icon="check"><Link href={dashboardAddress(saved)}>Open the dashboard</Link></Notice>
                <footer className="action-buttons"><Button look="primary" autoFocus data-autofocus="" onClick={onClose}>{goOn}</Button></footer>
            </Dialog>
        );
    }
    return (
        <Dialog title="Add to a dashboard" onClose={onClose}>
            <form className="custom-form" noValidate onSubmit={(event) => void submit(event)} aria-busy={busy}>
                <label className="field"><span>Dashboard</span>
                    <select className="input" data-autofocus value={dashboard} onChange={(event) => setDashboard(event.target.value)}>
                        <option value="">{dashboards.loading ? "Loading…" : "Choose…"}</option>
                        <option value={NEW}>A new one</option>
                        {own.map((each) => <option key={each.id} value={each.id}>{each.folderName === "" ? each.title : `${each.title} (${each.folderName})`}</option>)}
                    </select>
                </label>
                {dashboard === NEW && <label className="field"><span>Its name</span><input className="input" value={name} placeholder={title} onChange={(event) => setName(event.target.value)} /></label>}
                <label className="field"><span>Name of the tile</span><input className="input" value={title} maxLength={255} onChange={(event) => setTitle(event.target.value)} /></label>
                {dashboard === NEW && <FolderSelect choice={folder} />}
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons"><Button disabled={busy} onClick={onClose}>Cancel</Button><Button type="submit" look="primary" disabled={busy}>{busy ? "Saving…" : "Add to dashboard"}</Button></footer>
            </form>
        </Dialog>
    );
}
