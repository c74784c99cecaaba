import CDuckDB
import SQL
import Synchronization
import Warehouse

/// A statement that has been sent: prepared, bound, executed, and read chunk by chunk on its connection's thread.
///
/// - Invariant: `resources` is touched on the connection's thread only; `state` is behind its lock.
final class RunningStatement: @unchecked Sendable {
    private enum Ending { case none, timedOut, cancelled }

    let connection: Connection
    private let statement: Statement
    private let limit: Duration
    private let deadline: ContinuousClock.Instant
    /// Begins the transaction that the statement is the first of, on the same way to the connection's thread.
    private let opening: String?
    private let giveBack: @Sendable (Connection) async -> Void
    private let state = Mutex((ending: Ending.none, isOver: false))
    private var resources = Resources()
    private var watch: Deadlines.Ticket?

    private struct Resources {
        var prepared: duckdb_prepared_statement?
        var result: duckdb_result?
        var readers: [VectorReader] = []
        /// The connection, while it is in a transaction of this statement's own.
        var transaction: duckdb_connection?
    }

    /// - Parameters:
    ///   - limit: What the caller is told when the deadline passes.
    ///   - deadline: Without one, `limit` from now.
    ///   - opening: What is run before it, whose failure is its own.
    ///   - giveBack: Called once, when the statement no longer needs its connection.
    init(
        _ statement: Statement, on connection: Connection, limit: Duration, deadline: ContinuousClock.Instant? = nil,
        opening: String? = nil, giveBack: @escaping @Sendable (Connection) async -> Void
    ) {
        self.statement = statement
        self.connection = connection
        self.limit = limit
        self.deadline = deadline ?? ContinuousClock.now.advanced(by: limit)
        self.opening = opening
        self.giveBack = giveBack
    }

    deinit {
        // The reader went away before the end.
        stopWatching()
        guard !state.withLock({ $0.isOver }) else { return }
        let resources = SendableResources(resources: resources)
        let connection = connection
        let giveBack = giveBack
        connection.interrupt()
        connection.later {
            Self.free(resources.resources)
            Task { await giveBack(connection) }
        }
    }

    /// Prepares, binds and begins to execute.
    /// - Returns: The columns of the result.
    func start() async throws(WarehouseError) -> [ColumnDescription] {
        watchDeadline()
        let outcome = await interruptible { connection in self.execute(on: connection) }
        switch outcome {
        case .success(let columns): return columns
        case .failure(let error):
            await finish()
            throw error
        }
    }

    private func watchDeadline() {
        watch = connection.deadlines.add(deadline) { [weak self] in self?.stop(.timedOut) }
    }

    private func stopWatching() {
        if let watch { connection.deadlines.remove(watch) }
        watch = nil
    }

    /// The next rows; `nil` after the last.
    func next() async throws(WarehouseError) -> ColumnBatch? {
        if state.withLock({ $0.isOver }) { return nil }
        let outcome = await interruptible { _ in self.fetch() }
        switch outcome {
        case .success(let batch?): return batch
        case .success(nil):
            await finish()
            return nil
        case .failure(let error):
            await finish()
            throw error
        }
    }

    /// Folds all rows on the connection's thread, where the engine holds them.
    func scan<Pass: ChunkPass>(_ pass: Pass) async throws(WarehouseError) -> Pass {
        let outcome = await interruptible { _ in self.fold(pass) }
        await finish()
        return try outcome.get()
    }

    /// Executes the statement, reads all of it and frees it in one go on the connection's thread, which a statement of a
    /// millisecond is not to leave five times.
    /// - Returns: The whole result, and how many rows the statement changed.
    func runWhole() async throws(WarehouseError) -> (result: ResultSet, changedRows: Int) {
        watchDeadline()
        let outcome = await interruptible { connection in self.whole(on: connection) }
        await finish(isFreed: true)
        return try outcome.get()
    }

    private func whole(
        on connection: duckdb_connection?
    ) -> Result<(result: ResultSet, changedRows: Int), WarehouseError> {
        defer {
            Self.free(resources)
            resources = Resources()
        }
        switch execute(on: connection) {
        case .failure(let error): return .failure(error)
        case .success(let columns):
            var result = ResultSet(columns: columns, batches: [])
            while true {
                switch fetch() {
                case .failure(let error): return .failure(error)
                case .success(let batch?): result.batches.append(batch)
                case .success(nil):
                    let changed = resources.result.map { result in
                        var result = result
                        return Int(clamping: duckdb_rows_changed(&result))
                    }
                    return .success((result, changed ?? 0))
                }
            }
        }
    }

    /// Frees everything and gives the connection back, which is free when this returns.
    ///
    /// - Parameter isFreed: Whether there is nothing left to free.
    func finish(isFreed: Bool = false) async {
        let wasOver = state.withLock { state in
            defer { state.isOver = true }
            return state.isOver
        }
        guard !wasOver else { return }
        stopWatching()
        if !isFreed {
            await connection.run { _ in
                Self.free(self.resources)
                self.resources = Resources()
            }
        }
        await giveBack(connection)
    }

    private func interruptible<Value: Sendable>(
        _ body: @escaping @Sendable (duckdb_connection?) -> Value
    ) async -> Value {
        await withTaskCancellationHandler {
            await connection.run(body)
        } onCancel: {
            self.stop(.cancelled)
        }
    }

    private func stop(_ ending: Ending) {
        state.withLock { state in
            guard !state.isOver else { return }
            if state.ending == .none { state.ending = ending }
            // Under the lock, so that it can't reach the next statement of the connection.
            connection.interrupt()
        }
    }

    private func execute(on connection: duckdb_connection?) -> Result<[ColumnDescription], WarehouseError> {
        if let error = stopped() { return .failure(error) }
        guard !statement.sql.utf8.contains(0) else { return .failure(failure("The statement holds a NUL character.")) }
        guard let connection else { return .failure(.unreachable("The warehouse is closed.")) }
        if let opening, let message = Connection.message(of: opening, on: connection) {
            return .failure(failure(message, type: DUCKDB_ERROR_TRANSACTION))
        }
        if statement.isReadOnly, opening == nil {
            if let message = Connection.message(of: "BEGIN TRANSACTION READ ONLY", on: connection) {
                return .failure(failure(message, type: DUCKDB_ERROR_TRANSACTION))
            }
            resources.transaction = connection
        }
        var prepared: duckdb_prepared_statement?
        let status = duckdb_prepare(connection, statement.sql, &prepared)
        resources.prepared = prepared
        guard status == DuckDBSuccess, let prepared else {
            return .failure(failure(duckdb_prepare_error(prepared).map { String(cString: $0) }))
        }
        guard duckdb_prepared_statement_type(prepared) != DUCKDB_STATEMENT_TYPE_TRANSACTION else {
            return .failure(failure("Transactions are begun and ended by the program, not by a statement."))
        }
        let expected = Int(clamping: duckdb_nparams(prepared))
        guard expected == statement.parameters.count else {
            return .failure(
                failure("The statement takes \(expected) values and was given \(statement.parameters.count)."))
        }
        for (place, value) in statement.parameters.enumerated() {
            guard Binding.bind(value, to: prepared, at: place + 1) else {
                return .failure(failure("Value \(place + 1) can't be bound."))
            }
        }
        var pending: duckdb_pending_result?
        defer { duckdb_destroy_pending(&pending) }
        guard duckdb_pending_prepared_streaming(prepared, &pending) == DuckDBSuccess, let pending else {
            return .failure(failure(duckdb_pending_error(pending).map { String(cString: $0) }))
        }
        if let error = stopped() { return .failure(error) }
        var result = duckdb_result()
        let executed = duckdb_execute_pending(pending, &result)
        resources.result = result
        guard executed == DuckDBSuccess else {
            return .failure(
                failure(
                    duckdb_result_error(&result).map { String(cString: $0) }, type: duckdb_result_error_type(&result)))
        }
        var columns: [ColumnDescription] = []
        for column in 0..<duckdb_column_count(&result) {
            let name = duckdb_column_name(&result, column).map { String(cString: $0) } ?? ""
            let reader = VectorReader(type: duckdb_column_logical_type(&result, column))
            if let unreadable = reader.unreadablePart {
                return .failure(
                    failure(
                        "The column \(name) holds \(unreadable), which can't be read. Cast it to VARCHAR in the statement."
                    ))
            }
            resources.readers.append(reader)
            columns.append(ColumnDescription(name: name, type: reader.typeName))
        }
        return .success(columns)
    }

    private func fetch() -> Result<ColumnBatch?, WarehouseError> {
        guard let result = resources.result else { return .success(nil) }
        if let error = stopped() { return .failure(error) }
        while true {
            var chunk = duckdb_fetch_chunk(result)
            defer { duckdb_destroy_data_chunk(&chunk) }
            guard let rows = chunk else {
                var result = result
                guard let message = duckdb_result_error(&result) else { return .success(nil) }
                return .failure(failure(String(cString: message), type: duckdb_result_error_type(&result)))
            }
            let count = Int(clamping: duckdb_data_chunk_get_size(rows))
            guard count > 0 else { continue }
            let columns = resources.readers.enumerated().map { index, reader in
                reader.read(duckdb_data_chunk_get_vector(rows, idx_t(index)), count: count)
            }
            return .success(ColumnBatch(columns: columns, rowCount: count))
        }
    }

    private func fold<Pass: ChunkPass>(_ pass: Pass) -> Result<Pass, WarehouseError> {
        guard var result = resources.result else { return .success(pass) }
        if let error = stopped() { return .failure(error) }
        var pass = pass
        while true {
            var chunk = duckdb_fetch_chunk(result)
            defer { duckdb_destroy_data_chunk(&chunk) }
            guard let rows = chunk else {
                guard let message = duckdb_result_error(&result) else { return .success(pass) }
                return .failure(failure(String(cString: message), type: duckdb_result_error_type(&result)))
            }
            let count = Int(clamping: duckdb_data_chunk_get_size(rows))
            guard count > 0 else { continue }
            let columns = resources.readers.enumerated().map { index, reader in
                reader.inPlace(duckdb_data_chunk_get_vector(rows, idx_t(index)), count: count)
            }
            pass.take(ColumnChunk(rowCount: count, columns: columns))
        }
    }

    private func stopped() -> WarehouseError? {
        switch state.withLock({ $0.ending }) {
        case .none: nil
        case .timedOut: .timedOut(label: statement.label, after: limit)
        case .cancelled: .cancelled(label: statement.label)
        }
    }

    private func failure(_ message: String?, type: duckdb_error_type = DUCKDB_ERROR_INVALID) -> WarehouseError {
        if let error = stopped() { return error }
        // Somebody else than this statement's own limit or caller: the warehouse is closing.
        if type == DUCKDB_ERROR_INTERRUPT { return .cancelled(label: statement.label) }
        return EngineError.error(
            on: connection, message ?? "no message", type: type, label: statement.label, sql: statement.sql)
    }

    private static func free(_ resources: Resources) {
        var resources = resources
        if resources.result != nil {
            withUnsafeMutablePointer(to: &resources.result) { pointer in
                pointer.withMemoryRebound(to: duckdb_result.self, capacity: 1) { duckdb_destroy_result($0) }
            }
        }
        duckdb_destroy_prepare(&resources.prepared)
        if let connection = resources.transaction { _ = Connection.message(of: "ROLLBACK", on: connection) }
    }

    /// - Invariant: handed over once, by the statement that ends, to its connection's thread, which frees them.
    private struct SendableResources: @unchecked Sendable { let resources: Resources }
}
