internal import Pipelines

/// How long the periods of a time series are, and so which of them are over.
///
/// A period is named as results name it: by its beginning on the clocks of the query's time zone, written so that the order
/// of texts is that of time (`2026-11`, `2026-11-28 14`).
package enum AlertGrain: Sendable, Hashable {
    /// Moments, which are over once they have come.
    case moment
    case minute, hour, day, week, month, quarter, year
    /// `minute15`: named down to the second.
    case minutes(Int)
    /// `hour6`: named down to the second.
    case hours(Int)

    /// The end of what is over: a period is complete if its name is less than this.
    /// - Parameter clock: What clocks show now, in microseconds since 1970-01-01 00:00.
    package func firstOpen(at clock: Int64) -> String {
        switch self {
        case .moment: UTCTime.text(clock + UTCTime.second)
        case .minutes(let count): UTCTime.text(clock - Int64(count) * 60 * UTCTime.second + UTCTime.second)
        case .hours(let count): UTCTime.text(clock - Int64(count) * UTCTime.hour + UTCTime.second)
        case .minute: String(UTCTime.text(clock).prefix(16))
        case .hour: String(UTCTime.text(clock).prefix(13))
        case .day: String(UTCTime.text(clock).prefix(10))
        // A week that began seven days ago or earlier is over, whichever day it begins with.
        case .week: String(UTCTime.text(clock - 6 * UTCTime.day).prefix(10))
        case .month: String(UTCTime.text(clock).prefix(7))
        case .quarter: Self.quarter(clock)
        case .year: String(UTCTime.text(clock).prefix(4))
        }
    }

    /// The first month of the quarter: `2026-10`.
    private static func quarter(_ clock: Int64) -> String {
        let date = UTCTime.date(day: UTCTime.floor(clock, UTCTime.day))
        let firstMonth = (date.month - 1) / 3 * 3 + 1
        let firstDay = UTCTime.days(year: date.year, month: firstMonth, day: 1)
        return String(UTCTime.text(firstDay * UTCTime.day).prefix(7))
    }
}
