/// The events with which a unit went through a funnel once.
struct FunnelChain: Sendable, Equatable {
    /// 0 for the whole range, else the bucket of the start and 1.
    var slot: Int
    /// Rows of the event table for each step reached, in the order of the required steps.
    var rows: [Int]
    /// Behind the last row that may belong to it, where that is known before the window ends.
    var end: Int?
    /// Whether it was still going on when the events ended.
    var isOpen = false

    var depth: Int { rows.count }
}

/// The events of one unit that take part in a funnel, in order.
struct FunnelStream: Sendable {
    var times: [Int64] = []
    /// The steps that each satisfies, the first in the lowest bit. The first only where a chain may start.
    var steps: [UInt64] = []
    /// The levels that each empties, level 1 in the lowest bit; empty if none does.
    var clears: [UInt64] = []
    /// Whether a chain may start with it, whatever its step.
    var mayStart: [Bool] = []
    /// Rows in the event table.
    var rows: [Int] = []
    /// The slot of a chain that starts with it, 1 and up; empty unless numbers over time are wanted.
    var slots: [Int] = []

    var count: Int { times.count }

    mutating func removeAll() {
        times.removeAll(keepingCapacity: true)
        steps.removeAll(keepingCapacity: true)
        clears.removeAll(keepingCapacity: true)
        mayStart.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        slots.removeAll(keepingCapacity: true)
    }
}
