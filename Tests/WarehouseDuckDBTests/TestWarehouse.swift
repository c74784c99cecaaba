import Foundation
import SQL
import Testing
import Warehouse
import WarehouseDuckDB

/// Opens a warehouse in memory, or as configured, and closes it again.
@discardableResult
func withWarehouse<Value>(
    _ configuration: DuckDBConfiguration = DuckDBConfiguration(path: nil, threads: 1),
    _ body: (DuckDBWarehouse) async throws -> Value
) async throws -> Value {
    let warehouse = try DuckDBWarehouse.open(configuration)
    do {
        let value = try await body(warehouse)
        try await warehouse.close()
        return value
    } catch {
        try? await warehouse.close()
        throw error
    }
}

/// A folder of its own, removed afterwards.
func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("duckdb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

extension DuckDBWarehouse {
    /// The columns of the first batch.
    func columns(_ sql: String, _ parameters: [SQLValue] = []) async throws -> [Column] {
        let result = try await rows(Statement(sql, parameters: parameters, label: "test"))
        return try #require(result.batches.first).columns
    }

    /// The only value of a statement that counts.
    func number(_ sql: String) async throws -> Int64 {
        guard case .int(let values) = try await columns(sql).first?.values, let value = values.first else {
            Issue.record("\(sql) is no integer")
            return .min
        }
        return value
    }

    @discardableResult
    func run(_ sql: String) async throws -> Int { try await execute(Statement(sql, label: "test")) }
}

/// The error that `body` throws.
func warehouseError(_ body: () async throws -> Void) async -> WarehouseError? {
    do {
        try await body()
        Issue.record("no error")
        return nil
    } catch {
        return error as? WarehouseError
    }
}
