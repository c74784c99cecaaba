/// Finds the ways of units through a funnel, by whichever search its parameters need.
struct FunnelMatcher: Sendable {
    private let plan: FunnelPlan
    private var search: OrderedSearch
    private var overlapSearch: OverlapSearch
    private var kernel: StepKernel
    private let anyOrder: AnyOrderSearch
    private let attempts: AttemptWalk
    private let mayUseKernel: Bool
    private let isOverTime: Bool

    private var stream = FunnelStream()
    /// The list of steps for the kernel.
    private var times: [Int64] = []
    private var steps: [UInt8] = []
    private var rows: [Int] = []

    init(_ plan: FunnelPlan) {
        self.plan = plan
        let chart = plan.chart
        let count = plan.required.count
        isOverTime = chart.isOverTime
        let followsFirst = chart.start == .first
        let takesLatest = chart.anchor == .latestStart
        let slots = isOverTime ? plan.buckets?.count ?? 0 : 0
        search = OrderedSearch(
            count: count, window: plan.window, tick: chart.tick.length, followsFirst: followsFirst,
            takesLatest: takesLatest, slots: slots)
        overlapSearch = OverlapSearch(
            count: count, window: plan.window, tick: chart.tick.length, followsFirst: followsFirst,
            takesLatest: takesLatest, slots: slots)
        kernel = StepKernel(
            count: count, window: plan.window, tick: chart.tick.length, followsFirst: followsFirst,
            takesLatest: takesLatest)
        anyOrder = AnyOrderSearch(count: count, window: plan.window, isDistinct: chart.anyOrder == .distinct)
        attempts = AttemptWalk(count: count, window: plan.window)
        mayUseKernel = chart.order == .this && chart.count == .unique && !plan.hasClears && !isOverTime
    }

    /// One way for each slot in which the unit starts; of attempts all.
    mutating func ways(_ part: FunnelRows, _ segment: Int, _ events: UnitEvents) -> [FunnelWay] {
        var chains = self.chains(part, segment, events, excluding: true)
        if plan.chart.exclusionPolicy == .removeUnit, !plan.chart.exclusions.isEmpty {
            let depths = self.chains(part, segment, events, excluding: false).map { ($0.slot, $0.depth) }
            let free = Dictionary(depths, uniquingKeysWith: max)
            // An exclusion kept it from going on.
            chains.removeAll { free[$0.slot, default: 0] > $0.depth }
        }
        return chains.map { way($0, part, segment, events) }
    }

    private mutating func chains(
        _ part: FunnelRows, _ segment: Int, _ events: UnitEvents, excluding: Bool
    ) -> [FunnelChain] {
        guard plan.chart.window == .session else { return find(part, segment, events, excluding) }
        let sessions = part.parted { row in
            let session = events.table.sessions[row]
            return session == EventTable.noSession ? [] : [[session]]
        } name: { _ in
            nil
        }
        var best: [FunnelChain] = []
        for session in sessions {
            for chain in find(session, segment, events, excluding) {
                guard plan.chart.count == .unique, let place = best.firstIndex(where: { $0.slot == chain.slot }) else {
                    best.append(chain)
                    continue
                }
                if isBetter(chain, than: best[place]) { best[place] = chain }
            }
        }
        return best
    }

    /// Of chains in different sessions the longest counts, then the one that starts first or ends first.
    private func isBetter(_ chain: FunnelChain, than other: FunnelChain) -> Bool {
        // Only the first start is followed, whatever becomes of it.
        if plan.chart.start == .first { return chain.rows[0] < other.rows[0] }
        if chain.depth != other.depth { return chain.depth > other.depth }
        if plan.chart.anchor == .latestStart { return (chain.rows.max() ?? 0) < (other.rows.max() ?? 0) }
        return chain.rows[0] < other.rows[0]
    }

    private mutating func find(
        _ part: FunnelRows, _ segment: Int, _ events: UnitEvents, _ excluding: Bool
    ) -> [FunnelChain] {
        if mayUseKernel, list(part, segment, events) {
            let chain = kernel.chain(times, steps)
            return chain.isEmpty ? [] : [FunnelChain(slot: 0, rows: chain.map { rows[$0] })]
        }
        fill(part, segment, events, excluding)
        guard stream.count > 0 else { return [] }
        if plan.chart.count == .totals { return attempts.chains(in: stream) }
        if plan.chart.order == .any { return anyOrder.chains(in: stream) }
        return search.takes(stream) ? search.chains(in: stream) : overlapSearch.chains(in: stream)
    }

    /// The events as a list of steps.
    /// - Returns: Whether no event satisfies two of them.
    private mutating func list(_ part: FunnelRows, _ segment: Int, _ events: UnitEvents) -> Bool {
        times.removeAll(keepingCapacity: true)
        steps.removeAll(keepingCapacity: true)
        rows.removeAll(keepingCapacity: true)
        var isDisjoint = true
        part.forEach { row in
            let marks = events.table.marks[row]
            var set = plan.steps(marks)
            guard set != 0 else { return }
            let time = events.table.times[row]
            if set & 1 != 0, !isStart(time, marks, segment, events) { set &= ~1 }
            guard set != 0 else { return }
            if set & (set - 1) != 0 { isDisjoint = false }
            times.append(time)
            steps.append(UInt8(truncatingIfNeeded: set.trailingZeroBitCount))
            rows.append(row)
        }
        return isDisjoint
    }

    private mutating func fill(_ part: FunnelRows, _ segment: Int, _ events: UnitEvents, _ excluding: Bool) {
        stream.removeAll()
        part.forEach { row in
            let marks = events.table.marks[row]
            var set = plan.steps(marks)
            let clears = plan.hasClears ? plan.clears(marks, excluding: excluding) : 0
            guard set | clears != 0 else { return }
            let time = events.table.times[row]
            let mayStart = set != 0 && isStart(time, marks, segment, events)
            if !mayStart, plan.chart.anyOrder == .prefix || plan.chart.order != .any { set &= ~1 }
            stream.times.append(time)
            stream.steps.append(set)
            stream.mayStart.append(mayStart)
            stream.rows.append(row)
            if plan.hasClears { stream.clears.append(clears) }
            if isOverTime { stream.slots.append(mayStart ? slot(of: time) : 0) }
        }
    }

    private func slot(of time: Int64) -> Int { (plan.buckets?.index(of: time) ?? -1) + 1 }

    /// Whether a chain may start with an event if it satisfies the first step.
    private func isStart(_ time: Int64, _ marks: UInt64, _ segment: Int, _ events: UnitEvents) -> Bool {
        guard time >= plan.from, time < plan.to, time <= plan.lastStart else { return false }
        let mask = plan.startMasks[segment]
        guard marks & mask == mask else { return false }
        guard plan.hasNew, plan.segments[segment].onlyNew else { return true }
        guard let first = events.first, let bucket = plan.buckets?.index(of: first) else { return false }
        return plan.buckets?.index(of: time) == bucket
    }

    private func way(_ chain: FunnelChain, _ part: FunnelRows, _ segment: Int, _ events: UnitEvents) -> FunnelWay {
        let table = events.table
        var rows = Array(repeating: -1, count: plan.chart.steps.count)
        for (index, row) in chain.rows.enumerated() { rows[plan.required[index]] = row }
        if !plan.optional.isEmpty { addOptional(to: &rows, chain, part, table) }
        var reached: UInt64 = 0
        var times = Array(repeating: FunnelTally.noTime, count: rows.count)
        var (first, last) = (Int64.max, Int64.min)
        for (step, row) in rows.enumerated() where row >= 0 {
            reached |= 1 << UInt64(step)
            let time = table.times[row]
            (first, last) = (min(first, time), max(last, time))
            // In any order a step takes as long as all steps up to it together.
            times[step] = plan.chart.order == .any ? last - first : time
        }
        return FunnelWay(
            slot: chain.slot, rows: rows, times: times, reached: reached,
            isOpen: isOpen(chain, part, segment, events))
    }

    /// Each optional step at its first event after the step before it and before the next one that was reached.
    private func addOptional(to rows: inout [Int], _ chain: FunnelChain, _ part: FunnelRows, _ table: EventTable) {
        guard let start = chain.rows.first else { return }
        let deadline = table.times[start].addingReportingOverflow(plan.window)
        let last = deadline.overflow ? Int64.max : deadline.partialValue
        var position = start
        for step in rows.indices {
            if rows[step] >= 0 {
                position = rows[step]
            } else if plan.chart.steps[step].isOptional {
                let next = rows[step...].first { $0 >= 0 } ?? chain.end ?? .max
                let found = part.first(after: position) { row in
                    row >= next || plan.satisfies(table.marks[row], step: step)
                }
                guard let found, found < next, table.times[found] <= last else { continue }
                rows[step] = found
                position = found
            } else {
                // Nothing after a step that was not reached.
                return
            }
        }
    }

    /// Whether a unit that has not converted has a start whose window is still open.
    private func isOpen(_ chain: FunnelChain, _ part: FunnelRows, _ segment: Int, _ events: UnitEvents) -> Bool {
        guard plan.asOf != .max, chain.depth < plan.required.count, let start = chain.rows.first else { return false }
        let table = events.table
        let closed = plan.asOf - plan.window
        if plan.chart.count == .totals { return chain.isOpen && table.times[start] > closed }
        if plan.chart.start == .first { return table.times[start] > closed }
        let isDistinct = plan.chart.order == .any && plan.chart.anyOrder == .distinct
        let open = part.last(while: { table.times[$0] > closed }) { row in
            let (marks, time) = (table.marks[row], table.times[row])
            let steps = plan.steps(marks)
            guard isDistinct ? steps != 0 : steps & 1 != 0 else { return false }
            return isStart(time, marks, segment, events) && (chain.slot == 0 || slot(of: time) == chain.slot)
        }
        return open != nil
    }
}
