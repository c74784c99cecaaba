import type { Board } from "../../api/boards";

/** The list with the entry `from` at the place `to`. */
export function moved<Item>(all: readonly Item[], from: number, to: number): Item[] {
    const next = [...all];
    const [item] = next.splice(from, 1);
    if (item !== undefined) next.splice(to, 0, item);
    return next;
}

/** Where an item stands after one step: in its section, or beyond its edge in the one beside. null where there is no further place. */
export function stepOf(board: Board, sectionID: string, itemID: string, step: 1 | -1): { readonly sectionID: string; readonly place: number } | null {
    const at = board.sections.findIndex(({ id }) => id === sectionID);
    const section = board.sections[at];
    if (section === undefined) return null;
    // Items that the reader doesn't see hold their places; a step goes past them.
    const seen = section.items.map(({ id }) => id);
    const next = seen[seen.indexOf(itemID) + step];
    if (next !== undefined) return { sectionID, place: section.order.indexOf(next) };
    const beside = board.sections[at + step];
    return beside === undefined ? null : { sectionID: beside.id, place: step === 1 ? 0 : beside.order.length };
}
