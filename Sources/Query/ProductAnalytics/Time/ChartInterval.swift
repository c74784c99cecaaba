/// The length of a chart's buckets.
package enum ChartInterval: String, Hashable, Sendable, CaseIterable {
    /// 5 minutes.
    case realTime = "5min"
    case hour, day, week, month, quarter, year

    /// How long a bucket is as a rule, in microseconds: clocks that change and months of other lengths aside.
    var usualLength: Int64 {
        switch self {
        case .realTime: 5 * ChartCalendar.minute
        case .hour: ChartCalendar.hour
        case .day: ChartCalendar.day
        case .week: 7 * ChartCalendar.day
        case .month: 30 * ChartCalendar.day
        case .quarter: 91 * ChartCalendar.day
        case .year: 365 * ChartCalendar.day
        }
    }

    /// Whether its buckets are made of whole days.
    package var isWholeDays: Bool { self != .realTime && self != .hour }
}
