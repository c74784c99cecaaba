internal import Synchronization

/// What a chart has read so far, and why from there.
package final class ChartReads: Sendable {
    /// One reading of the events.
    package struct Read: Sendable, Hashable {
        package var strategy: ChartStrategy
        /// Why nothing faster could answer; empty where it did.
        package var reason: String
    }

    private let reads = Mutex<[Read]>([])

    package init() {}

    /// In order, each once.
    package var all: [Read] { reads.withLock { $0 } }

    func add(_ strategy: ChartStrategy, because reason: String = "") {
        let read = Read(strategy: strategy, reason: reason)
        reads.withLock { if !$0.contains(read) { $0.append(read) } }
    }
}
