package import JSON

/// Who is new, who came back, who stays and who left, interval by interval.
///
///     {"chart": "lifecycle", "interval": "week", "event": {"event": "open", "group_by": ["user.plan"]}}
///
/// - `new`: active in the interval, and the first event ever lies in it.
/// - `current`: active in it and in the one before, not new.
/// - `resurrected`: active in it, not in the one before, not new.
/// - `dormant`: active in the one before, not in it.
///
/// Parameters:
/// - `event`: what counts as activity; any active event if it is missing. Its `group_by` makes a series of each group, of
///   which a unit is part in an interval if it did the event with that value.
/// - `new`: `person` (the unit's first event ever of any kind; what PostHog knows as the day on which the person was created),
///   or `event` (the unit's first event that counts as activity).
/// - `top`, `other`: how many groups are told apart, and whether the rest is one.
package struct LifecycleChart: Chart {
    package static let kind = "lifecycle"

    /// From when on somebody is no longer new.
    package enum Newness: String, Hashable, Sendable, CaseIterable { case person, event }

    /// What counts as activity.
    package var event: EventSelection
    package var new: Newness
    package var top: Int
    package var rest: Breakdown.Rest

    package init(
        event: EventSelection = .anyActive, new: Newness = .person, top: Int = 10, rest: Breakdown.Rest = .other
    ) {
        self.event = event
        self.new = new
        self.top = top
        self.rest = rest
    }

    package init(_ reader: inout DefinitionReader) {
        let event = reader.event("event") ?? .anyActive
        let breakdown = Breakdown(&reader, by: event.groupBy)
        self.init(
            event: event, new: reader.choice("new", or: .person), top: breakdown.top, rest: breakdown.rest)
    }

    private var breakdown: Breakdown { Breakdown(by: event.groupBy, top: top, rest: rest) }

    package static let isComparable = true
    package var ranksGroups: Bool { !breakdown.properties.isEmpty }

    package func span(in context: ChartContext) -> ChartSpan { .whole(context.buckets, in: context) }

    package func words(in context: ChartContext) -> String {
        """
        \(context.unitName) by what they did in each \(context.interval.rawValue)\(breakdown.words): new (\(new == .person
            ? "first event ever" : "first such event ever") in it), current \
        (active in it and the one before), back again (active in it, not in the one before), gone (active in the one \
        before, not in it). Active means \(event.words). Pulse is new and back again together, divided by gone: above 1 more \
        come than go.
        """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await lifecycle(in: context)
    }

    /// The numbers as a value.
    package func lifecycle(in context: ChartContext) async throws(ChartError) -> LifecycleAnswer {
        let run = try await run(in: context, focus: nil)
        let buckets = context.buckets
        return LifecycleAnswer(
            buckets: buckets, series: ChartSeries.all(of: context.segments, run.ranking), counts: run.pass.counts,
            incomplete: (0..<buckets.count).map { buckets.isIncomplete($0, asOf: context.asOf) },
            calendar: context.calendar, sampling: context.sampling, sql: run.sql,
            notes: run.ranking?.note(rest).map { [$0] } ?? [])
    }

    /// The point is `{"series": 0, "bucket": 3, "state": "dormant"}`, the series and the bucket by their places in the answer.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let state: LifecycleState = reader.choice("state", or: .new)
        let bucket = reader.integer("bucket", in: 0...max(0, context.buckets.count - 1)) ?? 0
        let series = reader.integer("series", in: 0...Int(Int32.max)) ?? 0
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let run = try await run(
            in: context, focus: LifecyclePass.Focus(series: series, bucket: bucket, state: state))
        try ChartSeries.check(series, of: context.segments, run.ranking)
        return ChartUnits(units: run.pass.units.sorted(), names: run.names)
    }

    private func run(
        in context: ChartContext, focus: LifecyclePass.Focus?
    ) async throws(ChartError) -> SeriesRun<LifecyclePass> {
        let buckets = context.buckets.extended(before: 1, in: context.calendar)
        return try await context.run(
            event, by: breakdown, from: buckets.start, to: buckets.end, in: buckets, rankedIn: context.buckets,
            newIn: buckets,
            prepare: { request in
                request.needsFirst = true
                // The first event of a kind may be the first of all that is stored.
                if new == .event { request.readFromTheStart() }
            }
        ) { activity, chosen in
            LifecyclePass(
                buckets: buckets, activity: activity, event: new == .event ? chosen : nil, focus: focus)
        }
    }
}

/// What somebody is in an interval.
package enum LifecycleState: String, CaseIterable, Sendable { case new, current, resurrected, dormant }
