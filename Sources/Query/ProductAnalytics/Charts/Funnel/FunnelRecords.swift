/// When the steps of ways through a funnel were reached, and what the last one was worth, by column.
struct FunnelRecords: Sendable {
    /// The group of each.
    private(set) var groups: [Int32] = []
    /// The mark of what several groups share, -1 for none; empty if nothing is shared.
    private(set) var shared: [Int32] = []
    /// Of all steps one after the other; ``FunnelTally/noTime`` where a step was not reached.
    private(set) var times: [Int64] = []
    /// Not a number where there is none; empty if there are none at all.
    private(set) var values: [Double] = []

    var count: Int { groups.count }

    mutating func add(_ group: Int, shared mark: Int32 = -1, times: [Int64], value: Double) {
        if mark >= 0 || !shared.isEmpty { addMark(mark) }
        if !value.isNaN || !values.isEmpty { addValue(value) }
        groups.append(Int32(truncatingIfNeeded: group))
        self.times += times
    }

    /// Adds one that shares nothing.
    /// - Parameter time: When a step was reached.
    @inline(__always)
    mutating func add(_ group: Int, steps: Int, value: Double, time: (_ step: Int) -> Int64) {
        if !value.isNaN || !values.isEmpty { addValue(value) }
        groups.append(Int32(truncatingIfNeeded: group))
        for step in 0..<steps { times.append(time(step)) }
    }

    private mutating func addMark(_ mark: Int32) {
        shared += Array(repeating: -1, count: groups.count - shared.count)
        shared.append(mark)
    }

    private mutating func addValue(_ value: Double) {
        values += Array(repeating: .nan, count: groups.count - values.count)
        values.append(value)
    }

    /// - Parameter shift: What to add to the marks of the other.
    mutating func append(_ other: FunnelRecords, shift: Int32) {
        if count == 0, shift == 0 {
            self = other
            return
        }
        if !shared.isEmpty || !other.shared.isEmpty {
            shared += Array(repeating: -1, count: count - shared.count)
            shared += other.shared.map { $0 < 0 ? $0 : $0 + shift }
            shared += Array(repeating: -1, count: other.count - other.shared.count)
        }
        if !values.isEmpty || !other.values.isEmpty {
            values += Array(repeating: .nan, count: count - values.count)
            values += other.values
            values += Array(repeating: .nan, count: other.count - other.values.count)
        }
        groups += other.groups
        times += other.times
    }

    /// The places of all.
    var places: ArraySlice<Int32> { (0..<Int32(truncatingIfNeeded: count)).map { $0 }[...] }

    /// Places of records, those of one group after those of the other.
    struct ByGroup: Sendable {
        fileprivate let places: [Int32]
        /// Where each group begins, and the end.
        fileprivate let starts: [Int]
    }

    /// - Parameter count: How many groups there are.
    func byGroup(_ count: Int) -> ByGroup {
        var starts = Array(repeating: 0, count: count + 1)
        for group in groups { starts[Int(group) + 1] += 1 }
        for group in 0..<count { starts[group + 1] += starts[group] }
        var next = starts
        var places = Array(repeating: Int32(0), count: groups.count)
        for (place, group) in groups.enumerated() {
            places[next[Int(group)]] = Int32(truncatingIfNeeded: place)
            next[Int(group)] += 1
        }
        return ByGroup(places: places, starts: starts)
    }

    /// The places of the records of groups.
    /// - Parameter countsSharedOnce: Whether of what they share only the deepest is taken.
    func places(of wanted: [Int], _ order: ByGroup, countsSharedOnce: Bool) -> ArraySlice<Int32> {
        let known = wanted.filter { $0 + 1 < order.starts.count }
        guard let first = known.first else { return [] }
        if known.count == 1 { return order.places[order.starts[first]..<order.starts[first + 1]] }
        if known.count + 1 == order.starts.count, shared.isEmpty { return order.places[...] }
        var all: [Int32] = []
        for group in known { all += order.places[order.starts[group]..<order.starts[group + 1]] }
        guard countsSharedOnce, !shared.isEmpty else { return all[...] }
        var places: [Int32] = []
        var deepest: [Int32: Int32] = [:]
        for place in all.sorted() {
            let mark = shared[Int(place)]
            guard mark >= 0 else {
                places.append(place)
                continue
            }
            if let known = deepest[mark], !isDeeper(Int(place), than: Int(known)) { continue }
            deepest[mark] = place
        }
        return (places + deepest.values.sorted())[...]
    }

    private func isDeeper(_ place: Int, than other: Int) -> Bool {
        let steps = times.count / count
        func depth(_ place: Int) -> Int {
            times[place * steps..<(place + 1) * steps].count { $0 != FunnelTally.noTime }
        }
        let (new, old) = (depth(place), depth(other))
        return new != old ? new > old : times[place * steps] < times[other * steps]
    }

    /// How long it took from one step to another, where both were reached; never less than nothing.
    /// - Parameter durations: Where they go, with room for all.
    /// - Returns: How many there are.
    func durations(
        from first: Int, to last: Int, of steps: Int, at places: ArraySlice<Int32>,
        into durations: UnsafeMutableBufferPointer<Int64>
    ) -> Int {
        var count = 0
        times.withUnsafeBufferPointer { times in
            places.withUnsafeBufferPointer { places in
                for place in places {
                    let (start, end) = (times[Int(place) * steps + first], times[Int(place) * steps + last])
                    // What is not one is overwritten by the next.
                    durations[count] = max(0, end &- start)
                    count += start != FunnelTally.noTime && end != FunnelTally.noTime ? 1 : 0
                }
            }
        }
        return count
    }
}
