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
                        StepColumn($0, positions: scene.axis, in: steps.times, groups: groups, of: stream)
                    }
                    let column = StepColumn(joining: columns)
                    change(place) { $0.add(column, segment: segment) }
                } else {
                    for list in lists {
                        let column = StepColumn(
                            list, positions: scene.axis, in: steps.times, groups: groups, of: stream)
                        change(place) { $0.add(column, segment: segment) }
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

/// A list as a stream of a chart sees it, or several lists one after the other.
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

    init(
        _ steps: MarkedSteps, positions axis: BucketAxis, in range: Range<Int64>, groups: StepGroups?,
        of stream: SegmentationStream
    ) {
        people = steps.list.people
        ends = [people.count]
        positions = steps.list.times.withUnsafeBufferPointer { axis.positions(of: $0, in: range) }
        self.groups = groups
        codes = groups.map { $0.codes(of: steps) } ?? .all(0)
        if case .column(let number) = stream.number { numbers = steps.list.numbers[number] } else { numbers = [] }
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
