import { cache } from "../api/cache";
import { fetchFolders } from "../api/content";
import { changeNow, restoreFolder, trashFolder } from "../api/folders";
import { tell } from "../components/tell";
import { counted } from "../words/numbers";
import { forgetLists } from "./lists";

export interface Trashable {
    readonly kind: "look" | "dashboard" | "folder";
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
}

/** Puts things into the trash and offers to have them back. Whatever could not be moved is said. */
export async function trashAll(items: readonly Trashable[], changed: () => void): Promise<void> {
    const refresh = () => {
        forgetAllLists();
        changed();
    };
    const { done, problem } = await eachOf(items, ({ kind, id }) => (kind === "folder" ? trashFolder(id) : changeNow({ kind, id }, { deleted: true })));
    refresh();
    tell([done.length === 0 ? "" : `${namesOf(done)} in the trash.`, problem].filter((part) => part !== "").join(" "), done.length === 0 ? null : async () => {
        await restoreAll(done);
        refresh();
    });
}

/** Takes things out of the trash. Throws what was in the way of the last one that stayed. */
export async function restoreAll(items: readonly Trashable[]): Promise<void> {
    // A folder brings along what went with it, so it comes first.
    const inOrder = [...items].sort((left, right) => Number(right.kind === "folder") - Number(left.kind === "folder"));
    const { problem } = await eachOf(inOrder, ({ kind, id }) => (kind === "folder" ? restoreFolder(id) : changeNow({ kind, id }, { deleted: false })));
    if (problem !== "") throw new Error(problem);
}
