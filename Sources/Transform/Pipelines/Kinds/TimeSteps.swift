internal import Foundation

/// The calendar of a model that is built interval by interval: hours, days, weeks from Monday, months, quarters or
/// years of a time zone.
package struct TimeSteps: Sendable, Hashable {
    package let step: NodeSettings.Step
    /// `nil` is UTC.
    private let zone: TimeZone?

    /// - Returns: `nil` when there is no such time zone.
    package init?(_ step: NodeSettings.Step, timezone: String?) {
        self.step = step
        guard let timezone, timezone != "UTC", timezone != "Etc/UTC" else {
            zone = nil
            return
        }
        guard let found = TimeZone(identifier: timezone) else { return nil }
        zone = found
    }

    /// The beginning of the step in which an instant lies.
    package func floor(_ instant: Int64) -> Int64 {
        if step == .hour { return local(instant) { UTCTime.floor($0, UTCTime.hour) * UTCTime.hour } }
        return local(instant) { start(ofDay: UTCTime.floor($0, UTCTime.day)) * UTCTime.day }
    }

    /// The beginning of the next step.
    /// - Parameter instant: A beginning of a step.
    package func next(_ instant: Int64, by count: Int = 1) -> Int64 {
        if step == .hour { return instant + Int64(count) * UTCTime.hour }
        return local(instant) { local in
            let day = UTCTime.floor(local, UTCTime.day)
            let date = UTCTime.date(day: day)
            let moved =
                switch step {
                case .hour, .day: day + Int64(count)
                case .week: day + Int64(7 * count)
                case .month: Self.month(date, count)
                case .quarter: Self.month(date, 3 * count)
                case .year: Self.month(date, 12 * count)
                }
            return moved * UTCTime.day
        }
    }

    /// The whole steps of a stretch of time: those that begin in it and are over when it ends.
    package func whole(from: Int64, to: Int64) -> [TimeRange] {
        var ranges: [TimeRange] = []
        var start = floor(from)
        while true {
            let end = next(start)
            guard end <= to, end > start else { return ranges }
            ranges.append(TimeRange(from: start, to: end))
            start = end
        }
    }

    /// The day since 1970-01-01 that the zone's calendar shows at an instant.
    package func localDay(_ instant: Int64) -> Int64 {
        UTCTime.floor(instant + (zone.map { offset(at: instant, $0) } ?? 0), UTCTime.day)
    }

    /// The instant at which the zone's clocks show a time of a day.
    /// - Parameter day: An instant of that day.
    package func instant(of day: Int64, secondsAfterMidnight seconds: Int) -> Int64 {
        local(day) { UTCTime.floor($0, UTCTime.day) * UTCTime.day + Int64(seconds) * UTCTime.second }
    }

    private func start(ofDay day: Int64) -> Int64 {
        let date = UTCTime.date(day: day)
        return switch step {
        case .hour, .day: day
        // The first of January 1970 was a Thursday.
        case .week: UTCTime.floor(day + 3, 7) * 7 - 3
        case .month: UTCTime.days(year: date.year, month: date.month, day: 1)
        case .quarter: UTCTime.days(year: date.year, month: (date.month - 1) / 3 * 3 + 1, day: 1)
        case .year: UTCTime.days(year: date.year, month: 1, day: 1)
        }
    }

    private static func month(_ date: (year: Int, month: Int, day: Int), _ count: Int) -> Int64 {
        let number = date.year * 12 + date.month - 1 + count
        return UTCTime.days(year: number / 12, month: number % 12 + 1, day: 1)
    }

    /// Does something to an instant as the clocks of the zone show it.
    private func local(_ instant: Int64, _ change: (Int64) -> Int64) -> Int64 {
        guard let zone else { return change(instant) }
        let changed = change(instant + offset(at: instant, zone))
        // The offset that holds at the result; twice, for results just behind a change of the clocks.
        var result = changed - offset(at: changed, zone)
        result = changed - offset(at: result, zone)
        return result
    }

    private func offset(at instant: Int64, _ zone: TimeZone) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(UTCTime.floor(instant, UTCTime.second)))
        return Int64(zone.secondsFromGMT(for: date)) * UTCTime.second
    }
}
