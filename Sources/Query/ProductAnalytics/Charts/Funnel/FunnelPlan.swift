/// A funnel as its pass works with it: what to read, and what each bit of an event's marks means.
struct FunnelPlan: Sendable {
    let chart: FunnelChart
    let asOf: Int64
    let from: Int64
    let to: Int64
    /// Of the first step; there if numbers over time are wanted, or segments of new units.
    let buckets: Buckets?
    let segments: [SegmentTest]
    /// The bits that a first step needs, by segment.
    let startMasks: [UInt64]
    /// Whether a segment is of new units.
    let hasNew: Bool
    let request: EventRequest
    /// Places of the steps that chains are made of, among all steps.
    let required: [Int]
    let optional: [Int]
    /// In microseconds.
    let window: Int64
    /// Starts after this moment don't count.
    let lastStart: Int64

    /// Bits of the marks for each step.
    private let stepBits: [UInt64]
    /// Where marks hold the required steps in their order from the lowest bit on: the bits of all.
    private let directMask: UInt64?
    private let exclusions: [(bit: UInt64, levels: UInt64)]
    private let activeBit: UInt64
    let holdColumns: [Int]
    let breakdownColumn: Int?
    let typeColumn: Int?
    var dictionaries: [ValueDictionary] = []

    init(_ chart: FunnelChart, _ context: ChartContext) {
        self.chart = chart
        asOf = context.asOf
        from = context.range.from
        to = context.range.to
        window = chart.window.length
        required = chart.steps.indices.filter { !chart.steps[$0].isOptional }
        optional = chart.steps.indices.filter { chart.steps[$0].isOptional }
        var request = Self.reading(chart, context)

        var places = Array(repeating: 0, count: chart.steps.count)
        for step in required + optional {
            places[step] = request.place(of: .event(EventSelection(of: chart.steps[step].event)))
        }
        stepBits = places.map { UInt64(1) << UInt64($0) }
        let isDirect = required.enumerated().allSatisfy { places[$0.element] == $0.offset }
        directMask = isDirect ? (UInt64(1) << UInt64(required.count)) - 1 : nil
        var wanted = Set(places)
        var exclusions: [(bit: UInt64, levels: UInt64)] = []
        for exclusion in chart.exclusions {
            let place = request.place(of: .event(EventSelection(of: exclusion.event)))
            wanted.insert(place)
            let first = required.firstIndex(of: exclusion.after - 1) ?? 0
            let last = required.firstIndex(of: exclusion.before - 1) ?? 0
            let levels = (first..<max(first, last)).reduce(UInt64(0)) { $0 | UInt64(1) << UInt64($1) }
            exclusions.append((UInt64(1) << UInt64(place), levels))
        }
        self.exclusions = exclusions
        if chart.order == .exact || chart.drivers != nil {
            let place = request.place(of: .isActive)
            wanted.insert(place)
            activeBit = chart.order == .exact ? UInt64(1) << UInt64(place) : 0
        } else {
            activeBit = 0
        }
        segments = context.segmentTests(&request)
        startMasks = segments.map(\.mask)
        hasNew = segments.contains(where: \.onlyNew)
        request.wanted = wanted.sorted()
        request.needsFirst = hasNew
        request.needsSessions = chart.per == .session || chart.window == .session
        holdColumns = chart.held.map { request.place(of: $0) }
        breakdownColumn = chart.breakdown.map { request.place(of: $0.property) }
        typeColumn = chart.drivers == nil ? nil : request.place(of: .eventType)
        if let sum = chart.sum { _ = request.place(ofNumber: sum.asAmount) }
        self.request = request
        buckets = chart.isOverTime || request.needsFirst ? context.buckets : nil
        // A window is complete once its last moment has passed.
        lastStart = chart.completeWindowsOnly && asOf != .max ? asOf - window : .max
    }

    private static func reading(_ chart: FunnelChart, _ context: ChartContext) -> EventRequest {
        let (from, to) = context.range
        guard !chart.boundsAllSteps else { return context.request(from: from, to: to) }
        let window = chart.window.length
        // The gap of those who dropped begins with their last step.
        let after = chart.drivers == nil ? window : 2 * window
        let end = to.addingReportingOverflow(after + 1)
        return context.request(
            from: chart.order == .any ? from - window : from, to: end.overflow ? nil : end.partialValue)
    }

    /// Which required steps an event satisfies, the first in the lowest bit.
    func steps(_ marks: UInt64) -> UInt64 {
        if let directMask { return marks & directMask }
        var steps: UInt64 = 0
        for (index, step) in required.enumerated() where marks & stepBits[step] != 0 { steps |= 1 << UInt64(index) }
        return steps
    }

    /// The bit of the marks for a step, by its place among all.
    func bit(of step: Int) -> UInt64 { stepBits[step] }

    /// Whether an event satisfies a step, by its place among all.
    func satisfies(_ marks: UInt64, step: Int) -> Bool { marks & stepBits[step] != 0 }

    var hasClears: Bool { !exclusions.isEmpty || activeBit != 0 }

    /// The levels that an event empties, level 1 in the lowest bit.
    /// - Parameter excluding: Whether exclusions count.
    func clears(_ marks: UInt64, excluding: Bool) -> UInt64 {
        var levels: UInt64 = marks & activeBit != 0 ? ~0 : 0
        if excluding { for exclusion in exclusions where marks & exclusion.bit != 0 { levels |= exclusion.levels } }
        return levels
    }
}

extension EventSelection {
    /// The selection without what changes nothing about which events match, so that equal steps share a condition.
    init(of selection: EventSelection) { self.init(selection.branches, where: selection.filters) }
}
