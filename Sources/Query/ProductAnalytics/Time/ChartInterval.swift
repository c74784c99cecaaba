/// The length of a chart's buckets.
package enum ChartInterval: String, Hashable, Sendable, CaseIterable {
    /// 5 minutes.
    case realTime = "5min"
    case hour, day, week, month, quarter, year
}
