/// Durations as LookML writes them: "24 hours".
enum DurationText {
    private static let units: [(name: String, seconds: Int)] = [
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86_400), ("week", 604_800),
    ]

    /// Seconds; `nil` for text that is no duration. A bare number is one too: of seconds, as in old projects.
    static func seconds(_ text: String) -> Int? {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        guard let first = words.first, let count = Int(first), count >= 0, words.count <= 2 else { return nil }
        guard words.count == 2 else { return count }
        let name = words[1].hasSuffix("s") ? words[1].dropLast() : words[1]
        guard let unit = units.first(where: { $0.name == name }) else { return nil }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: unit.seconds)
        return overflow ? nil : seconds
    }
}
