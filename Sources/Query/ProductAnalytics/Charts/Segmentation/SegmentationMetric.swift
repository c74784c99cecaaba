/// What a segmentation chart shows of each event.
package enum SegmentationMetric: String, Hashable, Sendable, CaseIterable {
    case uniques, totals
    /// Uniques ÷ active units of the segment, in percent.
    case active
    /// Totals ÷ uniques.
    case average
    /// Units by how often they did it.
    case frequency
    case propertySum = "property_sum"
    /// Sum ÷ events with a number.
    case propertyAverage = "property_average"
    /// Sum ÷ events.
    case propertyPerEvent = "property_per_event"
    case propertyMedian = "property_median"
    /// At the chart's `percentile`.
    case propertyPercentile = "property_percentile"
    /// Events by bins of the property.
    case propertyDistribution = "property_distribution"
    /// Distinct (unit, value) pairs ÷ units with a value.
    case propertyCountPerUnit = "property_count_per_unit"
    case propertyMin = "property_min"
    case propertyMax = "property_max"
    /// Distinct values.
    case propertyCount = "property_count"
    /// Sum of the property ÷ active units.
    case propertyPerActive = "property_per_active"
    case revenue
    /// Units with an event whose revenue is above 0.
    case payers
    /// Revenue ÷ active units.
    case arpu
    /// Revenue ÷ payers.
    case arppu
    /// Seconds until the unit's next event of the kind.
    case timeSpent = "time_spent"
    /// The chart's `formula`.
    case formula
}

extension SegmentationMetric {
    /// The metric as the term of a formula; `nil` for histograms and formulas.
    func term(percentile: Double) -> FormulaMetric? {
        switch self {
        case .uniques: .uniques
        case .totals: .totals
        case .active: .active
        case .average: .average
        case .propertySum: .propertySum
        case .propertyAverage: .propertyAverage
        case .propertyPerEvent: .propertyPerEvent
        case .propertyMedian: .percentile(0.5)
        case .propertyPercentile: .percentile(percentile)
        case .propertyCountPerUnit: .propertyCountPerUnit
        case .propertyMin: .propertyMin
        case .propertyMax: .propertyMax
        case .propertyCount: .propertyCount
        case .propertyPerActive: .propertyPerActive
        case .revenue: .revenue
        case .payers: .payers
        case .arpu: .revenuePerActive
        case .arppu: .revenuePerPayer
        case .timeSpent: .timeSpent
        case .frequency, .propertyDistribution, .formula: nil
        }
    }

    /// Whether it is about a property that the chart or the event has to name.
    var needsProperty: Bool { rawValue.hasPrefix("property_") }

    /// By what groups are ranked over the whole range.
    var ranking: SegmentationRanking.Measure {
        switch self {
        case .uniques, .active, .frequency, .payers, .formula: .uniques
        case .totals, .average, .propertyDistribution, .propertyMedian, .propertyPercentile, .propertyMin,
            .propertyMax:
            .totals
        case .propertySum, .propertyAverage, .propertyPerEvent, .propertyPerActive, .revenue, .arpu, .arppu,
            .timeSpent:
            .sum
        case .propertyCountPerUnit, .propertyCount: .pairs
        }
    }

    /// Whether the number is one of units, or is divided by one.
    var countsUnits: Bool {
        switch self {
        case .uniques, .active, .average, .frequency, .propertyCountPerUnit, .propertyPerActive, .payers, .arpu, .arppu:
            true
        case .totals, .propertySum, .propertyAverage, .propertyPerEvent, .propertyMedian, .propertyPercentile,
            .propertyDistribution, .propertyMin, .propertyMax, .propertyCount, .revenue, .timeSpent, .formula:
            false
        }
    }

    /// Whether both parts of it are counted for each group of a breakdown.
    var isRatio: Bool {
        switch self {
        case .active, .average, .propertyPerActive, .arpu, .arppu: true
        default: false
        }
    }

    var words: String {
        switch self {
        case .uniques: "how many {units} did it"
        case .totals: "how often it happened"
        case .active: "{units} who did it, in percent of those with any active event in the same time and segment"
        case .average: "how often it happened, divided by the {units} who did it"
        case .frequency: "{units} by how often they did it"
        case .propertySum: "the sum of {property}; what is no number is left out"
        case .propertyAverage: "the sum of {property} divided by the events where it is a number"
        case .propertyPerEvent: "the sum of {property} divided by all events"
        case .propertyMedian: "the median of {property}"
        case .propertyPercentile: "the {percentile} percentile of {property}"
        case .propertyDistribution: "events by the number in {property}"
        case .propertyCountPerUnit:
            "distinct pairs of {units} and values of {property}, divided by the {units} who have a value"
        case .propertyMin: "the smallest {property}"
        case .propertyMax: "the largest {property}"
        case .propertyCount: "distinct values of {property}"
        case .propertyPerActive:
            "the sum of {property} divided by the {units} with any active event in the same time and segment"
        case .revenue: "the sum of {property}"
        case .payers: "{units} with an event whose {property} is above 0"
        case .arpu: "the sum of {property} divided by the {units} with any active event in the same time and segment"
        case .arppu: "the sum of {property} divided by the {units} with an event whose {property} is above 0"
        case .timeSpent:
            "seconds from each event until the next of its kind by the same {units}, 0 for gaps above 30 minutes"
        case .formula: "a formula"
        }
    }
}
