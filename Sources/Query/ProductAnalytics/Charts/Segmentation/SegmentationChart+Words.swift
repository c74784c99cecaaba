extension SegmentationChart {
    package func words(in context: ChartContext) -> String {
        let units = context.unitName
        var sentences = metric == .formula ? [formulaWords(units)] : [metricWords(units)]
        let once = countsUnits ? ", each of the \(units) once" : ""
        sentences.append("By \(context.interval.rawValue); the total is over the whole range\(once).")
        if !groupBy.isEmpty {
            let alike = metric == .formula || metric.isRatio ? ", both parts of a ratio alike" : ""
            sentences.append("Broken down by \(list(groupBy))\(alike).")
        }
        for event in events.indices {
            let own = breakdowns(of: event).dropFirst(groupBy.count)
            if !own.isEmpty { sentences.append("\(events[event].name) broken down by \(list(Array(own))).") }
        }
        switch smoothing {
        case .none: break
        case .cumulative: sentences.append("Each point counts from the start of the range until the bucket's end.")
        case .rolling(let count): sentences.append("Each point counts once over the last \(count) buckets together.")
        case .rollingAverage(let count): sentences.append("Each point is the mean of the last \(count) buckets.")
        }
        if let days = ChartCalendar.words(ofWeekdays: excludedWeekdays) { sentences.append("\(days) are left out.") }
        if leavesOutIncomplete { sentences.append("Buckets that have not ended are left out.") }
        for segment in context.segments where segment != .everybody {
            sentences.append("Segment \(segment.name): \(segment.words).")
        }
        return sentences.joined(separator: " ")
    }

    private func list(_ properties: [PropertyReference]) -> String {
        properties.map(\.description).joined(separator: " and ")
    }

    private func metricWords(_ units: String) -> String {
        let lines = events.indices.map { event in
            let property =
                metric.needsProperty ? self.property(of: event) : Optional(revenueProperty(of: event))
            var words = metric.words
            for (name, value) in [
                ("{units}", units), ("{property}", property?.description ?? ""), ("{percentile}", "\(percentile)"),
            ] { words = words.split(separator: name, omittingEmptySubsequences: false).joined(separator: value) }
            return "\(events[event].words): \(words)"
        }
        return lines.joined(separator: "; ") + "."
    }

    private func formulaWords(_ units: String) -> String {
        let letters = events.indices.map { "\(FormulaParser.letter($0)) is \(events[$0].words)" }
        return formulas.map(\.text).joined(separator: "; ") + ", where " + letters.joined(separator: ", ")
            + (countsUnits ? ". UNIQUES counts \(units)." : ".")
    }

    /// Whether units are counted, and not what they did.
    private var countsUnits: Bool {
        metric == .formula ? formulas.contains { $0.text.uppercased().contains("UNIQUES") } : metric.countsUnits
    }
}
