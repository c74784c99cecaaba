/// Finds the chains of a funnel whose steps have an order: the longest, then the earliest (`product-analytics.md` §7.2, 7.3).
///
/// All starts are followed at once. Those that rest at a level move up together on an event that fits the next step, as one
/// batch, and later starts never overtake earlier ones: so a level is a stack of batches, each a range of starts with the
/// event that took them there, and an event costs a push for each step it satisfies, however many starts it moves.
///
/// Takes streams in which each event is alone in its tick or no event satisfies two steps; ``OverlapSearch`` takes others.
struct OrderedSearch: Sendable {
    private struct Start {
        var deadline: Int64
        var slot: Int
    }

    /// Starts that reached a level together.
    private struct Batch {
        var event: Int
        /// Starts by number. The last is there; the first may be a lower bound.
        var first: Int
        var last: Int
        /// The top of the level below when they left it; -1 at the first level.
        var below: Int
        /// The batch before it at the same level; -1 if there is none.
        var previous: Int
    }

    private struct Best {
        var depth = 0
        var start = 0
        var batch = 0
        var tick = 0
    }

    let count: Int
    let window: Int64
    /// The length of a tick; 0 where each event stands alone.
    let tick: Int64
    let followsFirst: Bool
    let takesLatest: Bool

    private var starts: [Start] = []
    /// Starts before it have run out of time.
    private var alive = 0
    private var batches: [Batch] = []
    /// By level the batch on top, now and before the current tick; -1 where nothing rests.
    private var tops: [Int]
    private var before: [Int]
    private var best: [Best]
    private var touched: [Int] = []
    /// The first start of each slot.
    private var firstStarts: [Int]
    /// Of the current tick, the event for each step; -1 if there is none.
    private var events: [Int]
    private var ticks = 0

    /// - Parameters:
    ///   - count: How many steps there are, at most 63.
    ///   - slots: How many buckets of starts are told apart.
    init(count: Int, window: Int64, tick: Int64, followsFirst: Bool, takesLatest: Bool, slots: Int) {
        self.count = count
        self.window = window
        self.tick = tick
        self.followsFirst = followsFirst
        self.takesLatest = takesLatest
        tops = Array(repeating: -1, count: count + 1)
        before = tops
        events = tops
        best = Array(repeating: Best(), count: slots + 1)
        firstStarts = Array(repeating: 0, count: slots + 1)
    }

    /// Whether a stream is one of those that this search takes.
    func takes(_ stream: FunnelStream) -> Bool {
        tick == 0 || stream.steps.allSatisfy { $0 & ($0 &- 1) == 0 }
    }

    /// The chain for the whole stream and for each bucket in which one starts.
    mutating func chains(in stream: FunnelStream) -> [FunnelChain] {
        begin()
        var row = 0
        while row < stream.count {
            let end = endOfTick(at: row, in: stream)
            var steps: UInt64 = 0
            for event in row..<end { steps |= stream.steps[event] }
            let clears = stream.clears.isEmpty ? 0 : stream.clears[row..<end].reduce(0, |)
            if steps | clears != 0 { advance(row..<end, steps: steps, clears: clears, in: stream) }
            if stream.slots.isEmpty, best[0].depth == count { break }
            row = end
        }
        return touched.map { slot in
            FunnelChain(slot: slot, rows: chain(of: best[slot].start, best[slot].batch).map { stream.rows[$0] })
        }
    }

    private mutating func begin() {
        for slot in touched { best[slot] = Best() }
        touched.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        batches.removeAll(keepingCapacity: true)
        for level in tops.indices { tops[level] = -1 }
        alive = 0
        ticks = 0
    }

    private func endOfTick(at row: Int, in stream: FunnelStream) -> Int {
        var end = row + 1
        guard tick > 0, end < stream.count, stream.times[end] < stream.times[row] + tick else { return end }
        let next = ChartCalendar.floor(stream.times[row], to: tick) + tick
        while end < stream.count, stream.times[end] < next { end += 1 }
        return end
    }

    private mutating func advance(_ rows: Range<Int>, steps: UInt64, clears: UInt64, in stream: FunnelStream) {
        ticks += 1
        while alive < starts.count, starts[alive].deadline < stream.times[rows.lowerBound] { alive += 1 }
        for level in 1..<max(count, 1) {
            before[level] = tops[level]
            if clears >> UInt64(level - 1) & 1 != 0 { tops[level] = -1 }
        }
        for step in 0..<count where steps >> UInt64(step) & 1 != 0 {
            events[step] = rows.first { stream.steps[$0] >> UInt64(step) & 1 != 0 } ?? rows.lowerBound
        }
        if steps & 1 != 0 { start(with: events[0], in: stream) }
        // An event that is alone takes nobody two levels up.
        let isAlone = rows.count == 1
        for level in 1..<max(count, 1) where steps >> UInt64(level) & 1 != 0 {
            let event = events[level]
            if isAlone {
                promote(before[level], to: level + 1, event, in: stream)
            } else if clears >> UInt64(level - 1) & 1 != 0 {
                promote(before[level], to: level + 1, event, in: stream)
                promote(tops[level], to: level + 1, event, in: stream)
            } else {
                promote(tops[level], to: level + 1, event, in: stream)
            }
        }
    }

    private mutating func start(with event: Int, in stream: FunnelStream) {
        let slot = stream.slots.isEmpty ? 0 : stream.slots[event]
        if followsFirst, slot == 0 ? !starts.isEmpty : best[slot].depth > 0 { return }
        let isDecided = slot > 0 && best[slot].depth == count && best[0].depth == count
        if isDecided, !takesLatest || best[slot].tick < ticks { return }
        let deadline = stream.times[event].addingReportingOverflow(window)
        let number = starts.count
        if starts.last?.slot != slot { firstStarts[slot] = number }
        starts.append(Start(deadline: deadline.overflow ? .max : deadline.partialValue, slot: slot))
        batches.append(Batch(event: event, first: number, last: number, below: -1, previous: tops[1]))
        tops[1] = batches.count - 1
        improve(1, tops[1])
    }

    /// Moves those of a level who are not at the next one yet and still have time.
    private mutating func promote(_ source: Int, to level: Int, _ event: Int, in stream: FunnelStream) {
        guard source >= 0 else { return }
        let last = batches[source].last
        var first = alive
        while first <= last, starts[first].deadline < stream.times[event] { first += 1 }
        if tops[level] >= 0 { first = max(first, batches[tops[level]].last + 1) }
        guard first <= last else { return }
        batches.append(Batch(event: event, first: first, last: last, below: source, previous: tops[level]))
        tops[level] = batches.count - 1
        improve(level, tops[level])
    }

    private mutating func improve(_ depth: Int, _ batch: Int) {
        let (first, last) = (batches[batch].first, batches[batch].last)
        if isBetter(depth, in: 0, last) {
            let start = takesLatest && !followsFirst ? last : earliest(in: batch, from: first)
            if !followsFirst || start == 0 { set(0, depth, start, batch) }
        }
        guard firstStarts.count > 1 else { return }
        // Starts of one slot stand side by side.
        var end = last
        while end >= first {
            let slot = starts[end].slot
            let low = max(first, firstStarts[slot])
            if slot > 0, isBetter(depth, in: slot, end) {
                let start = takesLatest ? latest(in: batch, from: low, to: end) : earliest(in: batch, from: low)
                if start >= low, start <= end, depth > best[slot].depth || start > best[slot].start {
                    set(slot, depth, start, batch)
                }
            }
            end = firstStarts[slot] - 1
        }
    }

    private func isBetter(_ depth: Int, in slot: Int, _ last: Int) -> Bool {
        depth > best[slot].depth
            || takesLatest && depth == best[slot].depth && best[slot].tick == ticks && last > best[slot].start
    }

    private mutating func set(_ slot: Int, _ depth: Int, _ start: Int, _ batch: Int) {
        if best[slot].depth == 0 { touched.append(slot) }
        best[slot] = Best(depth: depth, start: start, batch: batch, tick: ticks)
    }

    /// The first start of a batch from a number on.
    private func earliest(in batch: Int, from low: Int) -> Int {
        var batch = batch
        var low = low
        while batches[batch].below >= 0 {
            low = max(low, batches[batch].first)
            batch = batches[batch].below
            while batches[batch].previous >= 0, batches[batches[batch].previous].last >= low {
                batch = batches[batch].previous
            }
        }
        return batches[batch].first
    }

    /// The last start of a batch between two numbers; -1 if there is none.
    private func latest(in batch: Int, from low: Int, to high: Int) -> Int {
        let low = max(low, batches[batch].first)
        let high = min(high, batches[batch].last)
        guard low <= high else { return -1 }
        guard batches[batch].below >= 0 else { return batches[batch].last }
        var below = batches[batch].below
        while below >= 0, batches[below].last >= low {
            let start = latest(in: below, from: low, to: high)
            if start >= 0 { return start }
            below = batches[below].previous
        }
        return -1
    }

    private func chain(of start: Int, _ batch: Int) -> [Int] {
        var events = [batches[batch].event]
        var batch = batches[batch].below
        while batch >= 0 {
            while batches[batch].first > start, batches[batch].previous >= 0 { batch = batches[batch].previous }
            events.append(batches[batch].event)
            batch = batches[batch].below
        }
        return events.reversed()
    }
}
