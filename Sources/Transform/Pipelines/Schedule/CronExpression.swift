package import Foundation

/// When something is due, as the five fields of cron say: minute, hour, day of month, month, day of week.
///
/// As in Vixie cron a day matches when its number in the month or in the week does, if both are restricted. The days
/// of the week are 0 to 7, both ends Sunday; months and days have English names too.
package struct CronExpression: Sendable, Hashable {
    private var minutes: Set<Int>
    private var hours: Set<Int>
    private var days: Set<Int>
    private var months: Set<Int>
    private var weekdays: Set<Int>
    private var isDayRestricted: Bool
    private var isWeekdayRestricted: Bool

    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// - Throws: ``ScheduleError`` that names the field.
    package init(_ text: String) throws(ScheduleError) {
        let fields = text.split(separator: " ", omittingEmptySubsequences: true).map { $0.lowercased() }
        guard fields.count == 5 else {
            throw ScheduleError(
                "'\(text)' has \(fields.count) fields; cron has five: minute, hour, day of month, month, day of week.")
        }
        minutes = try Self.field(fields[0], "minute", 0...59, [], 0, text)
        hours = try Self.field(fields[1], "hour", 0...23, [], 0, text)
        days = try Self.field(fields[2], "day of month", 1...31, [], 1, text)
        months = try Self.field(fields[3], "month", 1...12, Self.monthNames, 1, text)
        weekdays = Set(try Self.field(fields[4], "day of week", 0...7, Self.dayNames, 0, text).map { $0 % 7 })
        isDayRestricted = !fields[2].hasPrefix("*")
        isWeekdayRestricted = !fields[4].hasPrefix("*")
    }

    /// At one time of every day.
    package init(hour: Int, minute: Int) {
        minutes = [minute]
        hours = [hour]
        days = Set(1...31)
        months = Set(1...12)
        weekdays = Set(0...6)
        isDayRestricted = false
        isWeekdayRestricted = false
    }

    private static func field(
        _ text: String, _ name: String, _ range: ClosedRange<Int>, _ names: [String], _ offset: Int, _ whole: String
    ) throws(ScheduleError) -> Set<Int> {
        var values: Set<Int> = []
        func bad(_ part: Substring) -> ScheduleError {
            ScheduleError(
                "'\(whole)': the \(name) '\(part)' is not a number from \(range.lowerBound) to \(range.upperBound), a "
                    + "range a-b, a list a,b, or a step */n.")
        }
        func number(_ text: Substring) -> Int? {
            if let place = names.firstIndex(of: String(text)) { return place + offset }
            return Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2 else { throw bad(part) }
            var step = 1
            if halves.count == 2 {
                guard let given = Int(halves[1]), given > 0 else { throw bad(part) }
                step = given
            }
            let bounds = halves[0].split(separator: "-", omittingEmptySubsequences: false)
            var (from, to) = (range.lowerBound, range.upperBound)
            if bounds.count == 2 {
                guard let first = number(bounds[0]), let last = number(bounds[1]), first <= last else {
                    throw bad(part)
                }
                (from, to) = (first, last)
            } else if halves[0] != "*" {
                guard bounds.count == 1, let only = number(bounds[0]) else { throw bad(part) }
                from = only
                if halves.count == 1 { to = only }
            }
            values.formUnion(stride(from: from, through: to, by: step))
        }
        return values
    }

    /// The first time after an instant at which it is due, on the clocks of a time zone.
    ///
    /// A local time that a change of the clocks leaves out is due at the first minute after it; one that comes twice
    /// is due the first time only.
    /// - Returns: `nil` when there is none within five years, as for February 30.
    package func next(after instant: Int64, in zone: TimeZone) -> Int64? {
        let clock = ZoneClock(zone)
        // From the day before, since a time of yesterday may have been left out by the clocks and be due today.
        var day = clock.localDay(instant) - 1
        for _ in 0..<(366 * 5 + 2) {
            let date = UTCTime.date(day: day)
            if isDue(day: day, date) {
                for hour in hours.sorted() {
                    for minute in minutes.sorted() {
                        let due = clock.instant(day: day, minute: hour * 60 + minute)
                        if due > instant { return due }
                    }
                }
            }
            day += 1
        }
        return nil
    }

    private func isDue(day: Int64, _ date: (year: Int, month: Int, day: Int)) -> Bool {
        guard months.contains(date.month) else { return false }
        // The first of January 1970 was a Thursday.
        let isWeekday = weekdays.contains(Int(((day + 4) % 7 + 7) % 7))
        let isDay = days.contains(date.day)
        if isDayRestricted, isWeekdayRestricted { return isDay || isWeekday }
        return isDay && isWeekday
    }
}

/// Turns what clocks of a time zone show into instants.
struct ZoneClock: Sendable {
    private let zone: TimeZone

    init(_ zone: TimeZone) { self.zone = zone }

    func localDay(_ instant: Int64) -> Int64 { UTCTime.floor(instant + offset(instant), UTCTime.day) }

    /// The first instant at which the clocks show that minute of the day; if they never do, the first minute after
    /// the gap.
    func instant(day: Int64, minute: Int) -> Int64 {
        let local = day * UTCTime.day + Int64(minute) * 60 * UTCTime.second
        // The offsets before and after any change of the clocks around that time.
        let before = offset(local - UTCTime.day)
        let after = offset(local + UTCTime.day)
        let candidates = [local - before, local - after].sorted()
        for candidate in candidates where candidate + offset(candidate) == local { return candidate }
        // Left out: the clocks jump at an instant between the two.
        var (low, high) = (candidates[0], candidates[1])
        while high - low > UTCTime.second {
            let middle = (low + high) / 2
            if offset(middle) == before { low = middle } else { high = middle }
        }
        let minuteLength = 60 * UTCTime.second
        return UTCTime.floor(high + minuteLength - 1, minuteLength) * minuteLength
    }

    private func offset(_ instant: Int64) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(UTCTime.floor(instant, UTCTime.second)))
        return Int64(zone.secondsFromGMT(for: date)) * UTCTime.second
    }
}
