import CDuckDB
import Synchronization
import Warehouse
import SQL

/// A statement that has been sent: prepared, bound, executed, and read chunk by chunk on its connection's thread.
///
/// - Invariant: `resources` is touched on the connection's thread only; `state` is behind its lock.
final class RunningStatement: @unchecked Sendable {
    private enum Ending { case none, timedOut, cancelled }

    let connection: Connection
    private let statement: Statement
    private let limit: Duration
    private let giveBack: @Sendable (Connection) -> Void
    private let state = Mutex((ending: Ending.none, isOver: false))
    private var resources = Resources()
    private var watch: Task<Void, Never>?

    private struct Resources {
        var prepared: duckdb_prepared_statement?
        var result: duckdb_result?
        var readers: [VectorReader] = []
    }

    /// - Parameter giveBack: Called once, when the statement no longer needs its connection.
    init(
        _ statement: Statement, on connection: Connection, limit: Duration,
        giveBack: @escaping @Sendable (Connection) -> Void
    ) {
        self.statement = statement
        self.connection = connection
        self.limit = limit
        self.giveBack = giveBack
    }

    deinit {
        // The reader went away before the end.
        watch?.cancel()
        guard !state.withLock({ $0.isOver }) else { return }
        let resources = SendableResources(resources: resources)
        let connection = connection
        let giveBack = giveBack
        connection.interrupt()
        connection.later {
            Self.free(resources.resources)
            giveBack(connection)
        }
    }

    /// Prepares, binds and begins to execute.
    /// - Returns: The columns of the result.
    func start() async throws(WarehouseError) -> [ColumnDescription] {
        watch = Task { [weak self, limit] in
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            self?.stop(.timedOut)
        }
        let outcome = await interruptible { connection in self.execute(on: connection) }
        switch outcome {
        case .success(let columns): return columns
        case .failure(let error):
            finish()
            throw error
        }
    }

    /// The next rows; `nil` after the last.
    func next() async throws(WarehouseError) -> ColumnBatch? {
        if state.withLock({ $0.isOver }) { return nil }
        let outcome = await interruptible { _ in self.fetch() }
        switch outcome {
        case .success(let batch?): return batch
        case .success(nil):
            finish()
            return nil
        case .failure(let error):
            finish()
            throw error
        }
    }

    /// As ``next()``, but keeps the result after the last batch, for ``changedRows()``.
    func nextKeepingResult() async throws(WarehouseError) -> ColumnBatch? {
        let outcome = await interruptible { _ in self.fetch() }
        switch outcome {
        case .success(let batch): return batch
        case .failure(let error):
            finish()
            throw error
        }
    }

    /// Rows that the statement changed.
    func changedRows() async -> Int {
        await connection.run { _ in
            guard var result = self.resources.result else { return 0 }
            return Int(clamping: duckdb_rows_changed(&result))
        }
    }

    /// Frees everything and gives the connection back.
    func finish() {
        let wasOver = state.withLock { state in
            defer { state.isOver = true }
            return state.isOver
        }
        guard !wasOver else { return }
        watch?.cancel()
        let resources = SendableResources(resources: resources)
        let connection = connection
        let giveBack = giveBack
        connection.later {
            Self.free(resources.resources)
            giveBack(connection)
        }
    }

    private func interruptible<Value: Sendable>(
        _ body: @escaping @Sendable (duckdb_connection) -> Value
    ) async -> Value {
        await withTaskCancellationHandler {
            await connection.run(body)
        } onCancel: {
            self.stop(.cancelled)
        }
    }

    private func stop(_ ending: Ending) {
        let isRunning = state.withLock { state in
            guard !state.isOver else { return false }
            if state.ending == .none { state.ending = ending }
            return true
        }
        if isRunning { connection.interrupt() }
    }

    private func execute(on connection: duckdb_connection) -> Result<[ColumnDescription], WarehouseError> {
        if let error = stopped() { return .failure(error) }
        var prepared: duckdb_prepared_statement?
        let status = duckdb_prepare(connection, statement.sql, &prepared)
        resources.prepared = prepared
        guard status == DuckDBSuccess, let prepared else {
            return .failure(failure(duckdb_prepare_error(prepared).map { String(cString: $0) }))
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
            return .failure(failure(duckdb_result_error(&result).map { String(cString: $0) }, type: duckdb_result_error_type(&result)))
        }
        var columns: [ColumnDescription] = []
        for column in 0..<duckdb_column_count(&result) {
            let name = duckdb_column_name(&result, column).map { String(cString: $0) } ?? ""
            let reader = VectorReader(type: duckdb_column_logical_type(&result, column))
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

    private func stopped() -> WarehouseError? {
        switch state.withLock({ $0.ending }) {
        case .none: nil
        case .timedOut: .timedOut(label: statement.label, after: limit)
        case .cancelled: .cancelled(label: statement.label)
        }
    }

    private func failure(_ message: String?, type: duckdb_error_type = DUCKDB_ERROR_INVALID) -> WarehouseError {
        if let error = stopped() { return error }
        return EngineError.error(message ?? "no message", type: type, label: statement.label, sql: statement.sql)
    }

    private static func free(_ resources: Resources) {
        var resources = resources
        if resources.result != nil { withUnsafeMutablePointer(to: &resources.result) { pointer in
            pointer.withMemoryRebound(to: duckdb_result.self, capacity: 1) { duckdb_destroy_result($0) }
        } }
        duckdb_destroy_prepare(&resources.prepared)
    }

    private struct SendableResources: @unchecked Sendable { let resources: Resources }
}

/// What the engine says, sorted by what can be done about it.
enum EngineError {
    static func error(_ message: String, type: duckdb_error_type, label: String, sql: String) -> WarehouseError {
        if type == DUCKDB_ERROR_OUT_OF_MEMORY || message.contains("Out of Memory Error")
            || message.contains("No space left") || message.contains("max_temp_directory_size")
        {
            return .exhausted(label: label, message: message)
        }
        if message.contains("database has been invalidated") || type == DUCKDB_ERROR_FATAL {
            return .unusable("The warehouse stopped itself after a failure: \(message)")
        }
        return .rejected(label: label, message: message, sql: sql)
    }
}

/// Binds one value to a prepared statement.
enum Binding {
    static func bind(_ value: SQLValue, to statement: duckdb_prepared_statement, at place: Int) -> Bool {
        let index = idx_t(place)
        let status: duckdb_state
        switch value {
        case .null: status = duckdb_bind_null(statement, index)
        case .bool(let value): status = duckdb_bind_boolean(statement, index, value)
        case .int(let value): status = duckdb_bind_int64(statement, index, value)
        case .double(let value): status = duckdb_bind_double(statement, index, value)
        case .decimal(let digits): return bind(decimal: digits, to: statement, at: index)
        case .text(let text):
            var text = text
            status = text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { chars in
                    duckdb_bind_varchar_length(statement, index, chars.baseAddress, idx_t(chars.count))
                }
            }
        case .blob(let bytes):
            status = bytes.withUnsafeBytes { duckdb_bind_blob(statement, index, $0.baseAddress, idx_t($0.count)) }
        case .date(let days): status = duckdb_bind_date(statement, index, duckdb_date(days: days))
        case .timestamp(let micros): status = duckdb_bind_timestamp(statement, index, duckdb_timestamp(micros: micros))
        }
        return status == DuckDBSuccess
    }

    /// Exact digits become a DECIMAL of their own scale; more digits than that type has become text, which the engine
    /// casts where it is used.
    private static func bind(decimal digits: String, to statement: duckdb_prepared_statement, at index: idx_t) -> Bool {
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let scale = parts.count == 2 ? parts[1].count : 0
        let plain = parts.joined()
        guard parts.count <= 2, let unscaled = Int128(plain), plain.utf8.count <= 37, scale <= 37 else {
            var text = digits
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { chars in
                    duckdb_bind_varchar_length(statement, index, chars.baseAddress, idx_t(chars.count))
                }
            } == DuckDBSuccess
        }
        let value = duckdb_decimal(
            width: UInt8(max(plain.utf8.count, scale + 1, 1)), scale: UInt8(scale), value: hugeint(unscaled))
        return duckdb_bind_decimal(statement, index, value) == DuckDBSuccess
    }

    static func hugeint(_ value: Int128) -> duckdb_hugeint {
        duckdb_hugeint(lower: UInt64(truncatingIfNeeded: value), upper: Int64(truncatingIfNeeded: value >> 64))
    }
}
