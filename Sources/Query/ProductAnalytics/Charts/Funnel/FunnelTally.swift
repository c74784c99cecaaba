/// What a funnel counts, by series (a segment, and the whole range or a bucket of starts) and by group.
struct FunnelTally: Sendable {
    /// One way of a unit through the funnel.
    struct Entry: Sendable {
        /// Places of groups, each once.
        var groups: [Int]
        /// The steps reached, the first in the lowest bit.
        var reached: UInt64
        /// When each step was reached; ``noTime`` if it was not.
        var times: [Int64]
        /// Whether it may still convert.
        var isOpen: Bool
        /// The property at the last step; not a number where there is none.
        var value: Double
    }

    struct Series: Sendable {
        /// By group and step.
        var counts: [Int] = []
        /// Distinct units, by group and step.
        var units: [Int] = []
        /// By group.
        var open: [Int] = []
        /// What took time.
        var records = FunnelRecords()
        /// What several groups share, so that a sum of groups can count it once.
        var sharedCounts: [Shared] = []
        var sharedUnits: [Shared] = []
    }

    struct Shared: Sendable {
        var groups: [Int] = []
        /// The steps reached in each group, with ``openBit``.
        var reached: [UInt64] = []

        mutating func add(_ group: Int, _ bits: UInt64) {
            if let place = groups.firstIndex(of: group) {
                reached[place] |= bits
            } else {
                groups.append(group)
                reached.append(bits)
            }
        }
    }

    static let noTime = Int64.min
    static let openBit = UInt64(1) << 63

    let steps: Int
    /// Whether an entry is an attempt rather than a unit.
    let countsAttempts: Bool
    var series: [Series]
    private(set) var groupCount = 0

    init(steps: Int, series: Int, countsAttempts: Bool) {
        self.steps = steps
        self.countsAttempts = countsAttempts
        self.series = Array(repeating: Series(), count: series)
    }

    /// Counts all entries of one unit.
    mutating func add(_ entries: [Entry], to index: Int) {
        guard let first = entries.first else { return }
        if entries.count == 1, first.groups.count == 1 {
            let group = first.groups[0]
            count(first, group, shared: -1, in: index)
            addUnit(group, first.reached, in: index)
            return
        }
        var unit = Shared()
        for entry in entries {
            for group in entry.groups { unit.add(group, entry.reached | (entry.isOpen ? Self.openBit : 0)) }
        }
        let unitShared = unit.groups.count > 1 && !countsAttempts ? Int32(series[index].sharedCounts.count) : -1
        if unitShared >= 0 { series[index].sharedCounts.append(unit) }
        for entry in entries {
            var shared = unitShared
            if countsAttempts, entry.groups.count > 1 {
                shared = Int32(series[index].sharedCounts.count)
                let bits = entry.reached | (entry.isOpen ? Self.openBit : 0)
                series[index].sharedCounts.append(
                    Shared(groups: entry.groups, reached: Array(repeating: bits, count: entry.groups.count)))
            }
            for group in entry.groups { count(entry, group, shared: shared, in: index) }
        }
        if unit.groups.count > 1 { series[index].sharedUnits.append(unit) }
        for (group, reached) in zip(unit.groups, unit.reached) { addUnit(group, reached, in: index) }
    }

    private mutating func count(_ entry: Entry, _ group: Int, shared: Int32, in index: Int) {
        makeRoom(for: group, in: index)
        for step in 0..<steps where entry.reached >> UInt64(step) & 1 != 0 {
            series[index].counts[group * steps + step] += 1
        }
        if entry.isOpen { series[index].open[group] += 1 }
        // Who did the first step alone took no time.
        guard entry.reached > 1 || !entry.value.isNaN else { return }
        series[index].records.add(group, shared: shared, times: entry.times, value: entry.value)
    }

    /// Counts ways that were counted already.
    /// - Parameters:
    ///   - depths: By group and number of steps, less 1: how many ways have just these steps, the first of all.
    ///   - open: By group.
    ///   - records: Of those that took time.
    mutating func add(depths: [Int], open: [Int], records: FunnelRecords, to index: Int) {
        guard !open.isEmpty else { return }
        makeRoom(for: open.count - 1, in: index)
        for group in open.indices {
            series[index].open[group] += open[group]
            var deeper = 0
            for step in stride(from: steps - 1, through: 0, by: -1) {
                deeper += depths[group * steps + step]
                series[index].counts[group * steps + step] += deeper
            }
        }
        series[index].records.append(records, shift: 0)
    }

    private mutating func addUnit(_ group: Int, _ reached: UInt64, in index: Int) {
        guard countsAttempts else { return }
        for step in 0..<steps where reached >> UInt64(step) & 1 != 0 {
            series[index].units[group * steps + step] += 1
        }
    }

    private mutating func makeRoom(for group: Int, in index: Int) {
        groupCount = max(groupCount, group + 1)
        let missing = group + 1 - series[index].open.count
        guard missing > 0 else { return }
        series[index].open += Array(repeating: 0, count: missing)
        series[index].counts += Array(repeating: 0, count: missing * steps)
        if countsAttempts { series[index].units += Array(repeating: 0, count: missing * steps) }
    }

    mutating func merge(_ other: FunnelTally) {
        for (index, theirs) in other.series.enumerated() {
            if !theirs.open.isEmpty { makeRoom(for: theirs.open.count - 1, in: index) }
            for place in theirs.counts.indices { series[index].counts[place] += theirs.counts[place] }
            for place in theirs.units.indices { series[index].units[place] += theirs.units[place] }
            for place in theirs.open.indices { series[index].open[place] += theirs.open[place] }
            series[index].records.append(theirs.records, shift: Int32(series[index].sharedCounts.count))
            series[index].sharedCounts += theirs.sharedCounts
            series[index].sharedUnits += theirs.sharedUnits
        }
        groupCount = max(groupCount, other.groupCount)
    }
}
