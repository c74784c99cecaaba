import SQL
import Testing
import Warehouse
import WarehouseDuckDB

@testable import Pipelines

/// Runs `body` in a transaction of an empty warehouse on a relation `main.<name>`.
@discardableResult
func withRelation<Value: Sendable>(
    _ name: String = "model", before setup: [String] = [],
    _ body: @Sendable @escaping (Relation) async throws -> Value
) async throws -> Value {
    try await withWarehouse { warehouse in
        for sql in setup { try await warehouse.execute(Statement(sql, label: "test")) }
        return try await warehouse.transaction(label: "test") { transaction in
            try await body(
                Relation(
                    transaction: transaction, name: TableName(schema: "main", name), label: "test",
                    timeLimit: .seconds(60)))
        }
    }
}

extension Relation {
    /// The rows of a query, their values as text with bars between.
    func lines(_ sql: String) async throws -> [String] {
        let columns = try await columns(ofQuery: sql).map { "coalesce(\(SQLName.quoted($0.name))::VARCHAR, 'NULL')" }
        let found = try await rows(
            "SELECT concat_ws(' | ', \(columns.joined(separator: ", "))) FROM (\(sql))")
        return (0..<found.count).compactMap { found.text($0, 0) }
    }
}

extension Relation {
    /// The columns as `name TYPE`.
    func shape() async throws -> [String] { try await columns().map { "\($0.name) \($0.type)" } }
}

extension Warehouse {
    /// The rows of a query, their values as text with bars between.
    func lines(_ sql: String) async throws -> [String] {
        let columns = ResultTable(try await rows(Statement("DESCRIBE \(sql)", label: "test")))
        let names = (0..<columns.count).map {
            "coalesce(\(SQLName.quoted(columns.text($0, 0) ?? ""))::VARCHAR, 'NULL')"
        }
        let found = ResultTable(
            try await rows(
                Statement("SELECT concat_ws(' | ', \(names.joined(separator: ", "))) FROM (\(sql))", label: "test")))
        return (0..<found.count).compactMap { found.text($0, 0) }
    }
}

/// The message of the failure that `body` ends with.
func failure(_ body: () async throws -> Void) async -> String {
    do {
        try await body()
        return "nothing failed"
    } catch {
        return "\(error)"
    }
}
