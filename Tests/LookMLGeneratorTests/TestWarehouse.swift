import Testing
import Warehouse
import WarehouseDuckDB

/// Opens a warehouse in memory with what the statements make, and closes it again.
@discardableResult
func withWarehouse<Value>(
    _ statements: [String], _ body: (DuckDBWarehouse) async throws -> Value
) async throws -> Value {
    let warehouse = try DuckDBWarehouse.open(DuckDBConfiguration(path: nil, threads: 1))
    do {
        for sql in statements { try await warehouse.execute(Statement(sql, label: "test")) }
        let value = try await body(warehouse)
        try await warehouse.close()
        return value
    } catch {
        try? await warehouse.close()
        throw error
    }
}
