/// The length of a chart's buckets.
package enum ChartInterval: String, Hashable, Sendable, CaseIterable {
    /// 5 minutes.
    case realTime = "5min"
    case hour, day, week, month, quarter, year

    /// Whether its buckets are made of whole days.
    package var isWholeDays: Bool { self != .realTime && self != .hour }
}
