extension StreamCells {
    /// Whether it counts distinct values, or how often each unit did it.
    var tellsValuesApart: Bool { distinct != nil || valued != nil || pairs != nil || frequencies != nil }
    /// Whether it counts units.
    var countsUnits: Bool { uniques != nil || payers != nil }

    /// Counts a list for a segment: in the total, and in the groups of its rows.
    mutating func add(_ column: StepColumn, segment: Int) {
        let first = segment * slots.count
        if countsUniquesAlone, slots.isDivided, column.ends.count == 1, case .rows(let codes) = column.codes,
            let (own, other) = column.groups?.slots(slots), !zip(own, other).contains(where: { $0 >= 0 && $1 >= 0 })
        {
            return count(column, first, codes, by: zip(own, other).map(max))
        }
        add(column, first, cells: nil)
        guard slots.isDivided, let groups = column.groups else { return }
        let (own, other) = groups.slots(slots)
        let count = column.people.count
        if zip(own, other).contains(where: { $0 >= 0 && $1 >= 0 }) {
            add(column, first, cells: column.codes.mapped(by: own, rows: count))
            add(column, first, cells: column.codes.mapped(by: other, rows: count))
        } else {
            add(column, first, cells: column.codes.mapped(by: zip(own, other).map(max), rows: count))
        }
    }

    /// - Parameter cells: By row, added to `first`, below 0 for none; `nil` is the first one for all.
    private mutating func add(_ column: StepColumn, _ first: Int, cells: [Int32]?) {
        if totals != nil { addTotals(column, first, cells) }
        if uniques != nil { count(&uniques, column, column.positions, first, cells) }
        guard !column.numbers.isEmpty else { return }
        if payers != nil {
            let paying = zip(column.positions, column.numbers).map { $1 > 0 ? $0 : -1 }
            count(&payers, column, paying, first, cells)
        }
        guard sums != nil || extremes != nil || values != nil else { return }
        if cells == nil, positionCount == 1, sums == nil, extremes == nil {
            values?.add(first, column.numbers, where: column.positions)
            return
        }
        for (row, number) in column.numbers.enumerated() where !number.isNaN && column.positions[row] >= 0 {
            let cell = cells?[row] ?? 0
            guard cell >= 0 else { continue }
            let place = (first + Int(cell)) * positionCount + Int(column.positions[row])
            sums?.add(place, number)
            extremes?.add(place, number)
            values?.add(place, number)
        }
    }

    private var countsUniquesAlone: Bool {
        uniques != nil && totals == nil && payers == nil && sums == nil && extremes == nil && values == nil
    }

    private mutating func count(_ column: StepColumn, _ first: Int, _ codes: [Int32], by table: [Int32]) {
        column.people.withUnsafeBufferPointer { people in
            column.positions.withUnsafeBufferPointer { positions in
                codes.withUnsafeBufferPointer { codes in
                    uniques?.counts.count(
                        first, from: first, codes, by: table, cellCount: slots.count, people, positions)
                }
            }
        }
    }

    private mutating func addTotals(_ column: StepColumn, _ first: Int, _ cells: [Int32]?) {
        var counts = Array(repeating: 0, count: (cells == nil ? 1 : slots.count) * positionCount)
        let width = Int32(positionCount)
        counts.withUnsafeMutableBufferPointer { counts in
            if let cells {
                for (row, position) in column.positions.enumerated() where position >= 0 && cells[row] >= 0 {
                    counts[Int(cells[row] * width + position)] += 1
                }
            } else {
                for position in column.positions where position >= 0 { counts[Int(position)] += 1 }
            }
        }
        for (place, count) in counts.enumerated() where count > 0 {
            totals?[first * positionCount + place] += Double(count)
        }
    }

    private func count(
        _ units: inout UniqueCells?, _ column: StepColumn, _ positions: [Int32], _ first: Int, _ cells: [Int32]?
    ) {
        guard column.ends.count == 1 else {
            units?.count(
                from: first, cells, cellCount: cells == nil ? 1 : slots.count, column.people, ends: column.ends,
                positions, positionCount: positionCount)
            return
        }
        column.people.withUnsafeBufferPointer { people in
            positions.withUnsafeBufferPointer { positions in
                guard let cells else {
                    units?.counts.count(first, people, positions)
                    return
                }
                cells.withUnsafeBufferPointer {
                    units?.counts.count(from: first, $0, cellCount: slots.count, people, positions)
                }
            }
        }
    }
}
