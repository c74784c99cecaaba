import { changeFolder, changeNow, copyFolder } from "../../api/folders";
import { copySaved } from "../../api/saved";
import { tell } from "../../components/tell";
import { eachOf, forgetAllLists, namesOf } from "../../saved/trash";
import { counted } from "../../words/numbers";
import type { Row } from "./contents";

/** Where something lies. */
function placeOf(row: Row): string {
    return row.kind === "folder" ? row.folder.parentID : row.item.folderID;
}

function moveTo(row: Row, folderID: string): Promise<void> {
    return row.kind === "folder" ? changeFolder(row.id, { parentID: folderID }) : changeNow({ kind: row.kind, id: row.id }, { folderID });
}

/** Moves several things to a folder, and offers to have them back where they were. */
export async function moveAll(rows: readonly Row[], folderID: string, changed: () => void): Promise<void> {
    const refresh = () => {
        forgetAllLists();
        changed();
    };
    const { done, problem } = await eachOf(rows.filter((row) => placeOf(row) !== folderID), (row) => moveTo(row, folderID));
    refresh();
    tell([done.length === 0 ? "" : `${namesOf(done)} moved.`, problem].filter((part) => part !== "").join(" ") || "They lie there already.", done.length === 0 ? null : async () => {
        const back = await eachOf(done, (row) => moveTo(row, placeOf(row)));
        refresh();
        if (back.problem !== "") throw new Error(back.problem);
    });
}

/** Copies Looks, dashboards, and folders with all below them to a folder. */
export async function copyAll(rows: readonly Row[], folderID: string, changed: () => void): Promise<void> {
    const { done, problem } = await eachOf(rows, async (row) => {
        if (row.kind === "folder") await copyFolder(row.id, folderID);
        else await copySaved(row.kind, row.id, folderID);
    });
    forgetAllLists();
    changed();
    tell([done.length === 0 ? "" : `${counted(done.length, "copy is", "copies are")} made.`, problem].filter((part) => part !== "").join(" "));
}
