/// Numbers, shares, times and moments as a terminal shows them.
enum ReportText {
    /// What stands where there is no number.
    static let nothing = "–"

    /// Two digits behind the point, of numbers below 100 four.
    static func number(_ value: Double) -> String {
        let scale: Double = abs(value) >= 100 ? 100 : 10_000
        let rounded = (value * scale).rounded() / scale
        // What would be shown as 0 and is not is told as it is.
        if rounded == 0, value != 0 { return String(value) }
        return Int64(exactly: rounded).map(String.init) ?? String(rounded)
    }

    /// `0.626` as `62.6%`; below 1 % with two digits behind the point.
    static func percent(_ share: Double) -> String { points(share * 100) }

    /// `62.6` as `62.6%`.
    static func points(_ percent: Double) -> String {
        if percent > 0, percent < 0.005 { return "<0.01%" }
        return fixed(percent, digits: percent != 0 && abs(percent) < 1 ? 2 : 1) + "%"
    }

    static func money(_ value: Double) -> String { fixed(value, digits: 2) }

    /// With as many digits behind the point, one or more.
    static func fixed(_ value: Double, digits: Int) -> String {
        let scale: Int64 = (0..<digits).reduce(1) { scale, _ in scale * 10 }
        guard let parts = Int64(exactly: (abs(value) * Double(scale)).rounded()) else { return String(value) }
        let fraction = String(parts % scale)
        let zeros = String(repeating: "0", count: digits - fraction.count)
        return (value < 0 && parts > 0 ? "-" : "") + "\(parts / scale).\(zeros)\(fraction)"
    }

    /// In its two largest units: `18 h 17 min`, `2 d 4 h`, `12.3 s`, `450 ms`.
    static func duration(milliseconds: Double) -> String {
        guard milliseconds.isFinite, abs(milliseconds) < 1e15 else { return number(milliseconds) + " ms" }
        if milliseconds < 0 { return "-" + duration(milliseconds: -milliseconds) }
        if milliseconds == 0 { return "0 s" }
        if milliseconds.rounded() < 1_000 { return number(max(1, milliseconds.rounded())) + " ms" }
        let tenths = (milliseconds / 100).rounded()
        if tenths < 600 { return number(tenths / 10) + " s" }
        let seconds = Int64((milliseconds / 1_000).rounded())
        let units: [(name: String, seconds: Int64)] = [("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1)]
        let first = units.firstIndex { seconds >= $0.seconds } ?? units.count - 1
        return units[first...].prefix(2).enumerated().compactMap { place, unit -> String? in
            let count = place == 0 ? seconds / unit.seconds : seconds % units[first].seconds / unit.seconds
            return count > 0 ? "\(count) \(unit.name)" : nil
        }.joined(separator: " ")
    }

    static func duration(seconds: Double) -> String { duration(milliseconds: seconds * 1_000) }

    /// `1 day`, `2 days`.
    static func count(_ number: Int64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A day without its midnight, minutes without seconds: `2026-03-08`, `2026-03-08 09:05`.
    static func moment(_ text: String) -> String {
        let clock = text.dropFirst(11).prefix(5)
        guard text.count > 16 else { return text }
        if text.dropFirst(11).hasPrefix("00:00:00") { return String(text.prefix(10)) }
        return "\(text.prefix(10)) \(clock)"
    }

    /// Moments that can be told apart: where two look the same, as in an hour that clocks go back, all of them as they are.
    static func moments(_ texts: [String]) -> [String] {
        let short = texts.map(moment)
        return Set(short).count == Set(texts).count ? short : texts
    }
}
