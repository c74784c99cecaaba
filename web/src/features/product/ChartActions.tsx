import { useContext, useState } from "react";
import { cache } from "../../api/cache";
import { deleteChart, fetchSavedCharts } from "../../api/charts";
import { fetchChartFields } from "../../api/chartFields";
import { fetchDashboard } from "../../api/content";
import type { ChartAnswer, ChartDefinition, SavedChart } from "../../api/charts";
import { addChartTile } from "../../api/saving";
import { useSession } from "../../api/SessionContext";
import type { Resource } from "../../api/useResource";
import { AnnotateContext } from "../../charts/AnnotateContext";
import { Button } from "../../components/Button";
import { Menu } from "../../components/Menu";
import { guessedListens } from "../../filters/chartFilters";
import { navigate } from "../../navigation/location";
import { saveFile } from "../../results/Downloads";
import { ToDashboardDialog } from "../../saved/ToDashboardDialog";
import { tableFile } from "./files";
import { KeepDialog } from "./KeepDialog";
import { asKind, KINDS, withShow } from "./kinds";
import type { ChartKind } from "./kinds";
import { chartAddress } from "./state/address";

interface Props {
    readonly kind: ChartKind;
    readonly definition: ChartDefinition;
    /** Which of its pictures is looked at. */
    readonly show: string;
    readonly title: string;
    /** The kept chart that is shown, or that this one was made from; null for none. */
    readonly origin: SavedChart | null;
    /** Whether it is shown as it is kept. */
    readonly isKept: boolean;
    readonly answer: Resource<ChartAnswer>;
    /** Whether what happened in its time is marked. */
    readonly marks: boolean;
    readonly onMarks: (marks: boolean) => void;
}

/** Share, keep, download, refresh, and the same events as another kind of chart. */
export function ChartActions({ kind, definition, show, title, origin, isKept, answer, marks, onMarks }: Props): JSX.Element {
    const [open, setOpen] = useState<"keep" | "dashboard" | null>(null);
    const [copied, setCopied] = useState(false);
    async function copy(): Promise<void> {
        try {
            await navigator.clipboard.writeText(window.location.href);
            setCopied(true);
            setTimeout(() => setCopied(false), 2500);
        } catch {
            setCopied(false);
        }
    }
    const session = useSession();
    const maySave = !session.visitor && session.permissions.has("save_content");
    const annotate = useContext(AnnotateContext);
    const mayDelete = origin !== null && origin.file === "" && session.permissions.has("save_content") && (origin.userID === session.user.id || session.permissions.has("administer"));
    async function remove(): Promise<void> {
        if (origin === null) return;
        try {
            await deleteChart(origin.id);
            cache.reload("charts", fetchSavedCharts);
            navigate("/product");
        } catch {
            answer.reload();
        }
    }
    const others = KINDS.filter((each) => each.id !== kind.id && (each.parts.some((part) => part.is === "events") && kind.parts.some((part) => part.is === "events")));
    return (
        <div className="page-actions">
            <Button icon={copied ? "check" : "link"} onClick={() => void copy()}>{copied ? "Link copied" : "Copy link"}</Button>
            {origin !== null && isKept && maySave && <Button icon="dashboard" onClick={() => setOpen("dashboard")}>Add to a dashboard</Button>}
            <Button icon="folder" onClick={() => setOpen("keep")}>Save</Button>
            <Menu
                label="More" icon="more" iconOnly items={[
                    { label: "Refresh", icon: "refresh", onSelect: answer.reload },
                    { label: marks ? "Without annotations" : "With annotations", icon: "line", onSelect: () => onMarks(!marks) },
                    ...(annotate === null ? [] : [{ label: "Add an annotation…", icon: "plus" as const, onSelect: () => annotate("") }]),
                    { label: "Download the table (CSV)", icon: "download", onSelect: () => answer.value !== undefined && saveFile(tableFile(kind.describe(answer.value, definition, show).table), title, "csv") },
                    ...(isKept && mayDelete ? [{ label: "Move to the trash", icon: "close" as const, onSelect: () => void remove() }] : []),
                    ...others.map((each) => ({ label: `Same events as ${each.label.toLowerCase()}`, icon: each.icon, href: chartAddress(asKind(each, kind, definition)) })),
                ]}
            />
            {open === "dashboard" && origin !== null && <ToDashboardDialog suggestion={title} goOn="Back to the chart" onAdd={(id, name) => addToDashboard(id, origin.id, name)} onClose={() => setOpen(null)} />}
            {open === "keep" && <KeepDialog definition={withShow(kind, definition, show)} title={title} origin={origin} onClose={() => setOpen(null)} />}
        </div>
    );
}

/** The tile listens to the filters of the dashboard whose names the chart knows. */
async function addToDashboard(dashboardID: string, chartID: string, title: string): Promise<void> {
    const { signal } = new AbortController();
    const { filters } = await fetchDashboard(dashboardID, signal);
    // Whoever may not see what properties there are still gets the dates.
    const names = filters.length === 0 ? [] : await fetchChartFields(chartID, signal).then((fields) => fields.names, () => []);
    await addChartTile(dashboardID, chartID, title, guessedListens(filters, names));
}
