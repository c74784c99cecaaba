import CDuckDB
import Foundation
import Synchronization
import Warehouse

/// An open database whose configuration is locked. Closed when the last reference goes, that of its connections included.
///
final class DatabaseHandle: Sendable {
    private let state: Mutex<State>
    /// Absolute, symbolic links followed; `nil` in memory.
    private let path: String?
    /// Of the statements of all its connections.
    let deadlines = Deadlines()

    /// Files that are open in this process.
    private static let claimed = Mutex<Set<String>>([])

    /// - Invariant: DuckDB allows calls on a database from any thread; `state` orders closing after connecting.
    private struct State: @unchecked Sendable { var handle: duckdb_database? }

    private init(_ opened: State, path: String?) {
        state = Mutex(opened)
        self.path = path
    }

    deinit { close() }

    /// Flushes, and frees the file. For when there are no connections any more.
    func close() {
        var taken = state.withLock { state in
            defer { state.handle = nil }
            return state
        }
        guard taken.handle != nil else { return }
        duckdb_close(&taken.handle)
        if let path { Self.claimed.withLock { _ = $0.remove(path) } }
    }

    func connect() -> duckdb_connection? {
        state.withLock { state in
            var connection: duckdb_connection?
            guard let handle = state.handle, duckdb_connect(handle, &connection) == DuckDBSuccess else { return nil }
            return connection
        }
    }

    /// Opens or makes the database, which takes as long as its log takes to replay, and locks its configuration.
    static func open(_ configuration: DuckDBConfiguration) throws(WarehouseError) -> DatabaseHandle {
        let path = configuration.path.map {
            URL(fileURLWithPath: $0).standardizedFileURL.resolvingSymlinksInPath().path
        }
        if let path {
            guard claimed.withLock({ $0.insert(path).inserted }) else {
                throw .unusable("The warehouse \(path) is open in this process already.")
            }
        }
        let database: DatabaseHandle
        do throws(WarehouseError) {
            database = DatabaseHandle(State(handle: try openFile(path, readOnly: configuration.readOnly)), path: path)
        } catch {
            if let path { claimed.withLock { _ = $0.remove(path) } }
            throw error
        }
        try database.configure(configuration)
        return database
    }

    private static func openFile(_ path: String?, readOnly: Bool) throws(WarehouseError) -> duckdb_database {
        guard path?.utf8.contains(0) != true else { throw .unreachable("The warehouse's path holds a NUL character.") }
        var config: duckdb_config?
        guard duckdb_create_config(&config) == DuckDBSuccess else { throw .unreachable("DuckDB can't be configured.") }
        defer { duckdb_destroy_config(&config) }
        if path != nil { duckdb_set_config(config, "storage_compatibility_version", "latest") }
        if readOnly { duckdb_set_config(config, "access_mode", "READ_ONLY") }
        var handle: duckdb_database?
        var message: UnsafeMutablePointer<CChar>?
        guard duckdb_open_ext(path, &handle, config, &message) == DuckDBSuccess, let handle else {
            let text = message.map { String(cString: $0) } ?? "no reason given"
            duckdb_free(message)
            throw failure(text, path: path ?? "in memory")
        }
        return handle
    }

    private static func failure(_ text: String, path: String) -> WarehouseError {
        if text.contains("Could not set lock") || text.contains("Conflicting lock") {
            return .unusable(
                "The warehouse \(path) is held by another process. Stop that one first. DuckDB says: \(text)")
        }
        if text.contains("WAL") {
            return .unusable(
                "The log of the warehouse, \(path).wal, can't be replayed. Move it aside and start again: what it held is loaded "
                    + "again from the queue. DuckDB says: \(text)")
        }
        if text.contains("version number") {
            return .unusable(
                "The warehouse \(path) was written by another version of DuckDB. Use the program that wrote it. DuckDB says: \(text)"
            )
        }
        if text.contains("not a valid DuckDB") || text.contains("Corrupt") || text.contains("checksum")
            || text.contains("Serialization Error")
        {
            return .unusable(
                "The warehouse \(path) is damaged or not a DuckDB database. Restore it from a backup, or move it aside to begin "
                    + "with an empty one. DuckDB says: \(text)")
        }
        return .unreachable(
            "The warehouse \(path) can't be opened. See that its folder exists and may be written to. DuckDB says: \(text)"
        )
    }

    /// Makes every setting, then reads the locked ones back.
    private func configure(_ configuration: DuckDBConfiguration) throws(WarehouseError) {
        guard let connection = Connection(database: self) else { throw .unreachable("DuckDB gives no connection.") }
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
}
