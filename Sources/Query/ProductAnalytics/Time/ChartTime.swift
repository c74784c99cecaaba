internal import SQL

/// Moments as answers write them.
package enum ChartTime {
    /// `2026-03-08T00:00:00-05:00` on the wall clock of a calendar; fractions of a second are left out.
    package static func iso(_ time: Int64, in calendar: ChartCalendar) -> String {
        let civil = calendar.civil(time)
        let second = Int(ChartCalendar.floor(time, to: ChartCalendar.second) / ChartCalendar.second)
        let date = padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2)
        let clock = padded(civil.hour, 2) + ":" + padded(civil.minute, 2) + ":" + padded(((second % 60) + 60) % 60, 2)
        let offset = abs(civil.offset) / 60
        let zone =
            civil.offset == 0
            ? "Z" : (civil.offset < 0 ? "-" : "+") + padded(offset / 60, 2) + ":" + padded(offset % 60, 2)
        return date + "T" + clock + zone
    }

    private static func padded(_ number: Int, _ width: Int) -> String { CivilText.padded(Int64(number), width) }
}
