import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@testable import SQLLineage

@Suite("Lineage beside the engine")
struct EngineAgreementTests {
    @Test(
        "output columns have the names that the engine gives them",
        arguments: [
            "SELECT * FROM clean.instance i JOIN clean.account a USING (account_id)",
            "SELECT i.*, a.* FROM clean.instance i FULL JOIN clean.account a USING (account_id)",
            "SELECT * FROM clean.instance i LEFT JOIN clean.account a ON a.account_id = i.account_id",
            "SELECT * FROM clean.instance NATURAL JOIN clean.account",
            "SELECT * FROM clean.instance ANTI JOIN clean.account USING (account_id)",
            "SELECT sum(users), count(*), count(DISTINCT instance_id), max(received_at) FROM raw.pings",
            "SELECT users::VARCHAR, users + 1, -users, coalesce(users, 0), lower(instance_id), 1, 'x' FROM raw.pings",
            "SELECT properties.edition, tags[1], (properties).seats, users IS NULL, NOT users = 1 FROM raw.pings",
            "SELECT * EXCLUDE (arr) RENAME (name AS title) FROM clean.account",
            "SELECT COLUMNS('^a') AS 'x_\\0', COLUMNS('(n)ame') AS '\\1', min(arr) OVER () AS m FROM clean.account",
            "SELECT * FROM clean.account PIVOT (sum(arr), count(*) FOR owner IN ('ann', 'bo') GROUP BY name)",
            "SELECT * FROM clean.account PIVOT (sum(arr) FOR owner IN ('ann', 'bo'))",
            "SELECT * FROM clean.account UNPIVOT (person FOR role IN (name, owner))",
            "UNPIVOT clean.account ON COLUMNS('name|owner') INTO NAME role VALUE person",
            "SELECT * FROM (SELECT name, owner AS name, name AS Name FROM clean.account) AS q",
            "WITH a(x, y) AS (SELECT name, arr FROM clean.account) SELECT * FROM a, a AS b",
            "VALUES (1, 'a')",
            "SELECT * FROM range(3) AS r(n), (VALUES (1)) AS v",
            "FROM clean.account",
        ])
    func names(_ sql: String) async throws {
        try await withReader { reader, warehouse in
            try await warehouse.execute(Statement("CREATE TABLE made AS \(sql)", label: "test"))
            let made = try await warehouse.tables().first { $0.name.name == "made" }
            let lineage = await reader.lineage(of: sql, tables: TestTables.resolver)
            #expect(lineage.columns.map(\.name) == made?.columns.map(\.name))
        }
    }

    @Test("the lists of functions are the engine's")
    func functions() async throws {
        try await withReader { _, warehouse in
            func names(_ condition: String) async throws -> Set<String> {
                let rows = try await warehouse.rows(
                    Statement(
                        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE \(condition)", label: "test"))
                var names: Set<String> = []
                for batch in rows.batches {
                    guard case .text(let texts) = batch.columns[0].values else { continue }
                    names.formUnion(texts)
                }
                return names
            }
            let onlyWindows: Set<String> = [
                "cume_dist", "dense_rank", "fill", "first_value", "lag", "last_value", "lead", "nth_value", "ntile",
                "percent_rank", "rank", "rank_dense", "row_number",
            ]
            let aggregates = try await names("function_type = 'aggregate'")
            #expect(aggregates.subtracting(onlyWindows).subtracting(EngineFunctions.aggregates).isEmpty)
            let lambdas = try await names("list_contains(parameter_types, 'LAMBDA')")
            #expect(lambdas == EngineFunctions.takingLambdas)
        }
    }
}
