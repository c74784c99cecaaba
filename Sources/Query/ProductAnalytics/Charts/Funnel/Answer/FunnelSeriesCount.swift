/// Works out the numbers of each series of a funnel: of segments, and of their groups.
struct FunnelSeriesCount: Sendable {
    /// Which numbers belong to a series.
    private struct Part: Sendable {
        var segment: Int
        var group: FunnelGroup
        /// Places of groups.
        var places: [Int]
        /// Whether what several groups share counts once.
        var isTogether = false
    }

    private let pass: FunnelPass
    private let ranking: FunnelRanking?

    init(_ pass: FunnelPass, _ ranking: FunnelRanking?) {
        self.pass = pass
        self.ranking = ranking
    }

    /// In order, each segment with its groups.
    func series(of segments: Int) async -> [FunnelSeries] {
        // The whole takes about as long as all groups together.
        async let groups = groups(parts(segments) { $0 != .all })
        let whole = parts(segments) { $0 == .all }.map { part in
            let tally = pass.isCountedByGroup ? pass.groups : pass.whole
            return series(part, tally) { _, series in series.records.places }
        }
        return (whole + (await groups)).enumerated().sorted {
            ($0.element.segment, $0.offset) < ($1.element.segment, $1.offset)
        }.map(\.element)
    }

    private func parts(_ segments: Int, _ isWanted: (FunnelGroup) -> Bool) -> [Part] {
        var parts: [Part] = []
        for segment in 0..<segments {
            let all = pass.isCountedByGroup ? Array(0..<pass.groups.groupCount) : [0]
            parts.append(Part(segment: segment, group: .all, places: all))
            guard let ranking else { continue }
            for group in ranking.top {
                parts.append(Part(segment: segment, group: .value(ranking.text(of: group)), places: [group]))
            }
            if ranking.hasOther {
                parts.append(Part(segment: segment, group: .other, places: ranking.rest, isTogether: true))
            }
            if ranking.hasNotReached { parts.append(Part(segment: segment, group: .notReached, places: [0])) }
        }
        return parts.filter { isWanted($0.group) }
    }

    private func groups(_ parts: [Part]) -> [FunnelSeries] {
        guard !parts.isEmpty else { return [] }
        let orders = pass.groups.series.map { $0.records.byGroup(pass.groups.groupCount) }
        return parts.map { part in
            series(part, pass.groups) { place, series in
                series.records.places(of: part.places, orders[place], countsSharedOnce: part.isTogether)
            }
        }
    }

    /// - Parameter records: The places of the records of the part in a series.
    private func series(
        _ part: Part, _ tally: FunnelTally, _ records: (_ place: Int, FunnelTally.Series) -> ArraySlice<Int32>
    ) -> FunnelSeries {
        let ranking = part.isTogether ? ranking : nil
        let isIn: ((Int) -> Bool)? = ranking.map { ranking in { ranking.isRest($0) } }
        var numbers: [FunnelNumbers] = []
        for place in part.segment * pass.slots..<(part.segment + 1) * pass.slots {
            let series = tally.series[place]
            numbers.append(
                series.numbers(pass.plan.chart, groups: part.places, together: isIn, records(place, series)))
        }
        return FunnelSeries(
            segment: part.segment, group: part.group, numbers: numbers[0], buckets: Array(numbers.dropFirst()))
    }
}
