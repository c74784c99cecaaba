/// A histogram of durations: bins of one width from 0 on, each with its left end and without its right one.
package struct FunnelBins: Sendable, Equatable {
    /// In microseconds.
    package let width: Int64
    package let counts: [Int]

    /// The widths to choose from: the smallest that needs at most 40 bins.
    static let widths: [Int64] =
        [1, 5, 10, 30].map { $0 * ChartCalendar.second } + [1, 5, 10, 30].map { $0 * ChartCalendar.minute }
        + [1, 3, 6, 12].map { $0 * ChartCalendar.hour } + [1, 7].map { $0 * ChartCalendar.day }

    /// - Parameters:
    ///   - durations: In microseconds, rising, none below 0.
    ///   - width: In microseconds; `nil` finds one.
    package init(_ durations: [Int64], width: Int64?) {
        let largest = durations.last ?? 0
        let width = width ?? Self.widths.first { largest / $0 < 40 } ?? 7 * ChartCalendar.day
        self.width = width
        var counts = Array(repeating: 0, count: durations.isEmpty ? 0 : Int(largest / width) + 1)
        for duration in durations { counts[Int(duration / width)] += 1 }
        self.counts = counts
    }
}
