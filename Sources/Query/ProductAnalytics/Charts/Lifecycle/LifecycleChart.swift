package import JSON

/// Who is new, who came back, who stays and who left, interval by interval.
///
///     {"chart": "lifecycle", "interval": "week", "event": "open"}
///
/// - `new`: active in the interval, and the first event ever lies in it.
/// - `current`: active in it and in the one before, not new.
/// - `resurrected`: active in it, not in the one before, not new.
/// - `dormant`: active in the one before, not in it.
package struct LifecycleChart: Chart {
    package static let kind = "lifecycle"

    /// What counts as activity.
    package var event: EventSelection

    package init(event: EventSelection = .anyActive) { self.event = event }

    package init(_ reader: inout DefinitionReader) { event = reader.event("event") ?? .anyActive }

    package func words(in context: ChartContext) -> String {
        """
        \(context.unitName) by what they did in each \(context.interval.rawValue): new (first event ever in it), current \
        (active in it and the one before), resurrected (active in it, not in the one before), dormant (active in the one \
        before, not in it). Active means \(event.words).
        """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await lifecycle(in: context)
    }

    /// The numbers as a value.
    package func lifecycle(in context: ChartContext) async throws(ChartError) -> LifecycleAnswer {
        let (outcome, buckets) = try await run(in: context, focus: nil)
        return LifecycleAnswer(
            buckets: buckets, segments: context.segments.map(\.name), counts: outcome.pass.counts,
            incomplete: (0..<buckets.count).map { buckets.isIncomplete($0, asOf: context.asOf) },
            calendar: context.calendar, sql: [outcome.sql])
    }

    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let state: LifecycleState = reader.choice("state", or: .new)
        let bucket = reader.integer("bucket", in: 0...max(0, context.buckets.count - 1)) ?? 0
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let focus = LifecyclePass.Focus(segment: segment, bucket: bucket, state: state)
        let (outcome, _) = try await run(in: context, focus: focus)
        return ChartUnits(units: outcome.pass.units.sorted(), names: outcome.names)
    }

    private func run(
        in context: ChartContext, focus: LifecyclePass.Focus?
    ) async throws(ChartError) -> (EventLog.Outcome<LifecyclePass>, Buckets) {
        let buckets = context.buckets
        let extended = buckets.extended(before: 1, in: context.calendar)
        var request = context.request(from: extended.start, to: extended.end)
        let activity = request.place(of: .event(event))
        let segments = context.segmentTests(&request)
        request.wanted = [activity]
        request.needsFirst = true
        let outcome = try await context.log.run(request) { _ in
            LifecyclePass(
                buckets: extended, activity: UInt64(1) << UInt64(activity), segments: segments, focus: focus)
        }
        return (outcome, buckets)
    }
}

/// What somebody is in an interval.
package enum LifecycleState: String, CaseIterable, Sendable { case new, current, resurrected, dormant }
