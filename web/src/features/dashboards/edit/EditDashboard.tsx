import { useMemo, useState } from "react";
import type { Dashboard, Tile } from "../../../api/content";
import { fetchDashboardForm } from "../../../api/dashboardForm";
import type { VersionedForm } from "../../../api/dashboardForm";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import type { MenuItem } from "../../../components/Menu";
import { Notice } from "../../../components/Notice";
import { useLeaveGuard } from "../../../components/useLeaveGuard";
import { dashboardAddress } from "../../../navigation/addresses";
import { guardLeaving, navigate } from "../../../navigation/location";
import type { Location } from "../../../navigation/location";
import { useShortcuts } from "../../../navigation/useShortcuts";
import { Problem } from "../../../results/Problem";
import { DashboardSkeleton } from "../DashboardSkeleton";
import { ConflictDialog } from "./ConflictDialog";
import { EditBar } from "./EditBar";
import { EditDialogs } from "./EditDialogs";
import type { OpenDialog } from "./EditDialogs";
import { EditFilters } from "./EditFilters";
import { EditGrid } from "./EditGrid";
import { nameOf, placesOn, tilesOn, titleOf, withNewTile, withoutTile, withPlaces } from "./form";
import { filterOf, tileOf } from "./formTile";
import { same } from "./merge";
import { addedTab, TabEditor } from "./TabEditor";
import { TileContent } from "./TileContent";
import { tileMenu } from "./tileMenu";
import { useDraft } from "./useDraft";
import { useSaving } from "./useSaving";

interface Props {
    readonly dashboard: Dashboard;
    readonly values: ReadonlyMap<string, string>;
    /** The number of the tab to begin with. */
    readonly tab: number;
    /** Whether an address is still this page in its editing form. */
    readonly stays: (to: Location) => boolean;
    readonly onDone: () => void;
}

/** A dashboard while it is edited. Nothing is saved before Save is pressed, and then everything at once. */
export function EditDashboard(props: Props): JSX.Element {
    const { id, version } = props.dashboard;
    const form = useResource(`dashboard form ${id} ${version}`, (signal) => fetchDashboardForm(id, version, signal), { freshFor: Infinity });
    if (form.error !== null) return <Problem error={form.error} what="dashboard" onRetry={form.reload} actions={<Button onClick={props.onDone}>Back to the dashboard</Button>} />;
    if (form.value === undefined) return <DashboardSkeleton label="The editor is loading" />;
    return <Editor key={version} {...props} read={form.value} />;
}

function Editor({ dashboard, values, tab: startTab, stays, onDone, read }: Props & { readonly read: VersionedForm }): JSX.Element {
    const draft = useDraft(read.form);
    const { form } = draft;
    const dirty = useMemo(() => !same(form, read.form), [form, read.form]);
    const [wantedTab, setTab] = useState(nameOf(form.tabs[startTab] ?? {}));
    const tab = form.tabs.some((each) => nameOf(each) === wantedTab) ? wantedTab : nameOf(form.tabs[0] ?? {});
    const [open, setOpen] = useState<OpenDialog | null>(null);
    const [marked, setMarked] = useState("");
    const drawn = useMemo(() => new WeakMap<JSONObject, Tile>(), []);
    const saving = useSaving(dashboard, read.form, leave);
    const close = () => setOpen(null);

    const leaving = useLeaveGuard(dirty, stays, "What you have changed on this dashboard is not saved.");
    // Keys that are pressed in a window over the page are not for what lies below it.
    const unlessCovered = (act: () => void) => () => {
        if (document.querySelector("dialog[open]") === null) act();
    };
    useShortcuts({ "mod+z": unlessCovered(draft.undo), "mod+y": unlessCovered(draft.redo), "mod+s": unlessCovered(() => dirty && !saving.busy && void saving.save(form)) });

    function leave(): void {
        guardLeaving(null);
        onDone();
    }

    function add(tile: JSONObject, width: number, height: number, wanted = ""): void {
        close();
        const [next, name] = withNewTile(form, tab, tile, width, height, wanted);
        draft.change(() => next);
        show(name);
    }

    /** A tile that was added is brought into sight, and has the focus. */
    function show(name: string): void {
        setMarked(name);
        setTimeout(() => {
            const element = document.querySelector<HTMLElement>(`[data-tile="${CSS.escape(name)}"]`);
            element?.scrollIntoView({ block: "nearest" });
            element?.querySelector<HTMLElement>(".tile-handle")?.focus({ preventScroll: true });
        }, 0);
    }

    const adds: MenuItem[] = [
        { label: "Look", icon: "column", onSelect: () => setOpen({ is: "look" }) },
        { label: "Query", icon: "explore", onSelect: () => setOpen({ is: "query", name: null }) },
        { label: "Chart of product analytics", icon: "flow", onSelect: () => setOpen({ is: "chart" }) },
        { label: "Text", icon: "text", onSelect: () => setOpen({ is: "new", tile: { type: "text" } }) },
        { label: "Button", icon: "link", onSelect: () => setOpen({ is: "new", tile: { type: "button" } }) },
        {
            label: "Tab", icon: "folder", onSelect: () => {
                const [next, name] = addedTab(form);
                draft.change(() => next);
                setTab(name);
            },
        },
    ];
    const known = (tile: JSONObject) => dashboard.tiles.find((each) => each.id === read.ids.get(nameOf(tile)));
    // Equal parts of the form are the same objects, and so are their tiles: a letter in the title draws no chart again.
    const tileOfForm = (tile: JSONObject): Tile => {
        const before = drawn.get(tile);
        if (before !== undefined) return before;
        const made = tileOf(tile, known(tile));
        drawn.set(tile, made);
        return made;
    };
    const shown = tilesOn(form, tab);
    const filters = useMemo(() => form.filters.map((filter) => filterOf(filter, dashboard.filters)), [form.filters, dashboard.filters]);
    return (
        <>
            <EditBar draft={draft} dirty={dirty} busy={saving.busy} adds={adds} onSettings={() => setOpen({ is: "settings" })} onCancel={onDone} onSave={() => void saving.save(form)} />
            {saving.problem !== "" && saving.conflict === null && <p className="banner" role="alert">{saving.problem}</p>}
            <div className="edit-head">
                <label className="field"><span>Title</span><input className="input edit-title" value={form.title} maxLength={255} onChange={(event) => draft.change((now) => ({ ...now, title: event.target.value }), "title")} /></label>
                <label className="field"><span>Description (Markdown)</span><input className="input" value={form.description} onChange={(event) => draft.change((now) => ({ ...now, description: event.target.value }), "description")} /></label>
            </div>
            <EditFilters draft={draft} tileOf={tileOfForm} values={values} />
            <TabEditor draft={draft} tab={tab} onTab={setTab} />
            {shown.length === 0 ? (
                <Notice title={form.tabs.length > 0 ? "This tab has no tiles yet." : "This dashboard has no tiles yet."} actions={<>{adds.slice(0, 4).map((each) => <Button key={each.label} {...(each.icon === undefined ? {} : { icon: each.icon })} onClick={() => each.onSelect?.()}>{each.label}</Button>)}</>}>
                    Add what it should show: a Look, a query of its own, a chart of product analytics, or words.
                </Notice>
            ) : (
                <EditGrid
                    tiles={shown.map((tile) => ({ name: nameOf(tile), title: tileOfForm(tile).button?.label || titleOf(tile) || known(tile)?.title || "Tile", content: <TileContent tile={tileOfForm(tile)} filters={filters} values={values} />, items: tileMenu(tile, draft, setOpen, show) }))}
                    places={placesOn(form, tab)} marked={marked} onPlaces={(places, step) => draft.change((now) => withPlaces(now, places), step)}
                    onRemove={(name) => draft.change((now) => withoutTile(now, name))} onOpen={(name) => setOpen({ is: "tile", name })}
                />
            )}
            {open !== null && <EditDialogs open={open} draft={draft} filters={filters} values={values} onAdd={add} onClose={close} />}
            {leaving}
            {saving.conflict !== null && (
                <ConflictDialog
                    conflict={saving.conflict} busy={saving.busy} problem={saving.problem} onClose={saving.closeConflict} onSaveBoth={() => void saving.saveMerged()}
                    onSaveCopy={() => void saving.saveCopy(form).then((id) => {
                        if (id === null) return;
                        guardLeaving(null);
                        navigate(dashboardAddress(id));
                    })}
                />
            )}
        </>
    );
}
