extension SegmentationChart {
    package func span(in context: ChartContext) -> ChartSpan { .whole(context.buckets, in: context) }

    package func answer(in context: ChartContext) async throws(ChartError) -> any ChartAnswer {
        try await segmentation(in: context)
    }

    /// The numbers as a value.
    package func segmentation(in context: ChartContext) async throws(ChartError) -> SegmentationAnswer {
        // A comparison that can't be made is said before anything is read.
        let past = try comparison.map { comparison throws(ChartError) in try context.earlier(comparison, for: self) }
        let (counts, ranked) = try await count(in: context)
        var pastCounts: SegmentationCounts?
        if let past { pastCounts = try await count(in: past, drawn: counts.groups).counts }
        var answer = SegmentationAnswer(
            buckets: Self.buckets(counts.plan.axis, asOf: context.asOf), pastBuckets: nil,
            events: events.map(\.name), formulas: formulas, segments: context.segments.map(\.name),
            series: series(counts, beside: pastCounts, in: context), calendar: context.calendar, sql: counts.sql,
            notes: notes(counts, ranked))
        answer.notes += notesBelow(answer.series, counts, in: context)
        guard let past, let pastCounts else { return answer }
        answer.pastBuckets = Self.buckets(pastCounts.plan.axis, asOf: context.asOf)
        let pastSeries = series(pastCounts, beside: counts, in: past)
        for place in answer.series.indices {
            let series = answer.series[place]
            let match = pastSeries.first {
                $0.event == series.event && $0.formula == series.formula && $0.segment == series.segment
                    && $0.group == series.group
            }
            answer.series[place].past = match?.values
            // Bins have the same edges in both times.
            for (bin, earlier) in (match?.bins ?? []).enumerated() where bin < series.bins?.count ?? 0 {
                answer.series[place].histogram?.bins[bin].past = earlier.values
            }
        }
        return answer
    }

    private static func buckets(_ axis: BucketAxis, asOf: Int64) -> [SegmentationAnswer.Bucket] {
        axis.drawn.map { position in
            SegmentationAnswer.Bucket(
                start: axis.start(position), end: axis.end(position), isIncomplete: axis.end(position) > asOf)
        }
    }

    /// - Parameter other: Those of the time beside, whose numbers lie in the same bins.
    private func series(
        _ counts: SegmentationCounts, beside other: SegmentationCounts?, in context: ChartContext
    ) -> [SegmentationSeries] {
        let orders = SegmentationOrders()
        return counts.plan.lines.enumerated().flatMap { place, line in
            let drawn = context.segments.indices.flatMap { segment in
                counts.drawn(scope: line.scope).map { (segment: segment, group: $0) }
            }
            let histograms = histograms(of: line, counts, beside: other, drawn, context.sampling)
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
        of line: SegmentationPlan.Line, _ counts: SegmentationCounts, beside other: SegmentationCounts?,
        _ drawn: [(segment: Int, group: SegmentationCounts.Group)], _ sampling: Sampling?
    ) -> [SegmentationHistogram]? {
        var histograms = SegmentationHistograms(chart: self, counts: counts, sampling: sampling)
        histograms.other = other
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
