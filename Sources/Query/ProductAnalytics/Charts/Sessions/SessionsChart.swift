package import JSON

/// How many sessions there are, how long they last and how many end at once.
///
///     {"chart": "sessions", "interval": "day", "sessions": {"timeout_minutes": 30, "cut_at_midnight": true},
///      "event": "view", "length_bins": [0, 10, 60, 600, 86400]}
///
/// - `sessions`: `"recorded"` (the ones that the SDK sent, the default), or how to cut them by time (``SessionRule``).
/// - `event`: a session counts if such an event, with the filters of the segment, is in it; any active event if missing.
///   Lengths and numbers of events are always those of the whole session.
/// - `length_bins`: the edges of the distribution of lengths in seconds, rising; each bin takes its lower edge, the last
///   one its upper edge too.
///
/// A session lies wholly in the bucket of its first active event, and lasts until its last one: by the clock of the device,
/// where all of them came with its time. Sessions of more than 24 hours count as sessions and have no length. A bounce is a
/// session with one active event.
package struct SessionsChart: Chart {
    package static let kind = "sessions"

    package var sessions: SessionRule
    package var event: EventSelection
    /// Microseconds, rising.
    package var lengthBins: [Int64]

    package static let defaultBins: [Int64] = [0, 3, 10, 30, 60, 180, 600, 1_800, 3_600, 86_400].map {
        $0 * ChartCalendar.second
    }

    package init(
        sessions: SessionRule = .recorded, event: EventSelection = .anyActive, lengthBins: [Int64] = defaultBins
    ) {
        self.sessions = sessions
        self.event = event
        self.lengthBins = lengthBins
    }

    package init(_ reader: inout DefinitionReader) {
        sessions = reader.sessionRule("sessions")
        event =
            reader.undividedEvent(
                "event", "Sessions have no breakdown: leave group_by out, and tell them apart by segments.")
            ?? .anyActive
        lengthBins = Self.defaultBins
        guard let edges = reader.value("length_bins") else { return }
        let seconds = (edges.arrayValue ?? []).compactMap(\.doubleValue)
        let rises = zip(seconds, seconds.dropFirst()).allSatisfy { $0 < $1 }
        guard seconds.count == edges.arrayValue?.count, (2...101).contains(seconds.count), rises,
            seconds.allSatisfy({ (0...86_400).contains($0) })
        else {
            reader.report(
                "length_bins", "This has to be a list of 2 to 101 rising numbers of seconds, from 0 to 86400.")
            return
        }
        lengthBins = seconds.map { Int64(($0 * Double(ChartCalendar.second)).rounded()) }
    }

    package static let isComparable = true

    package func span(in context: ChartContext) -> ChartSpan { .whole(context.buckets, in: context) }

    package func words(in context: ChartContext) -> String {
        """
        \(sessions.words.first.map { $0.uppercased() } ?? "")\(sessions.words.dropFirst()) of \(context.unitName) with \
        \(event.words) in them, by the \(context.interval.rawValue) of their first active event. A session's length is the \
        time from its first to its last active event, by the clock of the device where it is known; one of more than 24 hours \
        has none. A bounce has one active event.
        """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await sessions(in: context)
    }

    /// The numbers as a value.
    package func sessions(in context: ChartContext) async throws(ChartError) -> SessionsAnswer {
        let outcome = try await run(in: context, focus: nil)
        var answer = SessionsAnswer(
            buckets: context.buckets, segments: context.segments.map(\.name), tally: outcome.pass.tally,
            lengthBins: lengthBins, asOf: context.asOf, calendar: context.calendar, sampling: context.sampling,
            sql: [outcome.sql], notes: notes)
        answer.noteLeftOut()
        return answer
    }

    /// - Parameter point: `{"metric": "users"}`, `{"metric": "bounced_users"}` or `{"metric": "length_users", "bin": 2}`,
    ///   with `"segment"` and `"bucket"`; without a bucket the whole range.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        enum Metric: String, CaseIterable {
            case users
            case bouncedUsers = "bounced_users"
            case lengthUsers = "length_users"
        }
        var reader = DefinitionReader(point)
        let metric: Metric = reader.choice("metric", or: .users)
        let bucket = reader.integer("bucket", in: 0...max(0, context.buckets.count - 1))
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        let bin = reader.integer("bin", in: 0...lengthBins.count - 2)
        if metric == .lengthUsers, bin == nil { reader.report("bin", "Say which bin of lengths, from 0.") }
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let measure: SessionTally.Measure =
            switch metric {
            case .users: .sessions
            case .bouncedUsers: .bounces
            case .lengthUsers: .length(bin: bin ?? 0)
            }
        let focus = SessionTally.Focus(segment: segment, bucket: bucket, measure: measure)
        let outcome = try await run(in: context, focus: focus)
        return ChartUnits(units: outcome.pass.tally.units.sorted(), names: outcome.names)
    }

    private var notes: [String] {
        guard case .recorded = sessions else { return [] }
        return ["Events outside of any recorded session are not counted."]
    }

    private func run(
        in context: ChartContext, focus: SessionTally.Focus?
    ) async throws(ChartError) -> EventLog.Outcome<SessionsPass> {
        let buckets = context.buckets
        var request = context.request(
            from: buckets.start - SessionCutter.margin, to: buckets.end + 2 * SessionCutter.margin)
        let active = UInt64(1) << UInt64(request.place(of: .isActive))
        let counted = UInt64(1) << UInt64(request.place(of: event))
        let segments = context.segmentTests(&request)
        let cutter = try SessionCutter(sessions, &request, in: context)
        request.needsClientTimes = true
        request.needsFirst = context.segments.contains(where: \.onlyNew)
        let tally = SessionTally(
            buckets: buckets.count, segments: segments.count, lengthBins: lengthBins, focus: focus)
        return try await context.log.run(request) { _ in
            SessionsPass(
                buckets: buckets, cutter: cutter, active: active, counted: counted, segments: segments, tally: tally)
        }
    }
}
