import type { FolderInfo, FolderItem } from "../../web/src/api/folders";
import type { Board } from "../../web/src/api/boards";
import { moved, stepOf } from "../../web/src/features/boards/order";
import { foldersAbove, rowsOf, topFolders } from "../../web/src/features/folders/contents";
import { lossWords } from "../../web/src/saved/trash";
import { deepEqual, equal, test } from "./assertions";

const folder = (id: string, parentID: string, more: Partial<FolderInfo> = {}): FolderInfo => ({
    id, name: `Folder ${id}`, parentID, description: "", metadataID: "", favoriteID: "", creatorID: "", sharedRoot: false, usersRoot: false, personal: false, mayChange: true, mayAdd: true, ...more,
});
const item = (id: string, folderID: string, title: string): FolderItem => ({
    kind: "look", id, title, description: "", folderID, lastViewed: "", views: 0, metadataID: "", favoriteID: "", version: 1, mayChange: true, mayCopy: true, readOnly: false, model: "", ownerID: "", owner: "",
    updatedAt: "", updatedBy: "", deletedAt: "", tags: [], verified: null, deprecated: null,
});
const FOLDERS = [folder("1", "", { sharedRoot: true }), folder("5", "1"), folder("6", "5"), folder("2", "", { usersRoot: true }), folder("9", "2", { personal: true, creatorID: "7" })];

test("a path leads from the top to the folder, also where folders lie in each other", () => {
    deepEqual(foldersAbove(FOLDERS[2] ?? folder("", ""), FOLDERS).map(({ id }) => id), ["1", "5"]);
    const circle = [folder("a", "b"), folder("b", "a")];
    deepEqual(foldersAbove(circle[0] ?? folder("", ""), circle).map(({ id }) => id), ["a", "b"]);
});

test("a folder lists what lies in it; words search what lies below it as well", () => {
    const items = [item("1", "5", "Usage by week"), item("2", "6", "Weekly usage"), item("3", "1", "Usage")];
    deepEqual(rowsOf("5", FOLDERS, items, "").map(({ kind, id }) => `${kind} ${id}`), ["folder 6", "look 1"]);
    deepEqual(rowsOf("5", FOLDERS, items, " WEEK usage").map(({ kind, id }) => `${kind} ${id}`), ["look 1", "look 2"]);
});

test("the folder of all users is shown to those who see somebody else's in it", () => {
    deepEqual(topFolders(FOLDERS, "7").map(({ id }) => id), ["1"]);
    deepEqual(topFolders(FOLDERS, "8").map(({ id }) => id), ["1", "2"]);
});

const board = (...sections: ReadonlyArray<readonly [string, readonly string[], readonly string[]]>): Board => ({
    id: "1", title: "", description: "", ownerID: "", updatedAt: "", metadataID: "", favoriteID: "", mayChange: true,
    sections: sections.map(([id, order, seen]) => ({
        id, title: "", description: "", order, items: seen.map((each) => ({ id: each, kind: "look" as const, contentID: each, title: each, description: "", href: "", location: "", views: 0, metadataID: "", favoriteID: "" })),
    })),
});

test("an entry of a board steps past what the reader does not see, and over the edge into the section beside", () => {
    const two = board(["x", ["a", "hidden", "b"], ["a", "b"]], ["y", ["c"], ["c"]]);
    deepEqual(stepOf(two, "x", "a", 1), { sectionID: "x", place: 2 });
    deepEqual(stepOf(two, "x", "b", 1), { sectionID: "y", place: 0 });
    deepEqual(stepOf(two, "y", "c", -1), { sectionID: "x", place: 3 });
    equal(stepOf(two, "x", "a", -1), null);
    deepEqual(moved(["a", "b", "c"], 0, 2), ["b", "c", "a"]);
});

test("what dashboards lose when Looks go is said with the first of their names", () => {
    const uses = (...titles: string[]) => titles.map((title) => ({ id: title, title }));
    equal(lossWords([]), "");
    equal(lossWords(uses("Sales")), "1 dashboard loses a tile by it: Sales.");
    equal(lossWords(uses("A", "B", "C", "D", "E")), "5 dashboards lose tiles by it: A, B, C and 2 more.");
});
