import SQLLineage
import Testing
import Warehouse

@Suite("What a change of SQL means")
struct ChangeClassTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var expected: ChangeClass
        var testDescription: String { "\(old) → \(new)" }
    }

    private static func breaking(
        _ columns: [String], removed: [String] = [], added: [String] = [], rows: Bool = false
    ) -> ChangeClass {
        .breaking(ChangeClass.Difference(columns: columns, removed: removed, added: added, rowsDiffer: rows))
    }

    @Test(
        "changes",
        arguments: [
            Example(
                old: "SELECT name, arr FROM clean.account WHERE arr > 0",
                new: "select a.NAME, /* money */ a.arr\nfrom clean.account as a -- all\nwhere a.arr > 0",
                expected: .none),
            Example(
                old: "SELECT * FROM clean.account",
                new: "WITH s AS (SELECT account_id, name, arr, owner FROM clean.account) SELECT * FROM s",
                expected: .none),
            Example(
                old: "SELECT name, sum(arr) AS arr FROM clean.account GROUP BY 1",
                new: "SELECT name, sum(arr) AS arr, count(*) AS n FROM clean.account GROUP BY name",
                expected: .additive(added: ["n"])),
            Example(
                old: "WITH r AS (SELECT name FROM clean.account) SELECT * FROM r",
                new: "WITH r AS (SELECT name, owner AS who FROM clean.account) SELECT * FROM r",
                expected: .additive(added: ["who"])),
            Example(
                old: "SELECT name, sum(arr) AS arr FROM clean.account GROUP BY ALL",
                new: "SELECT name, sum(arr) AS arr, owner FROM clean.account GROUP BY ALL",
                expected: breaking(["name", "arr"], added: ["owner"], rows: true)),
            Example(
                old: "SELECT name FROM clean.account", new: "SELECT name, unnest([1, 2]) AS n FROM clean.account",
                expected: breaking(["name"], added: ["n"], rows: true)),
            Example(
                old: "SELECT DISTINCT name FROM clean.account", new: "SELECT DISTINCT name, owner FROM clean.account",
                expected: breaking(["name"], added: ["owner"], rows: true)),
            Example(
                old: "SELECT name, arr * 2 AS twice, owner FROM clean.account",
                new: "SELECT name, arr * 3 AS twice, owner FROM clean.account", expected: breaking(["twice"])),
            Example(
                old: "WITH r AS (SELECT name, arr + 1 AS a, owner FROM clean.account) SELECT a AS x, owner FROM r",
                new: "WITH r AS (SELECT name, arr + 2 AS a, owner FROM clean.account) SELECT a AS x, owner FROM r",
                expected: breaking(["x"])),
            Example(
                old: "SELECT name, arr FROM clean.account", new: "SELECT name FROM clean.account",
                expected: breaking(["arr"], removed: ["arr"])),
            Example(
                old: "SELECT name, arr FROM clean.account", new: "SELECT name, owner, arr FROM clean.account",
                expected: breaking(["arr"], added: ["owner"])),
            Example(
                old: "SELECT name FROM clean.account WHERE arr > 0",
                new: "SELECT name FROM clean.account WHERE arr > 1",
                expected: breaking(["name"], rows: true)),
            Example(
                old: "SELECT a.name FROM clean.account a JOIN clean.instance i USING (account_id)",
                new: "SELECT a.name FROM clean.account a LEFT JOIN clean.instance i USING (account_id)",
                expected: breaking(["name"], rows: true)),
            Example(
                old: "SELECT a.region FROM clean.instance a JOIN clean.instance b ON a.account_id = b.account_id",
                new: "SELECT b.region FROM clean.instance a JOIN clean.instance b ON a.account_id = b.account_id",
                expected: breaking(["region"])),
            Example(
                old: "SELECT *, 'a' AS k FROM crm.lead", new: "SELECT *, 'A' AS k FROM crm.lead",
                expected: breaking(["k"])),
            Example(old: "SELECT * FROM crm.lead", new: "SELECT * FROM crm.lead -- raw", expected: .none),
            Example(
                old: "SELECT * FROM crm.lead", new: "SELECT * FROM crm.deal", expected: breaking([], rows: true)),
            Example(
                old: "SELECT name FROM clean.account ORDER BY arr LIMIT 5",
                new: "SELECT name FROM clean.account ORDER BY arr LIMIT 6", expected: breaking(["name"], rows: true)),
            Example(
                old: "SELECT list_transform(tags, x -> x || 'a') AS t FROM raw.pings",
                new: "SELECT list_transform(tags, y -> y || 'a') AS t FROM raw.pings", expected: .none),
            Example(old: "SELEC 1", new: "SELEC 1 ", expected: .none),
            Example(old: "SELEC 1", new: "SELECT 1", expected: breaking([], rows: true)),
        ])
    func classes(_ example: Example) async throws {
        try await withReader { reader, _ in
            let found = await reader.changeClass(old: example.old, new: example.new, tables: TestTables.resolver)
            #expect(found == example.expected)
        }
    }
}
