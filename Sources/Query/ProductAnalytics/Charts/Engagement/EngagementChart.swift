package import JSON

/// Which events many people do, and which are done often: one point for each event.
///
///     {"chart": "engagement", "range": {"last": 30, "unit": "day"}, "events": ["open", "share"], "frequency": "times"}
///
/// For each event x is the share of the active users of the range who did it, y how often they did it on average. The
/// medians of the events' x and y cut the plane into quadrants; an event on a median is in the higher one.
///
/// Parameters:
/// - `events`: the events; every type that counts as activity if it is missing.
/// - `frequency`: `times`, or `days` for distinct days.
package struct EngagementChart: Chart {
    package static let kind = "engagement"

    package enum Frequency: String, Hashable, Sendable, CaseIterable { case times, days }

    /// Empty for every active type.
    package var events: [EventSelection]
    package var frequency: Frequency

    package init(events: [EventSelection] = [], frequency: Frequency = .times) {
        self.events = events
        self.frequency = frequency
    }

    static let mostEvents = 50

    package init(_ reader: inout DefinitionReader) {
        self.init(events: reader.events("events"), frequency: reader.choice("frequency", or: .times))
        if events.count > Self.mostEvents {
            reader.report("events", "Name at most \(Self.mostEvents) events, or none for every type.")
        }
        for (index, event) in events.enumerated() {
            if !event.groupBy.isEmpty {
                reader.report(
                    "events[\(index)].group_by", "The chart has one point for each event: leave group_by out.")
            }
            if event.occurrence != nil {
                reader.report("events[\(index)].occurrence", "The chart counts every event: leave occurrence out.")
            }
        }
    }

    package func words(in context: ChartContext) -> String {
        """
        For each event the share of the active \(context.unitName) of the range who did it, and the average number of \
        \(frequency == .times ? "times" : "distinct days") for each of them. Active means any active event.
        """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await engagement(in: context)
    }

    /// The numbers as a value.
    package func engagement(in context: ChartContext) async throws(ChartError) -> EngagementAnswer {
        let outcome = try await run(in: context, focus: nil)
        let names: [(place: Int, name: String)] =
            events.isEmpty
            ? outcome.pass.places.map { ($0, outcome.dictionaries[0].text(of: Int32($0)) ?? PropertyFilter.noneText) }
                .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            : events.enumerated().map { ($0.offset, $0.element.name) }
        return EngagementAnswer(
            segments: context.segments.map(\.name), events: names.map(\.name), active: outcome.pass.active,
            tallies: outcome.pass.tallies.map { segment in
                names.map { segment.indices.contains($0.place) ? segment[$0.place] : EngagementPass.Tally() }
            }, sampling: context.sampling, sql: [outcome.sql])
    }

    /// The point is `{"segment": 0, "event": "share"}`: who did the event, by its name in the answer; without an event all
    /// active users.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        var reader = DefinitionReader(point)
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        let event = reader.text("event")
        if let event, !events.isEmpty, !events.contains(where: { $0.name == event }) {
            reader.report(
                "event",
                "The chart has no event \"\(event)\"."
                    + DefinitionReader.suggestion(for: event, among: events.map(\.name)))
        }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let outcome = try await run(in: context, focus: (segment, event))
        return ChartUnits(units: outcome.pass.units.sorted(), names: outcome.names)
    }

    private func run(
        in context: ChartContext, focus: (segment: Int, event: String?)?
    ) async throws(ChartError) -> EventLog.Outcome<EngagementPass> {
        var request = context.request(from: context.range.from, to: context.range.to)
        let active = request.place(of: .event(.anyActive))
        let places = events.map { request.place(of: .event($0.anyOccurrence)) }
        let segments = context.segmentTests(&request)
        request.wanted = [active] + places
        request.needsFirst = segments.contains(where: \.onlyNew)
        if events.isEmpty { request.breakdowns = [.eventType] }
        let days = Buckets(from: context.range.from, to: context.range.to, every: .day, in: context.calendar)
        return try await context.log.run(request) { dictionaries in
            let place: Int? = focus?.event.flatMap { name in
                events.isEmpty
                    ? Int(dictionaries[0].code(of: name)) : events.firstIndex { $0.name == name }
            }
            return EngagementPass(
                segments: segments, active: active, events: events.isEmpty ? nil : places, days: days,
                newIn: context.buckets, countsDays: frequency == .days,
                focus: focus.map { EngagementPass.Focus(segment: $0.segment, event: place) })
        }
    }
}
