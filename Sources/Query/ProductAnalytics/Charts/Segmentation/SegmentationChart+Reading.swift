internal import JSON

extension SegmentationChart {
    package init(_ reader: inout DefinitionReader) {
        let events = reader.events("events")
        if events.isEmpty { reader.report("events", "Name at least one event.") }
        if events.count > Self.mostEvents { reader.report("events", "A chart has at most \(Self.mostEvents) events.") }
        let formula = reader.text("formula")
        let metric: SegmentationMetric = reader.choice("metric", or: formula == nil ? .uniques : .formula)
        self.init(
            metric, of: Array(events.prefix(Self.mostEvents)),
            property: reader.text("property").map(PropertyReference.init),
            groupBy: reader.texts("group_by").map(PropertyReference.init))
        percentile = reader.number("percentile", in: 0...1) ?? 0.5
        if metric == .propertyPercentile, !reader.has("percentile") {
            reader.report("percentile", "Say which percentile, such as 0.9.")
        }
        readFormula(formula, &reader)
        top = reader.integer("top", in: 1...Self.mostGroups) ?? top
        rest = reader.choice("other", or: .other)
        countsElementsOnce = reader.flag("count_elements_once")
        smoothing = Self.smoothing(&reader)
        comparison = reader.earlierTime()
        excludedWeekdays = Self.weekdays(&reader)
        leavesOutIncomplete = reader.flag("leave_out_incomplete")
        bins = Self.bins(&reader)
        reportContradictions(&reader)
    }

    private mutating func readFormula(_ text: String?, _ reader: inout DefinitionReader) {
        guard let text else {
            if metric == .formula { reader.report("formula", "Write the formula, such as UNIQUES(A) / UNIQUES(B).") }
            return
        }
        guard metric == .formula else {
            return reader.report("formula", "A formula takes the place of the metric. Leave one of them out.")
        }
        let segments = reader.value("segments")?.arrayValue?.count ?? 1
        do {
            formulas = try FormulaParser.items(of: text, events: events.count, segments: max(1, segments))
        } catch {
            reader.report("formula", error.description)
        }
    }

    private static func smoothing(_ reader: inout DefinitionReader) -> Smoothing {
        let isCumulative = reader.flag("cumulative")
        let rolling: Smoothing? = reader.object("rolling") { rolling in
            let count = rolling.integer("buckets", in: 1...FormulaWindow.longest)
            let isAverage = rolling.flag("average")
            guard let count else {
                if !rolling.has("buckets") { rolling.report("buckets", "Say over how many buckets.") }
                return .none
            }
            return isAverage ? .rollingAverage(count) : .rolling(count)
        }
        if isCumulative, rolling != nil {
            reader.report("rolling", "A chart is cumulative or rolling. Leave one of them out.")
        }
        return isCumulative ? .cumulative : rolling ?? .none
    }

    private static let weekdayNames = ChartCalendar.weekdayNames.map { $0.lowercased() }

    private static func weekdays(_ reader: inout DefinitionReader) -> Set<Int> {
        var days: Set<Int> = []
        for name in reader.texts("exclude_weekdays") {
            if let place = weekdayNames.firstIndex(of: name.lowercased()) {
                days.insert(place + 1)
            } else {
                let suggestion = DefinitionReader.suggestion(for: name, among: weekdayNames)
                reader.report("exclude_weekdays", "There is no day \"\(name)\"." + suggestion)
            }
        }
        if days.count == 7 {
            reader.report("exclude_weekdays", "No day is left. Leave out six at most.")
            return []
        }
        return days
    }

    private static func bins(_ reader: inout DefinitionReader) -> Bins {
        let width = reader.number("bin_width", in: 1e-9...1e15)
        guard let value = reader.value("bins") else { return width.map(Bins.width) ?? .automatic }
        let edges = value.arrayValue?.compactMap(\.doubleValue) ?? []
        let isRising = zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 }
        guard !edges.isEmpty, edges.count <= 1_000, edges.count == value.arrayValue?.count, isRising else {
            reader.report("bins", "Bins are a list of rising numbers where they begin, such as [1, 2, 5, 10].")
            return .automatic
        }
        if width != nil { reader.report("bin_width", "Say bins or bin_width, not both.") }
        return .edges(edges)
    }

    private func reportContradictions(_ reader: inout DefinitionReader) {
        let isHistogram = metric == .frequency || metric == .propertyDistribution
        if smoothing != .none, isHistogram || metric == .formula {
            let instead =
                metric == .formula
                ? "Write CUMSUM, ROLLWIN or ROLLAVG into the formula." : "A histogram is never cumulative or rolling."
            reader.report(smoothing == .cumulative ? "cumulative" : "rolling", instead)
        }
        if groupBy.count > Self.mostBreakdowns {
            reader.report("group_by", "A chart is divided by at most \(Self.mostBreakdowns) properties.")
        }
        for (place, event) in events.enumerated() where event.groupBy.count > Self.mostBreakdowns {
            reader.report("events[\(place)].group_by", "At most \(Self.mostBreakdowns) properties divide an event.")
        }
        if !excludedWeekdays.isEmpty {
            let interval = reader.text("interval").flatMap(ChartInterval.init) ?? .day
            if ![.realTime, .hour, .day].contains(interval) {
                reader.report(
                    "exclude_weekdays", "Days can be left out of charts by day or finer, not by \(interval.rawValue).")
            }
        }
        for place in events.indices where lacksProperty(place) {
            reader.report("events[\(place)].property", "Name the property to measure, such as event.amount.")
        }
    }
}
