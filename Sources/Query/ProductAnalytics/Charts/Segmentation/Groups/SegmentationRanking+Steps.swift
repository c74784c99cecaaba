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
            let lists = steps.lists.filter { list in
                list.marks & part.stream.mark != 0
                    && scene.segments.contains { $0.admits(event: list.marks) }
            }
            func column(_ list: MarkedSteps, _ rows: Range<Int>) -> StepColumn {
                StepColumn(
                    list, rows, positions: scene.axis, in: steps.times, groups: groups, of: part.stream,
                    asksOnlyPresence: true)
            }
            if part.counts, measure == .uniques, lists.count > 1 {
                let columns = lists.map { column($0, 0..<$0.list.count) }
                rank(StepColumn(joining: columns), groups, part: place)
            } else {
                for list in lists { for rows in list.blocks { rank(column(list, rows), groups, part: place) } }
            }
        }
        return true
    }

    private mutating func rank(_ column: StepColumn, _ groups: StepGroups, part: Int) {
        let found = ranks(of: column, groups.count, parts[part].counts ? measure : nil)
        for (code, rank) in found.enumerated() where rank != nil {
            add(rank ?? 0, to: GroupKey(groups.element(of: code)), part: part)
        }
    }

    /// By stored code, its rank; `nil` where it doesn't occur.
    private func ranks(of column: StepColumn, _ count: Int, _ measure: Measure?) -> [Double?] {
        var counter = RankCounter(column, codes: count, measure, from: Int32(scene.axis.back))
        if column.ends.count > 1 {
            column.people.withUnsafeBufferPointer { people in
                var walk = PeopleWalk(people, ends: column.ends)
                walk.forEach { _ in
                } rows: {
                    counter.add($0)
                }
            }
        } else {
            counter.add(0..<column.people.count)
        }
        return zip(counter.ranks, counter.occurs).map { $1 ? $0 : nil }
    }
}

/// Ranks stored codes.
private struct RankCounter {
    private(set) var ranks: [Double]
    private(set) var occurs: [Bool]
    /// By code, the person that counted last.
    private var last: [Int32]
    private let column: StepColumn
    private let codes: [Int32]
    private let measure: SegmentationRanking.Measure?
    private let back: Int32

    /// - Parameter back: The first position that counts.
    init(_ column: StepColumn, codes count: Int, _ measure: SegmentationRanking.Measure?, from back: Int32) {
        self.column = column
        codes = column.codes.rows(column.people.count)
        self.measure = measure
        self.back = back
        ranks = Array(repeating: 0, count: count)
        occurs = Array(repeating: false, count: count)
        last = Array(repeating: .min, count: count)
    }

    mutating func add(_ rows: Range<Int>) {
        if measure == .uniques { return rank(rows) }
        for row in rows {
            let code = Int(codes[row])
            guard column.positions[row] >= back, occurs.indices.contains(code) else { continue }
            occurs[code] = true
            switch measure {
            case .totals: ranks[code] += 1
            case .sum: if !column.numbers.isEmpty, !column.numbers[row].isNaN { ranks[code] += column.numbers[row] }
            case .uniques, .pairs, nil: break
            }
        }
    }

    /// Counts each person once for each code.
    private mutating func rank(_ rows: Range<Int>) {
        let (codeCount, back) = (ranks.count, back)
        var (latest, latestPerson) = (Int32.min, Int32.min)
        codes.withUnsafeBufferPointer { codes in
            column.people.withUnsafeBufferPointer { people in
                column.positions.withUnsafeBufferPointer { positions in
                    for row in rows {
                        let (code, person) = (codes[row], people[row])
                        if person == latestPerson, code == latest { continue }
                        guard positions[row] >= back, code >= 0, code < codeCount else { continue }
                        (latest, latestPerson) = (code, person)
                        occurs[Int(code)] = true
                        guard last[Int(code)] != person else { continue }
                        last[Int(code)] = person
                        ranks[Int(code)] += 1
                    }
                }
            }
        }
    }
}
