internal import SQL

/// Which time a chart is about.
package enum ChartRange: Hashable, Sendable {
    /// The last n intervals, today's incomplete one among them unless `complete`.
    case last(Int, ChartInterval, complete: Bool)
    /// From the first moment of one day until that of another, as days of the chart's calendar (`2026-03-01`).
    case days(from: CivilDay, until: CivilDay)
    /// From a day on until now.
    case since(CivilDay)

    /// A day of the calendar without a zone.
    package struct CivilDay: Hashable, Sendable, CustomStringConvertible {
        package var year: Int
        package var month: Int
        package var day: Int

        package init(year: Int, month: Int, day: Int) {
            self.year = year
            self.month = month
            self.day = day
        }

        /// `2026-03-01`; `nil` for anything else and for days that don't exist.
        package init?(_ text: String) {
            let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
                ChartCalendar().start(year: year, month: month, day: day) != nil
            else { return nil }
            self.init(year: year, month: month, day: day)
        }

        package var description: String {
            CivilText.padded(Int64(year), 4) + "-" + CivilText.padded(Int64(month), 2) + "-"
                + CivilText.padded(Int64(day), 2)
        }
    }

    /// Half open, on boundaries of the calendar.
    package func bounds(in calendar: ChartCalendar, asOf: Int64) -> (from: Int64, to: Int64) {
        func moment(_ day: CivilDay) -> Int64 { calendar.start(year: day.year, month: day.month, day: day.day) ?? 0 }
        switch self {
        case .last(let count, let interval, let complete):
            let current = calendar.start(of: interval, at: asOf)
            let end = complete ? current : calendar.adding(1, interval, to: current)
            return (calendar.adding(complete ? -count : 1 - count, interval, to: current), end)
        case .days(let from, let until): return (moment(from), max(moment(from), moment(until)))
        case .since(let day):
            let end = calendar.adding(1, .day, to: calendar.start(of: .day, at: asOf))
            return (moment(day), max(moment(day), end))
        }
    }
}
