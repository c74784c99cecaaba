/// Counts units by their median gap between days.
struct UsageIntervalPass: UnitPass {
    /// Units whose medians, in half days, are wanted.
    struct Focus: Equatable, Sendable {
        var series: Int
        var medians: Range<Int>
    }

    let focus: Focus?
    private var activity: SeriesActivity
    /// By series and median in half days.
    private(set) var counts: [[Int]]
    /// By series: who did it on one day only.
    private(set) var leftOut: [Int]
    private(set) var units: [Int64] = []
    private var gaps: [Int] = []

    init(activity: SeriesActivity, days: Int, focus: Focus?) {
        self.activity = activity
        self.focus = focus
        counts = Array(repeating: Array(repeating: 0, count: 2 * days + 1), count: activity.seriesCount)
        leftOut = Array(repeating: 0, count: activity.seriesCount)
    }

    mutating func add(_ events: UnitEvents) {
        activity.collect(events)
        for place in activity.touched.indices {
            let series = activity.touched[place]
            guard let median = median(series) else {
                leftOut[series] += 1
                continue
            }
            counts[series][median] += 1
            if let focus, focus.series == series, focus.medians.contains(median) { units.append(events.unit) }
        }
    }

    /// The median gap in half days; `nil` for a single day.
    private mutating func median(_ series: Int) -> Int? {
        let count = activity.found[series].count
        guard count > 1 else { return nil }
        gaps.removeAll(keepingCapacity: true)
        for place in 1..<count {
            gaps.append(activity.found[series][place].bucket - activity.found[series][place - 1].bucket)
        }
        gaps.sort()
        let middle = gaps.count / 2
        return gaps.count % 2 == 1 ? 2 * gaps[middle] : gaps[middle - 1] + gaps[middle]
    }

    mutating func merge(_ other: UsageIntervalPass) {
        for series in counts.indices {
            leftOut[series] += other.leftOut[series]
            for median in counts[series].indices { counts[series][median] += other.counts[series][median] }
        }
        units += other.units
    }
}
