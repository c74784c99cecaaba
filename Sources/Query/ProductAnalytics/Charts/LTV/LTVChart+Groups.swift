extension LTVChart {
    /// What a pass returned, with the groups that are drawn.
    typealias Ranked<Pass: LTVGrouped> = (outcome: EventLog.Outcome<Pass>, ranking: LTVRanking, sql: [String])

    /// Reads once to rank the groups, and where the rest is one group once more: in Other each unit counts once, which sums of
    /// groups don't say.
    /// - Parameter run: Reads, with the groups that are told apart, or with all.
    func ranked<Pass: LTVGrouped>(
        _ run: (_ told: [String?]?) async throws(ChartError) -> EventLog.Outcome<Pass>
    ) async throws(ChartError) -> Ranked<Pass> {
        let all = try await run(nil)
        guard groupBy != nil, let values = all.dictionaries.first else { return (all, .everybody, [all.sql]) }
        let ranking = LTVRanking(all.pass.weights, values, top: top, rest: rest)
        guard rest == .other, ranking.hasRest else { return (all, ranking, [all.sql]) }
        let told = try await run(ranking.told)
        return (told, ranking.again(told.dictionaries.first ?? values), [all.sql, told.sql])
    }

    /// The groups that have to be told apart to list the units of one.
    /// - Throws: ``ChartError/invalid(_:)`` for Other where all groups are told apart.
    func told<Pass: LTVGrouped>(
        for group: LTVGroup, _ run: (_ told: [String?]?) async throws(ChartError) -> EventLog.Outcome<Pass>
    ) async throws(ChartError) -> [String?]? {
        guard group == .other else { return nil }
        let all = try await run(nil)
        let ranking = all.dictionaries.first.map { LTVRanking(all.pass.weights, $0, top: top, rest: rest) }
        guard groupBy != nil, rest == .other, let ranking, ranking.hasRest else {
            throw .invalid("other", "No groups are together in Other.")
        }
        return ranking.told
    }
}
