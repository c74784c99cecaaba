package import JSON

/// How often people use the product: the median number of days between the days on which they did an event.
///
///     {"chart": "usage_interval", "range": {"last": 90, "unit": "day"}, "event": "open"}
///
/// Of everybody who did the event on at least two days of the range it takes the median gap between consecutive days, and
/// shows the share whose median is at most so many days. The number of days that covers 80 % of them is a good interval for
/// retention.
///
/// Parameters: `event` (any active event if it is missing) with its `group_by`; `top` and `other` for the groups.
package struct UsageIntervalChart: Chart {
    package static let kind = "usage_interval"

    package var event: EventSelection
    package var top: Int
    package var rest: Breakdown.Rest

    package init(event: EventSelection = .anyActive, top: Int = 10, rest: Breakdown.Rest = .other) {
        self.event = event
        self.top = top
        self.rest = rest
    }

    package init(_ reader: inout DefinitionReader) {
        let event = reader.event("event") ?? .anyActive
        let breakdown = Breakdown(&reader, by: event.groupBy)
        self.init(event: event, top: breakdown.top, rest: breakdown.rest)
    }

    private var breakdown: Breakdown { Breakdown(by: event.groupBy, top: top, rest: rest) }

    package func span(in context: ChartContext) -> ChartSpan { .whole(days(of: context), in: context) }

    private func days(of context: ChartContext) -> Buckets {
        Buckets(from: context.range.from, to: context.range.to, every: .day, in: context.calendar)
    }

    package func words(in context: ChartContext) -> String {
        """
        The share of \(context.unitName)\(breakdown.words) whose median gap between consecutive days with \(event.words) is at \
        most so many days, among those who did it on at least two days of the range.
        """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await usageInterval(in: context)
    }

    /// The numbers as a value.
    package func usageInterval(in context: ChartContext) async throws(ChartError) -> UsageIntervalAnswer {
        let run = try await run(in: context, focus: nil)
        return UsageIntervalAnswer(
            series: ChartSeries.all(of: context.segments, run.ranking), counts: run.pass.counts,
            leftOut: run.pass.leftOut, sampling: context.sampling, sql: run.sql,
            notes: run.ranking?.note(rest).map { [$0] } ?? [])
    }

    /// The point is `{"series": 0, "days": 3.5}`: whose median is exactly that; with `"up_to": true` whose is at most that.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let series = reader.integer("series", in: 0...Int(Int32.max)) ?? 0
        let days = reader.number("days", in: 0...100_000)
        let isUpTo = reader.flag("up_to")
        if days == nil, !reader.has("days") { reader.report("days", "Say how many days.") }
        reader.reportUnknownKeys()
        guard let days, reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let halves = Int((days * 2).rounded(.down))
        let isMedian = Double(halves) == days * 2
        let medians = isUpTo ? 0..<halves + 1 : isMedian ? halves..<halves + 1 : 0..<0
        let run = try await run(in: context, focus: UsageIntervalPass.Focus(series: series, medians: medians))
        try ChartSeries.check(series, of: context.segments, run.ranking)
        return ChartUnits(units: run.pass.units.sorted(), names: run.names)
    }

    private func run(
        in context: ChartContext, focus: UsageIntervalPass.Focus?
    ) async throws(ChartError) -> SeriesRun<UsageIntervalPass> {
        let days = days(of: context)
        return try await context.run(
            event, by: breakdown, from: days.start, to: days.end, in: days, rankedIn: days,
            newIn: context.buckets
        ) { activity, _ in
            UsageIntervalPass(activity: activity, days: days.count, focus: focus)
        }
    }
}
