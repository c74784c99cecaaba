/// Sums and counts of numbers, for each cell and position.
struct SumCells: Sendable {
    private(set) var sums: [Double]
    private(set) var counts: [Double]

    init(places: Int) {
        sums = Array(repeating: 0, count: places)
        counts = sums
    }

    mutating func add(_ place: Int, _ number: Double) {
        sums[place] += number
        counts[place] += 1
    }

    mutating func merge(_ other: SumCells) {
        sums.add(other.sums)
        counts.add(other.counts)
    }
}

/// The smallest and the largest number, for each cell and position.
struct ExtremeCells: Sendable {
    private(set) var smallest: [Double]
    private(set) var largest: [Double]

    init(places: Int) {
        smallest = Array(repeating: .infinity, count: places)
        largest = Array(repeating: -.infinity, count: places)
    }

    mutating func add(_ place: Int, _ number: Double) {
        smallest[place] = min(smallest[place], number)
        largest[place] = max(largest[place], number)
    }

    mutating func merge(_ other: ExtremeCells) {
        for place in smallest.indices { smallest[place] = min(smallest[place], other.smallest[place]) }
        for place in largest.indices { largest[place] = max(largest[place], other.largest[place]) }
    }
}

/// All numbers, which exact percentiles need, for each cell and position; 8 bytes each.
struct ValueCells: Sendable {
    private(set) var values: [[Double]]

    init(places: Int) { values = Array(repeating: [], count: places) }

    mutating func add(_ place: Int, _ number: Double) { values[place].append(number) }

    /// Adds those whose position is not below 0.
    mutating func add(_ place: Int, _ numbers: [Double], where positions: [Int32]) {
        var all = values[place]
        values[place] = []
        let needed = all.count + numbers.count
        if all.capacity < needed { all.reserve(Swift.max(needed, all.capacity * 2)) }
        for (row, number) in numbers.enumerated() where positions[row] >= 0 && !number.isNaN { all.append(number) }
        values[place] = all
    }

    mutating func merge(_ other: ValueCells) {
        for place in values.indices {
            if values[place].isEmpty {
                values[place] = other.values[place]
            } else if !other.values[place].isEmpty {
                // One part comes after the other: room for a single one would be made anew for each.
                let needed = values[place].count + other.values[place].count
                if values[place].capacity < needed {
                    values[place].reserve(Swift.max(needed, values[place].capacity * 2))
                }
                values[place] += other.values[place]
            }
        }
    }
}

/// The distinct values of a property, for each cell and position.
struct DistinctCells: Sendable {
    private(set) var values: [Set<Int32>]

    init(places: Int) { values = Array(repeating: [], count: places) }

    mutating func add(_ place: Int, _ value: Int32) { values[place].insert(value) }

    mutating func merge(_ other: DistinctCells) {
        for place in values.indices { values[place].formUnion(other.values[place]) }
    }
}
