import { deepEqual, equal, test } from "./assertions";
import { valueCounts } from "../../web/src/api/fieldValues";
import { filterValues, withFilter } from "../../web/src/filters/dashboardFilters";
import { readDate, spanUnit, writeDate } from "../../web/src/filters/dates";
import { readNumber, writeNumber } from "../../web/src/filters/numbers";
import { filterPhrase, filterSentence } from "../../web/src/filters/sentence";
import { exactValue, readString, writeString } from "../../web/src/filters/strings";
import { readQuery, writeQuery } from "../../web/src/navigation/query";
import type { DashboardFilter } from "../../web/src/api/content";

const SENTENCES: ReadonlyArray<readonly ["string" | "number" | "date" | "yesno", string, string]> = [
    ["string", "Databricks", "is Databricks"],
    ["string", "Customer,Prospect", "is Customer or Prospect"],
    ["string", "None,p1,p2,p0,p3", "is None, p1 or 3 more"],
    ["string", "-Casi Neff,-Andrew Reed", "is not Casi Neff or Andrew Reed"],
    ["string", "%CENTRAL%", "contains CENTRAL"],
    ["string", "debug^_ping^_view", "is debug_ping_view"],
    ["string", "-EMPTY", "is not blank"],
    ["string", "F%OD", "matches F%OD"],
    ["string", "", "is anything"],
    ["number", "[0,2000]", "is between 0 and 2000"],
    ["number", "80 to 159", "is between 80 and 159"],
    ["number", ">=5", "is at least 5"],
    ["number", "(500,inf)", "is above 500"],
    ["number", "NOT 66, 99, 4", "is not 66, 99 or 4"],
    ["number", "(1,100],500", "matches (1,100],500"],
    ["date", "4 week ago for 4 week", "is in the last 4 complete weeks"],
    ["date", "4 week ago for 4 week,null", "is in the last 4 complete weeks or has no value"],
    ["date", "90 day", "is in the last 90 days"],
    ["date", "3 months", "is in the last 3 months"],
    ["date", "this year to second", "is this year to date"],
    ["date", "last month", "is in the previous month"],
    ["date", "2022/01/01 to 2022/04/22", "is from 1 Jan 2022 to 21 Apr 2022"],
    ["date", "after 2018-01-01", "is on or after 1 Jan 2018"],
    ["date", "2018-05", "is in May 2018"],
    ["date", "56 days ago for 28 days", "is in the 28 days starting 56 days ago"],
    ["date", "1997-01 for 18 months", "is in the 18 months starting Jan 1997"],
    ["date", "2024/01/15 for 1 week", "is in the week starting 15 Jan 2024"],
    ["yesno", "Yes", "is Yes"],
    ["yesno", "-Yes", "is No"],
];

test("an expression reads as a sentence", () => {
    for (const [kind, expression, sentence] of SENTENCES) equal(filterSentence(kind, expression), sentence, `${kind} ${expression}`);
});

test("a filter reads as English also where its name begins with a verb", () => {
    deepEqual(filterPhrase("Is production", "yesno", "Yes"), ["Is production:", "Yes"]);
    deepEqual(filterPhrase("Is production", "yesno", ""), ["Is production:", "anything"]);
    deepEqual(filterPhrase("Production", "yesno", "No"), ["Production", "is No"]);
    deepEqual(filterPhrase("Is it", "string", "A"), ["Is it", "is A"]);
});

test("what the editor reads, it writes back with the same meaning", () => {
    for (const text of ["FOO", "FOO,BAR", "-FOO", "%FOO%", "FOO%", "%FOO", "-%FOO%", "EMPTY", "-NULL", "100^%", "\"NULL\"", "^-5"]) {
        equal(writeString(readString(text)), text);
    }
    for (const text of ["5", "1, 3", "NOT 5", ">=5", "<3", "[0,2000]", "NULL", "(1,7)"]) equal(writeNumber(readNumber(text)), text);
    for (const text of ["4 week ago for 4 week", "12 month", "this year to second", "2018/05/29", "before 2018/05/29", "2018/05/01 to 2018/05/08", "NOT NULL"]) {
        equal(writeDate(readDate(text)), text);
    }
});

test("a value with signs of the grammar in it becomes an exact value", () => {
    equal(exactValue("a, b"), "a^, b");
    equal(exactValue("100%"), "100^%");
    equal(exactValue("-5"), "^-5");
    equal(exactValue("null"), "\"null\"");
    deepEqual(readString(exactValue("sub_region ^ \"x\"")), { form: "is", values: ["sub_region ^ \"x\""] });
});

test("a dashboard's address sets its filters, also under names with blanks and in other cases", () => {
    const filters = [filter("Account name", ""), filter("Week", "4 week"), filter("Customer tenure (days)", "[0,2000]")];
    const values = filterValues(filters, readQuery("?account+NAME=Databricks&&%20Week=12%20week&Unknown=1"));
    equal(values.get("Account name"), "Databricks");
    equal(values.get("Week"), "12 week");
    equal(values.get("Customer tenure (days)"), "[0,2000]");
    equal(filterValues(filters, readQuery("Week=")).get("Week"), "");
});

test("setting a filter writes its proper name once, and nothing for its default", () => {
    const week = filter("Week", "4 week");
    equal(writeQuery(withFilter(readQuery("%20Week=2+week&Date=90+day&week=3"), week, "8 week")), "Week=8+week&Date=90+day");
    equal(writeQuery(withFilter(readQuery("Week=8+week&Date=90+day"), week, "4 week")), "Date=90+day");
    equal(writeQuery(withFilter(readQuery(""), week, "")), "Week=");
});

function filter(name: string, defaultValue: string): DashboardFilter {
    return {
        name, title: name, type: "field_filter", defaultValue, model: "", explore: "", dimension: "", field: null, required: false, allowsSeveral: true, listensTo: [], control: "", options: [],
    };
}

test("spans of a field of months begin with months", () => {
    deepEqual([spanUnit("month"), spanUnit("quarter"), spanUnit("year"), spanUnit("week"), spanUnit("date"), spanUnit(undefined)], ["month", "quarter", "year", "week", "week", "week"]);
});

test("values that occur as often are in the order in which people sort them", () => {
    const cell = (value: string | number, rendered: string | null = null) => ({ value, rendered, html: null, links: [] });
    const rows = [["v10", 3], ["v2", 3], ["v9", 1200], ["Beta", 3], ["alpha", 3], ["v1", 1210]].map(([value = "", size = 0]) => (
        { cells: { "apps.version": cell(value), "apps.count": cell(size, size === 1200 || size === 1210 ? "1.2k" : null) }, pivoted: {} }));
    const counts = [...valueCounts(rows, "apps.version", "apps.count")];
    deepEqual(counts.map(([value]) => value), ["v1", "v9", "alpha", "Beta", "v2", "v10"]);
    deepEqual(counts[0], ["v1", "1.2k"]);
});
