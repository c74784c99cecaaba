extension SegmentationChart {
    package func words(in context: ChartContext) -> String {
        let units = context.unitName
        var sentences = metric == .formula ? [formulaWords(units)] : [metricWords(units)]
        sentences.append(
            "By \(context.interval.rawValue); the total is over the whole range, each of the \(units) once.")
        if !groupBy.isEmpty {
            sentences.append("Broken down by \(list(groupBy)), both parts of a ratio alike.")
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
        if !excludedWeekdays.isEmpty { sentences.append("Some days of the week are left out.") }
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
            + ". UNIQUES counts \(units)."
    }
}
