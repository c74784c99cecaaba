import Foundation
import Pipelines
import Testing
import Warehouse
import WarehouseDuckDB

/// Opens a warehouse in memory and closes it again.
func withWarehouse<Value>(_ body: (DuckDBWarehouse) async throws -> Value) async throws -> Value {
    let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
    let value = try await body(warehouse)
    try await warehouse.close()
    return value
}

/// A project on disk with these files, removed afterwards.
func withProject<Value>(_ files: [String: Data], _ body: (String) async throws -> Value) async throws -> Value {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent("project-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (path, data) in files {
        let file = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }
    return try await body(root.path)
}
