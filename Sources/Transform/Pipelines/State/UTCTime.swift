internal import Foundation
internal import SQL

/// Instants in microseconds since 1970-01-01 00:00:00 UTC, and how they are written.
package enum UTCTime {
    package static let second: Int64 = 1_000_000
    package static let hour: Int64 = 3_600 * second
    package static let day: Int64 = 24 * hour

    /// The days since 1970-01-01 of a date of the Gregorian calendar, after Howard Hinnant's `days_from_civil`.
    package static func days(year: Int, month: Int, day: Int) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era) * 146_097 + Int64(dayOfEra) - 719_468
    }

    /// The date of a day since 1970-01-01, after Howard Hinnant's `civil_from_days`.
    package static func date(day number: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = Int(shifted - era * 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Division that rounds down, also below zero.
    package static func floor(_ value: Int64, _ unit: Int64) -> Int64 {
        value >= 0 ? value / unit : -((-value + unit - 1) / unit)
    }

    /// `2026-01-31 09:30:00`, and the fraction of the second if there is one and it is wanted.
    package static func text(_ microseconds: Int64, withFraction: Bool = false) -> String {
        CivilText.timestamp(microseconds: withFraction ? microseconds : floor(microseconds, second) * second)
    }

    /// The same of a date, to the microsecond.
    static func text(_ date: Date) -> String {
        text(Int64((date.timeIntervalSince1970 * 1_000_000).rounded()), withFraction: true)
    }

    /// Reads `2026-01-31`, `2026-01-31 09:30[:00[.5]]` and the same with a `T` between and a `Z` behind.
    /// - Returns: `nil` for anything else.
    package static func parse(_ text: String) -> Int64? {
        var text = Substring(text)
        if text.last == "Z" { text.removeLast() }
        let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
        let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
        guard date.count == 3, date[0].count == 4, let year = Int(date[0]), let month = Int(date[1]),
            let day = Int(date[2]), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let number = days(year: year, month: month, day: day)
        guard Self.date(day: number).day == day else { return nil }
        guard halves.count == 2 else { return number * Self.day }
        let clock = halves[1].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(clock.count), let hour = Int64(clock[0]), let minute = Int64(clock[1]),
            (0...23).contains(hour), (0...59).contains(minute)
        else { return nil }
        var microseconds = number * Self.day + hour * Self.hour + minute * 60 * second
        if clock.count == 3 {
            guard let seconds = Double(clock[2]), seconds >= 0, seconds < 61 else { return nil }
            microseconds += Int64((seconds * 1_000_000).rounded())
        }
        return microseconds
    }
}
