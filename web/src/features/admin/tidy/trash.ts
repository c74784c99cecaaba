import { restoreItem, trashItem } from "../../../api/folders";
import { tell } from "../../../components/tell";
import { counted } from "../../../words/numbers";

interface Item {
    readonly kind: "look" | "dashboard";
    readonly id: string;
    readonly title: string;
}

/** Puts things into the trash, one after the other, and offers to have them back. Whatever could not be is said. */
export async function trashAll(items: readonly Item[], changed: () => void): Promise<void> {
    const gone: Item[] = [];
    let problem = "";
    for (const item of items) {
        try {
            await trashItem(item);
            gone.push(item);
        } catch (error) {
            problem = `${item.title}: ${error instanceof Error ? error.message : "it could not be moved."}`;
        }
    }
    changed();
    const done = gone.length === 1 ? `${gone[0]?.title ?? ""} is in the trash.` : gone.length === 0 ? "" : `${counted(gone.length, "thing")} are in the trash.`;
    tell([done, problem].filter((part) => part !== "").join(" "), gone.length === 0 ? null : async () => {
        for (const item of gone) await restoreItem(item);
        changed();
    });
}
