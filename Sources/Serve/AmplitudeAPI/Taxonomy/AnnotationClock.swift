internal import Foundation
internal import ProductAnalytics

/// Reads when an annotation begins and ends: a day of the project's zone, or a moment in ISO 8601. Microseconds since 1970.
struct AnnotationClock: Sendable {
    let calendar: ChartCalendar

    /// `2026-03-01`, `2026-03-01T12:00:00Z` or with fractions of a second; `nil` for anything else.
    func start(of text: String) -> Int64? {
        if let day = Self.day(text) { return calendar.start(year: day.year, month: day.month, day: day.day) }
        let parser = ISO8601DateFormatter()
        for options in [
            ISO8601DateFormatter.Options.withInternetDateTime, [.withInternetDateTime, .withFractionalSeconds],
        ] {
            parser.formatOptions = options
            if let time = parser.date(from: text) {
                return Int64(exactly: (time.timeIntervalSince1970 * 1_000_000).rounded())
            }
        }
        return nil
    }

    /// The day of the project's zone on which something begins, `2026-03-01`.
    func day(of text: String) -> String? {
        if let day = Self.day(text) { return day.description }
        return start(of: text).map { String(ChartTime.iso($0, in: calendar).prefix(10)) }
    }

    private static func day(_ text: String) -> ChartRange.CivilDay? {
        text.utf8.count == 10 ? ChartRange.CivilDay(text) : nil
    }
}
