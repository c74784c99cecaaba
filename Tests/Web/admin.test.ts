import type { Permission } from "../../web/src/api/access";
import type { QueryRun } from "../../web/src/api/admin";
import type { UsageLine } from "../../web/src/api/usage";
import { permissionTree, toggled } from "../../web/src/features/admin/permissionWords";
import { usedContent, usingPeople } from "../../web/src/features/admin/usage";
import { costWords } from "../../web/src/features/admin/queryCost";
import { deedOf } from "../../web/src/features/admin/deeds";
import { deepEqual, equal, test } from "./assertions";

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

test("lines of the audit log say in words what was done", () => {
    const did = (what: string, object = "") => {
        const deed = deedOf(what, object);
        return [deed.did, deed.kind, deed.id].filter((part) => part !== "").join(" | ");
    };
    equal(did("DELETE /api/4.0/dashboards/1500", "dashboards/1500"), "deleted the dashboard | dashboards | 1500");
    equal(did("PATCH /api/4.0/looks/7", "looks/7"), "changed the Look | looks | 7");
    equal(did("POST /api/4.0/dashboards/telemetry%3A%3Acdnow/copy", "dashboards/telemetry::cdnow"), "copied the dashboard | dashboards | telemetry::cdnow");
    equal(did("POST /api/4.0/users", "users"), "made a user");
    equal(did("POST /api/4.0/user_attributes", "user_attributes"), "made a user attribute");
    equal(did("PUT /api/4.0/users/3/roles", "users/3"), "changed the roles of the user | users | 3");
    equal(did("DELETE /api/4.0/groups/4/users/3", "groups/4"), "took somebody out of the group | groups | 4");
    equal(did("POST /api/4.0/queries/run/json_detail", "telemetry::sessions"), "ran a query | explores | telemetry::sessions");
    equal(did("GET /api/4.0/models/telemetry/views/instances/fields/account.name/suggestions", "models/telemetry"), "asked for values of | fields | account.name");
    equal(did("POST /api/v1/dashboards/389/run", "dashboards/389"), "ran the dashboard | dashboards | 389");
    equal(did("POST /api/v1/charts/run", "charts/run"), "ran a chart");
    equal(did("POST /api/v1/session", "session"), "signed in");
    equal(did("PUT /api/v1/develop/file", "develop/file"), "saved a file of the project");
    equal(did("DELETE /api/v1/keys/secret/9", "keys/secret"), "ended a key");
    equal(did("PATCH /api/4.0/attribute_values/2"), "changed the value of an attribute | attribute_values | 2");
    equal(did("user add", "ada@example.com"), "soundings user add | ada@example.com");
    equal(did("DELETE /api/4.0/boards/%E0%A4%A"), "deleted the board | boards | %E0%A4%A", "an address that can't be read");
});

test("what a dashboard costs is the warehouse's time, beside what was spared it", () => {
    const run = (source: string, engine: number): QueryRun => ({
        id: "", user: "", kind: "dashboard", origin: "1", model: "", explore: "", startedAt: 0, status: "complete", source, compile: 0, wait: 0, engine, write: 0, total: null, rows: 1, sql: "", message: "",
    });
    equal(costWords([run("warehouse", 1500), run("warehouse", 500), run("cache", 0)]), "3 queries. The warehouse ran 2 for 2.0 s, 1.5 s at most; 1 came from the cache or failed.");
    equal(costWords([run("cache", 0)]), "1 query, none of which the warehouse ran.");
    equal(costWords([]), "0 queries, none of which the warehouse ran.");
});
