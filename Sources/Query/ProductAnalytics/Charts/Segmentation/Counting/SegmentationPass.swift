/// Counts what the terms of a chart stand on.
struct SegmentationPass: UnitPass {
    let scene: SegmentationScene
    let streams: [SegmentationStream]
    private(set) var cells: [StreamCells]
    private(set) var focus: SegmentationFocus?

    init(scene: SegmentationScene, streams: [SegmentationStream], cells: [StreamCells], focus: SegmentationFocus?) {
        self.scene = scene
        self.streams = streams
        self.cells = cells
        self.focus = focus
    }

    mutating func add(_ events: UnitEvents) {
        for place in streams.indices {
            let isFocus = focus?.stream == place
            let stream = streams[place]
            let scene = scene
            stream.forEach(in: events, scene) { occurrence in
                cells[place].add(occurrence)
                if isFocus { focus?.add(occurrence) }
            }
            cells[place].finishUnit()
        }
        focus?.finish(events.unit)
    }

    mutating func merge(_ other: SegmentationPass) {
        for place in cells.indices { cells[place].merge(other.cells[place]) }
        if let theirs = other.focus { focus?.merge(theirs) }
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
