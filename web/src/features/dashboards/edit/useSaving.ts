import { useState } from "react";
import { cache } from "../../../api/cache";
import { fetchDashboard, fetchDashboards } from "../../../api/content";
import type { Dashboard } from "../../../api/content";
import { createFromForm, fetchDashboardForm, saveDashboardForm } from "../../../api/dashboardForm";
import type { DashboardForm } from "../../../api/dashboardForm";
import { ApiError } from "../../../api/http";
import { merge } from "./merge";
import type { Merge } from "./merge";

/** Somebody has saved while this reader was editing. */
export interface Conflict {
    readonly merge: Merge;
    /** Who, as far as it is known; "" else. */
    readonly by: string;
    /** The version that they have made. */
    readonly version: number;
    readonly theirs: DashboardForm;
}

export interface Saving {
    readonly busy: boolean;
    readonly problem: string;
    readonly conflict: Conflict | null;
    /** Saves; a change by somebody else in between is put beside this one and shown, and nothing is saved. */
    readonly save: (form: DashboardForm) => Promise<void>;
    /** Saves both people's changes together. */
    readonly saveMerged: () => Promise<void>;
    /** Saves the reader's own form as a dashboard beside the first; gives its id. */
    readonly saveCopy: (form: DashboardForm) => Promise<string | null>;
    readonly closeConflict: () => void;
}

/** @param base the form that was read first, and its version. */
export function useSaving(dashboard: Dashboard, base: DashboardForm, onSaved: () => void): Saving {
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState("");
    const [conflict, setConflict] = useState<Conflict | null>(null);

    async function attempt(work: () => Promise<void>): Promise<void> {
        setBusy(true);
        setProblem("");
        try {
            await work();
        } catch (error) {
            setProblem(error instanceof ApiError ? [...new Set([error.message, ...error.problems.map((each) => each.message)])].join(" ") : "It could not be saved. Try again.");
        }
        setBusy(false);
    }

    async function send(form: DashboardForm, version: number, own: DashboardForm): Promise<void> {
        let saved: Dashboard;
        try {
            saved = await saveDashboardForm(dashboard.id, version, form);
        } catch (error) {
            if (!(error instanceof ApiError) || error.status !== 412) throw error;
            const current = await fetchDashboard(dashboard.id, new AbortController().signal);
            const theirs = await fetchDashboardForm(dashboard.id, current.version, new AbortController().signal);
            setConflict({ merge: merge(base, own, theirs.form), by: current.updatedBy, version: current.version, theirs: theirs.form });
            return;
        }
        setConflict(null);
        cache.reload(`dashboard ${dashboard.id}`, () => Promise.resolve(saved));
        cache.reload("dashboards", fetchDashboards);
        onSaved();
    }

    return {
        busy, problem, conflict,
        save: (form) => attempt(() => send(form, dashboard.version, form)),
        saveMerged: () => attempt(() => (conflict === null ? Promise.resolve() : send(conflict.merge.form, conflict.version, conflict.merge.form))),
        saveCopy: async (form) => {
            let id: string | null = null;
            await attempt(async () => {
                id = await createFromForm({ ...form, title: `${form.title} (my changes)` }, dashboard.folderID);
            });
            return id;
        },
        closeConflict: () => setConflict(null),
    };
}
