internal import Foundation

/// Reads when something happened. A day, and a moment without a zone, are those of the project's zone.
struct AnnotationTime: Sendable {
    private let zone: TimeZone

    init(timezone: String) { zone = TimeZone(identifier: timezone) ?? .gmt }

    /// Where on the line of time a text begins: `2026-03-01`, `2026-03-01 14:30`, `2026-03-01T14:30:00Z`.
    func moment(_ text: String) -> Date? {
        let parser = ISO8601DateFormatter()
        for options in [
            ISO8601DateFormatter.Options.withInternetDateTime, [.withInternetDateTime, .withFractionalSeconds],
        ] {
            parser.formatOptions = options
            if let moment = parser.date(from: text) { return moment }
        }
        return local(text)
    }

    /// As it is kept: a day as it is, all else in UTC, as Amplitude's clients write it. `nil` for what is no time.
    func kept(_ text: String) -> String? {
        guard let moment = moment(text) else { return nil }
        if text.utf8.count == 10 { return text }
        let writer = ISO8601DateFormatter()
        writer.formatOptions = .withInternetDateTime
        return writer.string(from: moment)
    }

    /// The end of what a text means: of a day its last moment.
    func end(_ text: String) -> Date? {
        guard let moment = moment(text) else { return nil }
        guard text.utf8.count == 10 else { return moment }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar.date(byAdding: .day, value: 1, to: moment).map { $0.addingTimeInterval(-0.001) }
    }

    private func local(_ text: String) -> Date? {
        let pattern = /(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d))?/
        guard let match = text.wholeMatch(of: pattern)?.output, let year = Int(match.1), let month = Int(match.2),
            let day = Int(match.3)
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = DateComponents(
            calendar: calendar, year: year, month: month, day: day, hour: match.4.flatMap { Int($0) } ?? 0,
            minute: match.5.flatMap { Int($0) } ?? 0)
        guard parts.isValidDate else { return nil }
        return calendar.date(from: parts)
    }
}
