extension SegmentationPass: DayPass {
    mutating func add(_ people: PeopleDays) -> Bool {
        guard focus == nil, cells.count == 1, !scene.asksUnits, let days = scene.axis.positionsOfDays() else {
            return false
        }
        let positions: [Int32] = people.list.days.map { day in
            let place = Int(day - days.first)
            return days.positions.indices.contains(place) ? days.positions[place] : -1
        }
        let segments = scene.segments.count
        people.list.people.withUnsafeBufferPointer { units in
            positions.withUnsafeBufferPointer { positions in
                change(0) { $0.add(units, positions, counts: people.list.counts, segments: segments) }
            }
        }
        return true
    }
}

extension StreamCells {
    /// Days of people, for each of some segments that hold everybody.
    /// - Parameters:
    ///   - positions: Below 0 for days that don't count.
    ///   - counts: How many events there are on each day; empty if nobody asks.
    fileprivate mutating func add(
        _ units: UnsafeBufferPointer<Int32>, _ positions: UnsafeBufferPointer<Int32>, counts: [Int64], segments: Int
    ) {
        if totals != nil {
            var sums = Array(repeating: 0, count: positionCount)
            for (row, count) in counts.enumerated() where positions[row] >= 0 {
                sums[Int(positions[row])] += Int(count)
            }
            for segment in 0..<segments {
                for (position, sum) in sums.enumerated() {
                    totals?[segment * slots.count * positionCount + position] += Double(sum)
                }
            }
        }
        for segment in 0..<segments { uniques?.counts.count(segment * slots.count, units, positions) }
    }
}
