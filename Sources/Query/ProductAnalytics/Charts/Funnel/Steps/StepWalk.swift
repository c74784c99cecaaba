/// Follows people through an ordered funnel on one list for each step, a cursor on each.
///
/// A chain takes each step at its earliest event, so that later starts never get a step earlier than earlier starts do:
/// from start to start the cursors only move on, and a person costs no more than to look at each event once.
/// Equal to ``StepKernel`` where no event satisfies two steps (`product-analytics.md` §7.2, 7.3).
struct StepWalk: Sendable {
    /// What became of the starts of a person in one slot.
    struct Way {
        var person: Int32
        /// 0 for the whole range, else the bucket of the start and 1.
        var slot: Int
        /// How many steps the chain has.
        var depth: Int
        /// The rows of the chain in the lists of its steps; only those of steps reached are set.
        var rows: UnsafeBufferPointer<Int>
        /// When the last start was that is followed.
        var lastStart: Int64
    }

    /// A step's events, as far as the walk has come.
    private struct Cursor {
        let people: UnsafePointer<Int32>
        let ends: UnsafePointer<Int32>
        let times: UnsafePointer<Int64>
        /// Only where the order of equal times matters.
        let sequences: UnsafePointer<Int64>?
        /// Of people.
        let count: Int
        private var run = 0
        /// The rows of the person who is looked at that are not passed yet; empty for who has none.
        var next = 0
        private(set) var end = 0

        init(
            people: UnsafePointer<Int32>, ends: UnsafePointer<Int32>, times: UnsafePointer<Int64>,
            sequences: UnsafePointer<Int64>?, count: Int
        ) {
            (self.people, self.ends, self.times, self.sequences, self.count) = (people, ends, times, sequences, count)
        }

        @inline(__always)
        mutating func advance(to person: Int32) {
            var place = run
            while place < count, people[place] < person { place += 1 }
            run = place
            next = place == 0 ? 0 : Int(ends[place - 1])
            end = place < count && people[place] == person ? Int(ends[place]) : next
        }
    }

    let window: Int64
    /// The length of a tick; 0 where each event stands alone.
    let tick: Int64
    /// Whether only the first start is followed.
    let followsFirst: Bool
    /// Where starts lie.
    let starts: Range<Int64>
    /// Where all other steps lie.
    let times: Range<Int64>
    /// The buckets for which ways are wanted beside the whole range.
    let buckets: Buckets?

    /// Visits everybody who starts, in the order of people: first the buckets, then the whole range.
    /// - Parameter lists: Of each step.
    /// - Returns: Whether it got through: not if steps have equal times, where that matters, and there are no sequences.
    func run(_ lists: [StepList], _ visit: (Way) -> Void) -> Bool {
        guard let first = lists.first, first.count > 0 else { return true }
        var isClear = true
        let runs = lists.map { $0.runs ?? PeopleRuns(rows: $0.people) }
        Self.withCursors(zip(lists, runs).map { $0 }[...], []) { cursors in
            var cursors = cursors
            var rows = Array(repeating: 0, count: 3 * lists.count)
            cursors.withUnsafeMutableBufferPointer { cursors in
                rows.withUnsafeMutableBufferPointer { rows in isClear = walk(cursors, rows, visit) }
            }
        }
        return isClear
    }

    private static func withCursors(
        _ lists: ArraySlice<(list: StepList, runs: PeopleRuns)>, _ cursors: [Cursor], _ body: ([Cursor]) -> Void
    ) {
        guard let (list, runs) = lists.first else { return body(cursors) }
        runs.people.withUnsafeBufferPointer { people in
            runs.ends.withUnsafeBufferPointer { ends in
                list.times.withUnsafeBufferPointer { times in
                    list.sequences.withUnsafeBufferPointer { sequences in
                        // A list without events has no place in memory; its count keeps it from being looked at.
                        let none = UnsafeRawPointer(bitPattern: 8)
                        guard
                            let people = people.baseAddress ?? none?.assumingMemoryBound(to: Int32.self),
                            let ends = ends.baseAddress ?? none?.assumingMemoryBound(to: Int32.self),
                            let times = times.baseAddress ?? none?.assumingMemoryBound(to: Int64.self)
                        else { return }
                        let cursor = Cursor(
                            people: people, ends: ends, times: times,
                            sequences: list.sequences.isEmpty ? nil : sequences.baseAddress, count: runs.count)
                        withCursors(lists.dropFirst(), cursors + [cursor], body)
                    }
                }
            }
        }
    }

    /// - Parameter rows: Room for three chains: that of a start, the best of a bucket and the best of all.
    @inline(__always)
    private func walk(
        _ cursors: UnsafeMutableBufferPointer<Cursor>, _ rows: UnsafeMutableBufferPointer<Int>, _ visit: (Way) -> Void
    ) -> Bool {
        let count = cursors.count
        let first = cursors[0]
        let chain = UnsafeMutableBufferPointer(rebasing: rows[0..<count])
        let slotBest = UnsafeMutableBufferPointer(rebasing: rows[count..<2 * count])
        let best = UnsafeMutableBufferPointer(rebasing: rows[2 * count..<3 * count])
        var hasTie = false
        var next = 0
        for run in 0..<first.count {
            let person = first.people[run]
            var start = next
            next = Int(first.ends[run])
            while start < next, first.times[start] < starts.lowerBound { start += 1 }
            var end = next
            while start < end, first.times[end - 1] >= starts.upperBound { end -= 1 }
            guard start < end else { continue }
            for step in 1..<max(1, count) {
                cursors[step].advance(to: person)
            }
            var depth = 0
            var slot = 0
            var slotDepth = 0
            var slotEnd = Int64.min
            var lastOfSlot = Int64.min
            var lastUsed: Int64?
            for row in start..<end {
                let time = first.times[row]
                if buckets != nil, time >= slotEnd {
                    finish(slot, slotDepth, slotBest, person, lastOfSlot, visit)
                    slotDepth = 0
                    (slot, slotEnd) = bucket(of: time)
                }
                if !followsFirst || slotDepth == 0 { lastOfSlot = time }
                // At most one start in a tick.
                if tick > 0, let lastUsed, time - lastUsed < tick, isSameTick(time, lastUsed) { continue }
                lastUsed = time
                if slotDepth == count || followsFirst && slotDepth > 0 { continue }
                let (reached, isLast) = follow(row, cursors, chain, &hasTie)
                if buckets != nil, reached > slotDepth {
                    slotDepth = reached
                    for step in 0..<reached { slotBest[step] = chain[step] }
                }
                if reached > depth, !followsFirst || depth == 0 {
                    depth = reached
                    for step in 0..<reached { best[step] = chain[step] }
                }
                if buckets == nil, isLast || depth == count || followsFirst { break }
            }
            if hasTie { return false }
            if buckets != nil { finish(slot, slotDepth, slotBest, person, lastOfSlot, visit) }
            visit(
                Way(
                    person: person, slot: 0, depth: depth, rows: UnsafeBufferPointer(best),
                    lastStart: first.times[followsFirst ? start : end - 1]))
        }
        return true
    }

    @inline(__always)
    private func finish(
        _ slot: Int, _ depth: Int, _ rows: UnsafeMutableBufferPointer<Int>, _ person: Int32, _ lastStart: Int64,
        _ visit: (Way) -> Void
    ) {
        guard depth > 0, slot > 0 else { return }
        visit(
            Way(person: person, slot: slot, depth: depth, rows: UnsafeBufferPointer(rows), lastStart: lastStart))
    }

    private func bucket(of time: Int64) -> (slot: Int, end: Int64) {
        guard let buckets, let place = buckets.index(of: time) else { return (0, .max) }
        return (place + 1, buckets.edges[place + 1])
    }

    /// The chain of one start: each step at its first event that is not before the step before, within the window.
    /// - Returns: Its depth, and whether no later start can get deeper, since a step has no more events.
    @inline(__always)
    private func follow(
        _ row: Int, _ cursors: UnsafeMutableBufferPointer<Cursor>, _ chain: UnsafeMutableBufferPointer<Int>,
        _ hasTie: inout Bool
    ) -> (depth: Int, isLast: Bool) {
        chain[0] = row
        var time = cursors[0].times[row]
        var sequence = cursors[0].sequences?[row] ?? 0
        let deadline = time.addingReportingOverflow(window)
        let last = min(deadline.overflow ? Int64.max : deadline.partialValue, times.upperBound - 1)
        var step = 1
        while step < cursors.count {
            // Written back once: the loop is short and runs often.
            let cursor = cursors[step]
            var place = cursor.next
            while place < cursor.end, isBefore(cursor, place, time, sequence, &hasTie) { place += 1 }
            cursors[step].next = place
            guard place < cursor.end else { return (step, true) }
            let found = cursor.times[place]
            guard found <= last else { return (step, false) }
            chain[step] = place
            time = found
            sequence = cursor.sequences?[place] ?? 0
            step += 1
        }
        return (step, false)
    }

    /// Whether the event at a cursor is before another one: in an earlier tick.
    @inline(__always)
    private func isBefore(
        _ cursor: Cursor, _ place: Int, _ time: Int64, _ sequence: Int64, _ hasTie: inout Bool
    ) -> Bool {
        let here = cursor.times[place]
        if here > time { return false }
        if tick == 0 {
            if here < time { return true }
            if let sequences = cursor.sequences { return sequences[place] < sequence }
            hasTie = true
            return false
        }
        guard here < time else { return false }
        return here < times.lowerBound || time - here >= tick || !isSameTick(here, time)
    }

    private func isSameTick(_ time: Int64, _ other: Int64) -> Bool {
        ChartCalendar.floor(time, to: tick) == ChartCalendar.floor(other, to: tick)
    }
}
