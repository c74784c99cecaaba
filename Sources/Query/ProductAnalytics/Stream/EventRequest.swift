/// What a chart wants to read of the event log: which events, marked by which conditions, with which values.
package struct EventRequest: Sendable {
    /// A condition that each event is asked; its place among the conditions is its bit in the events' marks.
    package enum Condition: Hashable, Sendable {
        case event(EventSelection)
        case filters([PropertyFilter])
        case isActive
        /// The event lies at the time of the unit's first event ever; needs ``needsFirst``.
        case isFirst
        /// The unit is in a cohort at the time of the event.
        case member(CohortMembership)
    }

    /// Whose events are put together.
    package enum Unit: Hashable, Sendable {
        case person
        /// A group, such as a company; an event of several groups counts for each, one without any for none.
        case group(type: String)
    }

    /// At most 64.
    package var conditions: [Condition]
    /// Only events that satisfy one of these conditions, by their places; `nil` takes all.
    package var wanted: [Int]?
    package var unit: Unit
    /// Breakdowns, read as codes of a ``ValueDictionary``.
    package var breakdowns: [PropertyReference]
    /// The cohorts by which breakdowns tell units apart.
    package var cohorts: [String: CohortMembership] = [:]
    /// Properties read as numbers.
    package var numbers: [PropertyReference]
    /// Half open, in microseconds; `nil` is no bound.
    package var from: Int64?
    package var to: Int64?
    /// Where the time begins that counts, if what lies before it is read as well.
    private var countedFrom: Int64?
    package var needsSessions: Bool
    /// Whether ``EventTable/clientTimes`` are to be read.
    package var needsClientTimes = false
    /// Whether the unit's first event ever is to be read (``UnitEvents/first``).
    package var needsFirst: Bool
    /// Whether only the UTC day of each event matters, not its time within it, nor how many events there are on a day.
    package var needsOnlyDays = false
    /// With ``needsOnlyDays``: whether it matters how many events there are on a day after all.
    package var needsDayCounts = false
    /// Whether it matters whose events are whose, and their order. If not, any run of events is handed to the pass as if
    /// they were one unit's.
    package var needsUnits = true
    /// The share of people to look at, in (0, 1); `nil` is all of them.
    package var sample: Double?

    package init(
        conditions: [Condition], wanted: [Int]? = nil, unit: Unit = .person, breakdowns: [PropertyReference] = [],
        numbers: [PropertyReference] = [], from: Int64? = nil, to: Int64? = nil, needsSessions: Bool = false,
        needsFirst: Bool = false, sample: Double? = nil
    ) {
        self.conditions = conditions
        self.wanted = wanted
        self.unit = unit
        self.breakdowns = breakdowns
        self.numbers = numbers
        self.from = from
        self.to = to
        self.needsSessions = needsSessions
        self.needsFirst = needsFirst
        self.sample = sample
    }

    package static let mostConditions = 64

    /// The first moment that counts, whatever is read before it; `nil` is no bound.
    package var firstCounted: Int64? { from ?? countedFrom }

    /// Whether it reads what does not count.
    var readsMore: Bool { firstCounted != from }

    /// Reads what lies before the range as well: a unit's events are numbered from its first one on.
    package mutating func readFromTheStart() {
        countedFrom = firstCounted
        from = nil
    }

    /// The place of a condition, added if it isn't there yet.
    package mutating func place(of condition: Condition) -> Int {
        if let place = conditions.firstIndex(of: condition) { return place }
        conditions.append(condition)
        return conditions.count - 1
    }

    /// The place of a selection's events, added if it isn't there yet. If only a unit's n-th event counts, no other one has
    /// the mark (``UnitMarks``), and the events before the range are read, too.
    package mutating func place(of selection: EventSelection) -> Int {
        if selection.occurrence != nil { readFromTheStart() }
        return place(
            of: .event(
                EventSelection(selection.branches, where: selection.filters, occurrence: selection.occurrence)))
    }

    /// The place of a breakdown, added if it isn't there yet.
    package mutating func place(of breakdown: PropertyReference) -> Int {
        if let place = breakdowns.firstIndex(of: breakdown) { return place }
        breakdowns.append(breakdown)
        return breakdowns.count - 1
    }

    /// The place of a number, added if it isn't there yet.
    package mutating func place(ofNumber number: PropertyReference) -> Int {
        if let place = numbers.firstIndex(of: number) { return place }
        numbers.append(number)
        return numbers.count - 1
    }
}
