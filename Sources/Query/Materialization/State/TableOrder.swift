/// The build of one derived table that somebody asked for.
package struct TableOrder: Sendable, Hashable {
    package enum State: Sendable, Hashable {
        /// It waits for builds before it, or is being built.
        case running
        case complete
        /// Why, in a sentence.
        case failed(String)
        case stopped
    }

    package var id: String
    /// `thelook.order_facts`
    package var table: String
    package var state: State
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    package var startedAt: Int64
    package var endedAt: Int64?

    var isRunning: Bool { state == .running }
}
