package import JSON

/// On how many days of a week (or month) people come.
///
///     {"chart": "stickiness", "interval": "week", "range": {"last": 8, "unit": "week"}, "event": "open"}
///
/// Parameters:
/// - `event`: what is counted; any active event if it is missing. Its `group_by` makes a series of each group.
/// - `interval`: `week` if it is missing, `month`, `quarter` or `year`.
/// - `over`: `interval` counts the days of each week or month; `range` counts, once for the whole range, the intervals (of any
///   length; days if none is named) with the event, as PostHog does.
/// - `top`, `other`: how many groups are told apart, and whether the rest is one.
package struct StickinessChart: Chart {
    package static let kind = "stickiness"

    /// Within what days or intervals are counted.
    package enum Over: String, Hashable, Sendable, CaseIterable { case interval, range }

    package var event: EventSelection
    /// The weeks or months whose days are counted, or the intervals that are counted in the range.
    package var interval: ChartInterval
    package var over: Over
    package var top: Int
    package var rest: Breakdown.Rest

    package init(
        event: EventSelection = .anyActive, interval: ChartInterval = .week, over: Over = .interval, top: Int = 10,
        rest: Breakdown.Rest = .other
    ) {
        self.event = event
        self.interval = interval
        self.over = over
        self.top = top
        self.rest = rest
    }

    package init(_ reader: inout DefinitionReader) {
        let event = reader.event("event") ?? .anyActive
        let over: Over = reader.choice("over", or: .interval)
        let interval: ChartInterval = reader.choice("interval", or: over == .range ? .day : .week)
        if over == .interval, ![.week, .month, .quarter, .year].contains(interval) {
            reader.report(
                "interval", "Days are counted within a week, month, quarter or year. Or say \"over\": \"range\".")
        }
        let breakdown = Breakdown(&reader, by: event.groupBy)
        self.init(event: event, interval: interval, over: over, top: breakdown.top, rest: breakdown.rest)
    }

    private var breakdown: Breakdown { Breakdown(by: event.groupBy, top: top, rest: rest) }

    package static let isComparable = true
    package var ranksGroups: Bool { !breakdown.properties.isEmpty }
    package func comparedBuckets(in context: ChartContext) -> Buckets { intervals(in: context) }

    package func span(in context: ChartContext) -> ChartSpan { .whole(periods(in: context), in: context) }

    package func words(in context: ChartContext) -> String {
        let what = over == .interval ? "days of each \(interval.rawValue)" : "\(interval.rawValue)s of the range"
        return """
            \(context.unitName)\(breakdown.words) by the number of \(what) on which they did \(event.words): exactly k, and k \
            or more, as shares of those who did it at all.
            """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await stickiness(in: context)
    }

    /// The numbers as a value.
    package func stickiness(in context: ChartContext) async throws(ChartError) -> StickinessAnswer {
        let run = try await run(in: context, focus: nil)
        let periods = periods(in: context)
        return StickinessAnswer(
            periods: periods, series: ChartSeries.all(of: context.segments, run.ranking), counts: run.pass.counts,
            incomplete: (0..<periods.count).map { periods.isIncomplete($0, asOf: context.asOf) },
            calendar: context.calendar, sampling: context.sampling, sql: run.sql,
            notes: run.ranking?.note(rest).map { [$0] } ?? [])
    }

    /// The point is `{"series": 0, "bucket": 1, "days": 3}`, or with `"at_least": true` who did it on that many or more.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let series = reader.integer("series", in: 0...Int(Int32.max)) ?? 0
        let bucket = reader.integer("bucket", in: 0...max(0, periods(in: context).count - 1)) ?? 0
        let days = reader.integer("days", in: 1...100_000) ?? 1
        let isAtLeast = reader.flag("at_least")
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let focus = StickinessPass.Focus(
            series: series, period: bucket, days: isAtLeast ? days..<Int.max : days..<days + 1)
        let run = try await run(in: context, focus: focus)
        try ChartSeries.check(series, of: context.segments, run.ranking)
        return ChartUnits(units: run.pass.units.sorted(), names: run.names)
    }

    private func intervals(in context: ChartContext) -> Buckets {
        Buckets(from: context.range.from, to: context.range.to, every: interval, in: context.calendar)
    }

    /// Within what is counted: the weeks, or the range as one.
    private func periods(in context: ChartContext) -> Buckets {
        let buckets = intervals(in: context)
        return over == .interval || buckets.count == 0
            ? buckets : Buckets(edges: [buckets.start, buckets.end], interval: interval)
    }

    private func run(
        in context: ChartContext, focus: StickinessPass.Focus?
    ) async throws(ChartError) -> SeriesRun<StickinessPass> {
        let periods = periods(in: context)
        let days = Buckets(
            from: periods.start, to: periods.end, every: over == .interval ? .day : interval, in: context.calendar)
        let periodOfDay = (0..<days.count).map { periods.index(of: days.edges[$0]) ?? 0 }
        let newIn = over == .interval ? periods : days
        return try await context.run(
            event, by: breakdown, from: days.start, to: days.end, in: days, rankedIn: days, newIn: newIn
        ) { activity, _ in
            StickinessPass(activity: activity, periodOfDay: periodOfDay, periods: periods.count, focus: focus)
        }
    }
}
