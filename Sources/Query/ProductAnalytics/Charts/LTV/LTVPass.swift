/// Adds up what new units paid by each day after their first event.
struct LTVPass: LTVGrouped {
    enum Measure: Equatable, Sendable {
        case people
        case mature(day: Int)
        case payers(day: Int)
    }

    /// One number of units, whose units are wanted; without a group that of all.
    struct Focus: Sendable {
        var segment: Int
        var cohort: Int
        var group: LTVGroup
        var measure: Measure
    }

    struct Key: Hashable, Sendable {
        var segment: Int32
        var cohort: Int32
        var group: Int32
    }

    /// By day: differences to the day before for counts, the sum itself for revenue.
    struct Curve: Sendable {
        var people = 0
        var mature: [Int]
        var payers: [Int]
        /// Cumulative, of units that are mature.
        var revenue: [Double]
    }

    let range: (from: Int64, to: Int64)
    /// Cohorts by the bucket of the first event; one cohort without.
    let buckets: Buckets?
    let days: Int
    /// The moment for which people have been there for so many days.
    let asOf: Int64
    let isFirst: UInt64
    let paid: UInt64
    let number: Int
    let group: Int?
    private let groups: LTVGroups?
    let segments: [SegmentTest]
    private let focus: (key: Key, measure: Measure)?

    private(set) var curves: [Key: Curve] = [:]
    private(set) var units: [Int64] = []
    private var payments: [(day: Int, revenue: Double)] = []

    init(
        range: (from: Int64, to: Int64), buckets: Buckets?, days: Int, asOf: Int64, isFirst: UInt64, paid: UInt64,
        number: Int, group: Int?, groups: LTVGroups?, segments: [SegmentTest], focus: Focus?
    ) {
        self.range = range
        self.buckets = buckets
        self.days = days
        self.asOf = asOf
        self.isFirst = isFirst
        self.paid = paid
        self.number = number
        self.group = group
        self.groups = groups
        self.segments = segments
        self.focus = focus.map { focus in
            let group = LTVGroups.code(of: focus.group, in: groups)
            return (Key(segment: Int32(focus.segment), cohort: Int32(focus.cohort), group: group), focus.measure)
        }
    }

    mutating func add(_ events: UnitEvents) {
        guard let first = events.first, first >= range.from, first < range.to,
            let entry = events.rows.first(where: { events.table.marks[$0] & isFirst != 0 }),
            let cohort = buckets.map({ $0.index(of: first) }) ?? 0
        else { return }
        findPayments(of: events, since: first)
        let oldest = mature(since: first)
        var codes = [LTVGroups.everybody]
        if let group, let groups {
            let found = groups.codes(of: events.table.breakdowns[group][entry])
            codes += found.count > 1 ? Array(Set(found)) : found
        }
        for (index, segment) in segments.enumerated()
        where segment.admits(unit: events.unit) && segment.admits(event: events.table.marks[entry]) {
            for group in codes {
                let key = Key(segment: Int32(index), cohort: Int32(cohort), group: group)
                count(in: key, oldest: oldest)
                if let focus, focus.key == key, isBehind(focus.measure, oldest: oldest) { units.append(events.unit) }
            }
        }
    }

    private mutating func findPayments(of events: UnitEvents, since first: Int64) {
        payments.removeAll(keepingCapacity: true)
        for row in events.rows where events.table.marks[row] & paid != 0 {
            let revenue = events.table.numbers[number][row]
            let day = (events.table.times[row] - first) / ChartCalendar.day
            if !revenue.isNaN, day <= Int64(days) { payments.append((Int(day), revenue)) }
        }
    }

    /// The last day that has passed for somebody, at most the last one that is asked for; -1 if none has.
    private func mature(since first: Int64) -> Int {
        let (age, overflows) = asOf.subtractingReportingOverflow(first)
        return overflows ? days : min(days, Int(age / ChartCalendar.day) - 1)
    }

    private var firstPaid: Int? { payments.first { $0.revenue > 0 }?.day }

    private func isBehind(_ measure: Measure, oldest: Int) -> Bool {
        switch measure {
        case .people: true
        case .mature(let day): day <= oldest
        case .payers(let day): day <= oldest && (firstPaid.map { $0 <= day } ?? false)
        }
    }

    private mutating func count(in key: Key, oldest: Int) {
        var curve = curves.removeValue(forKey: key) ?? Curve(days: days)
        curve.people += 1
        if oldest >= 0 {
            curve.mature[0] += 1
            curve.mature[oldest + 1] -= 1
            if let firstPaid, firstPaid <= oldest {
                curve.payers[firstPaid] += 1
                curve.payers[oldest + 1] -= 1
            }
            if !payments.isEmpty {
                var sum = 0.0
                var next = 0
                for day in payments[0].day..<max(payments[0].day, oldest + 1) {
                    while next < payments.count, payments[next].day == day {
                        sum += payments[next].revenue
                        next += 1
                    }
                    curve.revenue[day] += sum
                }
            }
        }
        curves[key] = curve
    }

    /// People.
    var weights: [Int32: Double] {
        var people: [Int32: Double] = [:]
        for (key, curve) in curves where key.group > LTVGroups.other {
            people[key.group, default: 0] += Double(curve.people)
        }
        return people
    }

    mutating func merge(_ other: LTVPass) {
        for (key, curve) in other.curves {
            guard var mine = curves.removeValue(forKey: key) else {
                curves[key] = curve
                continue
            }
            mine.people += curve.people
            for day in mine.mature.indices {
                mine.mature[day] += curve.mature[day]
                mine.payers[day] += curve.payers[day]
                mine.revenue[day] += curve.revenue[day]
            }
            curves[key] = mine
        }
        units += other.units
    }
}

extension LTVPass.Curve {
    init(days: Int) {
        // One more day, on which all leave.
        mature = Array(repeating: 0, count: days + 2)
        payers = mature
        revenue = Array(repeating: 0, count: days + 2)
    }
}
