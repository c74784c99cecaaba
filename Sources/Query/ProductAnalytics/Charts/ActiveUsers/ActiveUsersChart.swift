package import JSON

/// How many people are active: each day, in windows of days that end with it, and in calendar weeks and months.
///
///     {"chart": "active_users", "range": {"last": 30, "unit": "day"}, "windows": [1, 7, 30],
///      "calendar": ["week", "month"], "exclude_weekdays": [6, 7]}
///
/// Parameters:
/// - `event`: what counts as activity; any active event if it is missing. Its `group_by` makes a series of each group.
/// - `windows`: lengths in days of the windows that end with each day, rising: 1, 7 and 30 (DAU, WAU, MAU) if it is missing.
///   For each pair there is a ratio, such as DAU ÷ MAU, day by day; for the range both the mean of the daily ratios and the
///   ratio of the means, over days that are over.
/// - `calendar`: calendar intervals whose distinct users are counted as well, `week` and `month` if it is missing. They are
///   whole ones also where they reach out of the range.
/// - `exclude_weekdays`: days of the week, Monday 1 to Sunday 7, that are neither drawn nor part of any mean.
/// - `top`, `other`: how many groups are told apart, and whether the rest is one.
package struct ActiveUsersChart: Chart {
    package static let kind = "active_users"

    package var event: EventSelection
    /// Days, rising.
    package var windows: [Int]
    package var calendar: [ChartInterval]
    /// ISO numbers.
    package var excludedWeekdays: Set<Int>
    package var top: Int
    package var rest: Breakdown.Rest

    package init(
        event: EventSelection = .anyActive, windows: [Int] = [1, 7, 30], calendar: [ChartInterval] = [.week, .month],
        excludedWeekdays: Set<Int> = [], top: Int = 10, rest: Breakdown.Rest = .other
    ) {
        self.event = event
        self.windows = windows
        self.calendar = calendar
        self.excludedWeekdays = excludedWeekdays
        self.top = top
        self.rest = rest
    }

    static let longestWindow = 366
    static let mostWindows = 8

    package init(_ reader: inout DefinitionReader) {
        let event = reader.event("event") ?? .anyActive
        let breakdown = Breakdown(&reader, by: event.groupBy)
        self.init(event: event, top: breakdown.top, rest: breakdown.rest)
        if let numbers = reader.wholeNumbers("windows", in: 1...Self.longestWindow) {
            windows = numbers
            let rises = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
            if numbers.isEmpty || !rises || numbers.count > Self.mostWindows {
                reader.report("windows", "Name one to \(Self.mostWindows) windows, the shortest first.")
            }
        }
        if reader.has("calendar") {
            calendar = []
            for name in reader.texts("calendar") {
                guard let interval = ChartInterval(rawValue: name), ![.realTime, .hour].contains(interval) else {
                    reader.report("calendar", "\"\(name)\" is none of day, week, month, quarter and year.")
                    continue
                }
                if !calendar.contains(interval) { calendar.append(interval) }
            }
        }
        excludedWeekdays = Set(reader.wholeNumbers("exclude_weekdays", in: 1...7) ?? [])
        if excludedWeekdays.count == 7 { reader.report("exclude_weekdays", "No day is left to draw.") }
        if reader.choice("interval", or: ChartInterval.day) != .day {
            reader.report("interval", "Active users are counted day by day: leave the interval out.")
        }
    }

    var breakdown: Breakdown { Breakdown(by: event.groupBy, top: top, rest: rest) }

    package func words(in context: ChartContext) -> String {
        let lengths = windows.map { $0 == 1 ? "1 day" : "\($0) days" }.joined(separator: ", ")
        let intervals = calendar.map(\.rawValue).joined(separator: ", ")
        return
            "Distinct \(context.unitName)\(breakdown.words) with \(event.words) in the \(lengths) that end with each day"
            + (intervals.isEmpty ? "" : "; and in each calendar \(intervals)")
            + ". A ratio for the range is the mean of the daily ratios, over days that have ended."
            + (ChartCalendar.words(ofWeekdays: excludedWeekdays).map { " \($0) are left out." } ?? "")
    }

    package static let isComparable = true
    package var ranksGroups: Bool { !breakdown.properties.isEmpty }
    package func comparedBuckets(in context: ChartContext) -> Buckets { ActiveUsersDays(self, in: context).shown }

    package func span(in context: ChartContext) -> ChartSpan {
        .whole(ActiveUsersDays(self, in: context).shown, in: context)
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await activeUsers(in: context)
    }

    /// The numbers as a value.
    package func activeUsers(in context: ChartContext) async throws(ChartError) -> ActiveUsersAnswer {
        let days = ActiveUsersDays(self, in: context)
        let run = try await run(days, in: context, focus: nil)
        return ActiveUsersAnswer(
            self, days, run.pass, series: ChartSeries.all(of: context.segments, run.ranking), context: context,
            sql: run.sql, notes: [run.ranking?.note(rest), days.note].compactMap(\.self))
    }

    /// The point is `{"series": 0, "window": 7, "bucket": 3}`: who was active in the 7 days that end with a day, which is
    /// counted from the first day of the range; or `{"series": 0, "calendar": "week", "bucket": 1}`.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        let days = ActiveUsersDays(self, in: context)
        var reader = DefinitionReader(point)
        let series = reader.integer("series", in: 0...Int(Int32.max)) ?? 0
        var focus = ActiveUsersPass.Focus(series: series, days: 0..<0)
        if reader.has("calendar") {
            let interval: ChartInterval = reader.choice("calendar", or: .week)
            if let place = calendar.firstIndex(of: interval) {
                let bucket = reader.integer("bucket", in: 0...max(0, days.calendar[place].count - 1)) ?? 0
                focus.days = days.days(of: place, bucket)
            } else {
                reader.report("calendar", "The chart doesn't count by \(interval.rawValue).")
            }
        } else {
            let window = reader.integer("window", in: 1...Self.longestWindow) ?? windows[0]
            if !windows.contains(window) { reader.report("window", "The chart has no window of \(window) days.") }
            let bucket = reader.integer("bucket", in: 0...max(0, days.shown.count - 1)) ?? 0
            let last = days.firstShown + bucket
            focus.days = max(0, last - window + 1)..<last + 1
        }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let run = try await run(days, in: context, focus: focus)
        try ChartSeries.check(series, of: context.segments, run.ranking)
        return ChartUnits(units: run.pass.units.sorted(), names: run.names)
    }

    private func run(
        _ days: ActiveUsersDays, in context: ChartContext, focus: ActiveUsersPass.Focus?
    ) async throws(ChartError) -> SeriesRun<ActiveUsersPass> {
        try await context.run(
            event, by: breakdown, from: days.all.start, to: days.all.end, in: days.all, rankedIn: days.shown,
            newIn: days.all
        ) { activity, _ in
            ActiveUsersPass(activity: activity, days: days, windows: windows, focus: focus)
        }
    }
}
