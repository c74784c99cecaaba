import { isObject, list, object, text } from "../../../api/reading";
import { cssColour, namedColour } from "../../../charts/colours";
import { numberColumns } from "../../../charts/columns";
import { readVis } from "../../../charts/vis";
import { recordOf } from "./panel";
import type { PanelProps } from "./panel";
import { Typed } from "./Typed";

const COLOURS: ReadonlyArray<readonly [string, string]> = [
    ["", "by itself"], ["series-1", "blue"], ["series-2", "orange"], ["series-3", "green"], ["series-4", "violet"], ["series-5", "red"], ["series-6", "olive"], ["series-7", "indigo"], ["series-8", "grey"],
    ["good", "good"], ["warn", "warning"], ["bad", "bad"], ["text", "black"],
];
const SHAPES: ReadonlyArray<readonly [string, string]> = [["", "as the others"], ["looker_column", "columns"], ["looker_line", "line"], ["looker_area", "area"], ["looker_scatter", "points"]];
const MOST = 40;

/** Name, colour, shape and axis of each series. */
export function SeriesSettings({ config, result, vis, onChange }: PanelProps): JSX.Element | null {
    if (result === undefined) return null;
    const columns = numberColumns(result, readVis({ ...config, series_labels: {}, hidden_series: [] })).slice(0, MOST);
    const labels = recordOf(config, "series_labels");
    const colours = recordOf(config, "series_colors");
    const shapes = recordOf(config, "series_types");
    const hidden = list(config["hidden_series"], text);
    const right = rightSeries(config);
    const without = (record: Readonly<Record<string, unknown>>, name: string, value: string) => {
        const { [name]: _, ...rest } = record;
        const next = value === "" ? rest : { ...rest, [name]: value };
        return Object.keys(next).length === 0 ? undefined : next;
    };
    return (
        <details>
            <summary>Series <span className="muted tabular">{columns.length}</span></summary>
            {columns.map((column, index) => {
                const name = column.title;
                const chosen = text(colours[column.id]);
                return (
                    <details key={column.id} className="series-setting">
                        <summary>
                            <span className="swatch" style={{ background: cssColour(chosen === "" ? { slot: index } : namedColour(chosen) ?? { slot: index }) }} />
                            {text(labels[column.id]) || name}
                        </summary>
                        <label className="check">
                            <input type="checkbox" checked={!hidden.includes(column.id)} onChange={(event) => onChange({ hidden_series: listOrNone(event.target.checked ? hidden.filter((each) => each !== column.id) : [...hidden, column.id]) })} /> Drawn
                        </label>
                        <label className="setting"><span>Name</span><Typed value={text(labels[column.id])} hint={name} onChange={(next) => onChange({ series_labels: without(labels, column.id, next) })} /></label>
                        <label className="setting">
                            <span>Colour</span>
                            <select className="input" value={chosen} onChange={(event) => onChange({ series_colors: without(colours, column.id, event.target.value) })}>
                                {!COLOURS.some(([colour]) => colour === chosen) && <option value={chosen}>{chosen}</option>}
                                {COLOURS.map(([colour, words]) => <option key={colour} value={colour}>{words}</option>)}
                            </select>
                        </label>
                        <label className="setting">
                            <span>Drawn as</span>
                            <select className="input" value={text(shapes[column.id])} onChange={(event) => onChange({ series_types: without(shapes, column.id, event.target.value) })}>
                                {SHAPES.map(([shape, words]) => <option key={shape} value={shape}>{words}</option>)}
                            </select>
                        </label>
                        <label className="setting">
                            <span>Axis</span>
                            <select className="input" value={right.includes(column.id) ? "right" : "left"} onChange={(event) => onChange({ y_axes: axesWith(columns.map((each) => each.id), event.target.value === "right" ? [...right, column.id] : right.filter((each) => each !== column.id)) })}>
                                <option value="left">left</option><option value="right">right</option>
                            </select>
                        </label>
                    </details>
                );
            })}
            {vis.type === "looker_scatter" && (
                <label className="setting">
                    <span>Size by</span>
                    <select className="input" value={vis.sizeBy} onChange={(event) => onChange({ size_by_field: event.target.value || undefined })}>
                        <option value="">nothing</option>
                        {columns.map((column) => <option key={column.id} value={column.field.name}>{column.title}</option>)}
                    </select>
                </label>
            )}
        </details>
    );
}

function listOrNone(items: readonly string[]): readonly string[] | undefined {
    return items.length === 0 ? undefined : items;
}

function rightSeries(config: Readonly<Record<string, unknown>>): string[] {
    return list(config["y_axes"], object).filter((axis) => text(axis["orientation"]) === "right")
        .flatMap((axis) => list(axis["series"], (item) => (isObject(item) ? text(item["id"]) || text(item["axisId"]) : text(item))));
}

/** Two axes where some series stand at the right; one, which needs no words, where none does. */
function axesWith(all: readonly string[], right: readonly string[]): unknown {
    if (right.length === 0) return undefined;
    const axis = (orientation: string, ids: readonly string[]) => ({ orientation, series: ids.map((id) => ({ id, axisId: id, name: id })), showLabels: true, showValues: true });
    return [axis("left", all.filter((id) => !right.includes(id))), axis("right", right)];
}
