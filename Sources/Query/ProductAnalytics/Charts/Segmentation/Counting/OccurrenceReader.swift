/// Walks the occurrences of a stream among the events of one unit after the other.
struct OccurrenceReader: Sendable {
    let stream: SegmentationStream
    private let scene: SegmentationScene
    private var cursor: BucketAxis.Cursor
    /// By breakdown.
    private var elements: [ElementCache]
    private var valueElements: ElementCache?
    /// By code of the only breakdown, from -1: the value that it stands for.
    private var singles: [Int32] = []
    private static let unknown = Int32.min
    private static let list = Int32.min + 1
    /// Whether units are asked anything, so that not all are in every segment.
    private let asksUnits: Bool
    private let asksFirst: Bool
    private var gaps: [Double] = []

    init(_ stream: SegmentationStream, _ scene: SegmentationScene) {
        self.stream = stream
        self.scene = scene
        cursor = BucketAxis.Cursor(scene.axis)
        elements = stream.breakdowns.map { ElementCache(scene.dictionaries[$0.column]) }
        valueElements = stream.values.map { ElementCache(scene.dictionaries[$0]) }
        asksUnits = scene.segments.contains(where: \.asksUnits)
        asksFirst = scene.segments.contains(where: \.onlyNew)
    }

    /// Hands on each occurrence of a unit, in the order of its events.
    mutating func forEach(in events: UnitEvents, _ body: (Occurrence) -> Void) {
        let admitted = asksUnits ? segmentsAdmitting(events.unit) : .max
        guard admitted != 0 else { return }
        let firstPosition = asksFirst ? events.first.flatMap { scene.axis.position(of: $0) } : nil
        if case .gap(let mark) = stream.number { findGaps(mark, in: events) }
        let sessions =
            scene.activeMark == 0 ? nil : SessionValues(of: stream.breakdowns, in: events, activeMark: scene.activeMark)
        if let length = stream.asksLast {
            forEachWindow(of: length, in: events, admitted, firstPosition, sessions, body)
            return
        }
        let isPlain = stream.breakdowns.isEmpty && stream.values == nil
        let column = onlyColumn
        let (mark, nth, also) = (stream.mark, stream.occurrence, stream.also)
        var seen = 0
        for row in events.rows {
            let marks = events.table.marks[row]
            guard marks & mark != 0 else { continue }
            if let nth {
                seen += 1
                guard seen == nth, marks & also == also else { continue }
            }
            guard let position = cursor.position(of: events.table.times[row]) else { continue }
            let number = number(of: row, in: events)
            for place in scene.segments.indices where admitted & (1 << UInt64(place)) != 0 {
                guard scene.segments[place].admits(event: marks) else { continue }
                if asksFirst, scene.segments[place].onlyNew, position != firstPosition { continue }
                var occurrence = Occurrence(segment: place, position: position, row: row, number: number)
                if isPlain {
                    body(occurrence)
                } else if let column, let element = single(events.table.breakdowns[column][row]) {
                    occurrence.key = GroupKey(element)
                    body(occurrence)
                } else {
                    explode(row, events, sessions, &occurrence, body)
                }
            }
        }
    }

    /// Hands on each occurrence once for every window of so many positions in which it lies, at the window's last position,
    /// if the unit is in the segment there. Whether it was at the time of the event does not matter.
    private mutating func forEachWindow(
        of length: Int, in events: UnitEvents, _ admitted: UInt64, _ firstPosition: Int?, _ sessions: SessionValues?,
        _ body: (Occurrence) -> Void
    ) {
        let found = positions(in: events)
        guard let first = found.first?.position, let last = found.last?.position else { return }
        var start = 0
        let begin = max(first, scene.axis.back)
        for position in begin..<max(begin, min(scene.axis.count, last + length)) {
            while start < found.count, found[start].position + length <= position { start += 1 }
            let window = found[start...].prefix { $0.position <= position }
            guard !window.isEmpty else { continue }
            let moment = scene.axis.start(position)
            for place in scene.segments.indices where admitted & (1 << UInt64(place)) != 0 {
                guard scene.segments[place].holds(for: events.unit, at: moment) else { continue }
                if scene.segments[place].onlyNew, position != firstPosition { continue }
                for (row, _) in window where scene.segments[place].passes(event: events.table.marks[row]) {
                    var occurrence = Occurrence(
                        segment: place, position: position, row: row, number: number(of: row, in: events))
                    explode(row, events, sessions, &occurrence, body)
                }
            }
        }
    }

    /// The rows of the stream that lie at a position.
    private mutating func positions(in events: UnitEvents) -> [(row: Int, position: Int)] {
        var found: [(row: Int, position: Int)] = []
        var seen = 0
        for row in events.rows where events.table.marks[row] & stream.mark != 0 {
            if let nth = stream.occurrence {
                seen += 1
                guard seen == nth, events.table.marks[row] & stream.also == stream.also else { continue }
            }
            if let position = cursor.position(of: events.table.times[row]) { found.append((row, position)) }
        }
        return found
    }

    @inline(__always)
    private func number(of row: Int, in events: UnitEvents) -> Double {
        switch stream.number {
        case .column(let column): events.table.numbers[column][row]
        case .gap: gaps[row - events.rows.lowerBound]
        case nil: .nan
        }
    }

    /// Bits of the segments that a unit may be in.
    private func segmentsAdmitting(_ unit: Int64) -> UInt64 {
        var bits: UInt64 = 0
        for (place, segment) in scene.segments.enumerated() where segment.admits(unit: unit) {
            bits |= 1 << UInt64(place)
        }
        return bits
    }

    // MARK: Breakdowns

    /// The column of a stream that has one breakdown and nothing else to be taken apart.
    private var onlyColumn: Int? {
        guard stream.breakdowns.count == 1, stream.values == nil, case .column(let column) = stream.breakdowns[0] else {
            return nil
        }
        return column
    }

    /// The value that a code stands for in the only breakdown; `nil` for lists.
    private mutating func single(_ code: Int32) -> Int32? {
        let place = Int(code) + 1
        if place >= singles.count {
            singles += Array(repeating: Self.unknown, count: max(place + 1, singles.count * 2) - singles.count)
        }
        if singles[place] == Self.unknown {
            let all = elements[0].elements(of: code)
            singles[place] = all.count == 1 ? all[0] : Self.list
        }
        return singles[place] == Self.list ? nil : singles[place]
    }

    /// Lists stand for their elements; every combination is an occurrence.
    private mutating func explode(
        _ row: Int, _ events: UnitEvents, _ sessions: SessionValues?, _ occurrence: inout Occurrence,
        _ body: (Occurrence) -> Void
    ) {
        if stream.breakdowns.count == 1 {
            for element in elements(0, at: row, in: events, sessions) {
                occurrence.key = GroupKey(element)
                emit(row, events, &occurrence, body)
            }
            return
        }
        var combinations: [[Int32]] = [[]]
        for place in stream.breakdowns.indices {
            let elements = elements(place, at: row, in: events, sessions)
            combinations = combinations.flatMap { start in elements.map { start + [$0] } }
        }
        for combination in combinations {
            occurrence.key = GroupKey(combination)
            emit(row, events, &occurrence, body)
        }
    }

    private mutating func emit(
        _ row: Int, _ events: UnitEvents, _ occurrence: inout Occurrence, _ body: (Occurrence) -> Void
    ) {
        guard let column = stream.values else { return body(occurrence) }
        let values = valueElements?.elements(of: events.table.breakdowns[column][row]) ?? []
        for value in distinct(values) {
            occurrence.value = value
            body(occurrence)
        }
    }

    private mutating func elements(
        _ place: Int, at row: Int, in events: UnitEvents, _ sessions: SessionValues?
    ) -> [Int32] {
        let code: Int32
        switch stream.breakdowns[place] {
        case .column(let column): code = events.table.breakdowns[column][row]
        case .session:
            code =
                sessions?.code(of: stream.breakdowns[place], in: events.table.sessions[row]) ?? ValueDictionary.none
        }
        return distinct(elements[place].elements(of: code))
    }

    private func distinct(_ elements: [Int32]) -> [Int32] {
        guard scene.countsElementsOnce, elements.count > 1 else { return elements }
        var seen: Set<Int32> = []
        return elements.filter { seen.insert($0).inserted }
    }

    // MARK: Time spent

    /// For each row of the unit the seconds until its next event of the kind, 0 for the last and for long gaps.
    private mutating func findGaps(_ mark: UInt64, in events: UnitEvents) {
        gaps = Array(repeating: 0, count: events.rows.count)
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
    }
}
