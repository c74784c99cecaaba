/// Ordered funnels whose steps share no events are counted on the lists of their steps (``StepWalk``).
extension FunnelPass: StepPass {
    func reading(of steps: StepsPlan, codes: [[Int32]]) -> StepReading {
        if let reason = plan.chart.reasonForEvents { return .events(because: reason) }
        guard plan.segments.allSatisfy({ $0.mask == 0 && !$0.onlyNew }) else {
            return .events(because: "segments ask more than who it is")
        }
        guard
            steps.types.allSatisfy({ type in
                plan.chart.steps.indices.count { plan.satisfies(type.marks, step: $0) } == 1
            })
        else { return .events(because: "events satisfy several steps") }
        if let column = plan.breakdownColumn {
            guard steps.codeColumns[column] != nil else { return .events(because: "the breakdown is no property") }
            if plan.dictionaries[column].hasLists { return .events(because: "the breakdown has lists as values") }
        }
        let valued = plan.chart.steps.indices.filter(plan.readsValues).map(plan.bit)
        // Lists of several types are merged to one of a step.
        let isOneToOne = plan.chart.steps.indices.allSatisfy { step in
            steps.types.count { plan.satisfies($0.marks, step: step) } <= 1
        }
        return .lists(StepNeeds(valued: valued.reduce(0, |), hasRuns: isOneToOne))
    }

    mutating func add(_ steps: PeopleSteps) -> Bool {
        isCountedByGroup = plan.chart.breakdown != nil
        guard let lists = lists(steps) else { return false }
        let values = FunnelStepValues(plan, lists, codes: steps.codes)
        let count = plan.chart.steps.count
        let lastTimes = lists.map(\.times)
        var tallies = Array(repeating: FunnelStepTally(steps: count), count: plan.segments.count * slots)
        let isForAll = plan.segments.count == 1 && !plan.segments[0].asksUnits
        let closed = plan.asOf == .max ? Int64.max : plan.asOf - plan.window
        let isClear = walk(steps.times).run(lists) { way in
            let isOpen = way.depth < count && way.lastStart > closed
            let group = values.group(of: way)
            let value = values.sum(of: way)
            for segment in plan.segments.indices {
                guard isForAll || plan.segments[segment].admits(unit: Int64(way.person)) else { continue }
                tallies[segment * slots + way.slot].add(group, depth: way.depth, isOpen: isOpen, value: value) { step in
                    lastTimes[step][way.rows[step]]
                }
                guard focus != nil else { continue }
                let whole = FunnelWay(way, of: lists, isOpen: isOpen)
                note([(whole, Self.undivided)], byGroup: false, way.slot, segment, Int64(way.person))
                guard isCountedByGroup else { continue }
                note([(whole, [group])], byGroup: true, way.slot, segment, Int64(way.person))
            }
        }
        for (index, tally) in tallies.enumerated() {
            if isCountedByGroup { tally.put(into: &groups, at: index) } else { tally.put(into: &whole, at: index) }
        }
        return isClear
    }

    /// One list for each step.
    /// - Returns: `nil` if of equal times the first event has a value that counts, and which one that is is not known.
    private func lists(_ steps: PeopleSteps) -> [StepList]? {
        var lists: [StepList] = []
        for step in plan.chart.steps.indices {
            var all = StepList()
            for part in steps.lists where plan.satisfies(part.marks, step: step) {
                guard let list = StepList.merged(all, part.list, takesTies: !plan.readsValues(of: step)) else {
                    return nil
                }
                all = list
            }
            lists.append(all)
        }
        return lists
    }

    private func walk(_ times: Range<Int64>) -> StepWalk {
        let lower = max(plan.from, times.lowerBound)
        let upper = min(plan.to, times.upperBound, plan.lastStart == .max ? .max : plan.lastStart + 1)
        return StepWalk(
            window: plan.window, tick: plan.chart.tick.length, followsFirst: plan.chart.start == .first,
            starts: lower..<max(lower, upper), times: times, buckets: plan.chart.isOverTime ? plan.buckets : nil)
    }
}

extension FunnelPlan {
    /// Whether a group or a sum may be read on the events of a step.
    func readsValues(of step: Int) -> Bool {
        if chart.sum != nil, step == chart.steps.count - 1 { return true }
        switch chart.breakdown?.reading {
        case nil: return false
        case .step(let number): return step == number - 1
        case .firstTouch, .lastTouch, .allEvents: return true
        }
    }
}

extension FunnelChart {
    /// Why its ways can't be counted on lists of steps; `nil` if they can.
    fileprivate var reasonForEvents: String? {
        if order != .this { return "the order is \(order.rawValue)" }
        if count != .unique { return "attempts are counted" }
        if per != .unit || window == .session { return "sessions are told apart" }
        if !held.isEmpty { return "properties are held" }
        if !exclusions.isEmpty { return "events are excluded" }
        if anchor != .chosen { return "the latest start is taken" }
        if steps.contains(where: \.isOptional) { return "steps are optional" }
        if frequency != nil || drivers != nil { return "events between the steps are counted" }
        if breakdown?.reading == .allEvents { return "people are split by value" }
        return nil
    }
}

extension FunnelWay {
    /// Without rows, which are known by list only.
    fileprivate init(_ way: StepWalk.Way, of lists: [StepList], isOpen: Bool) {
        var times = Array(repeating: FunnelTally.noTime, count: lists.count)
        for step in 0..<way.depth { times[step] = lists[step].times[way.rows[step]] }
        self.init(
            slot: way.slot, rows: [], times: times, reached: (UInt64(1) << UInt64(way.depth)) - 1, isOpen: isOpen)
    }
}
