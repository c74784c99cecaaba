extension SegmentationChart {
    package func span(in context: ChartContext) -> ChartSpan { .whole(context.buckets, in: context) }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await segmentation(in: context)
    }

    /// The numbers as a value.
    package func segmentation(in context: ChartContext) async throws(ChartError) -> SegmentationAnswer {
        // A comparison that can't be made is said before anything is read.
        let past = try comparison.map { comparison throws(ChartError) in try earlier(context, comparison) }
        let (counts, ranked) = try await count(in: context)
        var answer = SegmentationAnswer(
            buckets: Self.buckets(counts.plan.axis, asOf: context.asOf), pastBuckets: nil,
            events: events.map(\.name), formulas: formulas, segments: context.segments.map(\.name),
            series: series(counts, in: context), calendar: context.calendar, sql: counts.sql,
            notes: notes(counts, ranked))
        answer.notes += notesBelow(answer.series, counts, in: context)
        guard let past else { return answer }
        let (pastCounts, _) = try await count(in: past, drawn: counts.groups)
        answer.pastBuckets = Self.buckets(pastCounts.plan.axis, asOf: context.asOf)
        let pastSeries = series(pastCounts, in: past)
        for place in answer.series.indices {
            let series = answer.series[place]
            let match = pastSeries.first {
                $0.event == series.event && $0.formula == series.formula && $0.segment == series.segment
                    && $0.group == series.group
            }
            answer.series[place].past = match?.values
        }
        return answer
    }

    private static func buckets(_ axis: BucketAxis, asOf: Int64) -> [SegmentationAnswer.Bucket] {
        axis.drawn.map { position in
            SegmentationAnswer.Bucket(
                start: axis.start(position), end: axis.end(position), isIncomplete: axis.end(position) > asOf)
        }
    }

    private func series(_ counts: SegmentationCounts, in context: ChartContext) -> [SegmentationSeries] {
        let orders = SegmentationOrders()
        return counts.plan.lines.enumerated().flatMap { place, line in
            let drawn = context.segments.indices.flatMap { segment in
                counts.drawn(scope: line.scope).map { (segment: segment, group: $0) }
            }
            let histograms = histograms(of: line, counts, drawn, context.sampling)
            let numbers = SegmentationNumbers(
                chart: self, counts: counts, sampling: context.sampling, orders: orders)
            return drawn.enumerated().map { index, series in
                var result = SegmentationSeries(
                    event: line.event, formula: line.event == nil ? place : nil, segment: series.segment,
                    group: counts.values(of: series.group, scope: line.scope),
                    values: FormulaValues(points: [], collapsed: nil))
                if case .points(let formula) = line.item.body {
                    result.values = numbers.values(
                        of: formula, scope: line.scope, segment: series.segment, group: series.group)
                    result.error = numbers.errors(
                        of: formula, result.values, scope: line.scope, segment: series.segment, group: series.group)
                }
                result.histogram = histograms.map { $0[index] }
                return result
            }
        }
    }

    private func histograms(
        of line: SegmentationPlan.Line, _ counts: SegmentationCounts,
        _ drawn: [(segment: Int, group: SegmentationCounts.Group)], _ sampling: Sampling?
    ) -> [SegmentationHistogram]? {
        let histograms = SegmentationHistograms(chart: self, counts: counts, sampling: sampling)
        func bins(_ isFrequency: Bool, _ event: Int, _ segment: Int?) -> [SegmentationHistogram] {
            let series = drawn.map { (segment: segment ?? $0.segment, group: $0.group) }
            return histograms.bins(isFrequency: isFrequency, event: event, scope: line.scope, of: series)
        }
        switch line.item.body {
        case .points: return nil
        case .frequencies(let event, let segment): return bins(true, event, segment)
        case .distribution(let event, let segment): return bins(false, event, segment)
        }
    }

    // MARK: Comparison

    /// The same chart over the range moved back.
    private func earlier(_ context: ChartContext, _ comparison: Comparison) throws(ChartError) -> ChartContext {
        let (calendar, buckets) = (context.calendar, context.buckets)
        let range: (from: Int64, to: Int64)
        switch comparison {
        case .previous: range = (calendar.adding(-buckets.count, context.interval, to: buckets.start), buckets.start)
        case .back(let count, let unit):
            range = (calendar.adding(-count, unit, to: buckets.start), calendar.adding(-count, unit, to: buckets.end))
            let edges = [range.from, range.to]
            guard edges.allSatisfy({ calendar.start(of: context.interval, at: $0) == $0 }) else {
                throw .invalid(
                    "compare",
                    "\(count) \(unit.rawValue) back is no whole number of buckets by \(context.interval.rawValue).")
            }
        }
        return context.over(range)
    }

    // MARK: Notes

    private func notes(_ counts: SegmentationCounts, _ ranked: [[BreakdownValues]]) -> [String] {
        var notes: [String] = []
        for (scope, groups) in counts.groups.enumerated() where ranked[scope].count > groups.count {
            let what = metric == .formula ? "" : " of \(events[scope].name)"
            let rest = self.rest == .other ? "the others are together in Other" : "the others are left out"
            notes.append("The largest \(groups.count) of \(ranked[scope].count) groups\(what) are drawn; \(rest).")
        }
        if counts.pass.scene.dictionaries.contains(where: \.hasLists) {
            notes.append(
                countsElementsOnce
                    ? "An event whose value is a list counts once for each distinct element."
                    : "An event whose value is a list counts for each of its elements, in the total too.")
        }
        return notes
    }

    /// What bins that begin late leave out.
    private func notesBelow(
        _ series: [SegmentationSeries], _ counts: SegmentationCounts, in context: ChartContext
    ) -> [String] {
        series.filter { $0.group == .all && $0.histogram?.below ?? 0 > 0 }.compactMap { series -> String? in
            guard let place = series.formula ?? series.event, let histogram = series.histogram else { return nil }
            let line = counts.plan.lines[place]
            let name = line.event.map { events[$0].name } ?? line.item.text
            let segment = context.segments.count > 1 ? " in \(context.segments[series.segment].name)" : ""
            let what = if case .distribution = line.item.body { "values" } else { context.unitName }
            return "Below the first bin of \(name)\(segment) lie \(histogram.below) of the \(what): "
                + "no bin has them, the shares are of all."
        }
    }
}
