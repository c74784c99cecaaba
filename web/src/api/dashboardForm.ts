import { readDashboard } from "./content";
import type { Dashboard } from "./content";
import { requestJSON } from "./http";
import { list, object, text } from "./reading";
import type { JSONObject } from "./reading";
import { fetchVersionBody } from "./saved";

/**
 * A dashboard in the form of its files, in which it is edited and saved as a whole: one save is one version, and nothing is
 * lost that this program does not know. Tiles and filters are known by their `name`, which no edit changes.
 */
export interface DashboardForm {
    readonly title: string;
    readonly description: string;
    readonly tabs: readonly JSONObject[];
    readonly filters: readonly JSONObject[];
    readonly tiles: readonly JSONObject[];
    /** Everything else. */
    readonly rest: JSONObject;
}

/** The form of a version, and the ids that its tiles have by their names. */
export interface VersionedForm {
    readonly form: DashboardForm;
    readonly ids: ReadonlyMap<string, string>;
    readonly version: number;
}

/** What the database adds to the form, or keeps beside it. */
const NOT_EDITED = new Set(["title", "description", "tabs", "filters", "elements", "element_ids", "dashboard", "folder", "owner", "slug", "tags", "verified", "deprecated"]);

export async function fetchDashboardForm(id: string, version: number, signal: AbortSignal): Promise<VersionedForm> {
    const body = await fetchVersionBody("dashboard", id, version, signal);
    return { form: readDashboardForm(body), ids: new Map(Object.entries(object(body["element_ids"])).map(([name, number]) => [name, text(number)])), version };
}

export function readDashboardForm(body: JSONObject): DashboardForm {
    return {
        title: text(body["title"]),
        description: text(body["description"]),
        tabs: list(body["tabs"], object),
        filters: list(body["filters"], object),
        tiles: list(body["elements"], object),
        rest: Object.fromEntries(Object.entries(body).filter(([key]) => !NOT_EDITED.has(key))),
    };
}

/** The form as text that the server reads: JSON is YAML, too. */
export function writeDashboardForm(id: string, form: DashboardForm): string {
    const body = {
        dashboard: id, ...form.rest, title: form.title, description: form.description,
        ...(form.tabs.length > 0 ? { tabs: form.tabs } : {}), filters: form.filters, elements: form.tiles,
    };
    // What JSON takes for letters and YAML for line breaks, or for no text at all.
    return JSON.stringify([body], null, 1).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Saves the whole in one step; gives it as it is saved. Refused where somebody has saved since `version`. */
export async function saveDashboardForm(id: string, version: number, form: DashboardForm): Promise<Dashboard> {
    const body = { dashboard_id: id, lookml: writeDashboardForm(id, form) };
    return readDashboard(object(await requestJSON("/api/4.0/dashboards/lookml", { method: "POST", version, body })));
}

/** A dashboard as LookML, for the files of a project. */
export async function fetchDashboardText(id: string, signal: AbortSignal): Promise<string> {
    return text(object(await requestJSON(`/api/4.0/dashboards/lookml/${encodeURIComponent(id)}`, { signal }))["lookml"]);
}

/** Saves the form as a dashboard of its own and gives its id. */
export async function createFromForm(form: DashboardForm, folderID: string): Promise<string> {
    return text(object(await requestJSON("/api/4.0/dashboards/from_lookml", { method: "POST", body: { folder_id: folderID, lookml: writeDashboardForm("copy", form) } }))["id"]);
}
