package import QueryRunner
internal import Synchronization

/// One asking of a query, from its beginning to its end.
package final class QueryRun: Sendable {
    package struct Details: Sendable {
        package var model = ""
        package var explore = ""
        package var format = ""
        /// As it was sent, values written out; for those who may see SQL.
        package var sql = ""
        package var bytes = 0
        /// What went wrong, where the answer itself says it.
        package var problem: String?
    }

    package let id: String
    package let origin: QueryOrigin
    package let userID: String
    package let userName: String
    /// Microseconds since 1970-01-01 UTC.
    package let startedAt: Int64
    package let watch = QueryWatch()
    private let state: Mutex<(details: Details, stop: (@Sendable () -> Void)?, isStopped: Bool)>

    init(id: String, origin: QueryOrigin, userID: String, userName: String, startedAt: Int64, details: Details) {
        self.id = id
        self.origin = origin
        self.userID = userID
        self.userName = userName
        self.startedAt = startedAt
        state = Mutex((details, nil, false))
    }

    package var details: Details { state.withLock { $0.details } }

    func note(_ change: (inout Details) -> Void) { state.withLock { change(&$0.details) } }

    /// Somebody has stopped it.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    func stop() {
        let stop = state.withLock { state in
            state.isStopped = true
            return state.stop
        }
        stop?()
    }

    /// Runs a part of it in a task that ``stop()`` cancels, and the calling task too.
    func perform<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = Task { try await body() }
        let isStopped = state.withLock { state in
            state.stop = { task.cancel() }
            return state.isStopped
        }
        if isStopped { task.cancel() }
        defer { state.withLock { $0.stop = nil } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
