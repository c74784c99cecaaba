/// Calendar arithmetic in whole days since 1970-01-01, on the proleptic Gregorian calendar.
enum CivilDate {
    /// Year, month and day of the month. The era arithmetic counts years from 1 March, so that the leap day is the last.
    static func parts(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    static func day(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func monthStart(_ day: Int) -> Int { day - parts(day).day + 1 }

    static func nextMonthStart(_ day: Int) -> Int { monthStart(monthStart(day) + 31) }

    /// 0 is Sunday.
    static func weekday(_ day: Int) -> Int { ((day + 4) % 7 + 7) % 7 }

    /// The Sunday on or before `day`, as instances count weeks.
    static func weekStart(_ day: Int) -> Int { day - weekday(day) }

    /// `2024-03-13`
    static func text(_ day: Int) -> String {
        let (year, month, day) = parts(day)
        return "\(year)-\(twoDigits(month))-\(twoDigits(day))"
    }

    /// `2024-03-13T00:00:00Z`, as a ping writes the start of a period.
    static func midnight(_ day: Int) -> String { text(day) + "T00:00:00Z" }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
