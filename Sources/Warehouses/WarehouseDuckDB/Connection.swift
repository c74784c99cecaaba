import CDuckDB
import Dispatch

/// One connection and the thread on which all its calls run, so that a query that takes long never holds a thread of
/// Swift's own pool.
///
/// - Invariant: `handle` is used on `queue` only, but for `duckdb_interrupt`, which DuckDB allows from any thread; that is
///   what makes sending a connection safe.
final class Connection: @unchecked Sendable {
    private let handle: duckdb_connection
    private let queue: DispatchQueue

    init?(database: duckdb_database) {
        var handle: duckdb_connection?
        guard duckdb_connect(database, &handle) == DuckDBSuccess, let handle else { return nil }
        self.handle = handle
        queue = DispatchQueue(label: "soundings.duckdb")
    }

    /// Runs `body` on the connection's thread.
    func run<Value: Sendable>(_ body: @escaping @Sendable (duckdb_connection) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { [self] in continuation.resume(returning: body(handle)) }
        }
    }

    /// Runs `body` on the connection's thread and does not wait for it.
    func later(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    /// Stops the statement that runs, if there is one.
    func interrupt() { duckdb_interrupt(handle) }

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

    func disconnect() {
        queue.sync {
            var handle: duckdb_connection? = handle
            duckdb_disconnect(&handle)
        }
    }
}

/// The connections that are free, and who waits for one. First come, first served.
actor ConnectionPool {
    private let database: DatabaseHandle
    private let limit: Int
    private var free: [Connection] = []
    private var all: [Connection] = []
    private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Connection?, Never>)] = []
    private var nextTicket: UInt64 = 0
    private var isClosed = false

    init(database: DatabaseHandle, limit: Int) {
        self.database = database
        self.limit = max(1, limit)
    }

    /// - Returns: `nil` when the pool is closed or the waiting task was cancelled.
    func take() async -> Connection? {
        guard !isClosed else { return nil }
        if let connection = free.popLast() { return connection }
        if all.count < limit, let connection = Connection(database: database.handle) {
            all.append(connection)
            return connection
        }
        let ticket = nextTicket
        nextTicket += 1
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append((ticket, continuation))
                if Task.isCancelled { abandon(ticket) }
            }
        } onCancel: {
            Task { await self.abandon(ticket) }
        }
    }

    func give(_ connection: Connection) {
        if waiting.isEmpty {
            free.append(connection)
        } else {
            waiting.removeFirst().continuation.resume(returning: connection)
        }
    }

    /// Throws a connection away whose transaction could not be ended.
    func discard(_ connection: Connection) {
        all.removeAll { $0 === connection }
        connection.disconnect()
        if !waiting.isEmpty, let fresh = Connection(database: database.handle) {
            all.append(fresh)
            waiting.removeFirst().continuation.resume(returning: fresh)
        }
    }

    func close() {
        isClosed = true
        for (_, continuation) in waiting { continuation.resume(returning: nil) }
        waiting = []
        for connection in all { connection.disconnect() }
        all = []
        free = []
    }

    private func abandon(_ ticket: UInt64) {
        guard let place = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
        waiting.remove(at: place).continuation.resume(returning: nil)
    }
}

/// - Invariant: the handle is opened before and closed after all connections; DuckDB allows connecting from any thread.
final class DatabaseHandle: @unchecked Sendable {
    let handle: duckdb_database

    init(_ handle: duckdb_database) { self.handle = handle }

    func close() {
        var handle: duckdb_database? = handle
        duckdb_close(&handle)
    }
}
