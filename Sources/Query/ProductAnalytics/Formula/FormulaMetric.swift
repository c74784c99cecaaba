/// What is counted or measured of the events that a letter names.
package enum FormulaMetric: Hashable, Sendable {
    case uniques
    case totals
    /// Uniques ÷ active units, times 100.
    case active
    /// Totals ÷ uniques.
    case average
    case propertySum
    /// Sum ÷ events with a number.
    case propertyAverage
    /// Sum ÷ events.
    case propertyPerEvent
    case propertyMin
    case propertyMax
    /// Distinct values.
    case propertyCount
    /// Distinct pairs of unit and value ÷ units with a value.
    case propertyCountPerUnit
    /// Sum of the property ÷ active units.
    case propertyPerActive
    /// Over the values of the property; in 0...1.
    case percentile(Double)
    /// Over how often each performer did it; in 0...1.
    case frequencyPercentile(Double)
    case revenue
    /// Revenue ÷ active units.
    case revenuePerActive
    /// Revenue ÷ payers.
    case revenuePerPayer
    /// Units with an event whose revenue is above 0.
    case payers
    /// Seconds from each event until the unit's next one of its kind.
    case timeSpent
}

extension FormulaMetric {
    /// Whether the number is how many units there are, so that a list of as many stands behind it.
    package var countsUnits: Bool { self == .uniques || self == .payers }
}

/// The buckets that each point of a metric looks at.
package enum FormulaWindow: Hashable, Sendable {
    case bucket
    /// From the start of the range until the end of the bucket.
    case cumulative
    /// Once over the union of the last n buckets.
    case rolling(Int)
    /// As ``rolling(_:)``, but whether a unit belongs to a segment is asked at the window's last bucket, not at each event.
    case rollingBefore(Int)
    /// The mean of the last n values.
    case rollingAverage(Int)

    /// How many buckets before the range it reads.
    package var lookBack: Int {
        switch self {
        case .bucket, .cumulative: 0
        case .rolling(let count), .rollingBefore(let count), .rollingAverage(let count): count - 1
        }
    }

    package static let longest = 3_660
}

/// One metric of one event over one window: what a formula is made of.
package struct FormulaTerm: Hashable, Sendable {
    package var metric: FormulaMetric
    /// The event's place, A is 0.
    package var event: Int
    /// The segment's place from 0; `nil` is the series' own.
    package var segment: Int?
    package var window: FormulaWindow

    package init(_ metric: FormulaMetric, event: Int, segment: Int? = nil, window: FormulaWindow = .bucket) {
        self.metric = metric
        self.event = event
        self.segment = segment
        self.window = window
    }
}
