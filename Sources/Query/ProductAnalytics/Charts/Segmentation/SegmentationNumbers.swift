/// Makes the numbers of terms out of counts.
struct SegmentationNumbers {
    let chart: SegmentationChart
    let counts: SegmentationCounts
    /// What counts and sums of a sample are to be scaled by.
    let sampling: Sampling?
    let orders: SegmentationOrders

    private var plan: SegmentationPlan { counts.plan }
    private var axis: BucketAxis { counts.plan.axis }

    /// The numbers of a formula for one segment and group, at the positions drawn.
    func values(
        of formula: Formula, scope: Int, segment: Int, group: SegmentationCounts.Group
    ) -> FormulaValues {
        formula.values(points: axis.drawn.count) { term in
            values(of: term, scope: scope, segment: term.segment ?? segment, group: group)
        }
    }

    func values(
        of term: FormulaTerm, scope: Int, segment: Int, group: SegmentationCounts.Group
    ) -> FormulaValues {
        let parts = chart.parts(of: term, scope).compactMap { key, _ in
            plan.place(of: key).map { Part($0, cells: counts.pass.cells[$0], segment: segment, group: group) }
        }
        guard let first = parts.first else {
            return FormulaValues(points: axis.drawn.map { _ in nil }, collapsed: nil)
        }
        let all = numbers(of: term.metric, first, parts.last ?? first, term.window.counted)
        var points = all.points
        if case .rollingAverage(let length) = term.window { points = Self.means(points, over: length) }
        let drawn = Array(points[axis.drawn])
        guard let buckets = term.overRange else { return FormulaValues(points: drawn, collapsed: all.collapsed) }
        let range = values(of: buckets, scope: scope, segment: segment, group: group)
        return FormulaValues(points: drawn, collapsed: range.collapsed)
    }

    /// How far the numbers of a formula may be from the truth in a sample, if it is a count of units or a share of them.
    func errors(
        of formula: Formula, _ values: FormulaValues, scope: Int, segment: Int, group: SegmentationCounts.Group
    ) -> FormulaValues? {
        guard let sampling, case .term(let term) = formula else { return nil }
        switch (term.metric, term.window) {
        case (_, .rollingAverage): return nil
        case (let metric, _) where metric.countsUnits:
            return values.mapped { sampling.error(ofCount: Int(($0 * sampling.rate).rounded())) }
        case (.active, .bucket), (.active, .cumulative), (.active, .rolling):
            let places = chart.parts(of: term, scope).compactMap { key, _ in plan.place(of: key) }
            guard let place = places.last else { return nil }
            let active = Part(place, cells: counts.pass.cells[place], segment: term.segment ?? segment, group: group)
            let all = unscaled(active.cells.uniques, active, term.window)
            let drawn = FormulaValues(points: Array(all.points[axis.drawn]), collapsed: all.collapsed)
            return values.zipped(drawn) { percent, active in
                active > 0 ? 100 * Sampling.error(ofShare: percent / 100, of: Int(active)) : nil
            }
        default: return nil
        }
    }

    /// The counts of one stream for a segment and a group.
    private struct Part {
        let stream: Int
        let cells: StreamCells
        let cell: Int

        init(_ stream: Int, cells: StreamCells, segment: Int, group: SegmentationCounts.Group) {
            self.stream = stream
            self.cells = cells
            cell = segment * cells.slots.count + cells.slots.slot(of: group)
        }
    }

    /// By position, those before the range included.
    private func numbers(
        of metric: FormulaMetric, _ part: Part, _ other: Part, _ window: FormulaWindow
    ) -> FormulaValues {
        switch metric {
        case .uniques: return units(part.cells.uniques, part, window)
        case .totals: return scaled(totals(part, window), isCount: true)
        case .active:
            let share = ratio(unscaled(part.cells.uniques, part, window), unscaled(other.cells.uniques, other, window))
            return share.mapped { $0 * 100 }
        case .average: return ratio(totals(part, window), unscaled(other.cells.uniques, other, window))
        case .propertySum, .revenue, .timeSpent: return scaled(sums(part, window), isCount: false)
        case .propertyAverage: return ratio(sums(part, window), added(part.cells.sums?.counts, part, window))
        case .propertyPerEvent: return ratio(sums(part, window), totals(other, window))
        case .propertyPerActive, .revenuePerActive:
            return ratio(sums(part, window), unscaled(other.cells.uniques, other, window))
        case .revenuePerPayer: return ratio(sums(part, window), unscaled(other.cells.payers, other, window))
        case .payers: return units(part.cells.payers, part, window)
        case .propertyCountPerUnit:
            return ratio(unscaled(part.cells.pairs?.counts, part, window), unscaled(other.cells.valued, other, window))
        case .propertyMin: return spans(part, window) { span in part.cells.extremes?.smallest[span].min() }
        case .propertyMax: return spans(part, window) { span in part.cells.extremes?.largest[span].max() }
        case .propertyCount:
            return spans(part, window) { span in
                let sets = part.cells.distinct?.values[span] ?? []
                return Double(
                    sets.count == 1 ? sets.first?.count ?? 0 : sets.reduce(into: Set()) { $0.formUnion($1) }.count)
            }
        case .percentile(let share):
            return spans(part, window) { span in
                orders.percentile(share, of: part.cells.values, stream: part.stream, span)
            }
        case .frequencyPercentile(let share):
            let histograms = part.cells.frequencies?.histograms(part.cell, window.counted) ?? []
            return FormulaValues(
                points: histograms.map { Percentile.value(share, ofCounts: $0) },
                collapsed: part.cells.frequencies.flatMap {
                    Percentile.value(share, ofCounts: $0.overRange(part.cell))
                })
        }
    }

    // MARK: Counts over windows

    private func units(_ cells: UniqueCells?, _ part: Part, _ window: FormulaWindow) -> FormulaValues {
        scaled(unscaled(cells?.counts, part, window), isCount: true)
    }

    private func unscaled(_ cells: UniqueCells?, _ part: Part, _ window: FormulaWindow) -> FormulaValues {
        unscaled(cells?.counts, part, window)
    }

    private func unscaled(_ counts: UnitCounts?, _ part: Part, _ window: FormulaWindow) -> FormulaValues {
        guard let counts else { return FormulaValues(points: Array(repeating: 0, count: axis.count), collapsed: 0) }
        return FormulaValues(
            points: counts.values(part.cell, window).map { Double($0) },
            collapsed: Double(counts.overRange(part.cell)))
    }

    private func totals(_ part: Part, _ window: FormulaWindow) -> FormulaValues {
        added(part.cells.totals, part, window)
    }

    private func sums(_ part: Part, _ window: FormulaWindow) -> FormulaValues {
        added(part.cells.sums?.sums, part, window)
    }

    private func added(_ values: [Double]?, _ part: Part, _ window: FormulaWindow) -> FormulaValues {
        guard let values else { return FormulaValues(points: Array(repeating: 0, count: axis.count), collapsed: 0) }
        guard window == .cumulative else {
            return spans(part, window) { span in values[span].reduce(0, +) }
        }
        let first = part.cell * axis.count
        var sum = 0.0
        let points: [Double?] = (0..<axis.count).map { position in
            if position >= axis.back { sum += values[first + position] }
            return sum
        }
        return FormulaValues(points: points, collapsed: sum)
    }

    /// Works a number out over the places of each window, and over those of the range.
    private func spans(_ part: Part, _ window: FormulaWindow, _ number: (Range<Int>) -> Double?) -> FormulaValues {
        let first = part.cell * axis.count
        func finite(_ span: Range<Int>) -> Double? { number(span).flatMap { $0.isFinite ? $0 : nil } }
        let points = (0..<axis.count).map { position in
            let start =
                switch window {
                case .bucket, .rollingAverage: position
                case .cumulative: min(axis.back, position + 1)
                case .rolling(let length), .rollingBefore(let length): max(0, position + 1 - length)
                }
            return finite(first + start..<first + position + 1)
        }
        return FormulaValues(points: points, collapsed: finite(first + axis.back..<first + axis.count))
    }

    private func ratio(_ above: FormulaValues, _ below: FormulaValues) -> FormulaValues {
        above.zipped(below) { $1 == 0 ? nil : $0 / $1 }
    }

    private func scaled(_ values: FormulaValues, isCount: Bool) -> FormulaValues {
        guard let sampling else { return values }
        return values.mapped { isCount ? Double(sampling.scaled(Int($0))) : sampling.scaled($0) }
    }

    /// The mean of the last so many values; missing ones are left out of it.
    private static func means(_ values: [Double?], over length: Int) -> [Double?] {
        values.indices.map { position in
            let known = values[max(0, position + 1 - length)...position].compactMap { $0 }
            return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
        }
    }
}

extension FormulaWindow {
    /// The window whose counts it is made of. In a stream that asks at the end of windows, each stands at its last bucket.
    var counted: FormulaWindow {
        switch self {
        case .rollingAverage, .rollingBefore: .bucket
        case .bucket, .cumulative, .rolling: self
        }
    }
}

extension FormulaTerm {
    /// The term that has the value over the range, if it is another one: windows that end in the range begin before it.
    var overRange: FormulaTerm? {
        guard case .rollingBefore = window else { return nil }
        return FormulaTerm(metric, event: event, segment: segment)
    }
}
