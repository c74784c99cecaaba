/// Dates and times as people write them, from the counts that databases keep. Proleptic Gregorian calendar.
package enum CivilTime {
    /// `2018-05-18` for days since 1970-01-01.
    package static func date(days: Int64) -> String {
        let (year, month, day) = civil(days: days)
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
    }

    /// `2018-05-18 18:30:02`, with `.123456` when there is a fraction, for microseconds since 1970-01-01.
    package static func timestamp(microseconds: Int64) -> String {
        let perDay: Int64 = 86_400_000_000
        let (days, rest) = floorDivide(microseconds, by: perDay)
        return date(days: days) + " " + time(microseconds: rest)
    }

    /// `18:30:02`, with a fraction when there is one, for microseconds since midnight.
    package static func time(microseconds: Int64) -> String {
        let seconds = microseconds / 1_000_000
        let fraction = microseconds % 1_000_000
        let text = padded(seconds / 3_600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
        guard fraction != 0 else { return text }
        var digits = padded(fraction, 6)
        while digits.last == "0" { digits.removeLast() }
        return text + "." + digits
    }

    /// `2018-05-18T18:30:02Z`
    package static func iso(microseconds: Int64) -> String {
        let (days, rest) = floorDivide(microseconds, by: 86_400_000_000)
        return date(days: days) + "T" + time(microseconds: rest / 1_000_000 * 1_000_000) + "Z"
    }

    /// Year, month and day for days since 1970-01-01, by counting 400-year eras that begin on 1 March.
    package static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days &+ 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    /// Days since 1970-01-01.
    ///
    /// - Parameter month: 1 to 12.
    package static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = floorDivide(shifted, by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value.magnitude)
        let zeros = String(repeating: "0", count: max(0, width - digits.count))
        return (value < 0 ? "-" : "") + zeros + digits
    }
}
