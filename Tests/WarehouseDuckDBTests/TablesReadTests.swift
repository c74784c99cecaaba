import SQL
import Testing
import Warehouse

@Suite struct TablesReadTests {
    static let statements: [(String, [String])] = [
        ("SELECT 1", []), ("FROM nowhere", ["nowhere"]),
        ("SELECT a, b + 1 FROM clean.ping WHERE c > 3 GROUP BY ALL", ["clean.ping"]),
        (
            "SELECT * FROM raw.ping p JOIN clean.license l USING (id) LEFT JOIN other ON true",
            ["raw.ping", "clean.license", "other"]
        ),
        (
            "SELECT * FROM \"A schema\".\"a.table\", \"say \"\"hi\"\"\"",
            ["\"A schema\".\"a.table\"", "\"say \"\"hi\"\"\""]
        ),
        ("SELECT * FROM lake.clean.ping", ["lake.clean.ping"]), ("FROM ping UNION ALL FROM ping", ["ping"]),
        (
            "SELECT (SELECT max(a) FROM s1) FROM (SELECT * FROM s2) WHERE x IN (SELECT y FROM s3) AND EXISTS (FROM s4)",
            ["s2", "s1", "s3", "s4"]
        ),
        ("WITH x AS (SELECT * FROM a), y AS (SELECT * FROM X) SELECT * FROM y JOIN main.x USING (k)", ["a", "main.x"]),
        ("WITH ping AS (SELECT * FROM ping) SELECT * FROM ping", ["ping"]),
        (
            "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r JOIN edges USING (n)) SELECT * FROM r",
            ["edges"]
        ),
        ("SELECT * FROM x WHERE EXISTS (WITH x AS (FROM b) FROM x)", ["x", "b"]),
        ("PIVOT sales ON year IN (2020, 2021) USING sum(amount)", ["sales"]),
        ("SELECT * FROM clean.ping, LATERAL unnest(ping.tags) -- no more", ["clean.ping"]),
        ("SELECT * FROM range(3), generate_series(1, 2)", []), ("SELECT * FROM t WHERE a = ?", ["t"]),
    ]

    @Test(arguments: statements)
    func `the tables of a SELECT are known though none exists`(_ sql: String, _ expected: [String]) async throws {
        let names = try await withWarehouse { try await $0.tablesRead(by: sql) }
        #expect(names.sorted() == expected.sorted())
    }

    static let refused: [(String, String)] = [
        ("SELEC 1", "syntax error at or near \"SELEC\""), ("SELECT * FROM", "syntax error at end of input"),
        ("", "There is no statement."), ("-- nothing", "There is no statement."),
        ("SELECT 1; SELECT 2", "There are 2 statements"),
        ("CREATE TABLE t AS SELECT * FROM a", "Only a SELECT can be examined"),
        ("PIVOT sales ON year USING sum(amount)", "a PIVOT in it has to list its values with IN"),
    ]

    @Test(arguments: refused)
    func `what can't be examined is refused with the reason`(_ sql: String, _ reason: String) async throws {
        let error = await warehouseError { _ = try await withWarehouse { try await $0.tablesRead(by: sql) } }
        guard case .rejected(_, let message, let text) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message.contains(reason))
        #expect(text == sql)
    }

    @Test func `the tables and views that exist are listed with their columns`() async throws {
        let tables = try await withWarehouse { warehouse in
            try await warehouse.run("CREATE SCHEMA clean")
            try await warehouse.run("CREATE TABLE clean.t (b INTEGER, a DECIMAL(9,2)[])")
            try await warehouse.run("CREATE VIEW v AS SELECT b FROM clean.t")
            return try await warehouse.tables()
        }
        #expect(
            tables == [
                TableDescription(
                    name: TableName(schema: "clean", "t"), isView: false,
                    columns: [.init(name: "b", type: "INTEGER"), .init(name: "a", type: "DECIMAL(9,2)[]")]),
                TableDescription(
                    name: TableName(schema: "main", "v"), isView: true, columns: [.init(name: "b", type: "INTEGER")]),
            ])
    }
}
