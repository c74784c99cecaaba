extension SegmentationRanking: StepPass {
    func reading(of plan: StepsPlan, codes: [[Int32]]) -> StepReading {
        guard !scene.asksUnits else { return .events(because: "segments ask more than the type of an event") }
        guard measure != .pairs else { return .events(because: "values are told apart") }
        for part in parts {
            if let reason = scene.refusal(of: part.stream, codes) { return .events(because: reason) }
        }
        return .lists(StepNeeds())
    }

    mutating func add(_ steps: PeopleSteps) -> Bool {
        for (place, part) in parts.enumerated() {
            guard let breakdown = part.stream.breakdowns.first,
                let groups = scene.groups(of: breakdown.column, steps.codes)
            else { continue }
            var columns: [StepColumn] = []
            for list in steps.lists where list.marks & part.stream.mark != 0 {
                guard scene.segments.contains(where: { $0.admits(event: list.marks) }) else { continue }
                columns.append(
                    StepColumn(list, positions: scene.axis, in: steps.times, groups: groups, of: part.stream))
            }
            if part.counts, measure == .uniques, columns.count > 1 { columns = [StepColumn(joining: columns)] }
            for column in columns {
                let found = ranks(of: column, groups.count, part.counts ? measure : nil)
                for (code, rank) in found.enumerated() where rank != nil {
                    add(rank ?? 0, to: GroupKey(groups.element(of: code)), part: place)
                }
            }
        }
        return true
    }

    /// By stored code, its rank; `nil` where it doesn't occur.
    private func ranks(of column: StepColumn, _ count: Int, _ measure: Measure?) -> [Double?] {
        var ranks = Array(repeating: 0.0, count: count)
        var occurs = Array(repeating: false, count: count)
        var last = Array(repeating: Int32.min, count: count)
        let back = Int32(scene.axis.back)
        let codes = column.codes.rows(column.people.count)
        func add(_ row: Int) {
            let code = Int(codes[row])
            guard column.positions[row] >= back, occurs.indices.contains(code) else { return }
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
        if column.ends.count > 1 {
            column.people.withUnsafeBufferPointer { people in
                var walk = PeopleWalk(people, ends: column.ends)
                walk.forEach { _ in
                } rows: { rows in
                    for row in rows { add(row) }
                }
            }
        } else {
            for row in column.people.indices { add(row) }
        }
        return zip(ranks, occurs).map { $1 ? $0 : nil }
    }
}
