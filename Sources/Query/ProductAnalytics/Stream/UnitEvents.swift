/// Rows of the event log by column, in the order of unit, time and sequence.
package struct EventTable: Sendable {
    package internal(set) var times: [Int64] = []
    package internal(set) var sequences: [Int64] = []
    /// Bit i is set where condition i of the request holds.
    package internal(set) var marks: [UInt64] = []
    /// Sessions; `Int64.min` outside of any. Empty unless asked for.
    package internal(set) var sessions: [Int64] = []
    /// When each event was by the clock of its device; `Int64.min` where that is unknown. Empty unless asked for.
    package internal(set) var clientTimes: [Int64] = []
    /// Codes of each breakdown.
    package internal(set) var breakdowns: [[Int32]] = []
    /// Numbers of each property that is read as one; not a number where it is missing.
    package internal(set) var numbers: [[Double]] = []

    package static let noSession = Int64.min
    package static let noTime = Int64.min
}

/// All events of one unit (a person, or a group) that a request asked for, in the order of time and sequence.
package struct UnitEvents {
    /// Whose they are: the person's number, or the place of a text among the ``UnitNames``.
    package let unit: Int64
    /// The unit's first event ever; `nil` if it was not asked for or is unknown.
    package let first: Int64?
    package let table: EventTable
    /// The rows of the table that belong to the unit; never empty.
    package let rows: Range<Int>
}

/// Folds the events of one unit after the other into an answer.
///
/// A pass may run in parts, each over other units, that are merged at the end: the result must not depend on how units
/// were parted, nor on their order.
package protocol UnitPass: Sendable {
    mutating func add(_ events: UnitEvents)
    mutating func merge(_ other: Self)
}
