/// Counts what the terms of a chart stand on.
struct SegmentationPass: UnitPass {
    /// What occurrences are added to.
    private struct Counts: Sendable {
        var cells: [StreamCells]
        var focus: SegmentationFocus?
    }

    let scene: SegmentationScene
    private var readers: [OccurrenceReader]
    private var counts: Counts

    init(scene: SegmentationScene, streams: [SegmentationStream], cells: [StreamCells], focus: SegmentationFocus?) {
        self.scene = scene
        readers = streams.map { OccurrenceReader($0, scene) }
        counts = Counts(cells: cells, focus: focus)
    }

    var streams: [SegmentationStream] { readers.map(\.stream) }
    /// By stream.
    var cells: [StreamCells] { counts.cells }
    var focus: SegmentationFocus? { counts.focus }

    /// Changes the cells of a stream.
    mutating func change(_ stream: Int, _ body: (inout StreamCells) -> Void) { body(&counts.cells[stream]) }

    mutating func add(_ events: UnitEvents) { Self.add(events, &readers, &counts) }

    private static func add(_ events: UnitEvents, _ readers: inout [OccurrenceReader], _ counts: inout Counts) {
        for place in readers.indices {
            if let focus = counts.focus {
                guard focus.stream == place else { continue }
                readers[place].forEach(in: events) { counts.focus?.add($0) }
            } else {
                readers[place].forEach(in: events) { counts.cells[place].add($0) }
                counts.cells[place].finishUnit()
            }
        }
        counts.focus?.finish(events.unit)
    }

    mutating func merge(_ other: SegmentationPass) {
        for place in counts.cells.indices { counts.cells[place].merge(other.counts.cells[place]) }
        if let theirs = other.focus { counts.focus?.merge(theirs) }
    }
}

/// One number of a chart, whose units are wanted: those with occurrences in a segment, a group and a span of positions.
struct SegmentationFocus: Sendable {
    enum Condition: Hashable, Sendable {
        case any
        /// With a value that is not missing.
        case valued
        /// With a number above 0.
        case paying
        /// With a number that is at least the first and below the second.
        case number(from: Double, to: Double)
    }

    var stream: Int
    var segment: Int
    /// The slot of the group.
    var slot: Int
    var slots: GroupSlots
    var positions: ClosedRange<Int>
    var condition: Condition = .any
    /// How many such occurrences a unit has: at least the first, fewer than the second.
    var times: (from: Int, to: Int) = (1, .max)
    private(set) var units: [Int64] = []
    private var seen = 0

    init(stream: Int, segment: Int, slot: Int, slots: GroupSlots, positions: ClosedRange<Int>) {
        self.stream = stream
        self.segment = segment
        self.slot = slot
        self.slots = slots
        self.positions = positions
    }

    mutating func add(_ occurrence: Occurrence) {
        guard occurrence.segment == segment, positions.contains(occurrence.position), isInSlot(occurrence) else {
            return
        }
        switch condition {
        case .any: break
        case .valued: if occurrence.value == ValueDictionary.none { return }
        case .paying: if !(occurrence.number > 0) { return }
        case .number(let from, let to): if !(occurrence.number >= from && occurrence.number < to) { return }
        }
        seen += 1
    }

    private func isInSlot(_ occurrence: Occurrence) -> Bool {
        if slot == 0 { return true }
        let placement = slots.placement(of: occurrence.key)
        return placement.slot == slot || (slot == slots.otherSlot && placement.inOther)
    }

    mutating func finish(_ unit: Int64) {
        if seen >= times.from, seen < times.to { units.append(unit) }
        seen = 0
    }

    mutating func merge(_ other: SegmentationFocus) { units += other.units }
}
