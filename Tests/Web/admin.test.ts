import type { Permission } from "../../web/src/api/access";
import type { UsageLine } from "../../web/src/api/usage";
import { permissionTree, toggled } from "../../web/src/features/admin/permissionWords";
import { usedContent, usingPeople } from "../../web/src/features/admin/usage";
import { deepEqual, test } from "./assertions";

const permission = (name: string, parent = ""): Permission => ({ name, parent, words: name });
const ALL = [permission("access_data"), permission("see_sql", "explore"), permission("see_looks", "access_data"), permission("explore", "see_looks"), permission("see_users")];

test("permissions stand below those that they need", () => {
    deepEqual(permissionTree(ALL).map(({ permission: { name }, depth }) => `${depth} ${name}`), ["0 access_data", "1 see_looks", "2 explore", "3 see_sql", "0 see_users"]);
});

test("a permission brings those that it needs, and takes along those that need it", () => {
    deepEqual([...toggled(new Set(), "see_sql", ALL)].sort(), ["access_data", "explore", "see_looks", "see_sql"]);
    deepEqual([...toggled(new Set(["access_data", "see_looks", "explore", "see_users"]), "see_looks", ALL)].sort(), ["access_data", "see_users"]);
});

const line = (id: string, views: number, more: Partial<UsageLine> = {}): UsageLine => ({ kind: "look", id, title: `Look ${id}`, views, favorites: 0, lastViewed: "", userID: "", week: "", ...more });

test("what nobody has opened is in the list of use, with zeros", () => {
    const content = [{ kind: "look", id: "1", title: "One", folderID: "" }, { kind: "look", id: "2", title: "Two", folderID: "" }] as const;
    const weekly = [line("1", 3, { week: "2026-03-02" }), line("1", 4, { week: "2026-02-02" })];
    const rows = usedContent(content, [line("1", 7)], weekly, [line("1", 5, { userID: "a" }), line("1", 2, { userID: "b" })], "2026-02-09");
    deepEqual(rows.map(({ id, views, lately, people }) => [id, views, lately, people]), [["1", 7, 3, 2], ["2", 0, 0, 0]]);
});

test("people are listed with what they open most", () => {
    const rows = usingPeople([line("1", 5, { userID: "a", lastViewed: "2026-03-01" }), line("2", 9, { userID: "a", lastViewed: "2026-02-01" }), line("1", 1, { userID: "b" })]);
    deepEqual(rows.map(({ id, views, contents, most, lastViewed }) => [id, views, contents, most, lastViewed]), [["a", 14, 2, "Look 2", "2026-03-01"], ["b", 1, 1, "Look 1", ""]]);
});
