package import SQL
internal import Synchronization
package import Warehouse

/// A transaction as a warehouse, for templates that ask what there is: they see what the transaction has made.
package struct TransactionWarehouse: Warehouse {
    private let transaction: any WarehouseTransaction
    /// Parses, and knows how things are spelled.
    private let base: any Warehouse

    package init(_ transaction: any WarehouseTransaction, base: any Warehouse) {
        self.transaction = transaction
        self.base = base
    }

    package var dialect: Dialect { base.dialect }

    package func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream {
        let result = try await transaction.rows(statement)
        return ResultStream(columns: result.columns) {
            let rest = Rest(result.batches)
            return { () async throws(WarehouseError) -> ColumnBatch? in rest.next() }
        }
    }

    @discardableResult
    package func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
        try await transaction.execute(statement)
    }

    package func check(_ statement: Statement) async throws(WarehouseError) {
        _ = try await transaction.rows(
            Statement("EXPLAIN \(statement.sql)", parameters: statement.parameters, label: statement.label))
    }

    package func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        try await body(transaction)
    }

    package func tables() async throws(WarehouseError) -> [TableDescription] { try await base.tables() }

    package func tablesRead(by sql: String) async throws(WarehouseError) -> [String] {
        try await base.tablesRead(by: sql)
    }

    package func close() async throws(WarehouseError) {}

    private final class Rest: Sendable {
        private let batches: Mutex<ArraySlice<ColumnBatch>>

        init(_ batches: [ColumnBatch]) { self.batches = Mutex(batches[...]) }

        func next() -> ColumnBatch? { batches.withLock { $0.popFirst() } }
    }
}
