/// Which groups of a breakdown are told apart: those with the most starts in the whole range, all segments together; equal
/// ones by their values in binary order.
struct FunnelRanking: Sendable {
    /// Places of groups in the tally, the largest first.
    let top: [Int]
    let rest: [Int]
    let hasOther: Bool
    let hasNotReached: Bool
    private let isTop: [Bool]
    private let texts: [Int: String]

    /// `nil` without a breakdown.
    init?(_ pass: FunnelPass) {
        guard let breakdown = pass.plan.chart.breakdown, let column = pass.plan.breakdownColumn else { return nil }
        let tally = pass.groups
        var starts = Array(repeating: 0, count: tally.groupCount)
        for segment in pass.plan.segments.indices {
            let series = tally.series[segment * pass.slots]
            let counts = tally.countsAttempts ? series.units : series.counts
            for group in series.open.indices { starts[group] += counts[group * tally.steps] }
        }
        let dictionary = pass.plan.dictionaries[column]
        var texts: [Int: String] = [:]
        for group in starts.indices.dropFirst() where starts[group] > 0 {
            if let text = FunnelValues.text(of: group, in: dictionary) { texts[group] = text }
        }
        let ranked = starts.indices.dropFirst().filter { starts[$0] > 0 }.sorted { left, right in
            if starts[left] != starts[right] { return starts[left] > starts[right] }
            let (a, b) = (texts[left] ?? PropertyFilter.noneText, texts[right] ?? PropertyFilter.noneText)
            return a.utf8.lexicographicallyPrecedes(b.utf8)
        }
        top = Array(ranked.prefix(breakdown.top))
        rest = Array(ranked.dropFirst(breakdown.top))
        hasOther = breakdown.hasOther && ranked.count > breakdown.top
        hasNotReached = (starts.first ?? 0) > 0
        var isTop = Array(repeating: false, count: tally.groupCount)
        for group in top { isTop[group] = true }
        self.isTop = isTop
        self.texts = texts
        all = ranked.count
    }

    /// How many groups there are in all.
    private let all: Int

    func text(of group: Int) -> String? { texts[group] }

    func isRest(_ group: Int) -> Bool { group > 0 && !isTop[group] }

    /// The group of a value among those told apart.
    func group(_ value: String?) -> Int? { top.first { texts[$0] == value } }

    var note: String? {
        guard !rest.isEmpty else { return nil }
        return "The largest \(top.count) of \(all) groups are told apart"
            + (hasOther ? "; the others are together in Other." : "; the others are left out.")
    }
}
