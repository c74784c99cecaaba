internal import Synchronization

/// What a chart has read so far, and why from there.
package final class ChartReads: Sendable {
    /// One reading of the events.
    package struct Read: Sendable, Hashable {
        package var strategy: ChartStrategy
        /// Why nothing faster could answer; empty where it did.
        package var reason: String
        /// For whom, such as `cohort buyers`; empty for the chart itself.
        package var purpose = ""
    }

    private struct State {
        var reads: [Read] = []
        var sql: [String] = []
    }

    private let state = Mutex(State())

    package init() {}

    /// In order, each once.
    package var all: [Read] { state.withLock { $0.reads } }

    /// What was asked of the warehouse beside the chart's own questions, each once: of its cohorts.
    var sql: [String] { state.withLock { $0.sql } }

    func add(_ strategy: ChartStrategy, because reason: String = "", for purpose: String) {
        let read = Read(strategy: strategy, reason: reason, purpose: purpose)
        state.withLock { if !$0.reads.contains(read) { $0.reads.append(read) } }
    }

    /// - Parameter purpose: Whose it is, which stands above it.
    func add(sql: String, for purpose: String) {
        guard !sql.isEmpty else { return }
        let noted = sql.noted(purpose)
        state.withLock { if !$0.sql.contains(noted) { $0.sql.append(noted) } }
    }
}

extension String {
    /// SQL below a line that says what it is about; the engine reads over it.
    func noted(_ words: String) -> String {
        "-- " + String(words.map { $0.isNewline ? " " : $0 }) + "\n" + self
    }
}
