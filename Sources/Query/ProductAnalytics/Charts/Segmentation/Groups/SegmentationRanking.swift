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

    fileprivate struct PairKey: Hashable {
        var group: Int
        var value: Int32
    }

    /// The ranks of a part's groups.
    fileprivate struct Ranks: Sendable {
        var groups = GroupIndex()
        var ranks: [Double] = []
        /// The unit that counted last for each group.
        var owners: [Int] = []
        /// Of the current unit.
        var pairs: Set<PairKey> = []
    }

    let scene: SegmentationScene
    let parts: [Part]
    let measure: Measure
    private var readers: [OccurrenceReader]
    private var ranks: [Ranks]
    private var unit = 0

    init(scene: SegmentationScene, parts: [Part], measure: Measure) {
        self.scene = scene
        self.parts = parts
        self.measure = measure
        readers = parts.map { OccurrenceReader($0.stream, scene) }
        ranks = parts.map { _ in Ranks() }
    }

    mutating func add(_ events: UnitEvents) {
        unit += 1
        for place in parts.indices {
            Self.add(
                events, &readers[place], &ranks[place], parts[place].counts ? measure : nil, unit,
                from: scene.axis.back)
        }
    }

    /// - Parameter measure: `nil` only tells which groups there are.
    private static func add(
        _ events: UnitEvents, _ reader: inout OccurrenceReader, _ ranks: inout Ranks, _ measure: Measure?, _ unit: Int,
        from back: Int
    ) {
        if measure == .pairs { ranks.pairs.removeAll(keepingCapacity: true) }
        var (row, segment) = (-1, -1)
        reader.forEach(in: events) { occurrence in
            if occurrence.row != row { (row, segment) = (occurrence.row, occurrence.segment) }
            guard occurrence.segment == segment, occurrence.position >= back else { return }
            ranks.add(occurrence, measure, unit)
        }
    }

    /// Adds to the rank of a group.
    mutating func add(_ rank: Double, to key: GroupKey, part: Int) { ranks[part].add(rank, to: key) }

    mutating func merge(_ other: SegmentationRanking) {
        for part in ranks.indices { ranks[part].merge(other.ranks[part]) }
    }

    /// The groups of a scope from the highest rank down, equal ones by their values in binary order.
    func ranked(scope: Int) -> [BreakdownValues] {
        var sums: [BreakdownValues: Double] = [:]
        for (place, part) in parts.enumerated() where part.scope == scope {
            let dictionaries = part.stream.breakdowns.map { scene.dictionaries[$0.column] }
            for (group, key) in ranks[place].groups.keys.enumerated() {
                sums[dictionaries.indices.map { dictionaries[$0].text(of: key[$0]) }, default: 0] +=
                    ranks[place].ranks[group]
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

extension SegmentationRanking.Ranks {
    fileprivate mutating func add(_ occurrence: Occurrence, _ measure: SegmentationRanking.Measure?, _ unit: Int) {
        let group = place(of: occurrence.key)
        switch measure {
        case nil: break
        case .totals: ranks[group] += 1
        case .sum: if !occurrence.number.isNaN { ranks[group] += occurrence.number }
        case .uniques:
            if owners[group] != unit {
                owners[group] = unit
                ranks[group] += 1
            }
        case .pairs:
            guard occurrence.value != ValueDictionary.none else { return }
            let key = SegmentationRanking.PairKey(group: group, value: occurrence.value)
            if pairs.insert(key).inserted { ranks[group] += 1 }
        }
    }

    fileprivate mutating func add(_ rank: Double, to key: GroupKey) { ranks[place(of: key)] += rank }

    private mutating func place(of key: GroupKey) -> Int {
        let group = groups.place(of: key)
        if group == ranks.count {
            ranks.append(0)
            owners.append(0)
        }
        return group
    }

    fileprivate mutating func merge(_ other: SegmentationRanking.Ranks) {
        for (place, key) in other.groups.keys.enumerated() {
            let group = self.place(of: key)
            ranks[group] += other.ranks[place]
        }
    }
}
