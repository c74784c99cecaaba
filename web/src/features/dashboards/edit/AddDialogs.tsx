import { fetchSavedCharts } from "../../../api/charts";
import { fetchLooks } from "../../../api/content";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { Dialog } from "../../../components/Dialog";
import { Finder } from "../../../components/Finder";
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

/** Chooses a saved chart of product analytics. */
export function AddChart({ onAdd, onClose }: Props): JSX.Element {
    const charts = useResource("charts", fetchSavedCharts, { freshFor: 30_000 });
    return (
        <Dialog title="Add a chart of product analytics" onClose={onClose}>
            <Finder
                label="Charts" all={charts.value?.map((each) => ({ id: each.id, title: each.title, detail: each.kind.replace(/_/g, " ") }))} problem={charts.error?.message ?? ""}
                none="There are no saved charts yet. Save one on its page, under Product." onChoose={(chart) => onAdd(chartTile(chart.id, chart.title), chart.title)}
            />
        </Dialog>
    );
}
