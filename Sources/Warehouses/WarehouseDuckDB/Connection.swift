import CDuckDB
import Dispatch
import Synchronization

/// One connection and the thread on which all its calls run, so that a query that takes long never holds a thread of
/// Swift's own pool.
///
/// - Invariant: `handle` and `database` are used on `queue` only. `interruptible` is the same pointer for
///   `duckdb_interrupt`, which DuckDB allows from any thread; only a statement that holds the connection calls it, and a
///   connection is disconnected when no statement holds it.
final class Connection: @unchecked Sendable {
    private var handle: duckdb_connection?
    private let interruptible: duckdb_connection
    private let queue: DispatchQueue
    /// Must outlive the connection.
    private var database: DatabaseHandle?
    private let databaseIdentity: ObjectIdentifier
    private let broken = Atomic<Bool>(false)
    /// Of all statements of the database.
    let deadlines: Deadlines

    init?(database: DatabaseHandle) {
        guard let handle = database.connect() else { return nil }
        self.handle = handle
        self.database = database
        interruptible = handle
        databaseIdentity = ObjectIdentifier(database)
        deadlines = database.deadlines
        queue = DispatchQueue(label: "soundings.duckdb")
    }

    deinit { duckdb_disconnect(&handle) }

    func belongs(to database: DatabaseHandle?) -> Bool { database.map { ObjectIdentifier($0) } == databaseIdentity }

    /// Nothing can be run any more.
    func disconnect() async {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                duckdb_disconnect(&handle)
                database = nil
                continuation.resume()
            }
        }
    }

    /// Whether the engine has shut the whole database.
    var isBroken: Bool { broken.load(ordering: .acquiring) }

    func markBroken() { broken.store(true, ordering: .releasing) }

    /// Runs `body` on the connection's thread, with nothing when it is disconnected.
    func run<Value: Sendable>(_ body: @escaping @Sendable (duckdb_connection?) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: body(handle)) }
        }
    }

    /// Runs `body` on the connection's thread and does not wait for it.
    func later(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    /// Stops the statement that runs, if there is one.
    func interrupt() { duckdb_interrupt(interruptible) }

    /// Runs a statement at once, for the time before anybody else uses the connection.
    func runNow(_ sql: String) -> (failure: String?, value: String?) {
        queue.sync {
            var result = duckdb_result()
            defer { duckdb_destroy_result(&result) }
            guard duckdb_query(handle, sql, &result) == DuckDBSuccess else {
                return (duckdb_result_error(&result).map { String(cString: $0) } ?? "no message", nil)
            }
            guard duckdb_column_count(&result) > 0 else { return (nil, nil) }
            var chunk = duckdb_fetch_chunk(result)
            defer { duckdb_destroy_data_chunk(&chunk) }
            guard let rows = chunk, duckdb_data_chunk_get_size(rows) > 0 else { return (nil, nil) }
            let reader = VectorReader(type: duckdb_column_logical_type(&result, 0))
            let column = reader.read(duckdb_data_chunk_get_vector(rows, 0), count: 1)
            guard case .text(let texts) = column.values, !column.isNull(0) else { return (nil, nil) }
            return (nil, texts.first)
        }
    }

    /// Runs a statement for its effect.
    /// - Returns: The engine's message when it fails.
    static func message(of sql: String, on handle: duckdb_connection?) -> String? {
        guard let handle else { return "The connection is closed." }
        var result = duckdb_result()
        defer { duckdb_destroy_result(&result) }
        guard duckdb_query(handle, sql, &result) != DuckDBSuccess else { return nil }
        return duckdb_result_error(&result).map { String(cString: $0) } ?? "no message"
    }
}
