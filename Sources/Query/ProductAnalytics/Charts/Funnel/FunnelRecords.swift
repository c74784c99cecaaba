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

    /// The places of the records of groups.
    /// - Parameter countsSharedOnce: Whether of what they share only the deepest is taken.
    func places(of wanted: [Int], countsSharedOnce: Bool) -> [Int] {
        guard let last = wanted.max(), count > 0 else { return [] }
        var isWanted = Array(repeating: false, count: last + 1)
        for group in wanted { isWanted[group] = true }
        var places: [Int] = []
        guard countsSharedOnce, !shared.isEmpty else {
            for (place, group) in groups.enumerated() where group <= last && isWanted[Int(group)] {
                places.append(place)
            }
            return places
        }
        var deepest: [Int32: Int] = [:]
        for (place, group) in groups.enumerated() where group <= last && isWanted[Int(group)] {
            let mark = shared[place]
            guard mark >= 0 else {
                places.append(place)
                continue
            }
            if let known = deepest[mark], !isDeeper(place, than: known) { continue }
            deepest[mark] = place
        }
        return places + deepest.values.sorted()
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
    func durations(from first: Int, to last: Int, of steps: Int, at places: [Int]) -> [Int64] {
        var durations: [Int64] = []
        durations.reserveCapacity(places.count)
        times.withUnsafeBufferPointer { times in
            for place in places {
                let (start, end) = (times[place * steps + first], times[place * steps + last])
                guard start != FunnelTally.noTime, end != FunnelTally.noTime else { continue }
                durations.append(max(0, end - start))
            }
        }
        return durations
    }
}
