import CDuckDB
import SQL
import Warehouse

/// One transaction on one connection.
struct Transaction: WarehouseTransaction {
    let connection: Connection
    let label: String
    let limit: Duration

    func begin() async throws(WarehouseError) { try await control("BEGIN TRANSACTION") }

    func commit() async throws(WarehouseError) { try await control("COMMIT") }

    /// - Returns: Whether the connection can be used again.
    func rollBack() async -> Bool {
        let message = await connection.run { Connection.message(of: "ROLLBACK", on: $0) }
        return message == nil || message?.contains("no transaction is active") == true
    }

    @discardableResult
    func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
        let running = running(statement)
        _ = try await running.start()
        while try await running.nextKeepingResult() != nil {}
        let count = await running.changedRows()
        running.finish()
        return count
    }

    func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet {
        let running = running(statement)
        var result = ResultSet(columns: try await running.start(), batches: [])
        while let batch = try await running.next() { result.batches.append(batch) }
        return result
    }

    func append(_ batch: ColumnBatch, to table: TableName, columns: [String]) async throws(WarehouseError) {
        let label = label
        let message = await connection.run { handle in
            Appending(connection: handle, table: table, columns: columns).append(batch)
        }
        if let message {
            throw EngineError.error(
                "Appending to \(table) failed: \(message)", type: DUCKDB_ERROR_INVALID, label: label, sql: "append to \(table)")
        }
    }

    private func running(_ statement: Statement) -> RunningStatement {
        RunningStatement(statement, on: connection, limit: statement.timeLimit ?? limit) { _ in }
    }

    private func control(_ sql: String) async throws(WarehouseError) {
        if let message = await connection.run({ Connection.message(of: sql, on: $0) }) {
            throw EngineError.error(message, type: DUCKDB_ERROR_TRANSACTION, label: label, sql: sql)
        }
    }
}

extension Connection {
    /// Runs a statement for its effect.
    /// - Returns: The engine's message when it fails.
    static func message(of sql: String, on handle: duckdb_connection) -> String? {
        var result = duckdb_result()
        defer { duckdb_destroy_result(&result) }
        guard duckdb_query(handle, sql, &result) != DuckDBSuccess else { return nil }
        return duckdb_result_error(&result).map { String(cString: $0) } ?? "no message"
    }
}
