/// The order of groups, and their counts where ranking them can do both.
extension SegmentationChart {
    /// By scope, all groups from the highest rank down; none where nothing divides.
    /// - Parameter mayCount: Whether the groups that are found are drawn as they are, so that they may be counted at once.
    /// - Returns: With what was read for it.
    func rank(
        _ plan: SegmentationPlan, _ log: EventLog, segments: Int, mayCount: Bool
    ) async throws(ChartError) -> (groups: [[BreakdownValues]], outcome: EventLog.Outcome<RankedCounts>?) {
        guard plan.lengths.contains(where: { $0 > 0 }) else {
            return (Array(repeating: [], count: plan.scopes), nil)
        }
        let measure = metric.ranking
        let parts = ranked(plan, by: measure)
        let countsAtOnce = mayCount && mayCountAtOnce(plan, log)
        var request = plan.request
        if measure != .sum, !countsAtOnce { request.numbers = [] }
        let ranksUnits = plan.scene.asksUnits || measure == .uniques || measure == .pairs
        request.needsUnits = ranksUnits || countsAtOnce && plan.request.needsUnits
        let outcome = try await log.run(request) { dictionaries in
            var scene = plan.scene
            scene.dictionaries = dictionaries
            let ranking = SegmentationRanking(scene: scene, parts: parts, measure: measure)
            guard countsAtOnce, let groups = possible(plan, dictionaries) else {
                return RankedCounts(ranking: ranking, counts: nil)
            }
            let (rest, hasOther) = (groups.map { _ in [BreakdownValues]() }, groups.map { _ in false })
            let slots = plan.keys.indices.map { self.slots(of: $0, plan, dictionaries, groups, rest, hasOther) }
            let counts = pass(plan, dictionaries, slots, segments: segments, nil)
            return RankedCounts(ranking: ranking, counts: counts)
        }
        return ((0..<plan.scopes).map { outcome.pass.ranking.ranked(scope: $0) }, outcome)
    }

    /// By what groups are ranked: of each scope and event the stream that has the measure.
    private func ranked(
        _ plan: SegmentationPlan, by measure: SegmentationRanking.Measure
    ) -> [SegmentationRanking.Part] {
        var parts: [SegmentationRanking.Part] = []
        for (scope, length) in plan.lengths.enumerated() where length > 0 {
            let places = plan.keys.indices.filter {
                plan.keys[$0].scope == scope && plan.streams[$0].breakdowns.count == length
            }
            for event in Set(places.map { plan.keys[$0].event }) {
                let candidates = places.filter { plan.keys[$0].event == event }
                let best = candidates.first { place in
                    switch measure {
                    case .sum: plan.streams[place].number != nil
                    case .pairs: plan.streams[place].values != nil
                    case .uniques, .totals: plan.streams[place].values == nil
                    }
                }
                guard let place = best ?? candidates.first else { continue }
                var stream = plan.streams[place]
                if measure != .sum { stream.number = nil }
                if measure != .pairs { stream.values = nil }
                parts.append(SegmentationRanking.Part(stream: stream, scope: scope, counts: event != nil))
            }
        }
        return parts
    }

    /// Whether the values of all breakdowns are known before events are read, and reading them twice would cost more.
    private func mayCountAtOnce(_ plan: SegmentationPlan, _ log: EventLog) -> Bool {
        guard log.readsPacks, plan.lengths.allSatisfy({ $0 <= 1 }), let source = log.source as? CanonicalEvents else {
            return false
        }
        return StepsPlan.plan(plan.request, for: source).plan != nil
    }

    /// By scope, all groups that may occur, in the same order for each part of the people.
    /// - Returns: `nil` if more may than are drawn, or none is known.
    private func possible(_ plan: SegmentationPlan, _ dictionaries: [ValueDictionary]) -> [[BreakdownValues]]? {
        var groups: [[BreakdownValues]] = []
        for (scope, length) in plan.lengths.enumerated() {
            guard length > 0 else {
                groups.append([])
                continue
            }
            let places = plan.keys.indices.filter { plan.keys[$0].scope == scope }
            let columns = Set(places.flatMap { plan.streams[$0].breakdowns.map(\.column) })
            let texts = Set(columns.flatMap { dictionaries[$0].texts }).sorted()
            guard !texts.isEmpty, texts.count < top else { return nil }
            groups.append([[nil]] + texts.map { [$0] })
        }
        return groups
    }

    /// The counts of an outcome with its groups drawn from the highest rank down.
    /// - Returns: `nil` if there are none, or values have come up meanwhile for which nothing was counted.
    func counted(
        _ outcome: EventLog.Outcome<RankedCounts>, _ plan: SegmentationPlan, _ ranked: [[BreakdownValues]]
    ) -> SegmentationPass? {
        guard var pass = outcome.pass.counts else { return nil }
        for place in plan.keys.indices where pass.cells[place].slots.isDivided {
            let column = outcome.dictionaries[plan.streams[place].breakdowns[0].column]
            let keys = ranked[plan.keys[place].scope].map { values in
                GroupKey([values[0].map { column.code(of: $0) } ?? ValueDictionary.none])
            }
            guard keys.allSatisfy({ pass.cells[place].slots.placement(of: $0).slot > 0 }) else { return nil }
            pass.change(place) { $0.slots.draw(keys) }
        }
        return pass
    }
}
