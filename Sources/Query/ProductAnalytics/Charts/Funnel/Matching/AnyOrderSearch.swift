/// Finds the events of a funnel whose steps may come in any order (`product-analytics.md` §7.5).
///
/// Of the largest sets of events, one for each step within the window, it takes the one that ends first, and of those the
/// one that starts first.
struct AnyOrderSearch: Sendable {
    let count: Int
    let window: Int64
    /// Whether any steps count, not only the first ones.
    let isDistinct: Bool

    /// For the whole stream and for each bucket in which a chain starts.
    func chains(in stream: FunnelStream) -> [FunnelChain] {
        var chains: [FunnelChain] = []
        if let rows = chain(in: stream, 0..<stream.count, slot: 0) {
            chains.append(FunnelChain(slot: 0, rows: rows.map { stream.rows[$0] }))
        }
        guard !stream.slots.isEmpty else { return chains }
        var slots: [Int: ClosedRange<Int>] = [:]
        for row in 0..<stream.count where isStart(row, in: stream) {
            let slot = stream.slots[row]
            guard slot > 0 else { continue }
            slots[slot] = (slots[slot]?.lowerBound ?? row)...row
        }
        for (slot, starts) in slots.sorted(by: { $0.key < $1.key }) {
            var (first, last) = (starts.lowerBound, starts.upperBound)
            while first > 0, stream.times[starts.lowerBound] - stream.times[first - 1] <= window { first -= 1 }
            while last + 1 < stream.count, stream.times[last + 1] - stream.times[starts.upperBound] <= window {
                last += 1
            }
            if let rows = chain(in: stream, first..<last + 1, slot: slot) {
                chains.append(FunnelChain(slot: slot, rows: rows.map { stream.rows[$0] }))
            }
        }
        return chains
    }

    private func isStart(_ row: Int, in stream: FunnelStream) -> Bool {
        isDistinct ? stream.mayStart[row] && stream.steps[row] != 0 : stream.steps[row] & 1 != 0
    }

    /// Events by the steps they satisfy; of equal ones no more are needed than there are steps.
    private struct Pool {
        var steps: [UInt64] = []
        var rows: [[Int]] = []

        mutating func add(_ row: Int, _ set: UInt64) {
            guard set != 0 else { return }
            if let place = steps.firstIndex(of: set) {
                rows[place].append(row)
            } else {
                steps.append(set)
                rows.append([row])
            }
        }

        /// Adds a row and forgets all but the last few like it.
        mutating func add(_ row: Int, _ set: UInt64, keeping most: Int) {
            add(row, set)
            if let place = steps.firstIndex(of: set), rows[place].count > most { rows[place].removeFirst() }
        }

        /// Only rows from one on.
        func from(_ low: Int) -> Pool {
            var pool = Pool()
            for (set, rows) in zip(steps, rows) { for row in rows where row >= low { pool.add(row, set) } }
            return pool
        }
    }

    private func chain(in stream: FunnelStream, _ rows: Range<Int>, slot: Int) -> [Int]? {
        func steps(_ row: Int) -> UInt64 {
            guard slot > 0, !isDistinct, stream.slots[row] != slot else { return stream.steps[row] }
            return stream.steps[row] & ~1
        }
        func mayStart(_ row: Int) -> Bool { stream.mayStart[row] && (slot == 0 || stream.slots[row] == slot) }
        var depth = 0
        var found: Range<Int> = 0..<0
        /// The last time of each step, which tells quickly that a set can't be larger.
        var last = Array(repeating: Int64.min, count: count)
        var recent = Pool()
        var low = rows.lowerBound
        var row = rows.lowerBound
        while row < rows.upperBound, depth < count {
            let time = stream.times[row]
            while row < rows.upperBound, stream.times[row] == time {
                let set = steps(row)
                for step in 0..<count where set >> UInt64(step) & 1 != 0 { last[step] = time }
                recent.add(row, set, keeping: count)
                row += 1
            }
            while time - stream.times[low] > window { low += 1 }
            if isDistinct { while low < row, !mayStart(low) || steps(low) == 0 { low += 1 } }
            guard low < row else { continue }
            let start = stream.times[low]
            let most =
                isDistinct
                ? last.count { $0 >= start } : last.firstIndex { $0 < start } ?? count
            guard most > depth else { continue }
            let pool = recent.from(low)
            let reached = isDistinct ? matching(pool).count : longestPrefix(pool, atMost: most)
            if reached > depth { (depth, found) = (reached, low..<row) }
        }
        guard depth > 0 else { return nil }
        var pool = Pool()
        for row in found { pool.add(row, steps(row)) }
        return isDistinct ? earliestSet(pool) : assignment(pool, steps: depth)
    }

    private func longestPrefix(_ pool: Pool, atMost most: Int) -> Int {
        var (low, high) = (0, most)
        while low < high {
            let middle = (low + high + 1) / 2
            if matches(pool, steps: Set(0..<middle), without: []) { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Whether different events can be found for all of the steps.
    private func matches(_ pool: Pool, steps: Set<Int>, without used: Set<Int>) -> Bool {
        var capacities = pool.rows.map { rows in rows.count }
        for (place, rows) in pool.rows.enumerated() {
            for row in used where rows.contains(row) { capacities[place] -= 1 }
        }
        var assigned: [Int: Int] = [:]
        for step in steps.sorted() {
            var visited: Set<Int> = []
            guard place(step, pool, capacities, &assigned, &visited) else { return false }
        }
        return true
    }

    /// One more step finds a set of equal events that has one left, moving others to make room (an augmenting path).
    private func place(
        _ step: Int, _ pool: Pool, _ capacities: [Int], _ assigned: inout [Int: Int], _ visited: inout Set<Int>
    ) -> Bool {
        for (index, set) in pool.steps.enumerated() where set >> UInt64(step) & 1 != 0 {
            guard visited.insert(index).inserted, capacities[index] > 0 else { continue }
            let holders = assigned.filter { $0.value == index }.map(\.key).sorted()
            if holders.count < capacities[index] {
                assigned[step] = index
                return true
            }
            for holder in holders {
                if place(holder, pool, capacities, &assigned, &visited) {
                    assigned[step] = index
                    return true
                }
            }
        }
        return false
    }

    /// The largest assignment of steps to sets of equal events.
    private func matching(_ pool: Pool) -> [Int: Int] {
        let capacities = pool.rows.map(\.count)
        var assigned: [Int: Int] = [:]
        for step in 0..<count {
            var visited: Set<Int> = []
            _ = place(step, pool, capacities, &assigned, &visited)
        }
        return assigned
    }

    /// An event for each of the first steps: the set that starts first, then each step in turn at its earliest event.
    private func assignment(_ pool: Pool, steps: Int) -> [Int] {
        let candidates = zip(pool.steps, pool.rows).flatMap { set, rows in
            rows.prefix(steps).map { (row: $0, set: set) }
        }
        .sorted { $0.row < $1.row }
        for start in candidates {
            if let rows = assignment(pool, candidates, steps: steps, start: start) { return rows }
        }
        return []
    }

    private func assignment(
        _ pool: Pool, _ candidates: [(row: Int, set: UInt64)], steps: Int, start: (row: Int, set: UInt64)
    ) -> [Int]? {
        var rows: [Int] = []
        for step in 0..<steps {
            let rest = Set(step + 1..<steps)
            let next = candidates.first { candidate in
                guard candidate.row >= start.row, candidate.set >> UInt64(step) & 1 != 0, !rows.contains(candidate.row)
                else { return false }
                let used = Set(rows + [candidate.row])
                guard !used.contains(start.row) else { return matches(pool, steps: rest, without: used) }
                return rest.contains { later in
                    start.set >> UInt64(later) & 1 != 0
                        && matches(pool, steps: rest.subtracting([later]), without: used.union([start.row]))
                }
            }
            guard let next else { return nil }
            rows.append(next.row)
        }
        return rows
    }

    /// The largest set whose events come earliest, in the order of time.
    private func earliestSet(_ pool: Pool) -> [Int] {
        let candidates = zip(pool.steps, pool.rows).flatMap { set, rows in
            rows.prefix(count).map { (row: $0, set: set) }
        }
        .sorted { $0.row < $1.row }
        var kept = Pool()
        var rows: [Int] = []
        for candidate in candidates {
            var larger = kept
            larger.add(candidate.row, candidate.set)
            if matching(larger).count > rows.count {
                kept = larger
                rows.append(candidate.row)
            }
        }
        return rows
    }
}
