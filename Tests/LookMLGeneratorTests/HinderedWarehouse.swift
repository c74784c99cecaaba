import SQL
import Warehouse
import WarehouseDuckDB

/// A warehouse that fails at chosen statements.
struct HinderedWarehouse: Warehouse {
    var base: DuckDBWarehouse
    var failure: @Sendable (Statement) -> WarehouseError?

    var dialect: Dialect { base.dialect }

    func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream {
        if let error = failure(statement) { throw error }
        return try await base.query(statement)
    }

    func execute(_ statement: Statement) async throws(WarehouseError) -> Int { try await base.execute(statement) }

    func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value { try await base.transaction(label: label, body) }

    func check(_ statement: Statement) async throws(WarehouseError) { try await base.check(statement) }

    func tables() async throws(WarehouseError) -> [TableDescription] { try await base.tables() }

    func tablesRead(by sql: String) async throws(WarehouseError) -> [String] { try await base.tablesRead(by: sql) }

    func close() async throws(WarehouseError) { try await base.close() }
}
