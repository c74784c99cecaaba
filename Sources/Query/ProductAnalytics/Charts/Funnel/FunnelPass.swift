/// Follows each unit through a funnel.
struct FunnelPass: UnitPass {
    let plan: FunnelPlan
    let focus: FunnelFocus?
    /// How many numbers each segment has: the whole range and each bucket.
    let slots: Int
    /// Undivided numbers; all are in the group at place 0. Empty if ``isCountedByGroup``.
    var whole: FunnelTally
    /// Numbers by group: place 0 did not reach the breakdown's step, 1 is the missing value, then the values' codes.
    var groups: FunnelTally
    /// Whether everybody is in one of the groups, which together are the whole.
    var isCountedByGroup = false
    /// How many units did a step how often, by segment.
    private(set) var frequencies: [[Int: Int]]
    private(set) var drivers: [FunnelDriverCounts]
    private(set) var hits: [FunnelHit] = []
    static let undivided = [0]
    private var matcher: FunnelMatcher
    private var values: FunnelValues

    init(_ plan: FunnelPlan, focus: FunnelFocus?) {
        self.plan = plan
        self.focus = focus
        slots = 1 + (plan.chart.isOverTime ? plan.buckets?.count ?? 0 : 0)
        let tally = FunnelTally(
            steps: plan.chart.steps.count, series: plan.segments.count * slots,
            countsAttempts: plan.chart.count == .totals)
        whole = tally
        groups = tally
        frequencies = Array(repeating: [:], count: plan.segments.count)
        drivers = Array(repeating: FunnelDriverCounts(), count: plan.segments.count)
        matcher = FunnelMatcher(plan)
        values = FunnelValues(plan, namesParts: focus != nil)
    }

    mutating func add(_ events: UnitEvents) {
        let parts = values.parts(of: events)
        for segment in plan.segments.indices where plan.segments[segment].admits(unit: events.unit) {
            for part in parts { follow(part, segment, events) }
        }
    }

    private mutating func follow(_ part: FunnelRows, _ segment: Int, _ events: UnitEvents) {
        let ways = matcher.ways(part, segment, events)
        let isSplit = plan.chart.breakdown?.reading == .allEvents
        guard !ways.isEmpty || isSplit else { return }
        for (slot, ways) in bySlot(ways) {
            let entries = ways.map { $0.entry(groups: Self.undivided, plan, events.table) }
            whole.add(entries, to: segment * slots + slot)
            if focus != nil {
                note(ways.map { ($0, Self.undivided) }, byGroup: false, slot, segment, events.unit, part: part.name)
            }
        }
        if let first = ways.first, first.slot == 0 || plan.chart.count == .totals {
            countFrequency(first, part, segment, events)
            countDrivers(first, part, segment, events)
        }
        guard plan.chart.breakdown != nil else { return }
        var grouped: [(way: FunnelWay, groups: [Int])] = []
        if isSplit {
            for (group, rows) in values.split(part, events.table) {
                grouped += matcher.ways(rows, segment, events).map { ($0, [group]) }
            }
        } else {
            for way in ways { grouped.append((way, values.groups(of: way, events.table))) }
        }
        for slot in Set(grouped.map(\.way.slot) + (plan.chart.count == .totals ? [0] : [])).sorted() {
            let here = grouped.filter { isIn(slot, $0.way) }
            let entries = here.map { $0.way.entry(groups: $0.groups, plan, events.table) }
            groups.add(entries, to: segment * slots + slot)
            note(here.map { ($0.way, $0.groups) }, byGroup: true, slot, segment, events.unit, part: part.name)
        }
    }

    /// The ways of each slot. Attempts count in the whole range too.
    private func bySlot(_ ways: [FunnelWay]) -> [(slot: Int, ways: [FunnelWay])] {
        if ways.count == 1, ways[0].slot == 0 { return [(0, ways)] }
        let present = Set(ways.map(\.slot) + (plan.chart.count == .totals ? [0] : []))
        return present.sorted().map { slot in (slot, ways.filter { isIn(slot, $0) }) }
    }

    private func isIn(_ slot: Int, _ way: FunnelWay) -> Bool {
        way.slot == slot || slot == 0 && plan.chart.count == .totals
    }

    /// How often a unit that reached a step did another one before its first event of that step, which need not be the one
    /// of its chain (FUN-22).
    private mutating func countFrequency(
        _ way: FunnelWay, _ part: FunnelRows, _ segment: Int, _ events: UnitEvents
    ) {
        guard let frequency = plan.chart.frequency, way.reaches(frequency.before - 1) else { return }
        let before = part.first(after: part.range.lowerBound - 1) { row in
            plan.satisfies(events.table.marks[row], step: frequency.before - 1)
        }
        guard let before else { return }
        var times = 0
        part.forEach { row in
            if row < before, plan.satisfies(events.table.marks[row], step: frequency.step - 1) { times += 1 }
        }
        frequencies[segment][times, default: 0] += 1
        if let focus, focus.segment == segment, case .times(let wanted) = focus.what, wanted == times {
            hits.append(FunnelHit(unit: events.unit, part: part.name))
        }
    }

    /// Which other events a unit did between two steps, or within the window after its last one.
    private mutating func countDrivers(_ way: FunnelWay, _ part: FunnelRows, _ segment: Int, _ events: UnitEvents) {
        guard let drivers = plan.chart.drivers, let column = plan.typeColumn, way.reaches(drivers.from - 1) else {
            return
        }
        let table = events.table
        let isConverted = way.reaches(drivers.to - 1)
        let first = isConverted ? way.rows[drivers.from - 1] : way.rows.last { $0 >= 0 } ?? 0
        let end = isConverted ? way.rows[drivers.to - 1] : .max
        let deadline = table.times[first].addingReportingOverflow(plan.window)
        let last = deadline.overflow ? Int64.max : deadline.partialValue
        var types: Set<Int32> = []
        part.forEach { row in
            guard row > first, row < end, isConverted || table.times[row] <= last else { return }
            let marks = table.marks[row]
            if !plan.chart.steps.indices.contains(where: { plan.satisfies(marks, step: $0) }) {
                types.insert(table.breakdowns[column][row])
            }
        }
        self.drivers[segment].add(types, converted: isConverted)
        if let focus, focus.segment == segment, case .driver(let name, let did, let converted) = focus.what,
            converted == isConverted, types.contains(plan.dictionaries[column].code(of: name)) == did
        {
            hits.append(FunnelHit(unit: events.unit, part: part.name))
        }
    }

    /// Remembers a unit if it may be behind the number in focus.
    mutating func note(
        _ ways: [(way: FunnelWay, groups: [Int])], byGroup: Bool, _ slot: Int, _ segment: Int, _ unit: Int64,
        part: String? = nil
    ) {
        guard let focus, focus.byGroup == byGroup, focus.segment == segment, focus.slot == slot, focus.isOfWays else {
            return
        }
        var hit = FunnelHit(unit: unit, part: part)
        for (way, groups) in ways { for group in groups { hit.ways.add(group, focus.bits(of: way)) } }
        if byGroup || focus.isBehind(hit.ways.reached.reduce(0, |), plan.chart) { hits.append(hit) }
    }

    mutating func merge(_ other: FunnelPass) {
        isCountedByGroup = isCountedByGroup || other.isCountedByGroup
        whole.merge(other.whole)
        groups.merge(other.groups)
        for segment in frequencies.indices {
            frequencies[segment].merge(other.frequencies[segment], uniquingKeysWith: +)
            drivers[segment].merge(other.drivers[segment])
        }
        hits += other.hits
    }
}

extension FunnelChart {
    /// The nearest step before another that can't be left out, by their places.
    func step(before step: Int) -> Int { steps.indices.last { $0 < step && !steps[$0].isOptional } ?? 0 }
}
