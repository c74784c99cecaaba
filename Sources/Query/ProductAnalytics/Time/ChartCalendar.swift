package import struct Foundation.Calendar
package import struct Foundation.Date
package import struct Foundation.DateComponents
package import struct Foundation.TimeZone

/// Cuts time into buckets on the wall clock of one zone. Times are microseconds since 1970-01-01 00:00 UTC throughout.
///
/// A day of a change of the clocks has 23 or 25 hours and is one bucket; hours are instants, so that such a day has 23 or
/// 25 of them.
package struct ChartCalendar: Sendable {
    package let zone: TimeZone
    /// The ISO number of the first day of a week, Monday 1 to Sunday 7.
    package let weekStart: Int
    /// The first month of the year of quarters and years, from 1.
    package let fiscalStart: Int
    private let calendar: Calendar

    package init(zone: TimeZone = .gmt, weekStart: Int = 1, fiscalStart: Int = 1) {
        self.zone = zone
        self.weekStart = weekStart
        self.fiscalStart = fiscalStart
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.calendar = calendar
    }

    /// Whether its days are those of UTC.
    package var isUTC: Bool { zone.secondsFromGMT() == 0 && zone.nextDaylightSavingTimeTransition == nil }

    /// The start of the bucket in which a time lies.
    package func start(of interval: ChartInterval, at time: Int64) -> Int64 {
        let date = Self.date(time)
        switch interval {
        case .realTime: return Self.floor(time, to: 5 * Self.minute)
        case .hour:
            // Whole hours of the zone's offset at this instant; some zones are off by half an hour.
            let offset = Int64(zone.secondsFromGMT(for: date)) * Self.second
            return Self.floor(time + offset, to: Self.hour) - offset
        case .day: return Self.microseconds(calendar.startOfDay(for: date))
        case .week:
            // Calendar counts Sunday 1 to Saturday 7.
            let weekday = (calendar.component(.weekday, from: date) + 5) % 7 + 1
            return day(calendar.startOfDay(for: date), plus: -((weekday - weekStart + 7) % 7))
        case .month: return firstOfMonth(date, every: 1)
        case .quarter: return firstOfMonth(date, every: 3)
        case .year: return firstOfMonth(date, every: 12)
        }
    }

    /// The start of the bucket so many buckets after the one that starts at `start`; before it if `count` is below 0.
    package func adding(_ count: Int, _ interval: ChartInterval, to start: Int64) -> Int64 {
        switch interval {
        case .realTime: start + Int64(count) * 5 * Self.minute
        case .hour: start + Int64(count) * Self.hour
        case .day: day(Self.date(start), plus: count)
        case .week: day(Self.date(start), plus: count * 7)
        case .month: month(Self.date(start), plus: count)
        case .quarter: month(Self.date(start), plus: count * 3)
        case .year: month(Self.date(start), plus: count * 12)
        }
    }

    /// The first moment of a day of the calendar; `nil` for a day that does not exist, and outside of the years 1 to 9999:
    /// the microseconds of later ones are more than a number holds.
    package func start(year: Int, month: Int, day: Int) -> Int64? {
        let components = DateComponents(year: year, month: month, day: day)
        guard (1...9_999).contains(year), components.isValidDate(in: calendar),
            let date = calendar.date(from: components)
        else { return nil }
        return Self.microseconds(calendar.startOfDay(for: date))
    }

    /// Year, month, day, hour and minute of the wall clock, and how far it is from UTC in seconds.
    package func civil(_ time: Int64) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int, offset: Int) {
        let date = Self.date(time)
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
        return (
            parts.year ?? 1970, parts.month ?? 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0,
            zone.secondsFromGMT(for: date)
        )
    }

    /// The ISO number of the day, Monday 1 to Sunday 7.
    package func weekday(_ time: Int64) -> Int { (calendar.component(.weekday, from: Self.date(time)) + 5) % 7 + 1 }

    private func firstOfMonth(_ date: Date, every months: Int) -> Int64 {
        let parts = calendar.dateComponents([.year, .month], from: date)
        let (year, month) = (parts.year ?? 1970, parts.month ?? 1)
        let offset = months == 1 ? 0 : (month - fiscalStart + 12) % months
        return self.month(calendar.date(from: DateComponents(year: year, month: month, day: 1)) ?? date, plus: -offset)
    }

    private func day(_ date: Date, plus count: Int) -> Int64 {
        // Noon exists on every day; midnight does not everywhere.
        let noon = calendar.date(byAdding: .hour, value: 12, to: calendar.startOfDay(for: date)) ?? date
        return Self.microseconds(
            calendar.startOfDay(for: calendar.date(byAdding: .day, value: count, to: noon) ?? noon))
    }

    private func month(_ date: Date, plus count: Int) -> Int64 {
        Self.microseconds(calendar.startOfDay(for: calendar.date(byAdding: .month, value: count, to: date) ?? date))
    }

    package static let second: Int64 = 1_000_000
    package static let minute: Int64 = 60 * second
    package static let hour: Int64 = 60 * minute
    /// 24 hours, whatever the clocks do.
    package static let day: Int64 = 24 * hour

    static func floor(_ value: Int64, to step: Int64) -> Int64 {
        let rest = value % step
        return rest < 0 ? value - rest - step : value - rest
    }

    private static func date(_ time: Int64) -> Date { Date(timeIntervalSince1970: Double(time) / 1_000_000) }

    private static func microseconds(_ date: Date) -> Int64 {
        // Starts of buckets are whole seconds, which a double holds exactly.
        Int64(date.timeIntervalSince1970.rounded()) * second
    }
}
