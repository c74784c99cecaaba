import { useMemo, useState } from "react";
import type { DashboardForm } from "../../../api/dashboardForm";
import { CHART_RANGE } from "../../../api/charts";
import type { Field } from "../../../api/fields";
import { fetchExplore, fetchExploreNames } from "../../../api/models";
import { list, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { guessedChartField } from "../../../filters/chartFilters";
import { FilterChip } from "../../../filters/FilterChip";
import { filterKind } from "../../../filters/kinds";
import { fieldSubject } from "../../../results/subjects";
import { ChartOptions, useChartFields } from "./ChartOptions";
import { freeName, listenersOf, nameOf, titleOf, withMembers } from "./form";

/** A tile that can listen, with the explore whose fields it has, or the saved chart whose range and properties. */
export interface ListeningTile {
    readonly tile: JSONObject;
    /** "" for a chart. */
    readonly model: string;
    readonly explore: string;
    /** The id of the chart; "" for others. */
    readonly chart: string;
}

interface Props {
    readonly form: DashboardForm;
    /** null for a new one. */
    readonly filter: JSONObject | null;
    readonly tiles: readonly ListeningTile[];
    readonly onDone: (filter: JSONObject, fields: ReadonlyMap<string, string>) => void;
    readonly onClose: () => void;
}

const TYPES: ReadonlyArray<readonly [string, string]> = [
    ["field_filter", "Values of a field"], ["date_filter", "A date"], ["string_filter", "A text"], ["number_filter", "A number"],
];
/** Not of Looker's: a text that filters a property of charts' events. */
const PROPERTY = "property";
const CONTROLS: ReadonlyArray<readonly [string, string]> = [
    ["", "A sentence that opens"], ["dropdown_menu", "A list to choose from"], ["button_group", "A button for each value"],
];

/** A filter of the dashboard: what it filters by, how it begins, which tiles listen and with which of their fields. */
export function FilterDialog({ form, filter, tiles, onDone, onClose }: Props): JSX.Element {
    const [draft, setDraft] = useState<JSONObject>(filter ?? { type: "field_filter", allow_multiple_values: true, ...mostAsked(tiles) });
    const hasCharts = tiles.some((each) => each.chart !== "");
    // Where all tiles are charts, no field of an explore is what is meant.
    const [byProperty, setByProperty] = useState(filter === null && tiles.length > 0 && tiles.every((each) => each.chart !== ""));
    const [fields, setFields] = useState<ReadonlyMap<string, string>>(() => new Map(filter === null ? [] : form.tiles.flatMap((tile) => {
        const own = listenersOf(tile).find((each) => each.filter === nameOf(filter));
        return own === undefined ? [] : [[nameOf(tile), own.field] as const];
    })));
    const [problem, setProblem] = useState("");
    const set = (change: JSONObject) => setDraft((known) => withMembers(known, change));
    const type = byProperty ? "string_filter" : text(draft["type"]) || "field_filter";
    const [model, explore, dimension] = [text(draft["model"]), text(draft["explore"]), text(draft["field"])];
    const known = useResource(model === "" || explore === "" ? undefined : `explore ${model} ${explore}`, (signal) => fetchExplore(model, explore, signal), { freshFor: 300_000 });
    const field = known.value?.fields.find((each) => each.name === dimension);
    const charts = useChartFields(tiles);
    const chart = tiles.find((each) => each.chart !== "" && ![undefined, "", CHART_RANGE].includes(fields.get(nameOf(each.tile))));
    const property = chart === undefined ? "" : fields.get(nameOf(chart.tile)) ?? "";
    const subject = useMemo(() => {
        const title = text(draft["title"]) || "Filter";
        if (type === "field_filter" && field !== undefined) return { ...fieldSubject(model, explore, dimension, field), label: title };
        const source = chart === undefined ? null : { model: "", explore: "", field: "", listed: [], chart: { id: chart.chart, property } };
        return { id: "default", label: title, kind: filterKind(null, type), source };
    }, [draft, type, field, model, explore, dimension, chart, property]);
    const others = form.filters.filter((each) => nameOf(each) !== text(draft["name"]));
    const heard = list(draft["listens_to_filters"], text);

    function chooseField(next: Field): void {
        set({ field: next.name, default_value: undefined, ...(text(draft["title"]) === "" ? { title: next.labelShort } : {}) });
        // Whoever adds a filter on a field mostly means every tile that has it.
        if (filter !== null) return;
        const asked = { name: "", title: next.labelShort, type, dimension: next.name, field: next };
        setFields(new Map(tiles.flatMap((each) => {
            const same = each.explore === explore && each.model === model ? next.name : "";
            const field = each.chart === "" ? same : guessedChartField(asked, charts?.get(each.chart)?.names ?? []);
            return field === "" ? [] : [[nameOf(each.tile), field] as const];
        })));
    }

    function chooseProperty(next: string): void {
        set({ default_value: undefined, ...(text(draft["title"]) === "" ? { title: next.split(/[.:]/).pop() ?? next } : {}) });
        setFields(new Map(tiles.flatMap((each) => (charts?.get(each.chart)?.names.includes(next) === true ? [[nameOf(each.tile), next] as const] : []))));
    }

    function chooseType(next: string): void {
        setByProperty(next === PROPERTY);
        set({ type: next === PROPERTY ? "string_filter" : next, default_value: undefined });
        if (filter === null && next === "date_filter") setFields(new Map(tiles.filter((each) => each.chart !== "").map((each) => [nameOf(each.tile), CHART_RANGE])));
    }

    function done(): void {
        const title = text(draft["title"]).trim();
        if (type === "field_filter" && dimension === "") return setProblem("Choose the field.");
        if (byProperty && property === "") return setProblem("Choose the property.");
        if (title === "") return setProblem("Give it a name.");
        const name = text(draft["name"]) || freeName(title, form.filters);
        const field = type === "field_filter" ? {} : { model: undefined, explore: undefined, field: undefined };
        onDone(withMembers(draft, { name, title, type, ...field }), fields);
    }

    return (
        <Dialog title={filter === null ? "Add a filter" : `Filter ${text(filter["title"])}`} onClose={onClose}>
            <div className="custom-form filter-dialog">
                <label className="field"><span>It filters by</span>
                    <select className="input" data-autofocus="" value={byProperty ? PROPERTY : type} onChange={(event) => chooseType(event.target.value)}>{[...(hasCharts ? [[PROPERTY, "A property of events"] as const] : []), ...TYPES].map(([id, words]) => <option key={id} value={id}>{words}</option>)}</select>
                </label>
                {byProperty && (
                    <label className="field"><span>Property</span>
                        <select className="input" value={property} disabled={charts === undefined} onChange={(event) => chooseProperty(event.target.value)}>
                            <option value="">{charts === undefined ? "Loading…" : "Choose…"}</option>
                            {[...new Set([...(charts ?? [])].flatMap(([, own]) => own.names))].map((name) => <option key={name} value={name}>{[...(charts ?? [])].map(([, own]) => own.labels.get(name)).find((label) => label !== undefined) ?? name}</option>)}
                        </select>
                    </label>
                )}
                {type === "field_filter" && (
                    <div className="custom-row">
                        <ExploreChoice tiles={tiles} model={model} explore={explore} onChange={(nextModel, nextExplore) => set({ model: nextModel, explore: nextExplore, field: undefined, default_value: undefined })} />
                        <label className="field"><span>Field</span>
                            <select
                                className="input" value={dimension} disabled={known.value === undefined} onChange={(event) => {
                                    const next = known.value?.fields.find((each) => each.name === event.target.value);
                                    if (next !== undefined) chooseField(next);
                                }}
                            >
                                <option value="">{known.loading ? "Loading…" : "Choose…"}</option>
                                <FieldOptions fields={known.value?.fields ?? []} chosen={dimension} />
                            </select>
                        </label>
                    </div>
                )}
                <div className="custom-row">
                    <label className="field"><span>Name</span><input className="input" value={text(draft["title"])} onChange={(event) => set({ title: event.target.value })} /></label>
                    <label className="field"><span>Shown as</span>
                        <select className="input" value={CONTROLS.some(([id]) => id === text(object(draft["ui_config"])["type"])) ? text(object(draft["ui_config"])["type"]) : ""} onChange={(event) => set({ ui_config: event.target.value === "" ? undefined : { ...object(draft["ui_config"]), type: event.target.value } })}>
                            {CONTROLS.map(([id, words]) => <option key={id} value={id}>{words}</option>)}
                        </select>
                    </label>
                </div>
                <div className="field"><span>To begin with</span>
                    <div className="filters"><FilterChip subject={subject} expression={text(draft["default_value"])} onChange={(value) => set({ default_value: value === "" ? undefined : value })} onClear={() => set({ default_value: undefined })} /></div>
                </div>
                <label className="check"><input type="checkbox" checked={draft["required"] === true} onChange={(event) => set({ required: event.target.checked ? true : undefined })} /> Needs a value before anything runs</label>
                {others.length > 0 && type === "field_filter" && (
                    <fieldset className="custom-group">
                        <legend>Suggests only what fits the values of</legend>
                        {others.map((each) => (
                            <label key={nameOf(each)} className="check">
                                <input
                                    type="checkbox" checked={heard.includes(nameOf(each))} onChange={(event) => {
                                        const next = event.target.checked ? [...heard, nameOf(each)] : heard.filter((name) => name !== nameOf(each));
                                        set({ listens_to_filters: next.length === 0 ? undefined : next });
                                    }}
                                /> {text(each["title"]) || nameOf(each)}
                            </label>
                        ))}
                    </fieldset>
                )}
                <fieldset className="custom-group">
                    <legend>Tiles that listen, and the field that is filtered in each</legend>
                    {tiles.length === 0 && <p className="muted">No tile has a query yet.</p>}
                    {tiles.map((each) => {
                        const own = { tile: each, chosen: fields.get(nameOf(each.tile)) ?? "", onChange: (name: string) => setFields(new Map([...fields, [nameOf(each.tile), name]])) };
                        return each.chart === "" ? <TileFields key={nameOf(each.tile)} {...own} /> : <ChartOptions key={nameOf(each.tile)} {...own} known={charts?.get(each.chart)} />;
                    })}
                </fieldset>
                {problem !== "" && <p className="action-objection" role="alert">{problem}</p>}
                <footer className="action-buttons"><Button onClick={onClose}>Cancel</Button><Button look="primary" onClick={done}>{filter === null ? "Add the filter" : "Apply"}</Button></footer>
            </div>
        </Dialog>
    );
}

/** The explore that most tiles ask; nothing where there are none. */
function mostAsked(tiles: readonly ListeningTile[]): JSONObject {
    const counts = new Map<string, number>();
    for (const { model, explore, chart } of tiles) if (chart === "") counts.set(`${model}::${explore}`, (counts.get(`${model}::${explore}`) ?? 0) + 1);
    const [most] = [...counts].sort(([, one], [, other]) => other - one);
    const [model, explore] = most?.[0].split("::") ?? [];
    return model === undefined || explore === undefined ? {} : { model, explore };
}

function ExploreChoice({ tiles, model, explore, onChange }: { tiles: readonly ListeningTile[]; model: string; explore: string; onChange: (model: string, explore: string) => void }): JSX.Element {
    const names = useResource("explores", fetchExploreNames, { freshFor: 300_000 });
    const used = new Set(tiles.filter((each) => each.chart === "").map((each) => `${each.model}::${each.explore}`));
    const all = (names.value ?? []).map((each) => ({ id: `${each.model}::${each.name}`, label: each.label }));
    const options = (inUse: boolean) => all.filter((each) => used.has(each.id) === inUse).map((each) => <option key={each.id} value={each.id}>{each.label}</option>);
    const chosen = `${model}::${explore}`;
    return (
        <label className="field"><span>Explore</span>
            <select className="input" value={model === "" ? "" : chosen} onChange={(event) => onChange(event.target.value.split("::")[0] ?? "", event.target.value.split("::")[1] ?? "")}>
                <option value="">{names.value === undefined ? "Loading…" : "Choose…"}</option>
                {model !== "" && !all.some((each) => each.id === chosen) && <option value={chosen}>{explore}</option>}
                {used.size > 0 && <optgroup label="On this dashboard">{options(true)}</optgroup>}
                <optgroup label={used.size > 0 ? "Others" : "Explores"}>{options(false)}</optgroup>
            </select>
        </label>
    );
}

interface TileFieldsProps {
    readonly tile: ListeningTile;
    /** "" for a tile that does not listen. */
    readonly chosen: string;
    readonly onChange: (field: string) => void;
}

function TileFields({ tile, chosen, onChange }: TileFieldsProps): JSX.Element {
    const explore = useResource(`explore ${tile.model} ${tile.explore}`, (signal) => fetchExplore(tile.model, tile.explore, signal), { freshFor: 300_000 });
    return (
        <label className="listening-tile">
            <span>{titleOf(tile.tile)}</span>
            <select className="input" value={chosen} onChange={(event) => onChange(event.target.value)}>
                <option value="">Does not listen</option>
                <FieldOptions fields={explore.value?.fields ?? []} chosen={chosen} />
            </select>
        </label>
    );
}

/** The fields of an explore by their views. */
function FieldOptions({ fields, chosen }: { fields: readonly Field[]; chosen: string }): JSX.Element {
    const offered = fields.filter((field) => (!field.hidden && field.category !== "calculation") || field.name === chosen);
    const views = [...new Set(offered.map((field) => field.viewLabel))];
    return (
        <>
            {chosen !== "" && !offered.some((field) => field.name === chosen) && <option value={chosen}>{chosen}</option>}
            {views.map((view) => (
                <optgroup key={view} label={view}>
                    {offered.filter((field) => field.viewLabel === view).map((field) => <option key={field.name} value={field.name}>{field.labelShort}</option>)}
                </optgroup>
            ))}
        </>
    );
}
