import { text } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import type { MenuItem } from "../../../components/Menu";
import type { OpenDialog } from "./EditDialogs";
import { nameOf, onTab, placesOn, tabOf, withDuplicate, withoutTile, withPlaces } from "./form";
import { queryOf } from "./formTile";
import { inOrder } from "./grid";
import type { Draft } from "./useDraft";

/** What can be done with a tile while its dashboard is edited. `show` brings a tile into sight. */
export function tileMenu(tile: JSONObject, draft: Draft, open: (dialog: OpenDialog) => void, show: (name: string) => void): MenuItem[] {
    const name = nameOf(tile);
    const tab = tabOf(draft.form, tile);
    const isStill = ["text", "button"].includes(text(tile["type"]));
    const moved = (by: -1 | 1) => draft.change((now) => withPlaces(now, inOrder(placesOn(now, tab), name, by)));
    return [
        { label: isStill ? "Edit" : "Title, note, place", icon: "edit", onSelect: () => open({ is: "tile", name }) },
        ...(queryOf(tile) === null ? [] : [{ label: "Query and picture", icon: "explore", onSelect: () => open({ is: "query", name }) } as const]),
        {
            label: "Duplicate", icon: "copy", onSelect: () => {
                const [next, copy] = withDuplicate(draft.form, name);
                draft.change(() => next);
                show(copy);
            },
        },
        ...draft.form.tabs.filter((each) => nameOf(each) !== tab).map((each): MenuItem => ({
            label: `Move to ${text(each["label"]) || nameOf(each)}`, icon: "right", onSelect: () => draft.change((now) => onTab(now, name, nameOf(each))),
        })),
        { label: "Move up", icon: "up", onSelect: () => moved(-1) },
        { label: "Move down", icon: "down", onSelect: () => moved(1) },
        { label: "Remove", icon: "close", onSelect: () => draft.change((now) => withoutTile(now, name)) },
    ];
}
