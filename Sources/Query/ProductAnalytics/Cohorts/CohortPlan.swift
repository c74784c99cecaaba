/// A cohort's definition made ready for one pass over the log: which events to read, and when each clause looks at them.
struct CohortPlan: Sendable {
    /// One evaluation: of the whole cohort, or for one interval of a chart.
    struct Frame: Sendable {
        /// Units that have been seen by then exist.
        var end: Int64
        /// The windows of the clauses in the order of ``CohortDefinition/clauses``.
        var windows: [Window]
    }

    enum Window: Sendable {
        /// Half open.
        case fixed(Int64, Int64)
        /// From the unit's first event on, so long, and not beyond an end.
        case sinceFirst(Int64, end: Int64)
    }

    /// What a clause reads of the events.
    struct Reading: Sendable {
        /// Places in ``events``.
        var first: Int?
        var second: Int?
        /// The place of a number, or of a breakdown, in the request.
        var value: Int?
        /// Of which interval the events' times are cut.
        var cutter: IntervalCutter?
        /// Where the last days of the window begin, by frame.
        var recent: [Int64] = []
        /// For windows from a unit's first event on, which are so many times 24 hours: how long its last days are.
        var recentLength: Int64 = 0
        /// Members of the cohort that is named.
        var members: Set<Int64> = []
    }

    let definition: CohortDefinition
    let frames: [Frame]
    private(set) var request: EventRequest
    private(set) var events: [ChosenEvent] = []
    private(set) var readings: [Reading] = []
    /// The places of the first clause of each group and of the end.
    let groupStarts: [Int]
    /// Whether units without any of the events may belong to it.
    let asksEverybody: Bool
    private let calendar: ChartCalendar
    private let asOf: Int64

    /// - Parameters:
    ///   - buckets: The intervals for each of which it is worked out; `nil` for the whole.
    ///   - members: Of every cohort that the definition names.
    init(
        _ definition: CohortDefinition, unit: EventRequest.Unit, in buckets: Buckets?, calendar: ChartCalendar,
        asOf: Int64, members: [String: Set<Int64>]
    ) {
        self.definition = definition
        self.calendar = calendar
        self.asOf = asOf
        let now = asOf == .max ? Int64.max : asOf + 1
        let clauses = definition.clauses
        var frames: [Frame] = []
        if let buckets {
            for index in 0..<buckets.count {
                let (start, end) = (buckets.edges[index], buckets.edges[index + 1])
                let windows = clauses.map {
                    Self.window($0.window, from: start, to: end, calendar, asOf, interval: buckets.interval)
                }
                frames.append(Frame(end: min(end, now), windows: windows))
            }
        } else {
            frames = [
                Frame(
                    end: now,
                    windows: clauses.map { Self.window($0.window, from: .min, to: now, calendar, asOf, interval: .day) }
                )
            ]
        }
        self.frames = frames
        var starts = [0]
        for group in definition.groups { starts.append((starts.last ?? 0) + group.clauses.count) }
        groupStarts = starts
        asksEverybody = definition.groups.allSatisfy(\.admitsUnitsWithoutEvents)
        request = EventRequest(conditions: [], wanted: [], unit: unit)
        for (place, clause) in clauses.enumerated() { readings.append(reading(of: clause, place, members)) }
        setBounds(now)
    }

    private mutating func reading(of clause: CohortClause, _ place: Int, _ members: [String: Set<Int64>]) -> Reading {
        var reading = Reading()
        switch clause.test {
        case .did(let event, _), .didNot(let event): reading.first = choose(event)
        case .occurrence(let event, let number):
            var event = event
            event.occurrence = number
            reading.first = choose(event)
        case .intervals(let event, let interval, _, _):
            reading.first = choose(event)
            reading.cutter = IntervalCutter(interval, calendar, until: asOf)
        case .compared(let event, _, let other), .sequence(let event, let other, _):
            reading.first = choose(event)
            reading.second = choose(other)
        case .property(let event, let property, let aggregate, _):
            reading.first = choose(event)
            reading.value =
                aggregate == .distinct
                ? request.place(of: property) : request.place(ofNumber: property.asAmount)
        case .new: request.needsFirst = true
        case .active: reading.first = choose(.anyActive)
        case .propertyNow(let filter):
            // Which event is the last one is only known among all of them.
            _ = choose(.any)
            reading.first = choose(.filters([filter]))
        case .propertyEver(let filter): reading.first = choose(.filters([filter]))
        case .stopped(let event, let days), .restarted(let event, let days):
            reading.first = choose(event)
            reading.recentLength = Int64(days) * ChartCalendar.day
            reading.recent = frames.map { frame in
                guard case .fixed(_, let end) = frame.windows[place], end < .max else { return .min }
                return calendar.adding(1 - days, .day, to: calendar.start(of: .day, at: end - 1))
            }
        case .inCohort(let name): reading.members = members[name] ?? []
        }
        if case .sinceFirst = clause.window { request.needsFirst = true }
        if asksEverybody { request.needsFirst = true }
        return reading
    }

    private mutating func choose(_ selection: EventSelection) -> Int {
        events.append(request.choose(selection))
        return events.count - 1
    }

    private mutating func choose(_ condition: EventRequest.Condition) -> Int {
        let place = request.place(of: condition)
        request.wanted = (request.wanted ?? []) + [place]
        events.append(ChosenEvent([place]))
        return events.count - 1
    }

    /// Only the time that any clause looks at is read.
    private mutating func setBounds(_ now: Int64) {
        var (from, to) = (Int64.max, Int64.min)
        for (place, clause) in definition.clauses.enumerated() {
            switch clause.test {
            case .inCohort, .new: continue
            case .occurrence, .propertyNow, .restarted: from = .min
            case .did(let event, _), .didNot(let event), .intervals(let event, _, _, _), .property(let event, _, _, _),
                .stopped(let event, _):
                if event.occurrence != nil { from = .min }
            case .compared(let event, _, let other), .sequence(let event, let other, _):
                if event.occurrence != nil || other.occurrence != nil { from = .min }
            case .active, .propertyEver: break
            }
            for frame in frames {
                switch frame.windows[place] {
                case .fixed(let start, let end): (from, to) = (min(from, start), max(to, end))
                case .sinceFirst: (from, to) = (.min, now)
                }
            }
            switch clause.test {
            case .sequence, .propertyNow: to = now
            default: break
            }
        }
        let end = min(to, now)
        // Conditions without events leave nothing to read.
        request.from = from == .min || from == .max ? nil : from
        request.to = end == .max || end == .min ? nil : end
    }

    /// So many days of the calendar before midnight, and so many times 24 hours before other moments.
    private static func before(_ time: Int64, _ days: Int, _ calendar: ChartCalendar) -> Int64 {
        guard time < .max else { return .min }
        return calendar.start(of: .day, at: time) == time
            ? calendar.adding(-days, .day, to: time) : time - Int64(days) * ChartCalendar.day
    }

    private static func window(
        _ window: CohortWindow, from: Int64, to: Int64, _ calendar: ChartCalendar, _ asOf: Int64,
        interval: ChartInterval
    ) -> Window {
        switch window {
        case .ever: return .fixed(.min, to)
        case .range(let range):
            let bounds = range.bounds(in: calendar, asOf: asOf)
            return .fixed(bounds.from, bounds.to)
        case .sinceFirst(let days): return .sinceFirst(Int64(days) * ChartCalendar.day, end: to)
        case .interval: return .fixed(from, to)
        case .beforeIntervalEnd(let days): return .fixed(before(to, days, calendar), to)
        }
    }
}

/// Says in which interval of the calendar a time lies.
struct IntervalCutter: Sendable {
    private let interval: ChartInterval
    private let calendar: ChartCalendar
    /// Long enough for what mostly comes; other times are asked of the calendar, which takes longer.
    private let usual: Buckets

    init(_ interval: ChartInterval, _ calendar: ChartCalendar, until end: Int64) {
        self.interval = interval
        self.calendar = calendar
        let now = min(end, 4_102_444_800 * ChartCalendar.second)
        let years: Int64 = interval == .hour || interval == .realTime ? 1 : 12
        usual = Buckets(from: now - years * 366 * ChartCalendar.day, to: now, every: interval, in: calendar)
    }

    /// The start of the interval.
    func start(of time: Int64) -> Int64 {
        if let index = usual.index(of: time) { return usual.edges[index] }
        return calendar.start(of: interval, at: time)
    }
}
