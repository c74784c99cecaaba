import { useMemo } from "react";
import { fetchSavedChart, runChart } from "../../api/charts";
import type { ChartDefinition, SavedChartDetail } from "../../api/charts";
import { text } from "../../api/reading";
import { useResource } from "../../api/useResource";
import { Notice } from "../../components/Notice";
import { Skeleton } from "../../components/Skeleton";
import { Problem } from "../../results/Problem";
import { Figures, PictureOf } from "./AnswerPane";
import { kindOf } from "./kinds";
import { useMarked } from "./useMarked";

/** A saved chart in a small place, such as a tile of a dashboard: its numbers and its picture. */
export function ChartTile({ id }: { id: string }): JSX.Element {
    const saved = useResource(`chart ${id}`, (signal) => fetchSavedChart(id, signal), { freshFor: 60_000 });
    if (saved.error !== null && saved.value === undefined) return <Problem error={saved.error} what="chart" onRetry={saved.reload} />;
    if (saved.value === undefined) return <Skeleton shape="chart" />;
    return <Drawn saved={saved.value} />;
}

function Drawn({ saved }: { saved: SavedChartDetail }): JSX.Element {
    const kind = kindOf(text(saved.definition["chart"]) || saved.kind);
    const definition = useMemo((): ChartDefinition => ({ ...saved.definition, chart: kind?.id ?? saved.kind }), [saved, kind]);
    const answer = useResource(kind === undefined ? undefined : `chart run ${JSON.stringify(definition)}`, (signal) => runChart(definition, signal), { freshFor: 300_000 });
    const view = useMemo(() => (answer.value === undefined || kind === undefined ? undefined : kind.describe(answer.value, definition, "")), [answer.value, kind, definition]);
    const { picture } = useMarked(view?.picture ?? null, true);
    if (kind === undefined) return <Notice title={`Charts of the kind ${saved.kind} are not shown here.`} />;
    if (answer.error !== null && answer.value === undefined) return <Problem error={answer.error} what="chart" onRetry={answer.reload} />;
    if (view === undefined) return <Skeleton shape="chart" />;
    if (view.isEmpty) return <Notice title="Nobody did this." />;
    return (
        <div className="chart-tile">
            {picture === null || picture.is === "cohorts"
                ? view.figures.length > 0 ? <Figures figures={view.figures} onPick={null} /> : <p className="picture-summary">{view.summary}</p>
                : <PictureOf picture={picture} view={view} onPick={null} />}
        </div>
    );
}
