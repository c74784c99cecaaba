/// Ranks the groups of each scope (an event, or all events of a formula) over the whole range. Parts of one scope may be
/// divided by different properties; their groups are joined by their texts. An event of several segments counts once.
struct SegmentationRanking: UnitPass {
    /// By what.
    enum Measure: Hashable, Sendable {
        case uniques, totals, sum
        /// Distinct pairs of unit and value.
        case pairs
    }

    /// A stream that counts for a scope, or that only tells which groups there are.
    struct Part: Sendable {
        var stream: SegmentationStream
        var scope: Int
        var counts: Bool
    }

    private struct PairKey: Hashable {
        var group: Int
        var value: Int32
    }

    let scene: SegmentationScene
    let parts: [Part]
    let measure: Measure
    /// By part.
    private var groups: [GroupIndex]
    private var ranks: [[Double]]
    /// By part, the unit that counted last for each group.
    private var counted: [[Int]]
    private var pairs: Set<PairKey> = []
    private var unit = 0

    init(scene: SegmentationScene, parts: [Part], measure: Measure) {
        self.scene = scene
        self.parts = parts
        self.measure = measure
        groups = Array(repeating: GroupIndex(), count: parts.count)
        ranks = Array(repeating: [], count: parts.count)
        counted = Array(repeating: [], count: parts.count)
    }

    mutating func add(_ events: UnitEvents) {
        unit += 1
        for place in parts.indices {
            let part = parts[place]
            if measure == .pairs { pairs.removeAll(keepingCapacity: true) }
            let scene = scene
            var (row, segment) = (-1, -1)
            part.stream.forEach(in: events, scene) { occurrence in
                if occurrence.row != row { (row, segment) = (occurrence.row, occurrence.segment) }
                if occurrence.segment == segment, occurrence.position >= scene.axis.back {
                    count(occurrence, part, place)
                }
            }
        }
    }

    private mutating func count(_ occurrence: Occurrence, _ part: Part, _ place: Int) {
        let group = groups[place].place(of: occurrence.key)
        if group == ranks[place].count { ranks[place].append(0) }
        guard part.counts else { return }
        switch measure {
        case .totals: ranks[place][group] += 1
        case .sum: if !occurrence.number.isNaN { ranks[place][group] += occurrence.number }
        case .uniques:
            if group >= counted[place].count {
                let missing = max(group + 1, counted[place].count * 2) - counted[place].count
                counted[place] += Array(repeating: 0, count: missing)
            }
            if counted[place][group] != unit {
                counted[place][group] = unit
                ranks[place][group] += 1
            }
        case .pairs:
            guard occurrence.value != ValueDictionary.none else { return }
            if pairs.insert(PairKey(group: group, value: occurrence.value)).inserted { ranks[place][group] += 1 }
        }
    }

    mutating func merge(_ other: SegmentationRanking) {
        for part in groups.indices {
            for (place, key) in other.groups[part].keys.enumerated() {
                let group = groups[part].place(of: key)
                if group == ranks[part].count { ranks[part].append(0) }
                ranks[part][group] += other.ranks[part][place]
            }
        }
    }

    /// The groups of a scope from the highest rank down, equal ones by their values in binary order.
    func ranked(scope: Int) -> [BreakdownValues] {
        var sums: [BreakdownValues: Double] = [:]
        for (place, part) in parts.enumerated() where part.scope == scope {
            let dictionaries = part.stream.breakdowns.map { scene.dictionaries[$0.column] }
            for (group, key) in groups[place].keys.enumerated() {
                sums[dictionaries.indices.map { dictionaries[$0].text(of: key[$0]) }, default: 0] += ranks[place][group]
            }
        }
        return sums.sorted { left, right in
            left.value != right.value ? left.value > right.value : Self.precedes(left.key, right.key)
        }.map(\.key)
    }

    /// Binary order; the missing value stands where its words `(none)` would.
    private static func precedes(_ left: BreakdownValues, _ right: BreakdownValues) -> Bool {
        for (a, b) in zip(left, right) where a != b {
            let (textA, textB) = (a ?? PropertyFilter.noneText, b ?? PropertyFilter.noneText)
            if textA == textB { return a == nil }
            return textA.utf8.lexicographicallyPrecedes(textB.utf8)
        }
        return false
    }
}
