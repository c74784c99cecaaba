package import JSON

/// What people do before and after they first did something.
///
///     {"chart": "impact", "interval": "week", "treatment": "use search", "outcome": "buy", "intervals": 4,
///      "property": "event.amount"}
///
/// - `treatment`: the first such event in the range is a person's own moment 0; filters of segments are asked of it.
/// - `outcome`: what is counted, in intervals of 24 hours or of 7 times that (`interval`: `day` or `week`), from
///   `-intervals` to `intervals`; interval 0 begins with the treatment.
/// - `property`: a number of the outcome to add up and to average, missing ones left out.
///
/// Whose interval has not ended yet is not in its numbers.
package struct ImpactChart: Chart {
    package static let kind = "impact"

    package var treatment: EventSelection
    package var outcome: EventSelection
    package var intervals: Int
    package var property: PropertyReference?

    package init(
        treatment: EventSelection, outcome: EventSelection, intervals: Int = 4, property: PropertyReference? = nil
    ) {
        self.treatment = treatment
        self.outcome = outcome
        self.intervals = intervals
        self.property = property
    }

    package init(_ reader: inout DefinitionReader) {
        let instead = "Impact has no breakdown: leave group_by out, and tell people apart by segments."
        let treatment = reader.undividedEvent("treatment", instead)
        let outcome = reader.undividedEvent("outcome", instead)
        if treatment == nil { reader.report("treatment", "Say which event people do for the first time.") }
        if outcome == nil { reader.report("outcome", "Say which event is counted before and after.") }
        self.treatment = treatment ?? .any
        self.outcome = outcome ?? .any
        intervals = reader.integer("intervals", in: 1...90) ?? 4
        property = reader.text("property").map(PropertyReference.init)
    }

    package func words(in context: ChartContext) -> String {
        """
        \(outcome.words) of \(context.unitName) in each \(context.interval == .week ? "7 days" : "24 hours") before and after \
        their \(treatment.occurrence == nil ? "first " : "")\(treatment.words) in the range. Whose interval has not ended yet is left out of it.
        """
    }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await impact(in: context)
    }

    /// The numbers as a value.
    package func impact(in context: ChartContext) async throws(ChartError) -> ImpactAnswer {
        let result = try await run(in: context, focus: nil)
        return ImpactAnswer(
            segments: context.segments.map(\.name), intervals: intervals, points: result.pass.points,
            treated: result.pass.treated, hasProperty: property != nil, sampling: context.sampling, sql: [result.sql])
    }

    /// - Parameter point: `{"metric": "people", "interval": -2}`; the metrics `performers`, `active`, and `frequency` with
    ///   `"times"`; `treated` without an interval; with `"segment"`.
    package func units(behind point: JSONValue, in context: ChartContext) async throws(ChartError) -> ChartUnits {
        enum Metric: String, CaseIterable { case treated, people, performers, active, frequency }
        var reader = DefinitionReader(point)
        let metric: Metric = reader.choice("metric", or: .performers)
        let segment = reader.integer("segment", in: 0...context.segments.count - 1) ?? 0
        let interval = metric == .treated ? 0 : reader.integer("interval", in: -intervals...intervals) ?? 0
        let times = metric == .frequency ? reader.integer("times", in: 1...ImpactPass.mostTimes) ?? 1 : 0
        reader.reportUnknownKeys()
        guard reader.allProblems.isEmpty else { throw .invalid(reader.allProblems) }
        let measure: ImpactPass.Measure =
            switch metric {
            case .treated: .treated
            case .people: .people
            case .performers: .performers
            case .active: .active
            case .frequency: .frequency(times: times)
            }
        let focus = ImpactPass.Focus(segment: segment, place: interval + intervals, measure: measure)
        let result = try await run(in: context, focus: focus)
        return ChartUnits(units: result.pass.units.sorted(), names: result.names)
    }

    private func run(
        in context: ChartContext, focus: ImpactPass.Focus?
    ) async throws(ChartError) -> EventLog.Outcome<ImpactPass> {
        guard context.interval == .day || context.interval == .week else {
            throw .invalid("interval", "Impact is counted by day or by week, not by \(context.interval.rawValue).")
        }
        let length = (context.interval == .week ? 7 : 1) * ChartCalendar.day
        var request = context.request(
            from: context.range.from - Int64(intervals) * length,
            to: context.range.to + Int64(intervals + 1) * length)
        let treatment = request.place(of: treatment)
        let outcome = request.place(of: outcome)
        let active = request.place(of: .isActive)
        let segments = context.segmentTests(&request)
        request.wanted = [treatment, outcome, active]
        request.needsFirst = context.segments.contains(where: \.onlyNew)
        let number = property.map { request.place(ofNumber: $0.asAmount) }
        return try await context.log.run(request) { _ in
            ImpactPass(
                range: context.range, asOf: context.asOf, length: length, intervals: intervals,
                treatment: 1 << UInt64(treatment), outcome: 1 << UInt64(outcome), active: 1 << UInt64(active),
                number: number, segments: segments, focus: focus)
        }
    }
}
