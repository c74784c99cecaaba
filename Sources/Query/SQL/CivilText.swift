/// Dates and times as SQL writes them, by the proleptic Gregorian calendar.
///
/// The conversion moves the year's start to March, so that the leap day is the last of its year, and counts in eras of
/// 400 years (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
package enum CivilText {
    /// - Parameter days: Since 1970-01-01.
    package static func date(days: Int64) -> String {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }

    /// - Parameter microseconds: Since 1970-01-01 00:00:00.
    package static func timestamp(microseconds: Int64) -> String {
        let perDay: Int64 = 86_400_000_000
        let days = (microseconds >= 0 ? microseconds : microseconds - (perDay - 1)) / perDay
        let ofDay = microseconds - days * perDay
        let seconds = ofDay / 1_000_000
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
        let fraction = ofDay % 1_000_000
        return date(days: days) + " " + time + (fraction == 0 ? "" : "." + padded(fraction, 6))
    }

    /// A number with zeros in front of it.
    package static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
        return (number < 0 ? "-" : "") + zeros + digits
    }
}
