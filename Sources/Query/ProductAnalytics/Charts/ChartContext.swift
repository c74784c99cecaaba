/// What a chart works with: its events, its time, and whose events count.
package struct ChartContext: Sendable {
    package let log: EventLog
    package let calendar: ChartCalendar
    /// The moment for which the answer holds; later events are not looked at.
    package let asOf: Int64
    /// Half open, on boundaries of the calendar.
    package let range: (from: Int64, to: Int64)
    package let interval: ChartInterval
    package let segments: [Segment]
    package let unit: EventRequest.Unit
    /// The share of people to look at, in (0, 1); `nil` is everybody.
    package let sample: Double?
    /// The members of every cohort that the segments name.
    package let cohorts: [String: Set<Int64>]
    /// The same for breakdowns.
    private let memberships: [String: CohortMembership]
    /// By segment, the members of ``Segment/who``.
    private let segmentMembers: [CohortMembership?]
    /// Where groups are kept that have to be the same over several ranges.
    private(set) var toldGroups: ToldGroups?

    package init(
        log: EventLog, calendar: ChartCalendar, asOf: Int64, range: (from: Int64, to: Int64), interval: ChartInterval,
        segments: [Segment] = [.everybody], unit: EventRequest.Unit = .person, sample: Double? = nil,
        cohorts: [String: Set<Int64>] = [:], segmentMembers: [CohortMembership?] = []
    ) {
        self.log = log
        self.calendar = calendar
        self.asOf = asOf
        self.range = range
        self.interval = interval
        self.segments = segments
        self.unit = unit
        self.sample = sample
        self.cohorts = cohorts
        memberships = cohorts.mapValues { CohortMembership($0) }
        self.segmentMembers = segmentMembers
    }

    /// The same for another range.
    package func over(_ range: (from: Int64, to: Int64)) -> ChartContext {
        var context = ChartContext(
            log: log, calendar: calendar, asOf: asOf, range: range, interval: interval, segments: segments, unit: unit,
            sample: sample, cohorts: cohorts, segmentMembers: segmentMembers)
        context.toldGroups = toldGroups
        return context
    }

    /// The same, where the groups that are found first are those over every range.
    func keepingGroups() -> ChartContext {
        var context = self
        context.toldGroups = ToldGroups()
        return context
    }

    /// The buckets of the range.
    package var buckets: Buckets { Buckets(from: range.from, to: range.to, every: interval, in: calendar) }

    /// What to make of counts, if only a share of people is looked at.
    package var sampling: Sampling? { sample.map(Sampling.init) }

    /// What the numbers count, as sentences have it: `users`, or groups by their type: `companies`, `accounts`.
    package var unitName: String { if case .group(let type) = unit { Self.plural(of: type) } else { "users" } }

    private static func plural(of type: String) -> String {
        let isConsonant = type.dropLast().last.map { !"aeiouAEIOU".contains($0) } ?? false
        if type.hasSuffix("y") && isConsonant { return type.dropLast() + "ies" }
        return type + (["s", "x", "z", "ch", "sh"].contains { type.hasSuffix($0) } ? "es" : "s")
    }

    /// A request for events up to now that satisfy `event`, with the conditions of all segments.
    /// - Parameters:
    ///   - from: The first moment to read; `nil` reads all that there is.
    ///   - to: The end; never later than just after ``asOf``.
    package func request(from: Int64?, to: Int64?) -> EventRequest {
        let end = min(to ?? .max, asOf == .max ? .max : asOf + 1)
        var request = EventRequest(
            conditions: [], unit: unit, from: from, to: end == .max ? nil : end, sample: sample)
        request.cohorts = memberships
        return request
    }

    /// Tests for each segment, their conditions added to a request.
    package func segmentTests(_ request: inout EventRequest) -> [SegmentTest] {
        segments.enumerated().map { index, segment in
            let filters = segment.filters.isEmpty ? [] : [request.place(of: .filters(segment.filters))]
            let members = segmentMembers.indices.contains(index) ? segmentMembers[index] : nil
            return SegmentTest(
                filters: filters, member: members.map { (members: $0, place: request.place(of: .member($0))) },
                cohorts: segment.cohorts.map { cohorts[$0] ?? [] },
                excludedCohorts: segment.excludedCohorts.map { cohorts[$0] ?? [] }, onlyNew: segment.onlyNew)
        }
    }
}

/// Whether events and units belong to a segment.
package struct SegmentTest: Sendable {
    /// The bits that an event's marks need to have.
    package let mask: UInt64
    /// Those of them that say something of the event alone.
    let filterMask: UInt64
    /// Who belongs to it, where that may change from one interval to the next.
    var members: CohortMembership?
    private let cohorts: [Set<Int64>]
    private let excludedCohorts: [Set<Int64>]
    package let onlyNew: Bool

    /// - Parameters:
    ///   - filters: The places of conditions that ask for properties.
    ///   - member: Who belongs to it, and the place of that condition.
    init(
        filters: [Int], member: (members: CohortMembership, place: Int)?, cohorts: [Set<Int64>],
        excludedCohorts: [Set<Int64>], onlyNew: Bool
    ) {
        filterMask = filters.reduce(0) { $0 | UInt64(1) << UInt64($1) }
        mask = filterMask | (member.map { UInt64(1) << UInt64($0.place) } ?? 0)
        members = member?.members
        self.cohorts = cohorts
        self.excludedCohorts = excludedCohorts
        self.onlyNew = onlyNew
    }

    /// Whether it asks anything of units.
    package var asksUnits: Bool { !cohorts.isEmpty || !excludedCohorts.isEmpty }

    package func admits(event marks: UInt64) -> Bool { marks & mask == mask }

    /// Whether an event satisfies the filters, whoever did it.
    func passes(event marks: UInt64) -> Bool { marks & filterMask == filterMask }

    /// Whether a unit belongs to it at a time, as far as that changes; needs members that are worked out.
    func holds(for unit: Int64, at time: Int64) -> Bool { members?.holds(for: unit, at: time) ?? true }

    package func admits(unit: Int64) -> Bool {
        cohorts.allSatisfy { $0.contains(unit) } && !excludedCohorts.contains { $0.contains(unit) }
    }
}
