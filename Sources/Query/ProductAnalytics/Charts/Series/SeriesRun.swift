/// What a pass over the series of one event returned.
struct SeriesRun<Pass: UnitPass>: Sendable {
    var pass: Pass
    /// The groups that are told apart; `nil` without a breakdown.
    var ranking: GroupRanking?
    /// The units' names if they are texts.
    var names: UnitNames?
    var sql: [String]
}

extension ChartContext {
    /// Ranks the groups of an event if it is broken down, then reads it and folds it series by series.
    /// - Parameters:
    ///   - from: The first moment to read; `nil` reads all that there is.
    ///   - buckets: In which buckets the event is looked for.
    ///   - ranked: In which buckets groups are ranked: those of the range.
    ///   - newIn: The intervals in which somebody is new, for segments of new units.
    ///   - prepare: What else is to be read.
    func run<Pass: UnitPass>(
        _ event: EventSelection, by breakdown: Breakdown, from: Int64?, to: Int64, in buckets: Buckets,
        rankedIn ranked: Buckets, newIn: Buckets, prepare: (inout EventRequest) -> Void = { _ in },
        _ make: (_ activity: SeriesActivity, _ event: ChosenEvent) -> Pass
    ) async throws(ChartError) -> SeriesRun<Pass> {
        let choose = { (request: inout EventRequest) in request.choose(event) }
        let ranking = try await ranking(of: breakdown, in: ranked, newIn: newIn, choose: choose)
        var reading = SeriesReading(
            request(from: from, to: to), in: self, breakdown: breakdown, ranking: ranking, newIn: newIn, choose: choose)
        prepare(&reading.request)
        // Days say where a unit's first event lies, but not where its second one does: a day may have had both.
        reading.request.needsOnlyDays =
            ranking == nil && (event.occurrence ?? 1) == 1 && buckets.interval.isWholeDays && calendar.isUTC
        let outcome = try await log.run(reading.request) { dictionaries in
            make(reading.activity(in: buckets, dictionaries), reading.event)
        }
        return SeriesRun(
            pass: outcome.pass, ranking: ranking, names: outcome.names,
            sql: (ranking.map { [$0.sql] } ?? []) + [outcome.sql])
    }
}
