import CDuckDB
package import ColumnPack
package import SQL
package import Warehouse

/// DuckDB in this process, behind the warehouse protocol.
///
/// The engine's configuration is locked after opening: no files but its own, no network, no extensions, UTC. One handle
/// exists for each file in the whole process, since a second one would lose data without a word.
package final class DuckDBWarehouse: Warehouse {
    package let dialect = Dialect.duckDB
    package let packs: PackFolder?
    private let pool: ConnectionPool
    private let configuration: DuckDBConfiguration

    private init(database: DatabaseHandle, configuration: DuckDBConfiguration) {
        self.configuration = configuration
        packs = configuration.path.map { PackFolder(beside: $0) }
        pool = ConnectionPool(database: database, configuration: configuration)
    }

    /// Opens or makes the database and locks its configuration.
    /// - Throws: ``WarehouseError/unusable(_:)`` for a file that another process holds or that is damaged,
    ///   ``WarehouseError/unreachable(_:)`` for one that can't be made.
    package static func open(_ configuration: DuckDBConfiguration) throws(WarehouseError) -> DuckDBWarehouse {
        DuckDBWarehouse(database: try DatabaseHandle.open(configuration), configuration: configuration)
    }

    /// DuckDB's version, `v1.5.5`.
    package var version: String { duckdb_library_version().map { String(cString: $0) } ?? "unknown" }

    package func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream {
        let running = try await send(statement)
        return ResultStream(columns: running.columns) {
            let statement = running.statement
            return { () async throws(WarehouseError) -> ColumnBatch? in try await statement.next() }
        }
    }

    package func scan<Pass: ChunkPass>(_ statement: Statement, _ pass: Pass) async throws(WarehouseError) -> Pass {
        try await send(statement).statement.scan(pass)
    }

    @discardableResult
    package func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
        try await running(statement).runWhole().changedRows
    }

    package func rows(_ statement: Statement) async throws(WarehouseError) -> ResultSet {
        try await running(statement).runWhole().result
    }

    private func send(
        _ statement: Statement
    ) async throws(WarehouseError) -> (statement: RunningStatement, columns: [ColumnDescription]) {
        let running = try await running(statement)
        return (running, try await running.start())
    }

    private func running(_ statement: Statement) async throws(WarehouseError) -> RunningStatement {
        let limit = statement.timeLimit ?? configuration.defaultTimeLimit
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: limit)
        let connection = try await pool.take(statement.label, timeLimit: limit)
        let pool = pool
        return RunningStatement(statement, on: connection, limit: limit, deadline: deadline) { connection in
            await pool.give(connection)
        }
    }

    /// A connection for a statement, to be given back with ``give(_:)``.
    func take(_ statement: Statement) async throws(WarehouseError) -> Connection {
        try await pool.take(statement.label, timeLimit: statement.timeLimit ?? configuration.defaultTimeLimit)
    }

    func give(_ connection: Connection) async { await pool.give(connection) }

    package func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        let connection = try await pool.take(label, timeLimit: configuration.defaultTimeLimit)
        let transaction = Transaction(connection: connection, label: label, limit: configuration.defaultTimeLimit)
        do {
            let value = try await body(transaction)
            try Task.checkCancellation()
            try await transaction.commit()
            await pool.give(connection)
            return value
        } catch {
            await pool.give(connection, isUsable: await transaction.rollBack())
            throw error
        }
    }

    package func tables() async throws(WarehouseError) -> [TableDescription] {
        let sql = """
            SELECT c.table_schema, c.table_name, t.table_type = 'VIEW', c.column_name, c.data_type
            FROM information_schema.columns c
            JOIN information_schema.tables t USING (table_catalog, table_schema, table_name)
            WHERE c.table_catalog = current_database()
            ORDER BY c.table_schema, c.table_name, c.ordinal_position
            """
        var tables: [TableDescription] = []
        for batch in try await rows(Statement(sql, label: "list tables")).batches {
            guard case .text(let schemas) = batch.columns[0].values, case .text(let names) = batch.columns[1].values,
                case .bool(let views) = batch.columns[2].values, case .text(let columns) = batch.columns[3].values,
                case .text(let types) = batch.columns[4].values
            else { continue }
            for row in 0..<batch.rowCount {
                let name = TableName(schema: schemas[row], names[row])
                if tables.last?.name != name {
                    tables.append(TableDescription(name: name, isView: views[row], columns: []))
                }
                tables[tables.count - 1].columns.append(ColumnDescription(name: columns[row], type: types[row]))
            }
        }
        return tables
    }

    package func tablesRead(by sql: String) async throws(WarehouseError) -> [String] {
        let connection = try await pool.take("parse", timeLimit: configuration.defaultTimeLimit)
        let outcome = await connection.run { handle in TableNames.read(sql, on: handle) }
        await pool.give(connection)
        do throws(TableNames.Failure) {
            return try outcome.get()
        } catch {
            throw .rejected(label: "parse", message: error.message, sql: sql)
        }
    }

    /// Statements that still run get ``DuckDBConfiguration/closingGrace`` to end before they are interrupted.
    package func close() async throws(WarehouseError) {
        if configuration.path != nil, !configuration.readOnly,
            let connection = try? await pool.take("close", timeLimit: configuration.closingGrace)
        {
            // What a checkpoint can't write stays in the log and is replayed at the next start.
            _ = await connection.run { handle in Connection.message(of: "CHECKPOINT", on: handle) }
            await pool.give(connection)
        }
        await pool.close(grace: configuration.closingGrace)
    }
}
