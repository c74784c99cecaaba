import type { DashboardForm } from "../../../api/dashboardForm";
import { isObject, list, number, object, text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { freePlace, withoutEmptyRows } from "./grid";
import type { Place, Places } from "./grid";

/** What a dashboard filter is put on in one tile. */
export interface Listener {
    readonly filter: string;
    readonly field: string;
}

export function nameOf(part: JSONObject): string {
    return text(part["name"]);
}

/** What people call a tile that may have no title. */
export function titleOf(tile: JSONObject): string {
    const kind = text(tile["type"]);
    return text(tile["title"]) || text(tile["title_text"]) || (kind === "text" ? "Text" : kind === "button" ? "Button" : nameOf(tile));
}

export function placeOf(tile: JSONObject): Place {
    return { row: number(tile["row"], 0), column: number(tile["col"], 0), width: number(tile["width"], 8), height: number(tile["height"], 6) };
}

/** The name of the tab on which a tile lies; "" on a dashboard of one page. */
export function tabOf(form: DashboardForm, tile: JSONObject): string {
    const names = form.tabs.map(nameOf);
    const own = text(tile["tab_name"]);
    return names.includes(own) ? own : names[0] ?? "";
}

export function tilesOn(form: DashboardForm, tab: string): JSONObject[] {
    return form.tiles.filter((tile) => tabOf(form, tile) === tab);
}

export function placesOn(form: DashboardForm, tab: string): Places {
    return new Map(tilesOn(form, tab).map((tile) => [nameOf(tile), placeOf(tile)]));
}

export function withPlaces(form: DashboardForm, places: Places): DashboardForm {
    return {
        ...form, tiles: form.tiles.map((tile) => {
            const place = places.get(nameOf(tile));
            const before = placeOf(tile);
            const stays = place === undefined || (place.row === before.row && place.column === before.column && place.width === before.width && place.height === before.height);
            return stays ? tile : { ...tile, row: place.row, col: place.column, width: place.width, height: place.height };
        }),
    };
}

/** The form with a new tile at the next free place of a tab, and the name that it got: its title, or else what is `wanted`. */
export function withNewTile(form: DashboardForm, tab: string, tile: JSONObject, width: number, height: number, wanted = ""): readonly [DashboardForm, string] {
    const name = freeName(text(tile["title"]) || text(tile["title_text"]) || wanted || "tile", form.tiles);
    const { row, column } = freePlace(placesOn(form, tab), width, height);
    const placed = { ...tile, name, ...(tab === "" ? {} : { tab_name: tab }), row, col: column, width, height };
    return [{ ...form, tiles: [...form.tiles, placed] }, name];
}

export function withTile(form: DashboardForm, name: string, change: JSONObject): DashboardForm {
    return { ...form, tiles: form.tiles.map((tile) => (nameOf(tile) === name ? withMembers(tile, change) : tile)) };
}

export function withoutTile(form: DashboardForm, name: string): DashboardForm {
    const tile = form.tiles.find((each) => nameOf(each) === name);
    if (tile === undefined) return form;
    const rest = { ...form, tiles: form.tiles.filter((each) => each !== tile) };
    return withPlaces(rest, withoutEmptyRows(placesOn(rest, tabOf(form, tile))));
}

/** A second tile that says the same, beside the first or below it. */
export function withDuplicate(form: DashboardForm, name: string): readonly [DashboardForm, string] {
    const tile = form.tiles.find((each) => nameOf(each) === name);
    if (tile === undefined) return [form, name];
    const { width, height } = placeOf(tile);
    const key = tile["type"] === "text" ? "title_text" : "title";
    const title = text(tile[key]);
    return withNewTile(form, tabOf(form, tile), { ...tile, ...(title === "" ? {} : { [key]: `${title} (copy)` }) }, width, height);
}

/** Moves a tile to the next free place of another tab. */
export function onTab(form: DashboardForm, name: string, tab: string): DashboardForm {
    const tile = form.tiles.find((each) => nameOf(each) === name);
    if (tile === undefined) return form;
    const { width, height } = placeOf(tile);
    const place = freePlace(placesOn(form, tab), width, height);
    const moved = withTile(form, name, { tab_name: tab, row: place.row, col: place.column });
    return withPlaces(moved, withoutEmptyRows(placesOn(moved, tabOf(form, tile))));
}

/** With a further tab; the first one gives what is there a tab, too. */
export function withNewTab(form: DashboardForm, label: string): readonly [DashboardForm, string] {
    const first = form.tabs.length > 0 ? form.tabs : [{ name: freeName("tab 1", []), label: "Overview" }];
    const name = freeName(label.toLowerCase(), first);
    return [{ ...form, tabs: [...first, { name, label }] }, name];
}

export function withTabLabel(form: DashboardForm, name: string, label: string): DashboardForm {
    return { ...form, tabs: form.tabs.map((tab) => (nameOf(tab) === name ? { ...tab, label } : tab)) };
}

/** Moves a tab by one place to the left or to the right. */
export function withTabMoved(form: DashboardForm, name: string, by: -1 | 1): DashboardForm {
    const tabs = [...form.tabs];
    const at = tabs.findIndex((tab) => nameOf(tab) === name);
    const [one, other] = [tabs[at], tabs[at + by]];
    if (one === undefined || other === undefined) return form;
    // Tiles that name no tab lie on the first one, whichever that is.
    const named = form.tiles.map((tile) => ({ ...tile, tab_name: tabOf(form, tile) }));
    [tabs[at], tabs[at + by]] = [other, one];
    return { ...form, tabs, tiles: named };
}

/** Without a tab: its tiles go below those of the first one that stays. The last two become one page. */
export function withoutTab(form: DashboardForm, name: string): DashboardForm {
    const heir = form.tabs.find((tab) => nameOf(tab) !== name);
    if (heir === undefined) return form;
    const bottom = Math.max(0, ...[...placesOn(form, nameOf(heir)).values()].map((place) => place.row + place.height));
    const tabs = form.tabs.filter((tab) => nameOf(tab) !== name);
    const tiles = form.tiles.map((tile) => {
        const tab = tabOf(form, tile);
        const moved = tab === name ? { ...tile, tab_name: nameOf(heir), row: placeOf(tile).row + bottom } : { ...tile, tab_name: tab };
        return tabs.length > 1 ? moved : withMembers(moved, { tab_name: undefined });
    });
    return { ...form, tabs: tabs.length > 1 ? tabs : [], tiles };
}

// Filters

export function listenersOf(tile: JSONObject): Listener[] {
    const listen = tile["listen"];
    if (isObject(listen)) return Object.entries(listen).map(([filter, field]) => ({ filter, field: text(field) }));
    return list(listen, (pair) => pair).flatMap((pair) => (Array.isArray(pair) ? [{ filter: text(pair[0]), field: text(pair[1]) }]
        : Object.entries(object(pair)).map(([filter, field]) => ({ filter, field: text(field) }))));
}

/** The tile with other listeners. Tiles of several merged queries stay as they are: which query listens can't be said here. */
export function withListeners(tile: JSONObject, listeners: readonly Listener[]): JSONObject {
    if (tile["merged_queries"] !== undefined) return tile;
    const distinct = new Set(listeners.map((each) => each.filter)).size === listeners.length;
    const listen = distinct ? Object.fromEntries(listeners.map((each) => [each.filter, each.field])) : listeners.map((each) => [each.filter, each.field]);
    return withMembers(tile, { listen: listeners.length === 0 ? undefined : listen });
}

/** A filter put in place of the one with its name, or at the end; `fields` are what it filters in each tile, by name. */
export function withFilter(form: DashboardForm, filter: JSONObject, fields: ReadonlyMap<string, string>): DashboardForm {
    const name = nameOf(filter);
    const isThere = form.filters.some((each) => nameOf(each) === name);
    return {
        ...form,
        filters: isThere ? form.filters.map((each) => (nameOf(each) === name ? filter : each)) : [...form.filters, filter],
        tiles: form.tiles.map((tile) => {
            const before = listenersOf(tile);
            const field = fields.get(nameOf(tile)) ?? "";
            const own = before.filter((each) => each.filter === name);
            if (own.length === 1 ? own[0]?.field === field : own.length === 0 && field === "") return tile;
            const rest = before.filter((each) => each.filter !== name);
            return withListeners(tile, field === "" ? rest : [...rest, { filter: name, field }]);
        }),
    };
}

/** Without a filter; what listened to it no longer does. */
export function withoutFilter(form: DashboardForm, name: string): DashboardForm {
    return {
        ...form,
        filters: form.filters.filter((each) => nameOf(each) !== name).map((each) => {
            const heard = list(each["listens_to_filters"], text);
            return heard.includes(name) ? { ...each, listens_to_filters: heard.filter((other) => other !== name) } : each;
        }),
        tiles: form.tiles.map((tile) => {
            const before = listenersOf(tile);
            return before.some((each) => each.filter === name) ? withListeners(tile, before.filter((each) => each.filter !== name)) : tile;
        }),
    };
}

/** A filter one place earlier or later in the bar. */
export function withFilterMoved(form: DashboardForm, name: string, by: -1 | 1): DashboardForm {
    const filters = [...form.filters];
    const at = filters.findIndex((each) => nameOf(each) === name);
    const [one, other] = [filters[at], filters[at + by]];
    if (one === undefined || other === undefined) return form;
    [filters[at], filters[at + by]] = [other, one];
    // A row that was kept from elsewhere would go before the order of the list.
    return { ...form, filters: filters.map((each) => withMembers(each, { row: undefined })) };
}

/** A name that none of the parts has yet. */
export function freeName(wanted: string, parts: readonly JSONObject[]): string {
    const taken = new Set(parts.map(nameOf));
    const base = wanted.trim().slice(0, 120) || "tile";
    if (!taken.has(base)) return base;
    for (let count = 2; ; count += 1) if (!taken.has(`${base} ${count}`)) return `${base} ${count}`;
}

/** The object with some members changed; undefined takes one away. */
export function withMembers(part: JSONObject, change: JSONObject): JSONObject {
    return Object.fromEntries(Object.entries({ ...part, ...change }).filter(([, value]) => value !== undefined));
}
