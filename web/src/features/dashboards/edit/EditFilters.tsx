import { useState } from "react";
import { fetchLook } from "../../../api/content";
import type { Tile } from "../../../api/content";
import type { QueryBody } from "../../../api/queries";
import { text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { useResource } from "../../../api/useResource";
import { Button } from "../../../components/Button";
import { Menu } from "../../../components/Menu";
import { FilterDialog } from "./FilterDialog";
import type { ListeningTile } from "./FilterDialog";
import { nameOf, withFilter, withFilterMoved, withMembers, withoutFilter } from "./form";
import type { Draft } from "./useDraft";

interface Props {
    readonly draft: Draft;
    /** A tile of the form with its query. */
    readonly tileOf: (tile: JSONObject) => Tile;
    /** The values that the address gives the filters. */
    readonly values: ReadonlyMap<string, string>;
}

/** The filters of the dashboard while it is edited. */
export function EditFilters({ draft, tileOf, values }: Props): JSX.Element {
    const [open, setOpen] = useState<JSONObject | "new" | null>(null);
    const { form } = draft;
    const shown = form.tiles.map((tile) => ({ tile, ...tileOf(tile) }));
    const looks = useLookQueries(shown.flatMap(({ query, lookID }) => (query === null && lookID !== "" ? [lookID] : [])));
    const tiles = shown.flatMap(({ tile, query: own, lookID, chartID }): ListeningTile[] => {
        const query = own ?? looks.get(lookID) ?? null;
        if (chartID !== "") return [{ tile, model: "", explore: "", chart: chartID }];
        return query === null || tile["merged_queries"] !== undefined ? [] : [{ tile, model: query.model, explore: query.explore, chart: "" }];
    });
    return (
        <div className="filters edit-filters" role="group" aria-label="Filters of the dashboard">
            {form.filters.map((filter, index) => {
                const title = text(filter["title"]) || nameOf(filter);
                return (
                    <span key={nameOf(filter)} className="edit-filter">
                        <button type="button" className="edit-filter-name" onClick={() => setOpen(filter)}>{title}{filter["required"] === true ? ", required" : ""}</button>
                        <Menu
                            label={`Filter ${title}`} icon="more" iconOnly look="quiet" items={[
                                { label: "Edit the filter", icon: "edit", onSelect: () => setOpen(filter) },
                                ...(index > 0 ? [{ label: "Move it forward", onSelect: () => draft.change((now) => withFilterMoved(now, nameOf(filter), -1)) }] : []),
                                ...(index < form.filters.length - 1 ? [{ label: "Move it back", onSelect: () => draft.change((now) => withFilterMoved(now, nameOf(filter), 1)) }] : []),
                                { label: "Remove", icon: "close", onSelect: () => draft.change((now) => withoutFilter(now, nameOf(filter))) },
                            ]}
                        />
                    </span>
                );
            })}
            <Button look="quiet" icon="filter" onClick={() => setOpen("new")}>Add a filter</Button>
            {form.filters.some((filter) => begins(filter, values) !== filter) && (
                <Button look="quiet" onClick={() => draft.change((now) => ({ ...now, filters: now.filters.map((filter) => begins(filter, values)) }))}>Begin with the values of now</Button>
            )}
            {open !== null && (
                <FilterDialog
                    form={form} filter={open === "new" ? null : open} tiles={tiles} onClose={() => setOpen(null)}
                    onDone={(filter, fields) => {
                        setOpen(null);
                        draft.change((now) => withFilter(now, filter, fields));
                    }}
                />
            )}
        </div>
    );
}

/** The queries of Looks that were added since the dashboard was saved, by their ids; nothing of those that can't be read. */
function useLookQueries(looks: readonly string[]): ReadonlyMap<string, QueryBody> {
    const ids = [...new Set(looks)].sort();
    const { value } = useResource(ids.length === 0 ? undefined : `queries of looks ${ids.join()}`, async (signal) => {
        const found = await Promise.all(ids.map((id) => fetchLook(id, signal).then((look) => [[id, look.query] as const], () => [])));
        return new Map(found.flat());
    }, { freshFor: 60_000, keepPrevious: true });
    return value ?? NONE;
}

const NONE: ReadonlyMap<string, QueryBody> = new Map();

/** The filter with the value that it has now to begin with; itself where it begins with it already. */
function begins(filter: JSONObject, values: ReadonlyMap<string, string>): JSONObject {
    const value = values.get(nameOf(filter));
    return value === undefined || value === text(filter["default_value"]) ? filter : withMembers(filter, { default_value: value === "" ? undefined : value });
}
