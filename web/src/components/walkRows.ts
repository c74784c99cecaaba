import type { KeyboardEvent } from "react";

/**
 * Arrow keys for a long list of names: up and down go from name to name, right and left between a name and what can be done with
 * it. Only one name can be reached by Tab, so that Tab passes the whole list.
 *
 * Names are `button.picker-field`, in rows with the class `picker-row` or in items of a list.
 */
export function walkRows(event: KeyboardEvent<HTMLElement>): void {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (target === null || target.closest("[role=menu]") !== null) return;
    const names = [...event.currentTarget.querySelectorAll<HTMLElement>("button.picker-field")].filter((name) => name.offsetParent !== null);
    const row = target.closest(".picker-row") ?? target.closest("li");
    const at = names.findIndex((name) => row?.contains(name) === true);
    const inRow = row === null ? [] : [...row.querySelectorAll<HTMLElement>("button")];
    const place = inRow.indexOf(target);
    // From the search, or the head of a part, down leads to the first name behind it.
    const behind = names.find((name) => (target.compareDocumentPosition(name) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
    const next: Record<string, HTMLElement | undefined> = {
        ArrowDown: row === null ? behind : names[at + 1], ArrowUp: row === null ? undefined : names[at - 1],
        ArrowRight: row === null ? undefined : inRow[place + 1], ArrowLeft: row === null ? undefined : inRow[place - 1],
    };
    const found = next[event.key];
    if (found === undefined) return;
    event.preventDefault();
    found.focus();
}
