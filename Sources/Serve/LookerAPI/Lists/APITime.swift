internal import Foundation
internal import JSON

/// Times as Looker's API writes them: `2024-05-18T18:30:02.000+00:00`. The SDKs read no time without a zone.
enum APITime {
    static func json(_ date: Date?) -> JSONValue { date.map { .string(text($0)) } ?? .null }

    /// Worked out by hand, since a list of thousands would spend most of its time on formatting.
    static func text(_ date: Date) -> String {
        let seconds = date.timeIntervalSince1970
        guard seconds > -6e10, seconds < 2.5e11 else { return "1970-01-01T00:00:00.000+00:00" }
        let milliseconds = Int64((seconds * 1000).rounded(.down))
        var days = milliseconds / 86_400_000
        var rest = milliseconds % 86_400_000
        if rest < 0 { (days, rest) = (days - 1, rest + 86_400_000) }
        // Howard Hinnant's days-to-civil: eras of 400 years beginning on 1 March.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * part + 2) / 5 + 1
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(29)
        func put(_ value: Int64, _ width: Int, _ end: Character?) {
            var digits = Array(String(value).utf8)
            while digits.count < width { digits.insert(0x30, at: 0) }
            bytes += digits
            if let end, let byte = end.asciiValue { bytes.append(byte) }
        }
        put(year, 4, "-")
        put(month, 2, "-")
        put(day, 2, "T")
        put(rest / 3_600_000, 2, ":")
        put(rest / 60_000 % 60, 2, ":")
        put(rest / 1000 % 60, 2, ".")
        put(rest % 1000, 3, "+")
        return String(decoding: bytes, as: UTF8.self) + "00:00"
    }
}
