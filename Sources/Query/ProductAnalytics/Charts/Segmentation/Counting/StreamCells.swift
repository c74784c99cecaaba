/// The counts of one stream, by segment, group and position.
struct StreamCells: Sendable {
    var slots: GroupSlots
    /// How many places each cell has.
    let positionCount: Int
    var totals: [Double]?
    var sums: SumCells?
    var extremes: ExtremeCells?
    var values: ValueCells?
    private(set) var distinct: DistinctCells?
    var uniques: UniqueCells?
    private(set) var valued: UniqueCells?
    var payers: UniqueCells?
    private(set) var pairs: PairCells?
    private(set) var frequencies: FrequencyCells?

    init(_ needs: StreamNeeds, slots: GroupSlots, segments: Int, axis: BucketAxis) {
        self.slots = slots
        positionCount = axis.count
        let cells = segments * slots.count
        let places = cells * axis.count
        func uniques(_ windows: Set<Int>?) -> UniqueCells? {
            windows.map { UniqueCells(cells: cells, axis: axis, windows: $0) }
        }
        totals = needs.totals ? Array(repeating: 0, count: places) : nil
        sums = needs.sums ? SumCells(places: places) : nil
        extremes = needs.extremes ? ExtremeCells(places: places) : nil
        values = needs.values ? ValueCells(places: places) : nil
        distinct = needs.distinct ? DistinctCells(places: places) : nil
        self.uniques = uniques(needs.uniques)
        valued = uniques(needs.valued)
        payers = uniques(needs.payers)
        pairs = needs.pairs.map { PairCells(cells: cells, axis: axis, windows: $0) }
        frequencies = needs.frequencies.map { FrequencyCells(cells: cells, axis: axis, windows: $0) }
    }

    mutating func add(_ occurrence: Occurrence) {
        let first = occurrence.segment * slots.count
        add(occurrence, in: first)
        guard slots.isDivided else { return }
        let placement = slots.placement(of: occurrence.key)
        if placement.slot >= 0 { add(occurrence, in: first + placement.slot) }
        if placement.inOther { add(occurrence, in: first + slots.otherSlot) }
    }

    private mutating func add(_ occurrence: Occurrence, in cell: Int) {
        let position = occurrence.position
        let place = cell * positionCount + position
        totals?[place] += 1
        uniques?.add(cell, at: position)
        frequencies?.add(cell, at: position)
        if !occurrence.number.isNaN {
            sums?.add(place, occurrence.number)
            extremes?.add(place, occurrence.number)
            values?.add(place, occurrence.number)
            if occurrence.number > 0 { payers?.add(cell, at: position) }
        }
        if occurrence.value != ValueDictionary.none {
            distinct?.add(place, occurrence.value)
            valued?.add(cell, at: position)
            pairs?.add(cell, at: position, occurrence.value)
        }
    }

    mutating func finishUnit() {
        uniques?.finishUnit()
        valued?.finishUnit()
        payers?.finishUnit()
        pairs?.finishUnit()
        frequencies?.finishUnit()
    }

    mutating func merge(_ other: StreamCells) {
        if let theirs = other.totals { totals?.add(theirs) }
        if let theirs = other.sums { sums?.merge(theirs) }
        if let theirs = other.extremes { extremes?.merge(theirs) }
        if let theirs = other.values { values?.merge(theirs) }
        if let theirs = other.distinct { distinct?.merge(theirs) }
        if let theirs = other.uniques { uniques?.merge(theirs) }
        if let theirs = other.valued { valued?.merge(theirs) }
        if let theirs = other.payers { payers?.merge(theirs) }
        if let theirs = other.pairs { pairs?.merge(theirs) }
        if let theirs = other.frequencies { frequencies?.merge(theirs) }
    }
}
