/// The events that one letter of a chart names (or the active ones), with what is read of each.
struct SegmentationStream: Sendable {
    /// What divides its occurrences.
    enum Breakdown: Hashable, Sendable {
        /// By its place among the breakdowns of the request.
        case column(Int)
        /// The first or last value of a column among the active events of the session.
        case session(column: Int, isEntry: Bool)
    }

    enum Number: Hashable, Sendable {
        /// By its place among the numbers of the request.
        case column(Int)
        /// Seconds until the next event that has this mark.
        case gap(mark: UInt64)
    }

    /// The bit of its condition.
    var mark: UInt64
    /// Only the unit's n-th such event.
    var occurrence: Int?
    /// The bits that this event needs as well, asked after events have been counted.
    var also: UInt64 = 0
    var breakdowns: [Breakdown] = []
    var number: Number?
    /// The column whose distinct values are counted.
    var values: Int?
    /// How many buckets its windows have that ask at their end who is in a segment; `nil` asks at each event.
    var asksLast: Int?

    /// Whether its number is time until another event.
    var isGap: Bool { if case .gap = number { true } else { false } }
}

/// An event as it counts: for one segment and one combination of values.
struct Occurrence {
    var segment: Int
    var position: Int
    /// The row of its event.
    var row: Int
    var key = GroupKey.empty
    /// Not a number if there is none.
    var number = Double.nan
    var value = ValueDictionary.none
}

/// What all streams of a chart share.
struct SegmentationScene: Sendable {
    let axis: BucketAxis
    var segments: [SegmentTest]
    /// The bit of events that count as activity, if sessions are asked for their first and last values.
    var activeMark: UInt64 = 0
    /// Whether what counts hangs on whose event it is, or on the unit's other events.
    var asksUnits = true
    /// Whether each distinct element of a list counts once, rather than every element.
    var countsElementsOnce = false
    var dictionaries: [ValueDictionary] = []
    /// By breakdown of the request, which column of codes steps have for it; `nil` where the event's type says it.
    var storedColumns: [Int?] = []

    /// Gaps longer than this are no time spent.
    static let longestGap = 30 * ChartCalendar.minute
}

extension SegmentationStream.Breakdown {
    var column: Int {
        switch self {
        case .column(let column), .session(let column, _): column
        }
    }
}
