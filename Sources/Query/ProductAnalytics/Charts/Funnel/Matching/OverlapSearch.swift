/// ``OrderedSearch`` for ticks in which events satisfy several steps at once: there each start has to be followed on its own,
/// since which event a step takes inside a tick decides which are left for later steps (`product-analytics.md` FUN-7).
///
/// Each start rests at the levels it has reached; without exclusions it moves at most once for each step.
struct OverlapSearch: Sendable {
    private struct Start {
        var deadline: Int64
        var slot: Int
        /// The levels that hold it.
        var filled: UInt64 = 0
    }

    /// A start at a level, with the last event that took it there.
    private struct Entry {
        var start: Int
        var node: Int
    }

    private struct Level {
        var entries: [Entry] = []
        /// Entries before it have run out of time.
        var head = 0
        /// Entries before it have been tried at the next level.
        var done = 0

        mutating func removeAll() {
            entries.removeAll(keepingCapacity: true)
            head = 0
            done = 0
        }
    }

    private struct Best {
        var depth = 0
        var start = 0
        var node = 0
        var cell = 0
    }

    let count: Int
    let window: Int64
    /// The length of a tick; 0 where each event stands alone.
    let tick: Int64
    let followsFirst: Bool
    let takesLatest: Bool

    private var starts: [Start] = []
    private var nodes: [(event: Int, parent: Int)] = []
    private var levels: [Level]
    private var best: [Best] = []
    private var touched: [Int] = []
    /// Of the current tick: one event for each set of steps, and whether a chain uses it.
    private var events: [Int] = []
    private var used: [Bool] = []
    private var path: [Int] = []
    private var reach: [Int]
    private var cell = 0
    /// Nodes beyond which those that nothing leads to any more are dropped.
    private var mostNodes = 1 << 20

    /// - Parameters:
    ///   - count: How many steps there are, at most 63.
    ///   - slots: How many buckets of starts are told apart.
    init(count: Int, window: Int64, tick: Int64, followsFirst: Bool, takesLatest: Bool, slots: Int) {
        self.count = count
        self.window = window
        self.tick = tick
        self.followsFirst = followsFirst
        self.takesLatest = takesLatest
        levels = Array(repeating: Level(), count: count + 2)
        reach = Array(repeating: 0, count: count + 2)
        best = Array(repeating: Best(), count: slots + 1)
    }

    /// The chain for the whole stream and for each bucket in which one starts.
    mutating func chains(in stream: FunnelStream) -> [FunnelChain] {
        begin()
        let hasSlots = !stream.slots.isEmpty
        var row = 0
        while row < stream.count {
            let end = endOfTick(at: row, in: stream)
            var steps: UInt64 = 0
            for event in row..<end { steps |= stream.steps[event] }
            let clears = stream.clears.isEmpty ? 0 : stream.clears[row..<end].reduce(0, |)
            if steps | clears != 0 {
                cell += 1
                if nodes.count > mostNodes { dropUnusedNodes() }
                collect(row..<end, of: stream)
                advance(row..<end, steps: steps, clears: clears, in: stream)
                if steps & 1 != 0 { start(in: stream) }
                if !hasSlots, best[0].depth == count, isFinal(at: stream.times[end - 1]) { break }
            }
            row = end
        }
        return touched.map { slot in FunnelChain(slot: slot, rows: events(of: best[slot].node).map { stream.rows[$0] })
        }
    }

    private mutating func begin() {
        for slot in touched { best[slot] = Best() }
        touched.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        nodes.removeAll(keepingCapacity: true)
        for level in levels.indices { levels[level].removeAll() }
        cell = 0
    }

    private func endOfTick(at row: Int, in stream: FunnelStream) -> Int {
        var end = row + 1
        guard tick > 0 else { return end }
        let next = ChartCalendar.floor(stream.times[row], to: tick) + tick
        while end < stream.count, stream.times[end] < next { end += 1 }
        return end
    }

    /// Events that satisfy the same steps are one.
    private mutating func collect(_ rows: Range<Int>, of stream: FunnelStream) {
        events.removeAll(keepingCapacity: true)
        for row in rows where stream.steps[row] != 0 {
            if !events.contains(where: { stream.steps[$0] == stream.steps[row] }) { events.append(row) }
        }
    }

    /// Moves the starts that rest at some level, the deepest first.
    private mutating func advance(_ rows: Range<Int>, steps: UInt64, clears: UInt64, in stream: FunnelStream) {
        let first = stream.times[rows.lowerBound]
        let last = stream.times[rows.upperBound - 1]
        for level in stride(from: count - 1, through: 1, by: -1) {
            dropExpired(level, at: first)
            reach[level] = 0
            let isEmpty = levels[level].entries.isEmpty
            if !isEmpty, steps >> UInt64(level) & 1 != 0 { move(from: level, first: first, last: last, in: stream) }
            if !isEmpty, clears >> UInt64(level - 1) & 1 != 0 {
                for entry in levels[level].entries { starts[entry.start].filled &= ~(1 << UInt64(level)) }
                levels[level].removeAll()
                levels[level - 1].done = 0
            }
        }
    }

    private mutating func dropExpired(_ level: Int, at time: Int64) {
        while levels[level].head < levels[level].entries.count,
            starts[levels[level].entries[levels[level].head].start].deadline < time
        {
            levels[level].head += 1
        }
        if levels[level].head == levels[level].entries.count { levels[level].removeAll() }
    }

    private mutating func move(from level: Int, first: Int64, last: Int64, in stream: FunnelStream) {
        ascend(from: level, using: nil, until: .max, in: stream)
        let shared = path
        let latest = shared.reduce(first) { max($0, stream.times[$1]) }
        reach[level] = level + shared.count
        let end = levels[level].entries.count
        let pending = max(levels[level].head, levels[level].done)
        // Who is at the next level already gains only where a shorter way leads farther.
        let leadsFarther = level + 1 < count && reach[level + 1] > 0 && reach[level] > reach[level + 1]
        var index = levels[level].head
        while index < end {
            let entry = levels[level].entries[index]
            let deadline = starts[entry.start].deadline
            if index < pending, !leadsFarther, deadline >= last {
                index = pending
                continue
            }
            index += 1
            guard deadline >= first else { continue }
            if deadline >= latest {
                store(shared, of: entry, from: level)
            } else {
                ascend(from: level, using: nil, until: deadline, in: stream)
                store(path, of: entry, from: level)
            }
        }
        levels[level].done = end
    }

    /// Fills ``path`` with events of the tick for the steps after a level.
    private mutating func ascend(from level: Int, using event: Int?, until deadline: Int64, in stream: FunnelStream) {
        path.removeAll(keepingCapacity: true)
        used.removeAll(keepingCapacity: true)
        for candidate in events { used.append(candidate == event) }
        var step = level
        while step < count, let next = fitting(step, until: deadline, in: stream) {
            used[next] = true
            path.append(events[next])
            step += 1
        }
    }

    /// The event for a step: the one that fits the fewest later steps, then the earliest.
    private func fitting(_ step: Int, until deadline: Int64, in stream: FunnelStream) -> Int? {
        var found: Int?
        var fewest = Int.max
        for (index, event) in events.enumerated() where !used[index] && stream.times[event] <= deadline {
            let steps = stream.steps[event] >> UInt64(step)
            guard steps & 1 != 0 else { continue }
            let later = (steps >> 1).nonzeroBitCount
            if later < fewest { (found, fewest) = (index, later) }
        }
        return found
    }

    private mutating func store(_ path: [Int], of entry: Entry, from level: Int) {
        var node = entry.node
        for (index, event) in path.enumerated() {
            nodes.append((event, node))
            node = nodes.count - 1
            let level = level + 1 + index
            hold(Entry(start: entry.start, node: node), at: level)
            improve(level, entry.start, node)
        }
    }

    private mutating func hold(_ entry: Entry, at level: Int) {
        let bit = UInt64(1) << UInt64(level)
        guard level < count, starts[entry.start].filled & bit == 0 else { return }
        starts[entry.start].filled |= bit
        levels[level].entries.append(entry)
    }

    /// At most one start in a tick.
    private mutating func start(in stream: FunnelStream) {
        used.removeAll(keepingCapacity: true)
        for _ in events { used.append(false) }
        guard let index = fitting(0, until: .max, in: stream) else { return }
        let event = events[index]
        let slot = stream.slots.isEmpty ? 0 : stream.slots[event]
        if followsFirst, slot == 0 ? !starts.isEmpty : best[slot].depth > 0 { return }
        let isDecided = slot > 0 && best[slot].depth == count && best[0].depth == count
        if isDecided, !takesLatest || best[slot].cell < cell { return }
        let deadline = stream.times[event].addingReportingOverflow(window)
        starts.append(Start(deadline: deadline.overflow ? .max : deadline.partialValue, slot: slot))
        nodes.append((event, -1))
        let entry = Entry(start: starts.count - 1, node: nodes.count - 1)
        hold(entry, at: 1)
        improve(1, entry.start, entry.node)
        ascend(from: 1, using: event, until: starts[entry.start].deadline, in: stream)
        store(path, of: entry, from: 1)
    }

    private mutating func improve(_ depth: Int, _ start: Int, _ node: Int) {
        let slot = starts[start].slot
        if !followsFirst || start == 0 { improve(0, depth, start, node) }
        if slot > 0 { improve(slot, depth, start, node) }
    }

    private mutating func improve(_ slot: Int, _ depth: Int, _ start: Int, _ node: Int) {
        let old = best[slot]
        guard depth >= old.depth else { return }
        if depth == old.depth {
            guard takesLatest ? old.cell == cell && start > old.start : start < old.start else { return }
        }
        if old.depth == 0 { touched.append(slot) }
        best[slot] = Best(depth: depth, start: start, node: node, cell: cell)
    }

    /// Whether no earlier start can still become as deep.
    private func isFinal(at time: Int64) -> Bool {
        guard !takesLatest else { return true }
        return !levels.contains { level in
            level.entries.contains { $0.start < best[0].start && starts[$0.start].deadline >= time }
        }
    }

    /// Exclusions can take starts up the same levels again and again.
    private mutating func dropUnusedNodes() {
        let old = nodes
        nodes = []
        var moved: [Int: Int] = [:]
        func keep(_ node: Int, _ nodes: inout [(event: Int, parent: Int)]) -> Int {
            guard node >= 0 else { return node }
            if let place = moved[node] { return place }
            let parent = keep(old[node].parent, &nodes)
            nodes.append((old[node].event, parent))
            moved[node] = nodes.count - 1
            return nodes.count - 1
        }
        for level in levels.indices {
            for entry in levels[level].entries.indices {
                levels[level].entries[entry].node = keep(levels[level].entries[entry].node, &nodes)
            }
        }
        for slot in touched { best[slot].node = keep(best[slot].node, &nodes) }
        mostNodes = max(1 << 20, 4 * nodes.count)
    }

    private func events(of node: Int) -> [Int] {
        var events: [Int] = []
        var node = node
        while node >= 0 {
            events.append(nodes[node].event)
            node = nodes[node].parent
        }
        return events.reversed()
    }
}
