import Synchronization

/// Keeps the record of queries: takes what has ended at once, and writes it in batches, so that no query waits for a disk.
package final class QueryHistory: Sendable {
    /// What is kept.
    package struct Bounds: Sendable, Hashable {
        package var days: Int
        package var records: Int

        package init(days: Int = 30, records: Int = 100_000) {
            self.days = days
            self.records = records
        }
    }

    private struct State {
        var waiting: [QueryRecord] = []
        var lost = 0
        var written = 0
    }

    /// More than these wait for the disk only when it does not take them; then the newest are lost.
    private static let mostWaiting = 50_000
    /// Records are counted and old ones taken away once in so many.
    private static let cleaningInterval = 2_000

    private let store: ContentStore
    private let bounds: Bounds
    private let state = Mutex(State())

    package init(_ store: ContentStore, bounds: Bounds = Bounds()) {
        self.store = store
        self.bounds = bounds
    }

    package func note(_ record: QueryRecord) {
        state.withLock { state in
            if state.waiting.count < Self.mostWaiting { state.waiting.append(record) } else { state.lost += 1 }
        }
    }

    /// Records that could not be kept because the disk did not take them.
    package var lost: Int { state.withLock { $0.lost } }

    /// Writes what has been noted.
    /// - Throws: ``ContentError``; what could not be written waits for the next time.
    package func flush() async throws(ContentError) {
        let batch = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        guard !batch.isEmpty else { return }
        do throws(ContentError) {
            try await store.keep(batch)
        } catch {
            state.withLock { $0.waiting = Array((batch + $0.waiting).prefix(Self.mostWaiting)) }
            throw error
        }
        let isDue = state.withLock { state in
            let before = state.written / Self.cleaningInterval
            state.written += batch.count
            return state.written / Self.cleaningInterval > before
        }
        if isDue { try await clean() }
    }

    /// Takes away what is older or more than is kept.
    package func clean() async throws(ContentError) {
        try await store.forgetQueries(olderThan: bounds.days, beyond: bounds.records)
    }
}
