/// The numbers of one series of a funnel.
package struct FunnelNumbers: Sendable, Equatable {
    /// How long a step took, in milliseconds.
    package struct Times: Sendable, Equatable {
        package var median: Double
        package var mean: Double

        /// - Parameter durations: In microseconds, none below 0.
        /// - Returns: `nil` if there are none.
        init?(_ durations: UnsafeBufferPointer<Int64>) {
            guard !durations.isEmpty else { return nil }
            // The percentile by linear interpolation on rank (n − 1) · 0.5.
            let middle = MiddleValues.of(durations)
            median = (Double(middle.low) + Double(middle.high)) / 2_000
            // Whole numbers, so that the sum is the same in any order; in halves, so that none of the two overflows.
            var (high, low) = (Int64(0), Int64(0))
            for duration in durations {
                high &+= duration >> 32
                low &+= duration & 0xFFFF_FFFF
            }
            mean = Double(Int128(high) << 32 + Int128(low)) / Double(durations.count) / 1_000
        }
    }

    /// By step: units, or attempts.
    package var counts: [Int]
    /// By step: distinct units, where attempts are counted.
    package var units: [Int]
    /// Those not converted whose window is still open.
    package var open: Int
    /// By step: from the step before and from the first.
    package var fromPrevious: [Times?]
    package var fromFirst: [Times?]
    /// The property at the last step: its sum, and over how many.
    package var sum: Double
    package var summed: Int
    /// From one step to the other of the histogram, in microseconds, rising.
    package var durations: [Int64]

    /// The share of step 1 that reached a step; `nil` if nobody started.
    package func conversion(_ step: Int) -> Double? {
        counts[0] > 0 ? Double(counts[step]) / Double(counts[0]) : nil
    }
}

extension FunnelTally.Series {
    /// The numbers of a group, or of several together in which nothing counts twice.
    /// - Parameters:
    ///   - isIn: Whether the group at a place belongs to them.
    ///   - records: The places of the records that belong to them.
    func numbers(
        _ chart: FunnelChart, groups: [Int], together isIn: ((Int) -> Bool)?, _ records: ArraySlice<Int32>
    ) -> FunnelNumbers {
        let steps = chart.steps.count
        var counts = Array(repeating: 0, count: steps)
        var units = counts
        var open = 0
        for group in groups where group < self.open.count {
            for step in 0..<steps { counts[step] += self.counts[group * steps + step] }
            if !self.units.isEmpty { for step in 0..<steps { units[step] += self.units[group * steps + step] } }
            open += self.open[group]
        }
        if let isIn {
            let repeated = Self.repetitions(sharedCounts, chart, isIn)
            for step in 0..<steps { counts[step] -= repeated.steps[step] }
            open -= repeated.open
            if chart.count == .totals {
                let repeated = Self.repetitions(sharedUnits, chart, isIn)
                for step in 0..<steps { units[step] -= repeated.steps[step] }
            }
        }
        var numbers = FunnelNumbers(
            counts: counts, units: chart.count == .totals ? units : [], open: open,
            fromPrevious: Array(repeating: nil, count: steps), fromFirst: Array(repeating: nil, count: steps), sum: 0,
            summed: 0, durations: [])
        addTimes(of: records, to: &numbers, chart)
        return numbers
    }

    /// What several groups share, counted more than once.
    private static func repetitions(
        _ shared: [FunnelTally.Shared], _ chart: FunnelChart, _ isIn: (Int) -> Bool
    ) -> (steps: [Int], open: Int) {
        var repeated = (steps: Array(repeating: 0, count: chart.steps.count), open: 0)
        for way in shared {
            let bits = zip(way.groups, way.reached).filter { isIn($0.0) }.map(\.1)
            for step in chart.steps.indices {
                repeated.steps[step] += max(0, bits.count { $0 >> UInt64(step) & 1 != 0 } - 1)
            }
            let open = bits.count { $0 & FunnelTally.openBit != 0 }
            repeated.open += open - (chart.isOpen(bits.reduce(0, |)) ? 1 : 0)
        }
        return repeated
    }

    private func addTimes(of places: ArraySlice<Int32>, to numbers: inout FunnelNumbers, _ chart: FunnelChart) {
        let steps = chart.steps.count
        var room = Array(repeating: Int64(0), count: places.count)
        room.withUnsafeMutableBufferPointer { room in
            func durations(from first: Int, to last: Int) -> UnsafeBufferPointer<Int64> {
                let count = records.durations(from: first, to: last, of: steps, at: places, into: room)
                return UnsafeBufferPointer(rebasing: room[..<count])
            }
            for step in 0..<steps where step > 0 {
                numbers.fromFirst[step] = FunnelNumbers.Times(durations(from: 0, to: step))
                let before = chart.step(before: step)
                numbers.fromPrevious[step] =
                    before == 0 ? numbers.fromFirst[step] : FunnelNumbers.Times(durations(from: before, to: step))
            }
            if let histogram = chart.histogram {
                numbers.durations = durations(from: histogram.from - 1, to: histogram.to - 1).sorted()
            }
        }
        guard !records.values.isEmpty else { return }
        for place in places where !records.values[Int(place)].isNaN {
            numbers.sum += records.values[Int(place)]
            numbers.summed += 1
        }
    }
}

extension FunnelChart {
    /// Whether a unit may still convert.
    /// - Parameter bits: The steps reached in any of its groups, with ``FunnelTally/openBit``.
    func isOpen(_ bits: UInt64) -> Bool {
        guard bits & FunnelTally.openBit != 0 else { return false }
        // Whoever converted with one value is not open with all of them together.
        let last = steps.lastIndex { !$0.isOptional } ?? 0
        return count == .totals || bits >> UInt64(last) & 1 == 0
    }
}
