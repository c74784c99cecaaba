internal import Foundation
internal import ProductAnalytics

/// Reads when an annotation begins and ends: a day of the project's zone, or a moment in ISO 8601. Microseconds since 1970.
struct AnnotationClock: Sendable {
    let calendar: ChartCalendar

    /// `2026-03-01`, `2026-03-01T12:00Z`, with seconds or fractions of them; `nil` for anything else.
    func start(of text: String) -> Int64? {
        if let day = Self.day(text) { return calendar.start(year: day.year, month: day.month, day: day.day) }
        return Self.moment(Self.whole(text))
    }

    /// Of a day its last moment.
    func end(of text: String) -> Int64? {
        guard let start = start(of: text) else { return nil }
        return Self.day(text) == nil ? start : calendar.adding(1, .day, to: start) - 1
    }

    /// A moment of a release, `2026-03-01 12:00:00`.
    static func utc(_ text: String) -> Int64? {
        let pattern = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/
        return text.wholeMatch(of: pattern).flatMap { moment("\($0.output.1)T\($0.output.2)Z") }
    }

    /// With its seconds, which clients may leave out.
    static func whole(_ text: String) -> String {
        let pattern = /(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:?\d\d)/
        return text.wholeMatch(of: pattern).map { "\($0.output.1):00\($0.output.2)" } ?? text
    }

    private static func moment(_ text: String) -> Int64? {
        // Parsers may take 30 February for a day in March.
        guard day(String(text.prefix(10))) != nil else { return nil }
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
