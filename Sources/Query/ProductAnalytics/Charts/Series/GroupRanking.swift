/// The groups of a breakdown that are told apart, best first.
package struct GroupRanking: Sendable, Equatable {
    /// The values of each group, one for each property; `nil` is the missing value.
    package var groups: [[String?]]
    /// Whether the rest is a group too.
    package var hasOther: Bool
    /// How many groups there are in all.
    package var all: Int
    /// What was asked of the warehouse.
    package var sql: String

    /// What a reader should know; nothing if every group is told apart.
    func note(_ rest: Breakdown.Rest) -> String? {
        guard all > groups.count else { return nil }
        return "The largest \(groups.count) of \(all) groups are told apart"
            + (rest == .other ? "; the others are together in Other." : "; the others are left out.")
    }
}

extension ChartContext {
    /// Ranks the groups of an event by the distinct units that did it in the buckets, in any segment. Equal ones stand by
    /// their values in binary order.
    /// - Returns: `nil` without a breakdown.
    func ranking(
        of breakdown: Breakdown, in buckets: Buckets, newIn: Buckets, choose: (inout EventRequest) -> ChosenEvent
    ) async throws(ChartError) -> GroupRanking? {
        guard !breakdown.properties.isEmpty else { return nil }
        if let told = toldGroups?.ranking { return told }
        var request = self.request(from: buckets.start, to: buckets.end)
        let event = choose(&request)
        let segments = segmentTests(&request)
        request.needsFirst = request.needsFirst || segments.contains(where: \.onlyNew)
        let columns = breakdown.properties.map { request.place(of: $0) }
        let outcome = try await log.run(request) { dictionaries in
            RankingPass(
                activity: SeriesActivity(
                    SeriesPlan(segments: segments, groups: nil), of: event, in: buckets, newIn: newIn),
                values: GroupValues(columns: columns, dictionaries: dictionaries))
        }
        let ranked = outcome.pass.units.map { codes, units in
            let texts = zip(columns, codes).map { outcome.dictionaries[$0].text(of: $1) }
            return (texts: texts, key: Array(ChartSeries.shown(texts).joined(separator: "\u{0}").utf8), units: units)
        }.sorted { $0.units != $1.units ? $0.units > $1.units : $0.key.lexicographicallyPrecedes($1.key) }
        let ranking = GroupRanking(
            groups: ranked.prefix(breakdown.top).map(\.texts),
            hasOther: breakdown.rest == .other && ranked.count > breakdown.top, all: ranked.count, sql: outcome.sql)
        toldGroups?.ranking = ranking
        return ranking
    }
}

/// Counts the units of each group.
private struct RankingPass: UnitPass {
    var activity: SeriesActivity
    var values: GroupValues
    private(set) var units: [[Int32]: Int] = [:]
    private var seen: Set<[Int32]> = []

    init(activity: SeriesActivity, values: GroupValues) {
        self.activity = activity
        self.values = values
    }

    mutating func add(_ events: UnitEvents) {
        seen.removeAll(keepingCapacity: true)
        for row in activity.rows(of: events) {
            for group in values.tuples(of: row, in: events.table) where seen.insert(group).inserted {
                units[group, default: 0] += 1
            }
        }
    }

    mutating func merge(_ other: RankingPass) { units.merge(other.units, uniquingKeysWith: +) }
}
