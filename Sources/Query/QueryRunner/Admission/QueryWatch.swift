internal import Synchronization

/// Where a query is, and how long each part of it took. One for each asking; read by others while the query runs.
package final class QueryWatch: Sendable {
    package enum Stage: String, Sendable, Hashable { case compiling, waiting, running, writing, ended }

    /// Where the rows came from.
    package enum Source: String, Sendable, Hashable {
        /// The warehouse, for this query.
        case warehouse
        /// A result that was kept.
        case cache
        /// An equal query that ran at the same moment.
        case shared
    }

    package struct Times: Sendable, Hashable {
        package var stage = Stage.compiling
        package var source = Source.warehouse
        package var compiling = Duration.zero
        /// For a place, over all statements.
        package var waiting = Duration.zero
        /// In the warehouse, over all statements; of a shared query the wait for the other one.
        package var running = Duration.zero
        package var writing = Duration.zero
        /// Of the result; `nil` until they are known.
        package var rows: Int?
    }

    private let state: Mutex<(times: Times, since: ContinuousClock.Instant)>

    package init() {
        state = Mutex((Times(), .now))
    }

    /// As far as it has come: the stage under way counts up to now.
    package var times: Times {
        state.withLock { state in
            var times = state.times
            Self.add(ContinuousClock.now - state.since, to: &times)
            return times
        }
    }

    /// Ends the stage under way and begins another.
    package func enter(_ stage: Stage) {
        state.withLock { state in
            let now = ContinuousClock.now
            Self.add(now - state.since, to: &state.times)
            state.times.stage = stage
            state.since = now
        }
    }

    package func note(source: Source) { state.withLock { $0.times.source = source } }

    package func note(rows: Int) { state.withLock { $0.times.rows = rows } }

    private static func add(_ time: Duration, to times: inout Times) {
        switch times.stage {
        case .compiling: times.compiling += time
        case .waiting: times.waiting += time
        case .running: times.running += time
        case .writing: times.writing += time
        case .ended: break
        }
    }
}
