import type { DashboardFilter } from "../../../api/content";
import { text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { AddChart, AddLook } from "./AddDialogs";
import { nameOf, placesOn, tabOf, withListeners, withPlaces } from "./form";
import { queryOf, withQuery } from "./formTile";
import { withTileAt } from "./grid";
import { QueryDialog } from "./QueryDialog";
import { SettingsDialog } from "./SettingsDialog";
import { TileDialog } from "./TileDialog";
import type { Draft } from "./useDraft";

/** The window that is open over the editor. */
export type OpenDialog =
    | { readonly is: "look" | "chart" | "settings" }
    /** The query of a tile; null for a new one. */
    | { readonly is: "query"; readonly name: string | null }
    | { readonly is: "tile"; readonly name: string }
    | { readonly is: "new"; readonly tile: JSONObject };

interface Props {
    readonly open: OpenDialog;
    readonly draft: Draft;
    /** The filters of the form. */
    readonly filters: readonly DashboardFilter[];
    /** What they are set to. */
    readonly values: ReadonlyMap<string, string>;
    /** A new tile; `wanted` is what its name begins with where it has no title. */
    readonly onAdd: (tile: JSONObject, width: number, height: number, wanted?: string) => void;
    readonly onClose: () => void;
}

/** Adds a tile or changes one, or how the dashboard behaves. */
export function EditDialogs({ open, draft, filters, values, onAdd, onClose }: Props): JSX.Element | null {
    const { form } = draft;
    const find = (name: string | null) => form.tiles.find((tile) => nameOf(tile) === name);
    const replace = (name: string, next: (tile: JSONObject) => JSONObject) => draft.change((now) => ({ ...now, tiles: now.tiles.map((tile) => (nameOf(tile) === name ? next(tile) : tile)) }));

    switch (open.is) {
        case "look": return <AddLook onClose={onClose} onAdd={(tile, title) => onAdd(tile, 12, 8, title)} />;
        case "chart": return <AddChart filters={filters} onClose={onClose} onAdd={(tile, title) => onAdd(tile, 12, 8, title)} />;
        case "settings":
            return (
                <SettingsDialog
                    form={form} onClose={onClose} onDone={(next) => {
                        onClose();
                        draft.change(() => next);
                    }}
                />
            );
        case "new": {
            const tile = { ...open.tile, row: 0, col: 0, width: open.tile["type"] === "text" ? 24 : 6, height: 2 };
            return <TileDialog isNew tile={tile} onClose={onClose} onDone={(made, place) => onAdd(made, place.width, place.height)} />;
        }
        case "query": {
            const tile = find(open.name);
            return (
                <QueryDialog
                    query={tile === undefined ? null : queryOf(tile)} title={text(tile?.["title"])} filters={filters} values={values} onClose={onClose}
                    onDone={(query, title, listens) => {
                        const isNumber = query.visConfig["type"] === "single_value";
                        const titled = { title: title || "Untitled" };
                        if (tile === undefined) return onAdd(withListeners({ ...withQuery({}, query), ...titled }, listens), isNumber ? 6 : 12, isNumber ? 3 : 8);
                        onClose();
                        replace(nameOf(tile), (now) => ({ ...withQuery(now, query), ...titled }));
                    }}
                />
            );
        }
        case "tile": {
            const tile = find(open.name);
            if (tile === undefined) return null;
            return (
                <TileDialog
                    isNew={false} tile={tile} onClose={onClose} onDone={(changed, place) => {
                        onClose();
                        draft.change((now) => {
                            const next = { ...now, tiles: now.tiles.map((each) => (nameOf(each) === nameOf(changed) ? changed : each)) };
                            return withPlaces(next, withTileAt(placesOn(next, tabOf(next, changed)), nameOf(changed), place));
                        });
                    }}
                />
            );
        }
    }
}
