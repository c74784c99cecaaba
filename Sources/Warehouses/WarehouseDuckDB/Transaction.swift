import CDuckDB
import SQL
import Synchronization
import Warehouse

/// One transaction on one connection, begun by its first statement.
final class Transaction: WarehouseTransaction {
    private let connection: Connection
    private let label: String
    private let limit: Duration
    private let hasBegun = Atomic<Bool>(false)
    private let isOver = Atomic<Bool>(false)

    private static let beginning = "BEGIN TRANSACTION"

    init(connection: Connection, label: String, limit: Duration) {
        self.connection = connection
        self.label = label
        self.limit = limit
    }

    func commit() async throws(WarehouseError) {
        isOver.store(true, ordering: .releasing)
        guard hasBegun.load(ordering: .acquiring) else { return }
        try await control("COMMIT")
    }

    /// - Returns: Whether the connection can be used again.
    func rollBack() async -> Bool {
        isOver.store(true, ordering: .releasing)
        guard hasBegun.load(ordering: .acquiring) else { return true }
        let message = await connection.run { Connection.message(of: "ROLLBACK", on: $0) }
        return message == nil || message?.contains("no transaction is active") == true
    }

    @discardableResult
    func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
        try await running(statement).runWhole().changedRows
    }

    func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet {
        try await running(statement).runWhole().result
    }

    func append(_ batch: ColumnBatch, to table: TableName, columns: [String]) async throws(WarehouseError) {
        let sql = "append to \(table)"
        try checkIsRunning(label: label, sql: sql)
        let opening = opening()
        let message = await connection.run { handle -> String? in
            guard let handle else { return "The connection is closed." }
            if let opening, let message = Connection.message(of: opening, on: handle) { return message }
            return Appending(connection: handle, table: table, columns: columns).append(batch)
        }
        if let message {
            throw EngineError.error(
                on: connection, "Appending to \(table) failed: \(message)", type: DUCKDB_ERROR_INVALID, label: label,
                sql: sql)
        }
    }

    private func running(_ statement: Statement) throws(WarehouseError) -> RunningStatement {
        try checkIsRunning(label: statement.label, sql: statement.sql)
        return RunningStatement(
            statement, on: connection, limit: statement.timeLimit ?? limit, opening: opening()
        ) { _ in }
    }

    /// For the first statement.
    private func opening() -> String? {
        hasBegun.exchange(true, ordering: .acquiringAndReleasing) ? nil : Self.beginning
    }

    /// By now the connection may serve somebody else.
    private func checkIsRunning(label: String, sql: String) throws(WarehouseError) {
        guard isOver.load(ordering: .acquiring) else { return }
        throw .rejected(label: label, message: "The transaction has ended.", sql: sql)
    }

    private func control(_ sql: String) async throws(WarehouseError) {
        if let message = await connection.run({ Connection.message(of: sql, on: $0) }) {
            throw EngineError.error(on: connection, message, type: DUCKDB_ERROR_TRANSACTION, label: label, sql: sql)
        }
    }
}
