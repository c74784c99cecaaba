import { useState } from "react";
import { fetchSavedCharts } from "../../../api/charts";
import type { SavedChart } from "../../../api/charts";
import { fetchChartFields } from "../../../api/chartFields";
import { fetchLooks } from "../../../api/content";
import type { DashboardFilter } from "../../../api/content";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { Dialog } from "../../../components/Dialog";
import { Finder } from "../../../components/Finder";
import { guessedListens } from "../../../filters/chartFilters";
import { chartTile } from "./formTile";

interface Props {
    readonly onAdd: (tile: JSONObject, title: string) => void;
    readonly onClose: () => void;
}

/** Chooses a Look; the tile follows it when it changes. */
export function AddLook({ onAdd, onClose }: Props): JSX.Element {
    const looks = useResource("looks", fetchLooks, { freshFor: 30_000 });
    return (
        <Dialog title="Add a Look" onClose={onClose}>
            <p className="muted">The tile follows the Look: its title, query and picture, also when they change later.</p>
            <Finder
                label="Looks" all={looks.value?.map((each) => ({ id: each.id, title: each.title, detail: each.folderName }))} problem={looks.error?.message ?? ""}
                none="There are no Looks yet. Save one from Explore." onChoose={(look) => onAdd({ look: Number(look.id) }, look.title)}
            />
        </Dialog>
    );
}

/** Chooses a saved chart of product analytics, which listens to the filters whose names it knows. */
export function AddChart({ filters, onAdd, onClose }: Props & { readonly filters: readonly DashboardFilter[] }): JSX.Element {
    const [chosen, setChosen] = useState("");
    const charts = useResource("charts", fetchSavedCharts, { freshFor: 30_000 });

    async function add(chart: Pick<SavedChart, "id" | "title">): Promise<void> {
        if (chosen !== "") return;
        setChosen(chart.title);
        // Whoever may not see what properties there are still gets the dates.
        const names = filters.length === 0 ? [] : await fetchChartFields(chart.id, new AbortController().signal).then((fields) => fields.names, () => []);
        onAdd(chartTile(chart.id, chart.title, guessedListens(filters, names)), chart.title);
    }

    return (
        <Dialog title="Add a chart of product analytics" onClose={onClose}>
            {chosen !== "" && <p className="muted" role="status">Adding {chosen}…</p>}
            <Finder
                label="Charts" all={charts.value?.map((each) => ({ id: each.id, title: each.title, detail: each.kind.replace(/_/g, " ") }))} problem={charts.error?.message ?? ""}
                none="There are no saved charts yet. Save one on its page, under Product." onChoose={(chart) => void add(chart)}
            />
        </Dialog>
    );
}
