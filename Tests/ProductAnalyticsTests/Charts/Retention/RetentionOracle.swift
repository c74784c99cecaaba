import Foundation
import JSON
import ProductAnalytics

/// Retention straight from its definitions.
struct RetentionOracle {
    let chart: RetentionChart
    let context: ChartContext
    private let log: LogOracle
    /// The starts of intervals and of days from the first cohort on.
    private let edges: [Int64]
    private let days: [Int64]

    init(_ log: LogOracle, chart: RetentionChart) {
        self.log = log
        self.chart = chart
        context = log.context
        let (start, calendar, interval) = (context.buckets.start, context.calendar, context.interval)
        edges = (0...Self.far).map { calendar.adding($0, interval, to: start) }
        days = (0...Self.far).map { calendar.adding($0, .day, to: start) }
    }

    /// No log is longer than this, in hours.
    static let far = 400

    /// The starts of a unit among its rows.
    private func starts(_ rows: [LogOracle.Row], first: Int64?) -> [LogOracle.Row] {
        switch chart.start {
        case .event(let selection): return log.rows(rows, selection)
        case .newUser(let filters, _):
            guard let row = rows.first, row.event.time == first, log.passes(row.event, filters) else { return [] }
            return [row]
        }
    }

    /// The interval in which a return lies for somebody who started in a cohort at a time.
    private func interval(_ time: Int64, since start: Int64, in cohort: Int) -> Int {
        func place(_ time: Int64, among edges: [Int64]) -> Int { edges.filter { $0 <= time }.count - 1 }
        guard chart.dayDefinition == .hours else { return place(time, among: edges) - cohort }
        if context.interval == .day {
            let hour = ChartCalendar.hour
            return Int((time / hour - start / hour) / 24)
        }
        return (place(time, among: days) - place(start, among: days)) / (context.interval == .week ? 7 : 30)
    }

    struct Cohort {
        var members: Set<String> = []
        /// By interval.
        var returned: [Set<String>]
    }

    func cohorts(_ series: LogOracle.Series) -> [Cohort] {
        let buckets = context.buckets
        return (0..<buckets.count).map { cohort in
            let (from, to) = (buckets.edges[cohort], buckets.edges[cohort + 1])
            var result = Cohort(returned: Array(repeating: [], count: Self.far))
            for (unit, rows) in log.units {
                let starts = starts(rows, first: log.firsts[unit]).filter { row in
                    let time = row.event.time
                    let isNew = log.firsts[unit].map { $0 >= from && $0 < to } ?? false
                    return time >= from && time < to && log.passes(row.event, series.segment.filters)
                        && series.isIn(row.event)
                        && (!series.segment.onlyNew || isNew)
                }
                guard let first = starts.first else { continue }
                result.members.insert(unit)
                let anchors = starts.filter { $0.event.time == first.event.time }
                for row in rows where log.matches(row.event, chart.returning) && row.event.time >= first.event.time {
                    guard anchors.contains(where: { $0.seq != row.seq }) else { continue }
                    result.returned[interval(row.event.time, since: first.event.time, in: cohort)].insert(unit)
                }
            }
            if chart.intervalZero == .cohort { result.returned[0] = result.members }
            return result
        }
    }

    /// Who counts in a column of a cohort.
    func counted(_ cohort: Cohort, _ column: Range<Int>) -> Set<String> {
        let number = column.lowerBound
        func any(_ intervals: some Sequence<Int>) -> Set<String> {
            intervals.reduce(into: []) { $0.formUnion(cohort.returned[$1]) }
        }
        switch chart.type {
        case .nDay: return cohort.returned[number]
        case .unbounded: return any(number..<cohort.returned.count)
        case .bracket: return any(column)
        case .onOrBefore:
            return number == 0 ? cohort.returned[0] : any((chart.intervalZero == .cohort ? 1 : 0)...number)
        case .streak:
            guard number > 0 else { return cohort.returned[0] }
            return (1...number).reduce(cohort.members) { $0.intersection(cohort.returned[$1]) }
        }
    }

    func isComplete(_ cohort: Int, _ column: Range<Int>) -> Bool {
        let (calendar, end) = (context.calendar, context.buckets.edges[cohort + 1])
        switch (chart.dayDefinition, context.interval) {
        case (.hours, .day):
            return end - ChartCalendar.hour + Int64(column.upperBound) * 24 * ChartCalendar.hour <= context.asOf
        case (.hours, let interval):
            let last = calendar.start(of: .day, at: end - 1)
            return calendar.adding(column.upperBound * (interval == .week ? 7 : 30), .day, to: last) <= context.asOf
        default:
            return calendar.adding(column.upperBound - 1, context.interval, to: end) <= context.asOf
        }
    }
}
