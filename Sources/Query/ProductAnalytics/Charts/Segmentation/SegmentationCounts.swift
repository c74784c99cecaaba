/// A chart's counts with the groups that they are divided by.
struct SegmentationCounts: Sendable {
    /// One group of a scope by its place.
    enum Group: Hashable, Sendable {
        case all
        /// Among those drawn.
        case place(Int)
        case other
    }

    /// Whose units are wanted.
    struct Target: Sendable {
        var key: SegmentationPlan.StreamKey
        var segment: Int
        var group: Group
        var positions: ClosedRange<Int>
        var condition = SegmentationFocus.Condition.any
        var times: (from: Int, to: Int) = (1, .max)
    }

    let plan: SegmentationPlan
    let pass: SegmentationPass
    /// By scope, those drawn.
    let groups: [[BreakdownValues]]
    /// By scope, whether there is Other.
    let hasOther: [Bool]
    let sql: [String]
    let names: UnitNames?

    /// The groups of a scope in the order of their ranks: the total, then those drawn, then Other.
    func drawn(scope: Int) -> [Group] {
        [.all] + groups[scope].indices.map { .place($0) } + (hasOther[scope] ? [.other] : [])
    }

    func values(of group: Group, scope: Int) -> SegmentationGroup {
        switch group {
        case .all: .all
        case .place(let place): .values(groups[scope][place])
        case .other: .other
        }
    }
}

extension GroupSlots {
    /// The slot in which a group of the scope is counted.
    func slot(of group: SegmentationCounts.Group) -> Int {
        guard isDivided else { return 0 }
        return switch group {
        case .all: 0
        case .place(let place): place < slotOfGroup.count ? slotOfGroup[place] : 0
        case .other: max(0, otherSlot)
        }
    }
}

extension SegmentationChart {
    /// Ranks the groups if there are any, then counts.
    /// - Parameters:
    ///   - drawn: By scope, the groups to draw instead of those that rank highest.
    ///   - target: Asked once the groups are known.
    func count(
        in context: ChartContext, drawn: [[BreakdownValues]]? = nil,
        target: ((SegmentationPlan, _ drawn: [[BreakdownValues]]) throws(ChartError) -> SegmentationCounts.Target)? =
            nil
    ) async throws(ChartError) -> (counts: SegmentationCounts, ranked: [[BreakdownValues]]) {
        let plan = try await SegmentationPlan(self, in: context).workedOut()
        var log = context.log
        if log.resident == nil, !log.readsPacks, plan.lengths.contains(where: { $0 > 0 }) {
            // Groups are ranked first, then counted: what is read for the one serves the other.
            log.resident = ResidentSteps(budget: Self.listsOfOneChart)
        }
        let mayCount = drawn == nil && target == nil
        let (ranked, found) = try await rank(plan, log, segments: context.segments.count, mayCount: mayCount)
        let sql = found.map { [$0.sql] } ?? []
        if let found, let pass = counted(found, plan, ranked) {
            let counts = SegmentationCounts(
                plan: plan, pass: pass, groups: ranked, hasOther: ranked.map { _ in false }, sql: sql,
                names: found.names)
            return (counts, ranked)
        }
        let groups = drawn ?? ranked.map { Array($0.prefix(top)) }
        let rest = zip(ranked, groups).map { all, shown in
            let shown = Set(shown)
            return all.filter { !shown.contains($0) }
        }
        let hasOther = rest.map { self.rest == .other && !$0.isEmpty }
        let wanted = try target.map { target throws(ChartError) in try target(plan, groups) }
        var request = plan.request
        if target != nil { (request.needsUnits, request.needsOnlyDays) = (true, false) }
        let outcome = try await log.run(request) { dictionaries in
            let slots = plan.keys.indices.map { place in
                self.slots(of: place, plan, dictionaries, groups, rest, hasOther)
            }
            return self.pass(plan, dictionaries, slots, segments: context.segments.count, wanted)
        }
        let counts = SegmentationCounts(
            plan: plan, pass: outcome.pass, groups: groups, hasOther: hasOther, sql: sql + [outcome.sql],
            names: outcome.names)
        return (counts, ranked)
    }

    /// How many bytes of step lists a chart keeps from its ranking to its counts, where none stay in memory anyway.
    private static let listsOfOneChart = 512 << 20

    func pass(
        _ plan: SegmentationPlan, _ dictionaries: [ValueDictionary], _ slots: [GroupSlots], segments: Int,
        _ wanted: SegmentationCounts.Target?
    ) -> SegmentationPass {
        var scene = plan.scene
        scene.dictionaries = dictionaries
        var focus: SegmentationFocus?
        if let wanted, let place = plan.place(of: wanted.key) {
            var found = SegmentationFocus(
                stream: place, segment: wanted.segment, slot: slots[place].slot(of: wanted.group), slots: slots[place],
                positions: wanted.positions)
            found.condition = wanted.condition
            found.times = wanted.times
            focus = found
        }
        // For a list of units nothing else has to be counted.
        let cells = zip(plan.needs, slots).map { needs, slots in
            StreamCells(
                wanted == nil ? needs : StreamNeeds(), slots: wanted == nil ? slots : GroupSlots(), segments: segments,
                axis: plan.axis)
        }
        return SegmentationPass(scene: scene, streams: plan.streams, cells: cells, focus: focus)
    }

    func slots(
        of place: Int, _ plan: SegmentationPlan, _ dictionaries: [ValueDictionary], _ groups: [[BreakdownValues]],
        _ rest: [[BreakdownValues]], _ hasOther: [Bool]
    ) -> GroupSlots {
        let (scope, stream) = (plan.keys[place].scope, plan.streams[place])
        guard plan.lengths[scope] > 0, !stream.breakdowns.isEmpty else { return GroupSlots() }
        let columns = stream.breakdowns.map { dictionaries[$0.column] }
        func key(_ values: BreakdownValues) -> GroupKey {
            GroupKey(
                zip(columns, values).map { column, value in
                    value.map { column.code(of: $0) } ?? ValueDictionary.none
                })
        }
        let isWhole = columns.count == plan.lengths[scope]
        return GroupSlots(
            groups: groups[scope].map(key), rest: isWhole ? [] : rest[scope].map(key), other: hasOther[scope],
            isWhole: isWhole)
    }
}
