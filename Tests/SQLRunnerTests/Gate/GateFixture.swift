import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@testable import SQLRunner

/// A warehouse in a file with a table that may be read, one that may not, and the gate before them.
struct GateFixture {
    let warehouse: DuckDBWarehouse
    let path: String
    let gate: StatementGate
    var rules = GateRules(
        tables: Set(
            ["orders", "people"].map { GateRules.key(schema: "main", name: $0) }
                + [GateRules.key(schema: "clean", name: "account")]))

    static func with(_ body: (GateFixture) async throws -> Void) async throws {
        let folder = FilePath.temporary()
        defer { FilePath.remove(folder) }
        let path = folder + "/warehouse.duckdb"
        let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: path, threads: 1))
        let fixture = GateFixture(warehouse: warehouse, path: path, gate: StatementGate(parser: warehouse))
        do {
            for sql in [
                "CREATE SCHEMA clean", "CREATE SCHEMA hidden",
                """
                CREATE TABLE orders AS SELECT n AS id, n % 3 AS person, n * 1.5 AS price,
                DATE '2024-01-01' + CAST(n AS INTEGER) AS day, 's' || (n % 2) AS state FROM range(50) AS r (n)
                """,
                "CREATE TABLE people AS SELECT n AS id, 'name ' || n AS name FROM range(3) AS r (n)",
                "CREATE TABLE clean.account AS SELECT 'acme' AS name, [1, 2] AS numbers, {'a': 1} AS packed",
                "CREATE TABLE hidden.secrets AS SELECT 'hush' AS word",
                "CREATE TABLE salaries AS SELECT 1000 AS amount",
            ] { try await warehouse.execute(Statement(sql, label: "fixture")) }
            try await body(fixture)
            try await warehouse.close()
        } catch {
            try? await warehouse.close()
            throw error
        }
    }

    /// Why the gate refuses a statement; `nil` when it lets it through.
    func refusal(_ sql: String) async throws -> StatementRefusal? {
        do {
            _ = try await gate.examine(sql, rules)
            return nil
        } catch let refusal as StatementRefusal {
            return refusal
        }
    }
}
