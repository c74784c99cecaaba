package import Content
package import FrontDoor
internal import QueryRunner
internal import Synchronization
internal import Warehouse

/// Who runs what at this moment, and the record of what has run.
package final class QueryBook: Sendable {
    private let running = Mutex<[String: QueryRun]>([:])
    private let now: @Sendable () -> Int64
    private let newID: @Sendable () -> String
    private let record: @Sendable (QueryRecord) -> Void

    /// - Parameters:
    ///   - now: Microseconds since 1970-01-01 UTC.
    ///   - newID: A random name for each run.
    ///   - record: Takes what has ended, at once and without waiting for a disk.
    package init(
        now: @escaping @Sendable () -> Int64, newID: @escaping @Sendable () -> String,
        record: @escaping @Sendable (QueryRecord) -> Void = { _ in }
    ) {
        self.now = now
        self.newID = newID
        self.record = record
    }

    /// What runs now, the oldest first.
    package var runs: [QueryRun] {
        running.withLock { Array($0.values) }.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    package func run(_ id: String) -> QueryRun? { running.withLock { $0[id] } }

    /// Stops a run.
    /// - Returns: Whether it was running.
    package func stop(_ id: String) -> Bool {
        guard let run = run(id) else { return false }
        run.stop()
        return true
    }

    package func begin(
        _ origin: QueryOrigin, by caller: Caller, id: String? = nil, _ details: QueryRun.Details = .init()
    ) -> QueryRun {
        let run = QueryRun(
            id: id ?? newID(), origin: origin, userID: caller.userID, userName: caller.displayName, startedAt: now(),
            details: details)
        running.withLock { $0[run.id] = run }
        return run
    }

    /// Ends a run; the second time has no effect.
    package func end(_ run: QueryRun, _ error: (any Error)? = nil) {
        guard running.withLock({ $0.removeValue(forKey: run.id) }) != nil else { return }
        run.watch.enter(.ended)
        let (details, times) = (run.details, run.watch.times)
        let (status, message) = Self.ending(run, error, details.problem)
        func microseconds(_ duration: Duration) -> Int64 {
            duration.components.seconds * 1_000_000 + duration.components.attoseconds / 1_000_000_000_000
        }
        record(
            QueryRecord(
                id: run.id, userID: run.userID, userName: run.userName, kind: run.origin.kind.rawValue,
                origin: run.origin.id, element: run.origin.element, model: details.model, explore: details.explore,
                format: details.format, sql: details.sql, startedAt: run.startedAt,
                compiling: microseconds(times.compiling), waiting: microseconds(times.waiting),
                running: microseconds(times.running), writing: microseconds(times.writing), rows: times.rows,
                bytes: details.bytes, source: times.source.rawValue, status: status, message: message))
    }

    private static func ending(
        _ run: QueryRun, _ error: (any Error)?, _ problem: String?
    ) -> (QueryRecord.Status, String?) {
        if run.isStopped { return (.killed, nil) }
        switch error {
        case nil: return problem.map { (.error, $0) } ?? (.complete, nil)
        case is CancellationError, WarehouseError.cancelled?, QueryFailure.cancelled?,
            QueryFailure.failed(.cancelled, _)?:
            return (.cancelled, nil)
        case QueryFailure.failed(.timedOut(let label, let limit), _)?:
            return (.timedOut, WarehouseError.timedOut(label: label, after: limit).description)
        case let failure as QueryFailure: return (.error, FailureText.description(of: failure, showsDetails: true))
        case let error?: return (.error, "\(error)")
        }
    }

    /// Runs `body` as one run, which others see and may stop.
    package func during<Value: Sendable>(
        _ run: QueryRun, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await run.perform(body)
            end(run)
            return value
        } catch {
            end(run, error)
            throw error
        }
    }

    /// The same for an answer whose pieces come later: the run ends with the last of them, or when nobody wants them.
    func during(
        _ run: QueryRun, answering body: @escaping @Sendable () async throws -> QueryOutput
    ) async throws -> QueryOutput {
        let output: QueryOutput
        do {
            output = try await run.perform(body)
        } catch {
            end(run, error)
            throw error
        }
        switch output.body {
        case .bytes(let bytes):
            run.note { $0.bytes = bytes.count }
            end(run)
            return output
        case .stream(let produce):
            let keeper = Keeper(self, run)
            return QueryOutput(
                .stream { write in
                    try await keeper.book.during(keeper.run) {
                        try await produce { bytes in
                            keeper.run.note { $0.bytes += bytes.count }
                            try await write(bytes)
                        }
                    }
                }, contentType: output.contentType)
        }
    }

    /// Ends a run that was given away and never begun.
    private final class Keeper: Sendable {
        let book: QueryBook
        let run: QueryRun

        init(_ book: QueryBook, _ run: QueryRun) {
            self.book = book
            self.run = run
        }

        deinit { book.end(run, CancellationError()) }
    }
}
