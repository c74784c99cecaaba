/// Walks several lists of steps at once, person by person.
struct PeopleWalk {
    /// The people of all lists, one list after the other, each in rising order.
    private let people: UnsafeBufferPointer<Int32>
    /// By list, the next row and the end.
    private var next: [Int]
    private let ends: [Int]
    /// By list, whose the next row is; `Int32.max` at the end.
    private var heads: [Int32]

    /// - Parameter ends: Where each list ends among all rows.
    init(_ people: UnsafeBufferPointer<Int32>, ends: [Int]) {
        self.people = people
        self.ends = ends
        next = [0] + ends.dropLast()
        heads = zip(next, ends).map { $0 < $1 ? people[$0] : .max }
    }

    /// Hands on the rows of each person, a run for each list in which there are any.
    mutating func forEach(_ person: (Int32) -> Void, rows: (Range<Int>) -> Void) {
        while true {
            var lowest = Int32.max
            for head in heads { lowest = min(lowest, head) }
            guard lowest < .max else { return }
            for list in heads.indices where heads[list] == lowest {
                var row = next[list]
                let (start, end) = (row, ends[list])
                while row < end, people[row] == lowest { row += 1 }
                rows(start..<row)
                next[list] = row
                heads[list] = row < end ? people[row] : .max
            }
            person(lowest)
        }
    }
}

extension UniqueCells {
    /// Counts people over several lists of steps.
    /// - Parameters:
    ///   - first: Added to each cell.
    ///   - cells: By row, below 0 for none; `nil` is `first` for all.
    ///   - positions: By row, below 0 for rows that don't count.
    mutating func count(
        from first: Int, _ cells: [Int32]?, cellCount: Int, _ people: [Int32], ends: [Int], _ positions: [Int32],
        positionCount: Int
    ) {
        // Of the person at hand, by cell: bits of the positions, and the cells that have any.
        let words = (positionCount + 63) / 64
        var bits = Array(repeating: UInt64(0), count: cellCount * words)
        var isTouched = Array(repeating: false, count: cellCount)
        var touched: [Int] = []
        people.withUnsafeBufferPointer { people in
            var walk = PeopleWalk(people, ends: ends)
            walk.forEach { _ in
                for cell in touched {
                    var previous = -1
                    for word in 0..<words where bits[cell * words + word] != 0 {
                        var rest = bits[cell * words + word]
                        while rest != 0 {
                            let position = word * 64 + rest.trailingZeroBitCount
                            counts.count(first + cell, at: position, after: previous)
                            previous = position
                            rest &= rest - 1
                        }
                        bits[cell * words + word] = 0
                    }
                    isTouched[cell] = false
                }
                touched.removeAll(keepingCapacity: true)
            } rows: { rows in
                for row in rows {
                    let position = Int(positions[row])
                    let cell = cells.map { Int($0[row]) } ?? 0
                    guard position >= 0, cell >= 0 else { continue }
                    bits[cell * words + position >> 6] |= 1 << UInt64(position & 63)
                    if !isTouched[cell] {
                        isTouched[cell] = true
                        touched.append(cell)
                    }
                }
            }
        }
    }
}
