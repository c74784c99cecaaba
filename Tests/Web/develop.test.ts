import { deepEqual, equal, test } from "./assertions";
import { NOTHING_COMPARED, withLine } from "../../web/src/api/development";
import { fileTokens } from "../../web/src/features/develop/fileTokens";
import { comparedColumns } from "../../web/src/features/develop/comparedRows";
import { readDiff } from "../../web/src/features/develop/unifiedDiff";

test("the pieces of a file are the file, whatever is in it", () => {
    const texts = [
        "view: orders {\n  # why\n  sql_table_name: \"a\\\"b\" ;;\n  dimension: x { sql: ${TABLE}.x {% if a %} ;; hidden: yes }\n}\n", "\"open", "{{", "é ${", "", "-", "--\n/* open",
        "SELECT 'it''s', \"n\" FROM {{ ref('a') }} -- end\nWHERE a/b > 1.5", "a: b # c\n- d: 'e'\n  f: {{ g }}\n",
    ];
    for (const text of texts) for (const path of ["a.view.lkml", "a.sql", "a.yaml", "a.md", "a"]) equal(fileTokens(path, text).map((piece) => piece.text).join(""), text);
});

test("parameters, texts and comments of LookML have colours", () => {
    const kinds = (text: string) => fileTokens("a.lkml", text).filter((piece) => piece.kind !== "").map((piece) => [piece.kind, piece.text]);
    deepEqual(kinds("dimension: id { # the key\n label: \"Id: it\" }"), [["keyword", "dimension:"], ["comment", "# the key"], ["keyword", "label:"], ["text", "\"Id: it\""]]);
    deepEqual(kinds("value_format_name: decimal_0\n tiers: [10, 2.5]\n hidden: yes").slice(1), [["keyword", "tiers:"], ["number", "10"], ["number", "2.5"], ["keyword", "hidden:"], ["number", "yes"]]);
});

test("a diff is read file by file with the numbers of its lines", () => {
    const [first, second, third] = readDiff([
        "diff --git a/views/a.view.lkml b/views/a.view.lkml", "index 1..2 100644", "--- a/views/a.view.lkml", "+++ b/views/a.view.lkml", "@@ -3,3 +3,3 @@ view: a {", " same", "-old", "+new", " end", "@@ -20 +20,2 @@", " x", "+--- y",
        "diff --git a/new.sql b/new.sql", "new file mode 100644", "--- /dev/null", "+++ b/new.sql", "@@ -0,0 +1,2 @@", "+SELECT 1", "+", "\\ No newline at end of file",
        "diff --git a/gone.md b/gone.md", "deleted file mode 100644", "--- a/gone.md", "+++ /dev/null", "@@ -1 +0,0 @@", "-Gone", "",
    ].join("\n"));
    equal(first?.path, "views/a.view.lkml");
    deepEqual([first?.added, first?.removed], [2, 1]);
    deepEqual(first?.lines.map((line) => [line.kind, line.before, line.after]), [["gap", null, null], ["same", 3, 3], ["removed", 4, null], ["added", null, 4], ["same", 5, 5], ["gap", null, null], ["same", 20, 20], ["added", null, 21]]);
    equal(first?.lines[7]?.text, "--- y");
    deepEqual([second?.path, second?.added, second?.removed], ["new.sql", 2, 0]);
    deepEqual([third?.path, third?.added, third?.removed], ["gone.md", 0, 1]);
});

test("a comparison is known line by line", () => {
    const begun = withLine(NOTHING_COMPARED, { type: "begin", queries: 40, to_run: 2, same_sql: 37 });
    const found = withLine(begun, { type: "query", outcome: "numbers", title: "Seats", dashboard: null, link: "/looks/1", changed: 1, examples: [{ before: { "a.n": 1 }, after: null }] });
    const ended = withLine(found, { type: "end", broken_before: 1 });
    deepEqual([ended.queries, ended.toRun, ended.sameSQL, ended.brokenBefore, ended.ended], [40, 2, 37, 1, true]);
    deepEqual(ended.found.map((each) => [each.outcome, each.title, each.dashboard, each.examples]), [["numbers", "Seats", null, [{ before: { "a.n": 1 }, after: null }]]]);
});

test("compared rows have a column for each value of a pivot that changes, and none for those that stay", () => {
    const mau = (one: number, other: number) => ({ "account.type": { Free: one, Paid: other } });
    const columns = comparedColumns([
        { before: { month: "2026-10", mau: mau(1, 5) }, after: { month: "2026-10", mau: mau(2, 5) } },
        { before: null, after: { month: "2026-11", mau: { "account.type": { Paid: 5 } } } },
    ]);
    deepEqual(columns.map(({ name }) => name), ["month", "mau · Free", "mau · Paid"]);
    deepEqual(columns[1]?.cells, [{ before: "1", after: "2" }, { before: null, after: "∅" }]);
    deepEqual(columns[2]?.cells, [{ before: "5", after: "5" }, { before: null, after: "5" }]);
    const same = comparedColumns([{ before: { n: 3, mau: mau(1, 5) }, after: { n: 4, mau: mau(1, 5) } }]);
    deepEqual(same, [{ name: "n", pivoted: false, cells: [{ before: "3", after: "4" }] }]);
    const deep = comparedColumns([{ before: { mau: { type: { Free: { region: { EU: 1 } } } } }, after: { mau: { type: { Free: { region: { EU: null } } } } } }]);
    deepEqual(deep.map(({ name, cells }) => [name, cells[0]?.after]), [["mau · Free · EU", "∅"]]);
});
