import CDuckDB
import Foundation
package import SQL
import Synchronization
package import Warehouse

/// DuckDB in this process, behind the warehouse protocol.
///
/// The engine's configuration is locked after opening: no files but its own, no network, no extensions, UTC. One handle
/// exists for each file in the whole process, since a second one would lose data without a word.
package final class DuckDBWarehouse: Warehouse {
    package let dialect = Dialect.duckDB
    private let database: DatabaseHandle
    private let pool: ConnectionPool
    private let configuration: DuckDBConfiguration
    private let openPath: String?

    /// Files that are open in this process.
    private static let open = Mutex<Set<String>>([])

    private init(database: DatabaseHandle, configuration: DuckDBConfiguration, openPath: String?) {
        self.database = database
        self.configuration = configuration
        self.openPath = openPath
        pool = ConnectionPool(database: database, limit: configuration.maxConnections)
    }

    /// Opens or makes the database and locks its configuration.
    /// - Throws: ``WarehouseError/unusable(_:)`` for a file that another process holds or that is damaged,
    ///   ``WarehouseError/unreachable(_:)`` for one that can't be made.
    package static func open(_ configuration: DuckDBConfiguration) throws(WarehouseError) -> DuckDBWarehouse {
        let path = configuration.path.map { URL(fileURLWithPath: $0).standardizedFileURL.resolvingSymlinksInPath().path }
        if let path {
            guard open.withLock({ $0.insert(path).inserted }) else {
                throw .unusable("The warehouse \(path) is open in this process already.")
            }
        }
        do {
            let database = try openDatabase(path: path)
            let warehouse = DuckDBWarehouse(database: database, configuration: configuration, openPath: path)
            try warehouse.configure()
            return warehouse
        } catch {
            if let path { open.withLock { _ = $0.remove(path) } }
            throw error
        }
    }

    private static func openDatabase(path: String?) throws(WarehouseError) -> DatabaseHandle {
        var config: duckdb_config?
        guard duckdb_create_config(&config) == DuckDBSuccess else { throw .unreachable("DuckDB can't be configured.") }
        defer { duckdb_destroy_config(&config) }
        if path != nil { duckdb_set_config(config, "storage_compatibility_version", "latest") }
        var handle: duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        guard duckdb_open_ext(path, &handle, config, &message) == DuckDBSuccess, let handle else {
            let text = message.map { String(cString: $0) } ?? "no reason given"
            duckdb_free(message)
            throw failure(text, path: path ?? "in memory")
        }
        return DatabaseHandle(handle)
    }

    private static func failure(_ text: String, path: String) -> WarehouseError {
        if text.contains("Could not set lock") || text.contains("Conflicting lock") {
            return .unusable("The warehouse \(path) is held by another process. Stop that one first. DuckDB says: \(text)")
        }
        if text.contains("WAL") {
            return .unusable(
                "The log of the warehouse, \(path).wal, can't be replayed. Move it aside and start again: what it held is loaded "
                    + "again from the queue. DuckDB says: \(text)")
        }
        if text.contains("not a valid DuckDB") || text.contains("Corrupt") || text.contains("checksum") {
            return .unusable(
                "The warehouse \(path) is damaged or not a DuckDB database. Restore it from a backup, or move it aside to begin "
                    + "with an empty one. DuckDB says: \(text)")
        }
        return .unreachable("The warehouse \(path) can't be opened: \(text)")
    }

    /// Makes every setting, then reads the locked ones back.
    private func configure() throws(WarehouseError) {
        guard let connection = Connection(database: database.handle) else {
            throw .unreachable("DuckDB gives no connection.")
        }
        defer { connection.disconnect() }
        for setting in configuration.settings {
            if let message = connection.runNow("SET GLOBAL \(setting.name) = \(setting.value)").failure {
                throw .unusable("DuckDB refuses the setting \(setting.name): \(message)")
            }
        }
        for setting in configuration.settings {
            guard let expected = setting.readBack else { continue }
            let found = connection.runNow("SELECT current_setting('\(setting.name)')::VARCHAR").value
            guard found == expected else {
                throw .unusable("DuckDB's setting \(setting.name) is \(found ?? "missing") and should be \(expected).")
            }
        }
    }

    /// DuckDB's version, `v1.5.5`.
    package var version: String { "DuckDB " + (duckdb_library_version().map { String(cString: $0) } ?? "unknown") }

    package func query(_ statement: Statement) async throws(WarehouseError) -> ResultStream {
        let running = try await send(statement)
        return ResultStream(columns: running.columns) {
            let statement = running.statement
            return { () async throws(WarehouseError) -> ColumnBatch? in try await statement.next() }
        }
    }

    @discardableResult
    package func execute(_ statement: Statement) async throws(WarehouseError) -> Int {
        let running = try await send(statement).statement
        while try await running.nextKeepingResult() != nil {}
        let count = await running.changedRows()
        running.finish()
        return count
    }

    private func send(
        _ statement: Statement
    ) async throws(WarehouseError) -> (statement: RunningStatement, columns: [ColumnDescription]) {
        let connection = try await take(statement.label)
        let pool = pool
        let running = RunningStatement(
            statement, on: connection, limit: statement.timeLimit ?? configuration.defaultTimeLimit
        ) { connection in Task { await pool.give(connection) } }
        return (running, try await running.start())
    }

    private func take(_ label: String) async throws(WarehouseError) -> Connection {
        guard let connection = await pool.take() else {
            if Task.isCancelled { throw .cancelled(label: label) }
            throw .unreachable("The warehouse is closed.")
        }
        return connection
    }

    package func transaction<Value: Sendable>(
        label: String, _ body: @Sendable (any WarehouseTransaction) async throws -> Value
    ) async throws -> Value {
        let connection = try await take(label)
        let transaction = Transaction(connection: connection, label: label, limit: configuration.defaultTimeLimit)
        do {
            try await transaction.begin()
            let value = try await body(transaction)
            try Task.checkCancellation()
            try await transaction.commit()
            await pool.give(connection)
            return value
        } catch {
            if await transaction.rollBack() {
                await pool.give(connection)
            } else {
                await pool.discard(connection)
            }
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
                if tables.last?.name != name { tables.append(TableDescription(name: name, isView: views[row], columns: [])) }
                tables[tables.count - 1].columns.append(ColumnDescription(name: columns[row], type: types[row]))
            }
        }
        return tables
    }

    package func tablesRead(by sql: String) async throws(WarehouseError) -> [String] {
        let connection = try await take("parse")
        let outcome: Result<[String], WarehouseError> = await connection.run { handle in
            // The engine answers NULL for what it can't parse; preparing says why.
            var names: duckdb_value? = duckdb_get_table_names(handle, sql, true)
            defer { duckdb_destroy_value(&names) }
            guard let names else {
                var prepared: duckdb_prepared_statement?
                defer { duckdb_destroy_prepare(&prepared) }
                _ = duckdb_prepare(handle, sql, &prepared)
                let message = duckdb_prepare_error(prepared).map { String(cString: $0) } ?? "This is no SQL."
                return .failure(.rejected(label: "parse", message: message, sql: sql))
            }
            return .success(
                (0..<duckdb_get_list_size(names)).compactMap { index in
                    var child = duckdb_get_list_child(names, index)
                    defer { duckdb_destroy_value(&child) }
                    guard let text = duckdb_get_varchar(child) else { return nil }
                    defer { duckdb_free(text) }
                    return String(cString: text)
                })
        }
        await pool.give(connection)
        return try outcome.get()
    }

    package func close() async throws(WarehouseError) {
        if openPath != nil, let connection = await pool.take() {
            _ = await connection.run { handle in Connection.message(of: "CHECKPOINT", on: handle) }
            await pool.give(connection)
        }
        await pool.close()
        database.close()
        if let openPath { Self.open.withLock { _ = $0.remove(openPath) } }
    }
}
