/// Dates and times of the proleptic Gregorian calendar, years 1 to 9999, as microseconds since 1970-01-01 00:00.
///
/// The conversion moves the year's start to March, so that the leap day is the last of its year, and counts in eras of
/// 400 years (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
package enum CivilTime {
    struct Parts: Equatable {
        var year: Int64
        var month: Int64
        var day: Int64
        var hour: Int64 = 0
        var minute: Int64 = 0
        var second: Int64 = 0
        var microsecond: Int64 = 0
    }

    enum Unit: String, CaseIterable {
        case years, months, days, hours, minutes, seconds

        /// Nil for those whose length varies.
        var microseconds: Int64? {
            switch self {
            case .years, .months: nil
            case .days: 86_400_000_000
            case .hours: 3_600_000_000
            case .minutes: 60_000_000
            case .seconds: 1_000_000
            }
        }
    }

    private static let perDay: Int64 = 86_400_000_000
    /// 0001-01-01 and 10000-01-01.
    private static let first = days(year: 1, month: 1, day: 1) * perDay
    private static let end = days(year: 10_000, month: 1, day: 1) * perDay

    static func isInRange(_ microseconds: Int64) -> Bool { microseconds >= first && microseconds < end }

    static func monthLength(year: Int64, month: Int64) -> Int64 {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Nil if no calendar has it, such as February 30th.
    static func microseconds(_ parts: Parts) -> Int64? {
        guard (1...9_999).contains(parts.year), (1...12).contains(parts.month),
            parts.day >= 1, parts.day <= monthLength(year: parts.year, month: parts.month),
            (0...23).contains(parts.hour), (0...59).contains(parts.minute), (0...59).contains(parts.second),
            (0...999_999).contains(parts.microsecond)
        else { return nil }
        let seconds = (parts.hour * 60 + parts.minute) * 60 + parts.second
        return days(year: parts.year, month: parts.month, day: parts.day) * perDay + seconds * 1_000_000
            + parts.microsecond
    }

    /// Nil outside of the years that can be written with four digits.
    static func parts(_ microseconds: Int64) -> Parts? {
        guard isInRange(microseconds) else { return nil }
        let days = floorDivide(microseconds, perDay)
        let ofDay = microseconds - days * perDay
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let seconds = ofDay / 1_000_000
        return Parts(
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1,
            hour: seconds / 3_600, minute: seconds / 60 % 60, second: seconds % 60, microsecond: ofDay % 1_000_000)
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = floorDivide(shifted, 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// - Parameter divisor: Above 0.
    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }

    // MARK: Text

    /// What `to_date` reads: `2026`, `2026-07`, `2026-07-05`, then a blank or T and `14`, `14:30`, `14:30:59`, `14:30:59.5`.
    package static func parse(_ text: String) -> Int64? {
        guard text.utf8.count <= 40 else { return nil }
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard (1...3).contains(date.count), date[0].utf8.count == 4, let year = number(date[0]) else { return nil }
        var parts = Parts(year: year, month: 1, day: 1)
        if date.count > 1 {
            guard let month = number(date[1]) else { return nil }
            parts.month = month
        }
        if date.count > 2 {
            guard let day = number(date[2]) else { return nil }
            parts.day = day
        }
        guard halves.count == 2 else { return microseconds(parts) }
        return date.count == 3 && readTime(halves[1], into: &parts) ? microseconds(parts) : nil
    }

    private static func readTime(_ text: Substring, into parts: inout Parts) -> Bool {
        let time = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(time.count), let hour = number(time[0]) else { return false }
        parts.hour = hour
        guard time.count > 1 else { return true }
        guard let minute = number(time[1]) else { return false }
        parts.minute = minute
        guard time.count > 2 else { return true }
        let second = time[2].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = number(second[0]) else { return false }
        parts.second = whole
        guard second.count == 2 else { return true }
        let digits = second[1].prefix(6)
        guard !digits.isEmpty, second[1].utf8.allSatisfy(isDigit) else { return false }
        let padded = String(digits) + String(repeating: "0", count: 6 - digits.utf8.count)
        parts.microsecond = Int64(padded) ?? 0
        return true
    }

    /// One to four digits and nothing else.
    private static func number(_ text: Substring) -> Int64? {
        (1...4).contains(text.utf8.count) && text.utf8.allSatisfy(isDigit) ? Int64(text) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

    /// `2026-07-05`, with the time if it isn't midnight, with microseconds if there are any.
    package static func text(_ microseconds: Int64) -> String {
        guard let parts = parts(microseconds) else { return "" }
        let date = [padded(parts.year, 4), padded(parts.month, 2), padded(parts.day, 2)].joined(separator: "-")
        if parts.hour == 0, parts.minute == 0, parts.second == 0, parts.microsecond == 0 { return date }
        let time = [parts.hour, parts.minute, parts.second].map { padded($0, 2) }.joined(separator: ":")
        return date + " " + time + (parts.microsecond == 0 ? "" : "." + padded(parts.microsecond, 6))
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    // MARK: Arithmetic

    /// Nil if the result is out of range. A month has no day after its last: January 31st plus a month is the last of February.
    static func add(_ amount: ExpressionValue, _ unit: Unit, to microseconds: Int64) -> Int64? {
        if let length = unit.microseconds {
            let moved: Int64?
            switch amount {
            case .integer(let count):
                let (distance, tooFar) = count.multipliedReportingOverflow(by: length)
                moved = tooFar ? nil : distance
            case .number(let count): moved = Int64(exactly: (count * Double(length)).rounded())
            default: moved = nil
            }
            guard let moved else { return nil }
            let (sum, overflow) = microseconds.addingReportingOverflow(moved)
            return !overflow && isInRange(sum) ? sum : nil
        }
        guard let count = amount.whole, count.magnitude < 200_000, var parts = parts(microseconds) else { return nil }
        let months = parts.year * 12 + parts.month - 1 + (unit == .years ? count * 12 : count)
        parts.year = floorDivide(months, 12)
        parts.month = months - parts.year * 12 + 1
        parts.day = min(parts.day, monthLength(year: parts.year, month: parts.month))
        return self.microseconds(parts)
    }

    /// Complete units from `start` to `end`, towards 0.
    static func difference(_ unit: Unit, from start: Int64, to end: Int64) -> Int64? {
        if let length = unit.microseconds {
            let (distance, overflow) = end.subtractingReportingOverflow(start)
            return overflow ? nil : distance / length
        }
        guard start <= end else { return difference(unit, from: end, to: start).map { -$0 } }
        guard let from = parts(start), let to = parts(end) else { return nil }
        var months = (to.year - from.year) * 12 + to.month - from.month
        // The last month is complete once the same day and time are reached, or the end of a month that is too short.
        if months > 0, let reached = add(.integer(months), .months, to: start), reached > end { months -= 1 }
        return unit == .years ? months / 12 : months
    }
}
