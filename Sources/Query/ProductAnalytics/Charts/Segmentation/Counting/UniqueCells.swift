/// Distinct units that have an occurrence.
struct UniqueCells: Sendable {
    var counts: UnitCounts
    /// The current unit's last position in each cell, and whose that is.
    private var last: [Int]
    private var owner: [Int]
    private var unit = 1

    init(cells: Int, axis: BucketAxis, windows: Set<Int>) {
        counts = UnitCounts(cells: cells, axis: axis, windows: windows)
        last = Array(repeating: -1, count: cells)
        owner = Array(repeating: 0, count: cells)
    }

    mutating func add(_ cell: Int, at position: Int) {
        var previous = -1
        if owner[cell] == unit { previous = last[cell] } else { owner[cell] = unit }
        guard previous != position else { return }
        last[cell] = position
        counts.count(cell, at: position, after: previous)
    }

    mutating func finishUnit() { unit += 1 }

    mutating func merge(_ other: UniqueCells) { counts.merge(other.counts) }
}

/// Distinct pairs of unit and value.
struct PairCells: Sendable {
    private struct Key: Hashable {
        var cell: Int
        var value: Int32
    }

    private(set) var counts: UnitCounts
    private var last: [Key: Int] = [:]

    init(cells: Int, axis: BucketAxis, windows: Set<Int>) {
        counts = UnitCounts(cells: cells, axis: axis, windows: windows)
    }

    mutating func add(_ cell: Int, at position: Int, _ value: Int32) {
        let previous = last.updateValue(position, forKey: Key(cell: cell, value: value)) ?? -1
        if previous != position { counts.count(cell, at: position, after: previous) }
    }

    mutating func finishUnit() { last.removeAll(keepingCapacity: true) }

    mutating func merge(_ other: PairCells) { counts.merge(other.counts) }
}
