extension SegmentationPass: StepPass {
    func reading(of plan: StepsPlan, codes: [[Int32]]) -> StepReading {
        guard focus == nil else { return .events(because: "people are listed") }
        guard !scene.asksUnits else { return .events(because: "segments ask more than the type of an event") }
        var needs = StepNeeds()
        needs.valued = 0
        for (stream, cells) in zip(streams, cells) {
            if let reason = scene.refusal(of: stream, codes) { return .events(because: reason) }
            if cells.tellsValuesApart { return .events(because: "values are told apart") }
            if !stream.breakdowns.isEmpty || stream.number != nil { needs.valued |= stream.mark }
        }
        return .lists(needs)
    }

    mutating func add(_ steps: PeopleSteps) -> Bool {
        for (place, stream) in streams.enumerated() {
            let groups = stream.breakdowns.first.flatMap { scene.groups(of: $0.column, steps.codes) }
            let countsUnits = cells[place].countsUnits
            for segment in scene.segments.indices {
                // All lists of a stream satisfy the same segments, but for those that ask for a type.
                let lists = steps.lists.filter {
                    $0.marks & stream.mark != 0 && scene.segments[segment].admits(event: $0.marks)
                }
                if countsUnits, lists.count > 1 {
                    let columns = lists.map {
                        StepColumn(
                            $0, 0..<$0.list.count, positions: scene.axis, in: steps.times, groups: groups, of: stream)
                    }
                    let column = StepColumn(joining: columns)
                    change(place) { $0.add(column, segment: segment) }
                } else {
                    for list in lists {
                        for rows in list.blocks {
                            let column = StepColumn(
                                list, rows, positions: scene.axis, in: steps.times, groups: groups, of: stream)
                            change(place) { $0.add(column, segment: segment) }
                        }
                    }
                }
            }
        }
        return true
    }
}

extension SegmentationScene {
    /// Why lists can't say what a stream asks; `nil` if they can.
    func refusal(of stream: SegmentationStream, _ codes: [[Int32]]) -> String? {
        guard stream.asksLast == nil else { return "windows ask at their end who is in a segment" }
        guard stream.occurrence == nil, !stream.isGap, stream.values == nil else { return "values are told apart" }
        guard stream.breakdowns.count <= 1 else { return "several properties divide the events" }
        guard let breakdown = stream.breakdowns.first else { return nil }
        guard case .column(let column) = breakdown else { return "sessions are read" }
        return groups(of: column, codes) == nil ? "values are arrays" : nil
    }

    /// The groups of a breakdown of the request.
    func groups(of breakdown: Int, _ codes: [[Int32]]) -> StepGroups? {
        StepGroups(codes[breakdown], column: storedColumns[breakdown], of: dictionaries[breakdown])
    }
}

extension MarkedSteps {
    /// Runs of rows that are small enough to stay near the processor, each with all rows of its people.
    var blocks: [Range<Int>] {
        // As it is, nothing has to be copied.
        if list.count <= 1 << 17 { return list.count == 0 ? [] : [0..<list.count] }
        var blocks: [Range<Int>] = []
        var start = 0
        let people = list.people
        while start < people.count {
            var end = min(start + 16_384, people.count)
            while end < people.count, people[end] == people[end - 1] { end += 1 }
            blocks.append(start..<end)
            start = end
        }
        return blocks
    }
}

/// Rows of a list as a stream of a chart sees them, or several lists one after the other.
struct StepColumn {
    let people: [Int32]
    /// Where each list ends.
    let ends: [Int]
    /// By row; below 0 where it doesn't count.
    let positions: [Int32]
    let groups: StepGroups?
    let codes: StepCodes
    /// By row, not a number where there is none; empty if nobody asks.
    let numbers: [Double]

    /// - Parameter asksOnlyPresence: Whether positions may all be 0 where a row counts.
    init(
        _ steps: MarkedSteps, _ rows: Range<Int>, positions axis: BucketAxis, in range: Range<Int64>,
        groups: StepGroups?, of stream: SegmentationStream, asksOnlyPresence: Bool = false
    ) {
        func part<Value>(_ values: [Value]) -> [Value] {
            rows.count == values.count ? values : Array(values[rows])
        }
        people = part(steps.list.people)
        ends = [people.count]
        positions = steps.list.times.withUnsafeBufferPointer {
            let times = UnsafeBufferPointer(rebasing: $0[rows])
            let presence = asksOnlyPresence ? axis.presence(of: times, in: range) : nil
            return presence ?? axis.positions(of: times, in: range)
        }
        self.groups = groups
        switch groups?.codes(of: steps) {
        case .rows(let all): codes = .rows(part(all))
        case .all(let code): codes = .all(code)
        case nil: codes = .all(0)
        }
        if case .column(let number) = stream.number { numbers = part(steps.list.numbers[number]) } else { numbers = [] }
    }

    init(joining columns: [StepColumn]) {
        people = columns.flatMap(\.people)
        positions = columns.flatMap(\.positions)
        groups = columns.first?.groups
        codes = groups == nil ? .all(0) : .rows(columns.flatMap { $0.codes.rows($0.people.count) })
        numbers = columns.flatMap(\.numbers)
        var ends: [Int] = []
        for column in columns { ends.append((ends.last ?? 0) + column.people.count) }
        self.ends = ends
    }
}
