extension SegmentationRanking: StepPass {
    func reading(of plan: StepsPlan, codes: [[Int32]]) -> StepReading {
        guard !scene.asksUnits else { return .events(because: "segments ask more than the type of an event") }
        guard measure != .pairs else { return .events(because: "values are told apart") }
        for part in parts {
            if let reason = scene.refusal(of: part.stream, codes) { return .events(because: reason) }
            if part.counts, measure == .uniques, plan.types.filter({ $0.marks & part.stream.mark != 0 }).count > 1 {
                return .events(because: "people are counted over several types of events")
            }
        }
        return .lists(StepNeeds())
    }

    mutating func add(_ steps: PeopleSteps) {
        for (place, part) in parts.enumerated() {
            guard let breakdown = part.stream.breakdowns.first,
                let groups = scene.groups(of: breakdown.column, steps.codes)
            else { continue }
            for list in steps.lists where list.marks & part.stream.mark != 0 {
                guard scene.segments.contains(where: { $0.admits(event: list.marks) }) else { continue }
                let column = StepColumn(list, positions: scene.axis, in: steps.times, groups: groups, of: part.stream)
                let found = ranks(of: column, groups.count, part.counts ? measure : nil)
                for (code, rank) in found.enumerated() where rank != nil {
                    add(rank ?? 0, to: GroupKey(groups.element(of: code)), part: place)
                }
            }
        }
    }

    /// By stored code, its rank; `nil` where it doesn't occur.
    private func ranks(of column: StepColumn, _ count: Int, _ measure: Measure?) -> [Double?] {
        var ranks = Array(repeating: 0.0, count: count)
        var occurs = Array(repeating: false, count: count)
        var last = Array(repeating: Int32.min, count: count)
        let back = Int32(scene.axis.back)
        let codes = column.codes.rows(column.people.count)
        for row in column.people.indices where column.positions[row] >= back {
            let code = Int(codes[row])
            guard occurs.indices.contains(code) else { continue }
            occurs[code] = true
            switch measure {
            case .totals: ranks[code] += 1
            case .sum: if !column.numbers.isEmpty, !column.numbers[row].isNaN { ranks[code] += column.numbers[row] }
            case .uniques:
                if last[code] != column.people[row] {
                    last[code] = column.people[row]
                    ranks[code] += 1
                }
            case .pairs, nil: break
            }
        }
        return zip(ranks, occurs).map { $1 ? $0 : nil }
    }
}
