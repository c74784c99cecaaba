import ProductAnalytics

/// The procedure of `product-analytics.md` §7.3 with the ticks of FUN-7, word by word, one start after the other.
struct FunnelProcedure {
    let oracle: FunnelOracle
    let events: [FunnelOracle.Event]
    let bucket: Int?
    let excluding: Bool

    private var count: Int { oracle.count }

    /// The places of the chosen chain's events.
    var chain: [Int] {
        let ticks = self.ticks
        var best: (chain: [Int], tick: Int) = ([], 0)
        for tick in ticks.indices {
            let candidates = collapsed(ticks[tick]).filter { oracle.isStart(events[$0], bucket: bucket) }
            guard let start = pick(0, of: candidates) else { continue }
            let found = follow(start, tick, ticks)
            let isBetter =
                found.chain.count > best.chain.count
                || found.chain.count == best.chain.count && oracle.chart.anchor == .latestStart
                    && found.tick <= best.tick
            if isBetter { best = found }
            if oracle.chart.start == .first { break }
        }
        return best.chain
    }

    /// Places of events that are simultaneous.
    var ticks: [[Int]] {
        let length: Int64 = oracle.chart.tick == .twoSeconds ? 2_000_000 : 1_000_000
        if oracle.chart.tick == .exact { return events.indices.map { [$0] } }
        let cells = Dictionary(grouping: events.indices) { events[$0].time / length }
        return cells.sorted { $0.key < $1.key }.map { $0.value.sorted() }
    }

    /// The steps of an event; the first only if a chain may start with it.
    func steps(_ place: Int) -> Set<Int> {
        events[place].mayStart ? events[place].steps : events[place].steps.subtracting([0])
    }

    /// One event for each set of steps.
    func collapsed(_ tick: [Int]) -> [Int] {
        var seen: [Set<Int>] = []
        return tick.filter { place in
            guard !steps(place).isEmpty, !seen.contains(steps(place)) else { return false }
            seen.append(steps(place))
            return true
        }
    }

    /// The event for a step that fits the fewest later steps, then the first.
    private func pick(_ step: Int, of places: [Int]) -> Int? {
        places.filter { steps($0).contains(step) }.min { left, right in
            let later = [left, right].map { place in steps(place).filter { $0 > step }.count }
            return later[0] != later[1] ? later[0] < later[1] : left < right
        }
    }

    /// Goes on upward inside a tick; each vector on the way.
    private func upward(_ vector: [Int], _ tick: [Int], from start: Int) -> [[Int]] {
        var unused = collapsed(tick).filter {
            !vector.contains($0) && events[$0].time <= events[start].time + oracle.window
        }
        var vectors: [[Int]] = []
        var vector = vector
        while vector.count < count, let next = pick(vector.count, of: unused) {
            unused.removeAll { $0 == next }
            vector.append(next)
            vectors.append(vector)
        }
        return vectors
    }

    private func cleared(_ tick: [Int]) -> Set<Int> {
        var levels: Set<Int> = []
        if excluding {
            for (place, exclusion) in oracle.chart.exclusions.enumerated()
            where tick.contains(where: { events[$0].exclusions.contains(place) }) {
                levels.formUnion(exclusion.after..<exclusion.before)
            }
        }
        if oracle.chart.order == .exact, tick.contains(where: { events[$0].isActive }) { levels.formUnion(1...count) }
        return levels
    }

    private func follow(_ start: Int, _ first: Int, _ ticks: [[Int]]) -> (chain: [Int], tick: Int) {
        var level: [Int: [Int]] = [1: [start]]
        var deep = (chain: [start], tick: first)
        for vector in upward([start], ticks[first], from: start) {
            level[vector.count] = vector
            deep = (vector, first)
        }
        for tick in ticks.indices where tick > first {
            let clears = cleared(ticks[tick])
            let before = level
            var stored: Set<Int> = []
            for p in stride(from: count - 1, through: 1, by: -1) {
                guard let resting = before[p] else { continue }
                for vector in upward(resting, ticks[tick], from: start) {
                    let q = vector.count
                    if level[q] == nil || clears.contains(q) && !stored.contains(q) {
                        level[q] = vector
                        stored.insert(q)
                    }
                    if q > deep.chain.count { deep = (vector, tick) }
                }
            }
            for p in clears where !stored.contains(p) { level[p] = nil }
            if deep.chain.count == count { break }
        }
        return deep
    }
}
