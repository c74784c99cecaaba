import type { Field } from "../api/fields";
import type { Cell, CellLink, QueryResult, Row } from "../api/result";
import type { MenuEntry } from "../components/FloatingMenu";
import type { Drill, Drills } from "./CellLinksContext";

/** What the menu of a cell shows. */
export type CellMenuState =
    | { readonly is: "closed" }
    /** The links are on their way. */
    | { readonly is: "waiting" }
    | { readonly is: "failed"; readonly message: string }
    /** `chosen` is the entry that has the focus; -1 when there are none. */
    | { readonly is: "open"; readonly entries: readonly MenuEntry[]; readonly chosen: number };

export type CellMenuEvent =
    | { readonly on: "open" }
    | { readonly on: "answer"; readonly entries: readonly MenuEntry[] }
    | { readonly on: "failure"; readonly message: string }
    | { readonly on: "key"; readonly key: string }
    | { readonly on: "close" };

/** How commands of the page itself begin; tokens of actions are long and never do. */
export const OWN = "page:";

/** Before the address of a drill that is followed over the page. */
const DRILL = `${OWN}drill `;

export const CLOSED: CellMenuState = { is: "closed" };

/** The menu after something happened. What comes for a menu that has been closed in the meantime changes nothing. */
export function nextMenu(state: CellMenuState, event: CellMenuEvent): CellMenuState {
    switch (event.on) {
        case "open": return { is: "waiting" };
        case "close": return CLOSED;
        case "answer": return state.is === "closed" ? state : { is: "open", entries: event.entries, chosen: event.entries.length === 0 ? -1 : 0 };
        case "failure": return state.is === "closed" ? state : { is: "failed", message: event.message };
        case "key": return state.is === "open" ? { ...state, chosen: moved(state.chosen, event.key, state.entries.length) } : state;
    }
}

/** Up and down go round; Home and End go to the ends; other keys stay. */
function moved(chosen: number, key: string, count: number): number {
    if (count === 0) return -1;
    switch (key) {
        case "ArrowDown": return (chosen + 1) % count;
        case "ArrowUp": return (chosen - 1 + count) % count;
        case "Home": return 0;
        case "End": return count - 1;
        default: return chosen;
    }
}

/**
 * The entries of a menu in order, without those that lead nowhere safe.
 *
 * @param origin Of this site: "https://data.example.com".
 * @param drills Readers who may follow none get no entries that lead into an explore.
 */
export function menuEntries(links: readonly CellLink[], origin: string, drills: Drills): MenuEntry[] {
    const entries: MenuEntry[] = [];
    let heading = "";
    for (const link of links) {
        const href = link.token === "" ? placeOf(link.url, origin) : "";
        if (href === null || link.label === "") continue;
        const explores = /^\/explore(\/|$)/.test(href);
        // An explore without a query has nothing to show over the page.
        const isHere = drills === "here" && /^\/explore\/[^/?]+\/[^/?]+\?(.*&)?fields=/.test(href);
        if (explores && drills !== "explore" && !isHere) continue;
        const icon = placeOf(link.icon, origin) ?? "";
        entries.push({
            label: link.label, href: isHere ? "" : href, command: isHere ? DRILL + href : link.token, outside: link.token === "" && !href.startsWith("/"), icon: icon.startsWith("/") ? icon : "",
            heading: link.heading === heading ? "" : link.heading,
        });
        heading = link.heading;
    }
    return entries;
}

/** The drill that a command stands for; null for another command. */
export function drillOf({ label, command }: MenuEntry): Drill | null {
    return command.startsWith(DRILL) ? { label, href: command.slice(DRILL.length) } : null;
}

/** A path of this site, an address elsewhere, or null for what is neither. */
function placeOf(url: string, origin: string): string | null {
    if (/^\/(?![/\\])/.test(url)) return url;
    if (!/^(https?:\/\/|mailto:|tel:)/i.test(url)) return null;
    try {
        const read = new URL(url);
        return read.origin === origin ? read.pathname + read.search + read.hash : url;
    } catch {
        return null;
    }
}

/** What a menu says in place of entries; "" when it has some. */
export function menuNote(state: CellMenuState): string {
    switch (state.is) {
        case "closed": return "";
        case "waiting": return "Looking for links …";
        case "failed": return `No links: ${state.message}`;
        case "open": return state.entries.length === 0 ? "Nothing leads on from here." : "";
    }
}

/** Whether a cell may have links, before they are known. A measure without a value has no rows behind it. */
export function mayLead(field: Field, cell: Cell): boolean {
    return field.hasLinks && (field.category === "dimension" || (field.category === "measure" && cell.value !== null));
}

/**
 * Finds rows of an answer in a later one: at the same place where it has the same dimensions, else the first that has them.
 * The data may have changed in between.
 */
export function rowFinder(result: QueryResult, later: QueryResult): (row: Row) => Row | undefined {
    const names = result.dimensions.map((field) => field.name);
    const keyOf = (row: Row) => JSON.stringify(names.map((name) => row.cells[name]?.value ?? null));
    const places = new Map(result.rows.map((row, index) => [row, index]));
    const first = new Map<string, Row>();
    for (const row of later.rows) if (!first.has(keyOf(row))) first.set(keyOf(row), row);
    return (row) => {
        const same = later.rows[places.get(row) ?? -1];
        return same !== undefined && keyOf(same) === keyOf(row) ? same : first.get(keyOf(row));
    };
}
