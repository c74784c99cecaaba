/// The events that one letter of a chart names (or the active ones), with what is read of each.
struct SegmentationStream: Sendable {
    /// What divides its occurrences.
    enum Breakdown: Hashable, Sendable {
        /// By its place among the breakdowns of the request.
        case column(Int)
        /// The first or last value of a column among the active events of the session.
        case session(column: Int, isEntry: Bool)
    }

    enum Number: Hashable, Sendable {
        /// By its place among the numbers of the request.
        case column(Int)
        /// Seconds until the next event that has this mark.
        case gap(mark: UInt64)
    }

    /// The bit of its condition.
    var mark: UInt64
    /// Only the unit's n-th such event.
    var occurrence: Int?
    var breakdowns: [Breakdown] = []
    var number: Number?
    /// The column whose distinct values are counted.
    var values: Int?
}

/// An event as it counts: for one segment and one combination of values.
struct Occurrence {
    var segment: Int
    var position: Int
    /// The row of its event.
    var row: Int
    var key = GroupKey.empty
    /// Not a number if there is none.
    var number = Double.nan
    var value = ValueDictionary.none
}

/// What all streams of a chart share.
struct SegmentationScene: Sendable {
    let axis: BucketAxis
    let segments: [SegmentTest]
    /// The bit of events that count as activity, if sessions are asked for their first and last values.
    var activeMark: UInt64 = 0
    /// Whether each distinct element of a list counts once, rather than every element.
    var countsElementsOnce = false
    var dictionaries: [ValueDictionary] = []

    /// Gaps longer than this are no time spent.
    static let longestGap = 30 * ChartCalendar.minute

    /// Bits of the segments that a unit may be in.
    func segmentsAdmitting(_ unit: Int64) -> UInt64 {
        var bits: UInt64 = 0
        for (place, segment) in segments.enumerated() where segment.admits(unit: unit) { bits |= 1 << UInt64(place) }
        return bits
    }
}

extension SegmentationStream {
    /// Hands on each occurrence of the stream among a unit's events, in their order.
    func forEach(in events: UnitEvents, _ scene: SegmentationScene, _ body: (Occurrence) -> Void) {
        let admitted = scene.segmentsAdmitting(events.unit)
        guard admitted != 0 else { return }
        let firstPosition = events.first.flatMap { scene.axis.position(of: $0) }
        let gaps = gaps(in: events)
        let sessions = SessionValues(of: breakdowns, in: events, activeMark: scene.activeMark)
        let isPlain = breakdowns.isEmpty && values == nil
        var cursor = BucketAxis.Cursor(scene.axis)
        var seen = 0
        for row in events.rows {
            let marks = events.table.marks[row]
            guard marks & mark != 0 else { continue }
            seen += 1
            if let occurrence, seen != occurrence { continue }
            let time = events.table.times[row]
            guard let position = cursor.position(of: time) else { continue }
            var number = Double.nan
            switch self.number {
            case .column(let column): number = events.table.numbers[column][row]
            case .gap: number = gaps[row - events.rows.lowerBound]
            case nil: break
            }
            for place in scene.segments.indices where admitted & (1 << UInt64(place)) != 0 {
                let segment = scene.segments[place]
                guard segment.admits(event: marks), !segment.onlyNew || position == firstPosition else { continue }
                var occurrence = Occurrence(segment: place, position: position, row: row, number: number)
                if isPlain {
                    body(occurrence)
                    continue
                }
                let codes = breakdowns.map { code(of: $0, at: row, in: events, sessions) }
                let value = values.map { events.table.breakdowns[$0][row] }
                explode(codes, value, scene, &occurrence, body)
            }
        }
    }

    private func code(
        of breakdown: Breakdown, at row: Int, in events: UnitEvents, _ sessions: SessionValues
    ) -> Int32 {
        switch breakdown {
        case .column(let column): events.table.breakdowns[column][row]
        case .session: sessions.code(of: breakdown, in: events.table.sessions[row])
        }
    }

    /// Lists stand for their elements; every combination is an occurrence.
    private func explode(
        _ codes: [Int32], _ value: Int32?, _ scene: SegmentationScene, _ occurrence: inout Occurrence,
        _ body: (Occurrence) -> Void
    ) {
        var combinations: [[Int32]] = [[]]
        for (place, code) in codes.enumerated() {
            let elements = elements(of: code, of: breakdowns[place].column, scene)
            combinations = combinations.flatMap { start in elements.map { start + [$0] } }
        }
        let values = value.flatMap { value in self.values.map { elements(of: value, of: $0, scene) } }
        for combination in combinations {
            occurrence.key = combination.count == 1 ? GroupKey(combination[0]) : GroupKey(combination)
            guard let values else {
                body(occurrence)
                continue
            }
            for value in values {
                occurrence.value = value
                body(occurrence)
            }
        }
    }

    private func elements(of code: Int32, of column: Int, _ scene: SegmentationScene) -> [Int32] {
        let elements = scene.dictionaries[column].elements(of: code)
        guard scene.countsElementsOnce, elements.count > 1 else { return elements }
        var seen: Set<Int32> = []
        return elements.filter { seen.insert($0).inserted }
    }

    /// For each row of the unit the seconds until its next event of the kind, 0 for the last and for long gaps.
    private func gaps(in events: UnitEvents) -> [Double] {
        guard case .gap(let mark) = number else { return [] }
        var gaps = Array(repeating: 0.0, count: events.rows.count)
        var previous: Int?
        for row in events.rows where events.table.marks[row] & mark != 0 {
            if let previous {
                let gap = events.table.times[row] - events.table.times[previous]
                if gap <= SegmentationScene.longestGap {
                    gaps[previous - events.rows.lowerBound] = Double(gap) / Double(ChartCalendar.second)
                }
            }
            previous = row
        }
        return gaps
    }
}

extension SegmentationStream.Breakdown {
    var column: Int {
        switch self {
        case .column(let column), .session(let column, _): column
        }
    }
}
