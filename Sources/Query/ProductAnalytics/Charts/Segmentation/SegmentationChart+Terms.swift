extension SegmentationChart {
    /// What a stream counts.
    enum Need { case totals, sums, extremes, values, distinct, uniques, valued, payers, pairs, frequencies }

    /// The counts that a metric stands on, by stream, in the order in which ``SegmentationNumbers`` reads them.
    func parts(of term: FormulaTerm, _ scope: Int) -> [(SegmentationPlan.StreamKey, Need)] {
        let asksLast: Int? = if case .rollingBefore(let length) = term.window { length } else { nil }
        func key(_ reading: SegmentationPlan.StreamKey.Reading) -> SegmentationPlan.StreamKey {
            .init(event: term.event, reading: reading, scope: scope, asksLast: asksLast)
        }
        // Without breakdowns of the segment all scopes share one stream of active units.
        let active = SegmentationPlan.StreamKey(
            event: nil, reading: .property, scope: groupBy.isEmpty ? 0 : scope, asksLast: asksLast)
        let property = key(.property)
        return switch term.metric {
        case .uniques: [(property, .uniques)]
        case .totals: [(property, .totals)]
        case .active: [(property, .uniques), (active, .uniques)]
        case .average: [(property, .totals), (property, .uniques)]
        case .propertySum, .propertyAverage: [(property, .sums)]
        case .propertyPerEvent: [(property, .sums), (property, .totals)]
        case .propertyMin, .propertyMax: [(property, .extremes)]
        case .propertyCount: [(key(.values), .distinct)]
        case .propertyCountPerUnit: [(key(.values), .pairs), (key(.values), .valued)]
        case .propertyPerActive: [(property, .sums), (active, .uniques)]
        case .percentile: [(property, .values)]
        case .frequencyPercentile: [(property, .frequencies)]
        case .revenue: [(key(.revenue), .sums)]
        case .revenuePerActive: [(key(.revenue), .sums), (active, .uniques)]
        case .revenuePerPayer: [(key(.revenue), .sums), (key(.revenue), .payers)]
        case .payers: [(key(.revenue), .payers)]
        case .timeSpent: [(key(.gap), .sums)]
        }
    }

    /// Every event with the metric, or every formula.
    var lines: [SegmentationPlan.Line] {
        guard metric != .formula else {
            return formulas.map { SegmentationPlan.Line(item: $0, event: nil, scope: 0) }
        }
        return events.indices.map { event in
            let body: FormulaItem.Body =
                switch metric {
                case .frequency: .frequencies(event: event, segment: nil)
                case .propertyDistribution: .distribution(event: event, segment: nil)
                default:
                    .points(
                        .term(
                            FormulaTerm(metric.term(percentile: percentile) ?? .uniques, event: event, window: window)))
                }
            let format: FormulaItem.Format = metric == .active ? .percent : .number
            let item = FormulaItem(text: metric.rawValue, format: format, body: body)
            return SegmentationPlan.Line(item: item, event: event, scope: event)
        }
    }

    private var window: FormulaWindow {
        switch smoothing {
        case .none: .bucket
        case .cumulative: .cumulative
        case .rolling(let count): .rolling(count)
        case .rollingAverage(let count): .rollingAverage(count)
        }
    }

    // MARK: Properties

    /// What divides an event, or the active events if there is none: the segment's breakdowns, then its own.
    func breakdowns(of event: Int?) -> [PropertyReference] {
        guard let event else { return groupBy }
        let own = events[event].groupBy
        return groupBy + (measuresGroup(event) ? Array(own.dropFirst()) : own)
    }

    /// Whether what is measured of an event is the property that it is grouped by, which then doesn't divide it.
    private func measuresGroup(_ event: Int) -> Bool {
        events[event].property == nil && property == nil && !events[event].groupBy.isEmpty && needsProperty(event)
    }

    func property(of event: Int?) -> PropertyReference? {
        guard let event else { return nil }
        return events[event].property ?? property ?? (measuresGroup(event) ? events[event].groupBy.first : nil)
    }

    func revenueProperty(of event: Int?) -> PropertyReference {
        let named = metric == .formula ? nil : event.flatMap { property(of: $0) }
        return named?.asAmount ?? .amount
    }

    func lacksProperty(_ event: Int) -> Bool { needsProperty(event) && property(of: event) == nil }

    private func needsProperty(_ event: Int) -> Bool {
        guard metric == .formula else { return metric.needsProperty }
        return formulas.contains { item in
            switch item.body {
            case .frequencies: false
            case .distribution(let named, _): named == event
            case .points(let formula): formula.terms.contains { $0.event == event && $0.metric.needsProperty }
            }
        }
    }

    /// `entry:event.page` and `exit:event.page`.
    static func sessionProperty(_ reference: PropertyReference) -> (PropertyReference, isEntry: Bool)? {
        guard case .column(let name) = reference else { return nil }
        for (prefix, isEntry) in [("entry:", true), ("exit:", false)] where name.hasPrefix(prefix) {
            return (PropertyReference(String(name.dropFirst(prefix.count))), isEntry)
        }
        return nil
    }
}

extension FormulaMetric {
    /// Whether it measures the property of its event.
    fileprivate var needsProperty: Bool {
        switch self {
        case .propertySum, .propertyAverage, .propertyPerEvent, .propertyMin, .propertyMax, .propertyCount,
            .propertyCountPerUnit, .propertyPerActive, .percentile:
            true
        default: false
        }
    }
}
