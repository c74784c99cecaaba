/// The cohorts of a retention chart, its intervals, and which of them are over.
///
/// Time is cut into ticks: buckets on the calendar, or hours (of weeks and months: days) where each unit has days of its own.
/// Interval N of a unit that started in tick t is the ticks `t + N·length ..< t + (N + 1)·length`.
package struct RetentionTime: Sendable, Equatable {
    package let cohorts: Buckets
    /// What each column of the chart is about: one interval, or those of a bracket.
    package let columns: [Range<Int>]
    let ticks: Buckets
    /// Ticks of an interval.
    let length: Int
    /// The last interval.
    let last: Int
    /// By cohort and column: whether the interval has ended for everybody who may be in the cohort.
    package let isComplete: [[Bool]]
    /// By cohort and column: whether it has begun for anybody.
    package let hasBegun: [[Bool]]

    /// - Throws: ``ChartError/invalid(_:)`` if cohorts times columns times `series` are too many to hold.
    init(_ chart: RetentionChart, in context: ChartContext, series: Int) throws(ChartError) {
        let cohorts = context.buckets
        let last = chart.count(of: context.interval)
        let columns = chart.type == .bracket ? chart.brackets : (0...last).map { $0..<$0 + 1 }
        let (cells, overflow) = (cohorts.count * columns.count).multipliedReportingOverflow(by: series)
        guard !overflow, cells <= RetentionChart.mostCells else {
            throw .invalid(
                "intervals",
                """
                \(cohorts.count) cohorts, \(columns.count) intervals and \(series) series are too many numbers: together they may \
                make \(RetentionChart.mostCells). Take a shorter range, fewer intervals or fewer groups.
                """)
        }
        let calendar = context.calendar
        let (ticks, length): (Buckets, Int) =
            switch (chart.dayDefinition, context.interval) {
            case (.hours, .day):
                (Buckets(from: cohorts.start, to: cohorts.end, every: .hour, in: calendar), 24)
            case (.hours, .week), (.hours, .month):
                (
                    Buckets(from: cohorts.start, to: cohorts.end, every: .day, in: calendar),
                    context.interval == .week ? 7 : 30
                )
            default: (cohorts, 1)
            }
        let all = ticks.extended(after: (last + 1) * length, in: calendar)

        var isComplete: [[Bool]] = []
        var hasBegun: [[Bool]] = []
        for cohort in 0..<cohorts.count {
            let first = all.index(of: cohorts.edges[cohort]) ?? 0
            let final = all.index(of: cohorts.edges[cohort + 1] - 1) ?? first
            isComplete.append(columns.map { all.edges[final + $0.upperBound * length] <= context.asOf })
            hasBegun.append(columns.map { all.edges[first + $0.lowerBound * length] < context.asOf })
        }
        self.cohorts = cohorts
        self.columns = columns
        self.ticks = all
        self.length = length
        self.last = last
        self.isComplete = isComplete
        self.hasBegun = hasBegun
    }
}
