/// Counts units by the number of their active days in each period.
struct StickinessPass: UnitPass {
    /// One number of the chart, whose units are wanted.
    struct Focus: Equatable, Sendable {
        var series: Int
        var period: Int
        var days: Range<Int>
    }

    let focus: Focus?
    private(set) var activity: SeriesActivity
    let periodOfDay: [Int]
    /// By series, period and number of days from 1, up to the days of the longest period.
    private(set) var counts: [[[Int]]]
    private(set) var units: [Int64] = []

    init(activity: SeriesActivity, periodOfDay: [Int], periods: Int, focus: Focus?) {
        self.activity = activity
        self.periodOfDay = periodOfDay
        self.focus = focus
        var lengths = Array(repeating: 0, count: periods)
        for period in periodOfDay { lengths[period] += 1 }
        let longest = Array(repeating: 0, count: lengths.max() ?? 0)
        counts = Array(repeating: Array(repeating: longest, count: periods), count: activity.seriesCount)
    }

    mutating func add(_ events: UnitEvents) {
        activity.collect(events)
        for place in activity.touched.indices {
            let series = activity.touched[place]
            var (period, days) = (-1, 0)
            for index in activity.found[series].indices {
                let next = periodOfDay[activity.found[series][index].bucket]
                if next != period {
                    count(events.unit, days, in: period, series)
                    (period, days) = (next, 0)
                }
                days += 1
            }
            count(events.unit, days, in: period, series)
        }
    }

    /// By period and number of days from 1, for a single series.
    mutating func add(_ more: [Int], longest: Int) {
        for period in counts[0].indices {
            for days in 0..<longest { counts[0][period][days] += more[period * longest + days] }
        }
    }

    private mutating func count(_ unit: Int64, _ days: Int, in period: Int, _ series: Int) {
        guard days > 0 else { return }
        counts[series][period][days - 1] += 1
        if let focus, focus.series == series, focus.period == period, focus.days.contains(days) { units.append(unit) }
    }

    mutating func merge(_ other: StickinessPass) {
        for series in counts.indices {
            for period in counts[series].indices {
                for days in counts[series][period].indices {
                    counts[series][period][days] += other.counts[series][period][days]
                }
            }
        }
        units += other.units
    }
}
