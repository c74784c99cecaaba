import { CHART_RANGE } from "../../../api/charts";
import { fetchChartFields } from "../../../api/chartFields";
import type { ChartFields } from "../../../api/chartFields";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { titleOf } from "./form";

interface Props {
    readonly tile: { readonly tile: JSONObject };
    /** undefined until it is known, and where the reader may not see it. */
    readonly known: ChartFields | undefined;
    /** "" for a tile that does not listen. */
    readonly chosen: string;
    readonly onChange: (field: string) => void;
}

/** What of a saved chart a filter is put on: its range of time, or a property of its events. */
export function ChartOptions({ tile, known, chosen, onChange }: Props): JSX.Element {
    const names = known?.names ?? [];
    return (
        <label className="listening-tile">
            <span>{titleOf(tile.tile)}</span>
            <select className="input" value={chosen} onChange={(event) => onChange(event.target.value)}>
                <option value="">Does not listen</option>
                <option value={CHART_RANGE}>Its range of time</option>
                {chosen !== "" && chosen !== CHART_RANGE && !names.includes(chosen) && <option value={chosen}>{chosen}</option>}
                {names.length > 0 && (
                    <optgroup label="Properties of its events">
                        {names.map((name) => <option key={name} value={name}>{known?.labels.get(name) ?? name}</option>)}
                    </optgroup>
                )}
            </select>
        </label>
    );
}

/** The properties of the charts among some tiles by the charts' ids; undefined while they are asked for. */
export function useChartFields(tiles: ReadonlyArray<{ readonly chart: string }>): ReadonlyMap<string, ChartFields> | undefined {
    const charts = [...new Set(tiles.map((each) => each.chart).filter((id) => id !== ""))].sort();
    return useResource(charts.length === 0 ? undefined : `chart fields ${charts.join()}`, async (signal) => {
        const found = await Promise.all(charts.map(async (id) => fetchChartFields(id, signal).then((fields) => [[id, fields] as const], () => [])));
        return new Map(found.flat());
    }, { freshFor: 300_000 }).value;
}
