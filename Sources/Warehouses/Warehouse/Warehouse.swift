package import ColumnPack
package import SQL

/// A database that holds the analytics data. Every engine is reached through this protocol and nothing else, so the
/// rest of the program neither knows nor cares which one it is, or in which process it runs.
package protocol Warehouse: Sendable {
    /// What this database can do and how it spells things.
    var dialect: Dialect { get }

    /// Where packed columns of its derived tables are kept; `nil` for warehouses without files of their own.
    var packs: PackFolder? { get }

    /// Runs one statement and hands back its result batch by batch, in the order the engine returns them.
    ///
    /// A connection is taken until the stream ends or its task is cancelled; cancelling interrupts the statement.
    /// - Throws: ``WarehouseError/rejected(label:message:sql:)`` before the first batch whenever the statement itself is
    ///   wrong; the stream throws the same error type when it fails later.
    func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream

    /// Runs one statement for its effect.
    /// - Returns: The number of rows that changed, where the engine says so, else 0.
    @discardableResult
    func execute(_ statement: Statement) async throws(WarehouseError) -> Int

    /// Runs a statement and reads its whole result. Meant for results that are known to be small.
    func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet

    /// Runs one statement and folds its rows where the engine holds them, chunk by chunk in the order the engine returns
    /// them. For passes over millions of rows; cancelling the task interrupts the statement.
    /// - Returns: The pass after the last chunk.
    func scan<Pass: ChunkPass>(_ statement: Statement, _ pass: Pass) async throws(WarehouseError) -> Pass

    /// Has the engine read and plan a statement, with its values, and doesn't run it: names, types and functions are
    /// looked up, and no row is read.
    /// - Throws: ``WarehouseError/rejected(label:message:sql:)`` for what the engine would refuse before the first row.
    func check(_ statement: Statement) async throws(WarehouseError)

    /// Runs `body` in one transaction on one connection: all of it is durable when this returns, or none of it.
    ///
    /// The transaction is rolled back when `body` throws or its task is cancelled.
    func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value

    /// The tables and views that exist, with their columns in order.
    func tables() async throws(WarehouseError) -> [TableDescription]

    /// The tables that `sql` reads, as written in it (`schema.table` or `table`), without running it.
    func tablesRead(by sql: String) async throws(WarehouseError) -> [String]

    /// Finishes what runs, flushes and closes. Nothing may be called afterwards.
    func close() async throws(WarehouseError)
}

/// What can be done inside ``Warehouse/transaction(label:_:)``. Not to be kept after the body has returned.
package protocol WarehouseTransaction: Sendable {
    @discardableResult
    func execute(_ statement: Statement) async throws(WarehouseError) -> Int

    /// Runs a statement and reads its whole result; meant for small ones.
    func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet

    /// Appends rows to `table` in bulk. `batch` has one column for each name in `columns`; columns of the table that
    /// are not named get their default.
    func append(_ batch: ColumnBatch, to table: TableName, columns: [String]) async throws(WarehouseError)
}

extension Warehouse {
    package var packs: PackFolder? { nil }

    /// Runs a statement and reads its whole result. Meant for results that are known to be small.
    package func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet {
        let stream = try await query(statement)
        return try await stream.collect()
    }
}

/// A table as a database names it.
package struct TableName: Hashable, Sendable, CustomStringConvertible {
    package var schema: String?
    package var name: String

    package init(schema: String? = nil, _ name: String) {
        self.schema = schema
        self.name = name
    }

    package var description: String { schema.map { $0 + "." + name } ?? name }
}

/// A table or view and its columns.
package struct TableDescription: Sendable, Equatable {
    package var name: TableName
    package var isView: Bool
    package var columns: [ColumnDescription]

    package init(name: TableName, isView: Bool, columns: [ColumnDescription]) {
        self.name = name
        self.isView = isView
        self.columns = columns
    }
}
