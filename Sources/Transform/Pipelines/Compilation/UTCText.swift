import Foundation

/// Instants as SQL and ISO text in UTC, without a formatter's cost.
enum UTCText {
    /// `2026-01-31`
    static func date(days: Int) -> String {
        let (year, month, day) = civil(days)
        return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
    }

    /// `2026-01-31 10:00:00`, with microseconds where there are some.
    static func timestamp(microseconds: Int64, separator: String = " ") -> String {
        let seconds = microseconds.floorDivided(by: 1_000_000)
        let fraction = microseconds - seconds * 1_000_000
        let days = seconds.floorDivided(by: 86_400)
        let rest = Int(seconds - days * 86_400)
        let clock = "\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))"
        return date(days: Int(days)) + separator + clock + (fraction == 0 ? "" : "." + pad(Int(fraction), 6))
    }

    static func timestamp(_ date: Date, separator: String = " ") -> String {
        timestamp(microseconds: Int64((date.timeIntervalSince1970 * 1_000_000).rounded()), separator: separator)
    }

    static func date(_ date: Date) -> String {
        self.date(days: Int((date.timeIntervalSince1970 / 86_400).rounded(.down)))
    }

    /// Year, month and day of a day number, by Howard Hinnant's algorithm for the proleptic Gregorian calendar.
    static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
