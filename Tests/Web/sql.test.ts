import type { QueryPairs } from "../../web/src/navigation/query";
import { bodyOf, completed, differs } from "../../web/src/features/sql/kept";
import { bind, choicesOf, nameOf, objections, parametersOf, withDefinition } from "../../web/src/features/sql/parameters";
import { completions } from "../../web/src/features/sql/completion";
import { tokens } from "../../web/src/features/sql/tokens";
import { deepEqual, equal, test } from "./assertions";

const TABLES = [
    { name: "clean.account", columns: [{ name: "id", type: "varchar" }, { name: "name", type: "varchar" }] },
    { name: "main.events", columns: [{ name: "uid", type: "integer" }, { name: "day", type: "date" }] },
];

test("the pieces of SQL are its text again, also where it is broken", () => {
    for (const sql of ["SELECT 'it''s', \"a b\", {{ x }} -- no\n/* open", "'", "{{", "$", "SELECT $a::date, 1.5"]) {
        equal(tokens(sql).map((token) => token.text).join(""), sql);
    }
});

test("parameters are found in the order of their use, not in comments and texts", () => {
    const sql = "-- {{ c }} is old\n-- {{ b }} one of: free, business\nSELECT '{{ t }} is text', {{ a }} WHERE plan = '{{ b }}' AND day >= {{ d.start }}";
    deepEqual(parametersOf(sql).map(({ name, kind, values }) => [name, kind, values.join()].join(" ")), ["a text ", "b one of free,business", "d dates "]);
});

test("values are bound and never become text of the statement", () => {
    const sql = "-- {{ n }} number\n-- {{ l }} any of: x, y\nSELECT {{ n }}, '{{ t }}' WHERE l IN ({{ l }}) AND day < {{ d.end }}";
    const bound = bind(sql, parametersOf(sql), { n: ["7"], t: ["'; DROP TABLE x"], l: ["x", "y"], d: ["2026-01-01", "2026-02-01"] });
    equal(bound.sql, "-- {{ n }} number\n-- {{ l }} any of: x, y\nSELECT $n, $t WHERE l IN ($l_1, $l_2) AND day < CAST($d_end AS DATE)");
    deepEqual(bound.values, { n: 7, t: "'; DROP TABLE x", l_1: "x", l_2: "y", d_end: "2026-02-01" });
});

test("what is not chosen, or chosen badly, is said by parameter", () => {
    const parameters = parametersOf("-- {{ n }} number\nSELECT {{ n }}, {{ t }}, {{ d.start }}");
    deepEqual(objections(parameters, choicesOf([["p_n", "many"], ["p_d", "2026-02-01"], ["p_d", "2026-01-01"]])), {
        n: "This is not a number.", t: "Choose a value.", d: "The first date comes after the second.",
    });
});

test("what a parameter is stands in one line of the statement", () => {
    const parameter = { name: "a", kind: "one of" as const, values: [], source: "SELECT name\nFROM clean.account" };
    const once = withDefinition("SELECT {{ a }}", parameter);
    equal(once, "-- {{ a }} one of: SELECT name FROM clean.account\nSELECT {{ a }}");
    equal(withDefinition(once, { ...parameter, kind: "text", source: "" }), "-- {{ a }} text\nSELECT {{ a }}");
    equal(parametersOf(once)[0]?.source, "SELECT name FROM clean.account");
});

test("a statement is called by its first comment, or by how it begins", () => {
    equal(nameOf("-- {{ a }} text\n-- Accounts by plan\nSELECT 1"), "Accounts by plan");
    equal(nameOf("SELECT\n  1"), "SELECT 1");
});

test("names are offered by where they may stand", () => {
    const offered = (sql: string) => completions(sql, sql.length, TABLES, false).map((each) => each.label);
    deepEqual(offered("SELECT a.n FROM clean.account a WHERE a.n"), ["name"]);
    deepEqual(offered("SELECT * FROM acc"), ["clean.account"]);
    deepEqual(offered("SELECT * FROM clean.account WHERE na").slice(0, 1), ["name"]);
    deepEqual(offered("SELECT 'na"), []);
    deepEqual(offered("-- na"), []);
});

test("what is saved of a page is the text, the values of its parameters and the picture", () => {
    const sql = "SELECT {{ plan }}";
    const pairs: QueryPairs = [["p_plan", "free"], ["p_gone", "x"], ["connection", "warehouse"], ["view", "table"], ["type", "looker_line"]];
    const body = bodyOf("warehouse", sql, parametersOf(sql), pairs);
    deepEqual(body, { connection: "warehouse", sql, values: { plan: ["free"] }, chart: { type: "looker_line" } });
    equal(differs({ ...body, values: { plan: ["free"], gone: ["x"] } }, body), false);
    equal(differs(body, { ...body, values: { plan: ["business"] } }), true);
});

test("the address goes before what is saved, also where it takes a value away", () => {
    const kept = { values: { plan: ["free"], day: ["2026-01-01", "2026-02-01"] }, chart: { view: "chart" } };
    deepEqual(completed([["p_plan", ""]], kept), [["p_plan", ""], ["view", "chart"], ["p_day", "2026-01-01"], ["p_day", "2026-02-01"]]);
    deepEqual(completed([["view", "table"]], undefined), [["view", "table"]]);
});
