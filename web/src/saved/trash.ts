import { cache } from "../api/cache";
import { fetchFolders } from "../api/content";
import { changeNow, deleteItem, restoreFolder, trashFolder } from "../api/folders";
import { fetchLookUses } from "../api/lookUses";
import type { LookUse } from "../api/lookUses";
import { deleteStatement, fetchStatements, restoreStatement, trashStatement } from "../api/statements";
import { tell } from "../components/tell";
import { counted } from "../words/numbers";
import { forgetLists } from "./lists";

export interface Trashable {
    readonly kind: "look" | "dashboard" | "folder" | "statement";
    readonly id: string;
    readonly title: string;
}

/** Does something with each of several, one after the other. Gives those with which it worked, and what was in the way of the last other one. */
export async function eachOf<Item extends Trashable>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<{ readonly done: readonly Item[]; readonly problem: string }> {
    const done: Item[] = [];
    let problem = "";
    for (const item of items) {
        try {
            await act(item);
            done.push(item);
        } catch (error) {
            problem = `${item.title}: ${error instanceof Error ? error.message : "that did not work."}`;
        }
    }
    return { done, problem };
}

/** "Usage is", "3 things are" */
export function namesOf(items: readonly Trashable[]): string {
    const [first] = items;
    return items.length === 1 && first !== undefined ? `${first.title} is` : `${counted(items.length, "thing")} are`;
}

/** The lists of all content are asked for again when somebody looks at them. */
export function forgetAllLists(): void {
    forgetLists("look");
    forgetLists("dashboard");
    cache.reload("folders", fetchFolders);
    cache.reload("statements", fetchStatements);
}

/** "2 dashboards lose tiles by it: Sales, Support."; "" for none. */
export function lossWords(uses: readonly LookUse[]): string {
    if (uses.length === 0) return "";
    const names = uses.slice(0, 3).map(({ title }) => title).join(", ");
    return `${counted(uses.length, "dashboard loses a tile", "dashboards lose tiles")} by it: ${names}${uses.length > 3 ? ` and ${uses.length - 3} more` : ""}.`;
}

/** Puts things into the trash and offers to have them back. Whatever could not be moved is said, and which dashboards show what could. */
export async function trashAll(items: readonly Trashable[], changed: () => void): Promise<void> {
    const refresh = () => {
        forgetAllLists();
        changed();
    };
    const { done, problem } = await eachOf(items, throwAway);
    refresh();
    const looks = done.filter(({ kind }) => kind === "look").map(({ id }) => id);
    const loss = lossWords(await fetchLookUses(looks).catch(() => []));
    tell([done.length === 0 ? "" : `${namesOf(done)} in the trash.`, loss, problem].filter((part) => part !== "").join(" "), done.length === 0 ? null : async () => {
        await restoreAll(done);
        refresh();
    });
}

/** Takes things out of the trash. Throws what was in the way of the last one that stayed. */
export async function restoreAll(items: readonly Trashable[]): Promise<void> {
    // A folder brings along what went with it, so it comes first.
    const inOrder = [...items].sort((left, right) => Number(right.kind === "folder") - Number(left.kind === "folder"));
    const { problem } = await eachOf(inOrder, restore);
    if (problem !== "") throw new Error(problem);
}

function throwAway({ kind, id }: Trashable): Promise<void> {
    switch (kind) {
        case "folder": return trashFolder(id);
        case "statement": return trashStatement(id);
        default: return changeNow({ kind, id }, { deleted: true });
    }
}

function restore({ kind, id }: Trashable): Promise<void> {
    switch (kind) {
        case "folder": return restoreFolder(id);
        case "statement": return restoreStatement(id);
        default: return changeNow({ kind, id }, { deleted: false });
    }
}

/** Deletes something of the trash for good; folders stay until they are restored. */
export function deleteForGood({ kind, id }: Trashable): Promise<void> {
    switch (kind) {
        case "folder": return Promise.resolve();
        case "statement": return deleteStatement(id);
        default: return deleteItem({ kind, id });
    }
}
