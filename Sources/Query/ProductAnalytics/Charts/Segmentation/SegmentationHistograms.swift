/// One bar of a histogram.
package struct SegmentationBin: Sendable, Equatable {
    package var from: Double
    /// Not included; `nil` is open.
    package var to: Double?
    package var values: FormulaValues
    /// The same over the time that the chart is compared with.
    package var past: FormulaValues?
    /// Of all over the range, those below the first bin included; `nil` if there is nothing.
    package var share: Double?
}

/// The bars of one series.
package struct SegmentationHistogram: Sendable, Equatable {
    package var bins: [SegmentationBin]
    /// How many lie below the first bin over the range, and so in none.
    package var below: Int
}

/// Cuts frequencies and the numbers of properties into bins, the same for every series of a line.
struct SegmentationHistograms {
    let chart: SegmentationChart
    let counts: SegmentationCounts
    let sampling: Sampling?
    /// Counts of another time whose numbers have to lie in the same bins.
    var other: SegmentationCounts?

    /// More bars than this are not drawn; the last one is open then.
    static let mostBins = 100
    /// Automatic bins of properties.
    static let fewestWidth = 20

    /// The bins of an event for each of some segments and groups.
    func bins(
        isFrequency: Bool, event: Int, scope: Int, of series: [(segment: Int, group: SegmentationCounts.Group)]
    ) -> [SegmentationHistogram] {
        let key = SegmentationPlan.StreamKey(event: event, reading: .property, scope: scope)
        guard let place = counts.plan.place(of: key) else {
            return series.map { _ in SegmentationHistogram(bins: [], below: 0) }
        }
        let axis = counts.plan.axis
        let cells = counts.pass.cells[place]
        // By series, by position drawn and then over the range: how many of which number.
        let tables = series.map { segment, group -> [[(value: Double, count: Int)]] in
            let cell = segment * cells.slots.count + cells.slots.slot(of: group)
            if isFrequency {
                let frequencies = cells.frequencies
                let points = Array(frequencies?.histograms(cell, .bucket) ?? [])
                let all = points.dropFirst(axis.back) + [frequencies?.overRange(cell) ?? [:]]
                return all.map { histogram in histogram.map { (value: Double($0.key), count: $0.value) } }
            }
            let first = cell * axis.count
            let points = axis.drawn.map { position in cells.values?.values[first + position] ?? [] }
            return (points + [points.flatMap { $0 }]).map { numbers in numbers.map { (value: $0, count: 1) } }
        }
        let all =
            tables.flatMap { $0.last ?? [] }.map(\.value)
            + (other.map { Self.numbers(of: key, isFrequency: isFrequency, scope: scope, series, in: $0) } ?? [])
        let edges = edges(isFrequency: isFrequency, of: all)
        return tables.map { table in
            var columns = edges.map { _ in Array(repeating: 0, count: table.count) }
            for (point, values) in table.enumerated() {
                for value in values {
                    if let bin = Self.bin(of: value.value, in: edges) { columns[bin][point] += value.count }
                }
            }
            let whole = (table.last ?? []).reduce(0) { $0 + $1.count }
            let binned = columns.reduce(0) { $0 + ($1.last ?? 0) }
            let bins = edges.indices.map { bin in
                let numbers = columns[bin].map { Double(sampling?.scaled($0) ?? $0) }
                let isLast = bin + 1 == edges.count
                return SegmentationBin(
                    from: edges[bin], to: isLast ? nil : edges[bin + 1],
                    values: FormulaValues(points: Array(numbers.dropLast()), collapsed: numbers.last),
                    share: whole == 0 ? nil : Double(columns[bin].last ?? 0) / Double(whole))
            }
            return SegmentationHistogram(bins: bins, below: sampling?.scaled(whole - binned) ?? whole - binned)
        }
    }

    /// The numbers that bins of some segments and groups are made for, each at least once.
    private static func numbers(
        of key: SegmentationPlan.StreamKey, isFrequency: Bool, scope: Int,
        _ series: [(segment: Int, group: SegmentationCounts.Group)], in counts: SegmentationCounts
    ) -> [Double] {
        guard let place = counts.plan.place(of: key) else { return [] }
        let (axis, cells) = (counts.plan.axis, counts.pass.cells[place])
        let drawn = Set(counts.drawn(scope: scope))
        return series.filter { drawn.contains($0.group) }.flatMap { segment, group -> [Double] in
            let cell = segment * cells.slots.count + cells.slots.slot(of: group)
            if isFrequency { return (cells.frequencies?.overRange(cell) ?? [:]).keys.map { Double($0) } }
            return axis.drawn.flatMap { position in cells.values?.values[cell * axis.count + position] ?? [] }
        }
    }

    /// The last bin that begins at or below a value.
    static func bin(of value: Double, in edges: [Double]) -> Int? {
        guard let first = edges.first, value >= first else { return nil }
        var (low, high) = (0, edges.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle] <= value { low = middle } else { high = middle }
        }
        return low
    }

    private func edges(isFrequency: Bool, of values: [Double]) -> [Double] {
        guard let smallest = values.min(), let largest = values.max() else { return [] }
        switch chart.bins {
        case .edges(let edges): return edges
        case .width(let width):
            let start = isFrequency ? 0 : (smallest / width).rounded(.down)
            return steps(from: start, until: largest) { $0 * width }
        case .automatic:
            if isFrequency { return steps(from: 1, until: largest) { $0 } }
            let (step, scale) = Self.niceWidth(smallest, largest)
            let start = (smallest * scale / step).rounded(.down)
            return steps(from: start, until: largest) { $0 * step / scale }
        }
    }

    private func steps(from start: Double, until largest: Double, _ edge: (Double) -> Double) -> [Double] {
        var edges: [Double] = []
        for place in 0..<Self.mostBins where edges.isEmpty || edge(start + Double(place)) <= largest {
            edges.append(edge(start + Double(place)))
        }
        return edges
    }

    /// The smallest width of 1, 2 or 5 times a power of ten with which few enough bins reach from the smallest to the
    /// largest value, as `step ÷ scale`.
    static func niceWidth(_ smallest: Double, _ largest: Double) -> (step: Double, scale: Double) {
        for exponent in -9...300 {
            for digit in [1.0, 2, 5] {
                let power = Self.power(of: 10, abs(exponent))
                let (step, scale) = exponent < 0 ? (digit, power) : (digit * power, 1)
                let bins = (largest * scale / step).rounded(.down) - (smallest * scale / step).rounded(.down) + 1
                if bins <= Double(fewestWidth) { return (step, scale) }
            }
        }
        return (1, 1)
    }

    private static func power(of base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }
}
