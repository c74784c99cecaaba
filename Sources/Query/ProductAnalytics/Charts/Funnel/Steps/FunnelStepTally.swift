/// Counts ways of people one at a time, each in one group, with next to no work for each.
struct FunnelStepTally {
    private let steps: Int
    /// By group and number of steps, less 1.
    private var depths: [Int] = []
    private var open: [Int] = []
    private var records = FunnelRecords()

    init(steps: Int) { self.steps = steps }

    /// - Parameters:
    ///   - depth: How many steps were reached, at least 1.
    ///   - time: When each of them was.
    @inline(__always)
    mutating func add(
        _ group: Int, depth: Int, isOpen: Bool, value: Double, time: (_ step: Int) -> Int64
    ) {
        if group >= open.count { makeRoom(for: group) }
        depths[group * steps + depth - 1] += 1
        if isOpen { open[group] += 1 }
        guard depth > 1 || !value.isNaN else { return }
        records.add(group, steps: steps, value: value) { step in step < depth ? time(step) : FunnelTally.noTime }
    }

    private mutating func makeRoom(for group: Int) {
        let missing = group + 1 - open.count
        open += Array(repeating: 0, count: missing)
        depths += Array(repeating: 0, count: missing * steps)
    }

    func put(into tally: inout FunnelTally, at index: Int) {
        tally.add(depths: depths, open: open, records: records, to: index)
    }
}
