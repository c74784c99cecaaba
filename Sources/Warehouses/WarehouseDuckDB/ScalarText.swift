import Warehouse

/// Scalars as text inside lists and structs, in the spelling of SQL.
enum ScalarText {
    static func decimal(_ unscaled: Int128, scale: Int) -> String {
        guard scale > 0 else { return String(unscaled) }
        var digits = String(unscaled.magnitude)
        if digits.utf8.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits }
        return (unscaled < 0 ? "-" : "") + digits.dropLast(scale) + "." + digits.suffix(scale)
    }

    static func uuid(_ value: UInt128) -> String {
        let hex = String(value, radix: 16)
        let digits = Array(String(repeating: "0", count: 32 - hex.utf8.count) + hex)
        return [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
            .map { String($0) }.joined(separator: "-")
    }

    static func timestamp(microseconds: Int64) -> String {
        let perDay: Int64 = 86_400_000_000
        var (days, rest) = microseconds.quotientAndRemainder(dividingBy: perDay)
        if rest < 0 { (days, rest) = (days - 1, rest + perDay) }
        return date(days: days) + " " + time(microseconds: rest)
    }

    static func time(microseconds: Int64) -> String {
        let seconds = microseconds / 1_000_000
        let text = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        let fraction = String(microseconds % 1_000_000)
        guard fraction != "0" else { return text }
        var digits = String(repeating: "0", count: max(0, 6 - fraction.utf8.count)) + fraction
        while digits.last == "0" { digits.removeLast() }
        return text + "." + digits
    }

    /// Proleptic Gregorian calendar, by counting 400-year eras that begin on 1 March.
    static func date(days: Int64) -> String {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let digits = String(year.magnitude)
        return (year < 0 ? "-" : "") + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "-"
            + two(month)
            + "-" + two(dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }

    /// As the engine prints it: `1 year 2 months 3 days 00:00:01`.
    static func interval(_ value: IntervalValue) -> String {
        func part(_ count: Int32, _ unit: String) -> String? {
            count == 0 ? nil : "\(count) \(unit)" + (count == 1 || count == -1 ? "" : "s")
        }
        var parts = [part(value.months / 12, "year"), part(value.months % 12, "month"), part(value.days, "day")]
            .compactMap { $0 }
        if value.microseconds != 0 || parts.isEmpty {
            let size = Int64(clamping: value.microseconds.magnitude)
            parts.append((value.microseconds < 0 ? "-" : "") + time(microseconds: size))
        }
        return parts.joined(separator: " ")
    }

    /// As the engine prints it: printable ASCII as it is, other bytes as `\x1F`.
    static func blob(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let isPlain = (32...126).contains(byte) && !"\\'\"".utf8.contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            return (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
