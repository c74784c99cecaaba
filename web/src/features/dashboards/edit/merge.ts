import type { DashboardForm } from "../../../api/dashboardForm";
import { isObject } from "../../../api/reading";
import type { JSONObject } from "../../../api/reading";
import { nameOf, placesOn, titleOf, withPlaces } from "./form";
import { readingOrder, withTileAt } from "./grid";

/** Two people's edits put together. */
export interface Merge {
    readonly form: DashboardForm;
    /** What both have changed, each in another way; there `form` has mine. */
    readonly clashes: readonly string[];
    /** What the other one has changed, in words. */
    readonly theirs: readonly string[];
}

/**
 * My edits put onto what somebody else has saved meanwhile. Each property of each tile, filter and tab is looked at on its own: where
 * only one of us has changed it, that change holds; where both have, mine does, and the clash is told.
 */
export function merge(base: DashboardForm, mine: DashboardForm, theirs: DashboardForm): Merge {
    const clashes: string[] = [];
    const changes: string[] = [];
    const whole = members(
        { title: base.title, description: base.description, ...base.rest }, { title: mine.title, description: mine.description, ...mine.rest },
        { title: theirs.title, description: theirs.description, ...theirs.rest },
    );
    for (const key of whole.clashes) clashes.push(`the ${key.replace(/_/g, " ")}`);
    for (const key of whole.changed) changes.push(`the ${key.replace(/_/g, " ")}`);
    const list = (what: string, key: "tabs" | "filters" | "tiles", title: (part: JSONObject) => string) => {
        const put = parts(base[key], mine[key], theirs[key]);
        const words = (part: JSONObject) => `${what} “${title(part)}”`;
        clashes.push(...put.clashes.map(words));
        changes.push(...put.changed.map(words));
        return put.parts;
    };
    const titled = (part: JSONObject) => (typeof part["title"] === "string" ? part["title"] : typeof part["label"] === "string" ? part["label"] : nameOf(part));
    const { title, description, ...rest } = whole.value;
    const form: DashboardForm = {
        title: String(title ?? ""), description: String(description ?? ""), rest,
        tabs: list("tab", "tabs", titled), filters: list("filter", "filters", titled), tiles: list("tile", "tiles", titleOf),
    };
    return { form: withoutOverlaps(form), clashes: [...new Set(clashes)], theirs: [...new Set(changes)] };
}

/** Both may have put a tile at the same free place. */
function withoutOverlaps(form: DashboardForm): DashboardForm {
    const tabs = form.tabs.length === 0 ? [""] : form.tabs.map(nameOf);
    return tabs.reduce((put, tab) => {
        const places = placesOn(put, tab);
        const [first] = readingOrder(places);
        const place = first === undefined ? undefined : places.get(first);
        return first === undefined || place === undefined ? put : withPlaces(put, withTileAt(places, first, place));
    }, form);
}

interface PartMerge {
    readonly parts: JSONObject[];
    readonly clashes: JSONObject[];
    readonly changed: JSONObject[];
}

/** Parts in my order, those that are new from the other one at the end. */
function parts(base: readonly JSONObject[], mine: readonly JSONObject[], theirs: readonly JSONObject[]): PartMerge {
    const find = (list: readonly JSONObject[], name: string) => list.find((part) => nameOf(part) === name);
    const names = [...new Set([...mine.map(nameOf), ...theirs.map(nameOf)])];
    const result: PartMerge = { parts: [], clashes: [], changed: [] };
    for (const name of names) {
        const [before, own, other] = [find(base, name), find(mine, name), find(theirs, name)];
        if (own !== undefined && other !== undefined) {
            const put = members(before ?? {}, own, other);
            result.parts.push(put.value);
            if (put.clashes.length > 0) result.clashes.push(own);
            else if (put.changed.length > 0) result.changed.push(other);
        } else if (own !== undefined) {
            // Removed by the other one: gone, unless it is new or changed here.
            if (before === undefined || !same(before, own)) {
                result.parts.push(own);
                if (before !== undefined) result.clashes.push(own);
            } else {
                result.changed.push(own);
            }
        } else if (other !== undefined && before === undefined) {
            result.parts.push(other);
            result.changed.push(other);
        } else if (other !== undefined && before !== undefined && !same(before, other)) {
            // Removed here, and changed there: nobody's work gets lost.
            result.parts.push(other);
            result.clashes.push(other);
        }
    }
    return result;
}

function members(base: JSONObject, mine: JSONObject, theirs: JSONObject): { value: JSONObject; clashes: string[]; changed: string[] } {
    const value: Record<string, unknown> = {};
    const clashes: string[] = [];
    const changed: string[] = [];
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
        const iChanged = !same(base[key], mine[key]);
        const theyChanged = !same(base[key], theirs[key]);
        if (theyChanged) changed.push(key);
        if (iChanged && theyChanged && !same(mine[key], theirs[key])) clashes.push(key);
        const chosen = iChanged ? mine[key] : theirs[key];
        if (chosen !== undefined) value[key] = chosen;
    }
    return { value, clashes, changed };
}

/** Whether two values say the same, whatever the order of their members. */
export function same(one: unknown, other: unknown): boolean {
    if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => same(item, other[index]));
    if (isObject(one) && isObject(other)) {
        const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
        return [...keys].every((key) => same(one[key], other[key]));
    }
    return one === other;
}
