/// How many of those who started came back, interval by interval.
///
///     {"chart": "retention", "interval": "week", "range": {"last": 12, "unit": "week"},
///      "start": {"event": "sign up", "group_by": ["user.plan"]}, "return": {"event": "open"},
///      "type": "n_day", "day_definition": "calendar", "intervals": 8}
///
/// - `start`: the event that makes somebody a member of a cohort; `_new` (or `new user`) is a unit's first event ever, an
///   `occurrence` of 1 the first event of its kind. Filters of segments and the breakdown are asked of it alone.
/// - `return`: what counts as coming back; any active event if it is missing.
/// - `type`: `n_day` (in interval N), `unbounded` (in N or later), `bracket` (in any interval of a bracket), `on_or_before`
///   (in any of 1 to N), `streak` (in each of 1 to N).
/// - `brackets`: `[[0, 1], [1, 8]]`, each without its end; for `bracket` alone.
/// - `day_definition`: `24_hour` (each unit's own days, counted from its first start in the bucket; a week is 7 of them, a
///   month 30) or `calendar`.
/// - `interval0`: `cohort` (all of them) or `returned` (who did another event of return in it, not before the start).
/// - `intervals`: how many after the first: 30 days, 12 weeks, 12 months.
/// - `overall`: `sum` (a unit of two cohorts counts twice) or `distinct_people`.
/// - `measure`: `people`, or `ltv`: revenue of the events of return up to interval N for each unit of the cohort; `property`
///   is the number that is summed, `revenue` if it is missing.
/// - `over_time`: an N whose series over the cohorts is wanted too.
/// - `top`, `other`: how many groups of the breakdown are told apart, and whether the rest is one.
package struct RetentionChart: Chart {
    package static let kind = "retention"

    package enum Start: Hashable, Sendable {
        case event(EventSelection)
        /// The unit's first event ever; the filters are asked of it.
        case newUser(filters: [PropertyFilter], groupBy: [PropertyReference])
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case nDay = "n_day"
        case unbounded, bracket
        case onOrBefore = "on_or_before"
        case streak
    }

    package enum DayDefinition: String, Hashable, Sendable, CaseIterable {
        case hours = "24_hour"
        case calendar
    }

    package enum IntervalZero: String, Hashable, Sendable, CaseIterable { case cohort, returned }

    package enum Overall: String, Hashable, Sendable, CaseIterable {
        case sum
        case distinctPeople = "distinct_people"
    }

    package enum Measure: String, Hashable, Sendable, CaseIterable { case people, ltv }

    package var start: Start
    package var returning: EventSelection
    package var type: Kind
    package var dayDefinition: DayDefinition
    package var intervalZero: IntervalZero
    package var brackets: [Range<Int>]
    /// How many intervals after the first; `nil` is what suits the length of the interval.
    package var intervals: Int?
    package var overall: Overall
    package var measure: Measure
    /// What `ltv` sums.
    package var property: PropertyReference
    package var overTime: Int?
    package var top: Int
    package var rest: Breakdown.Rest

    package init(
        start: Start = .event(.anyActive), returning: EventSelection = .anyActive, type: Kind = .nDay,
        dayDefinition: DayDefinition = .hours, intervalZero: IntervalZero = .cohort, brackets: [Range<Int>] = [],
        intervals: Int? = nil, overall: Overall = .sum, measure: Measure = .people,
        property: PropertyReference = .column("revenue"), overTime: Int? = nil, top: Int = 10,
        rest: Breakdown.Rest = .other
    ) {
        self.start = start
        self.returning = returning
        self.type = type
        self.dayDefinition = dayDefinition
        self.intervalZero = intervalZero
        self.brackets = brackets
        self.intervals = intervals
        self.overall = overall
        self.measure = measure
        self.property = property
        self.overTime = overTime
        self.top = top
        self.rest = rest
    }

    package static let mostIntervals = 1_000
    /// Numbers of a chart: some 25 MB as JSON.
    static let mostCells = 1_000_000

    /// Of the start event.
    var breakdown: Breakdown {
        switch start {
        case .event(let selection): Breakdown(by: selection.groupBy, top: top, rest: rest)
        case .newUser(_, let groupBy): Breakdown(by: groupBy, top: top, rest: rest)
        }
    }

    /// How many intervals after the first: 30 days, 12 weeks, 12 months and the like.
    func count(of interval: ChartInterval) -> Int {
        if type == .bracket { return max(0, (brackets.map(\.upperBound).max() ?? 1) - 1) }
        if let intervals { return intervals }
        return switch interval {
        case .realTime: 12
        case .hour: 24
        case .day: 30
        case .week, .month: 12
        case .quarter: 8
        case .year: 5
        }
    }

    package static let isComparable = true
    package var ranksGroups: Bool { !breakdown.properties.isEmpty }

    package func span(in context: ChartContext) -> ChartSpan { .whole(context.buckets, in: context) }

    package func words(in context: ChartContext) -> String {
        let interval = context.interval.rawValue
        let start =
            switch self.start {
            case .event(let event): "did \(event.words)"
            case .newUser(let filters, _):
                "were new (first event ever"
                    + (filters.isEmpty ? ")" : ", where " + filters.map(\.words).joined(separator: " and ") + ")")
            }
        let days =
            switch dayDefinition {
            case .calendar: "Interval N is the \(interval) N \(interval)s after it, on the calendar."
            case .hours where context.interval == .day:
                """
                Interval N is the hours 24N to 24N + 23 from each one's first start in that day, whose hour is hour 0.
                """
            case .hours:
                daysOfInterval(context.interval == .week ? 7 : 30, in: interval)
            }
        return "\(context.unitName) who \(start) in a \(interval)\(breakdown.words), and \(result). \(days)"
    }

    private func daysOfInterval(_ length: Int, in interval: String) -> String {
        """
        Interval N is the days \(length)N to \(length)N + \(length - 1) from each one's first start in that \(interval), \
        whose day is day 0.
        """
    }

    private var result: String {
        if measure == .ltv {
            return "\(property) of \(returning.words), from the start until the end of interval N, for each of them"
        }
        let when =
            switch type {
            case .nDay: "in interval N"
            case .unbounded: "in interval N or later"
            case .bracket: "in any interval of each bracket"
            case .onOrBefore: "in any interval from \(intervalZero == .cohort ? 1 : 0) to N"
            case .streak: "in each interval from 1 to N"
            }
        return "of them those who did \(returning.words) \(when)"
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await retention(in: context)
    }
}
