internal import ProductAnalytics
internal import SQL

/// Moments and ids as exports write them.
enum ExportTime {
    /// `2026-03-02 09:30:00.123456`, UTC.
    static func text(_ microseconds: Int64) -> String {
        let text = CivilText.timestamp(microseconds: microseconds)
        return text.utf8.count == 19 ? text + ".000000" : text
    }

    static func uuid(_ value: UInt128) -> String {
        let digits = String(value, radix: 16)
        let all = Array(String(repeating: "0", count: max(0, 32 - digits.count)) + digits)
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(all[$0]) }.joined(separator: "-")
    }

    /// `20260301T05`, an hour in UTC, as microseconds; `nil` for anything else.
    static func hour(_ text: String) -> Int64? {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 8, parts[1].utf8.count <= 2, let hour = Int64(parts[1]),
            (0...23).contains(hour), parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let day = ChartCalendar().start(
                year: Int(parts[0].prefix(4)) ?? 0, month: Int(parts[0].dropFirst(4).prefix(2)) ?? 0,
                day: Int(parts[0].suffix(2)) ?? 0)
        else { return nil }
        return day + hour * 3_600_000_000
    }

    /// The name of a file of an hour: `7/7_2026-03-01_5#0.json.gz`.
    static func fileName(project: Int, hour: Int64, part: Int) -> String {
        let text = CivilText.timestamp(microseconds: hour)
        let number = Int(text.dropFirst(11).prefix(2)) ?? 0
        return "\(project)/\(project)_\(text.prefix(10))_\(number)#\(part).json.gz"
    }
}
