import { fetchSavedChart, runSavedChart } from "../../api/charts";
import type { ChartDefinition, SavedChartDetail } from "../../api/charts";
import { ApiError } from "../../api/http";
import { text } from "../../api/reading";
import type { ChartTileFile } from "../../results/chartTile";
import { tableFile } from "./files";
import { kindOf } from "./kinds";
import type { ChartKind } from "./kinds";

/** What a saved chart asks, and how its answer is shown; no kind where it is none that is known here. */
export function savedQuestion(saved: SavedChartDetail): { readonly kind: ChartKind | undefined; readonly definition: ChartDefinition } {
    const kind = kindOf(text(saved.definition["chart"]) || saved.kind);
    return { kind, definition: { ...saved.definition, chart: kind?.id ?? saved.kind } };
}

/** The table of a tile's chart, of what the dashboard's filters let through. */
export const chartTileFile: ChartTileFile = async (tile, filters, signal) => {
    const saved = await fetchSavedChart(tile.chartID, signal);
    const { kind, definition } = savedQuestion(saved);
    if (kind === undefined) throw new ApiError("refused", 0, "Charts of this kind are not known here.");
    const { answer, asked } = await runSavedChart(saved.id, definition, filters, signal);
    return { title: tile.title || saved.title, content: tableFile(kind.describe(answer, asked, text(asked["show"])).table) };
};
