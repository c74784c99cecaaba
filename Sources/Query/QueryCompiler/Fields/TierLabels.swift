package import SemanticModel

/// What the ranges of a tier are called.
package struct TierLabels {
    package var bounds: [Double]
    /// One for each bound: what lies below it and not below the one before.
    package var below: [String]
    /// From the last bound on.
    package var last: String
    /// NULL
    package var undefined: String

    package init(bounds: [Double], style: TierStyle) {
        self.bounds = bounds
        let ends = bounds.map { Self.text($0, style) }
        var labels: [String] = []
        for place in 0...bounds.count {
            let lower = place > 0 ? ends[place - 1] : nil
            let upper = place < ends.count ? ends[place] : nil
            var label = Self.label(lower, upper, style)
            if style == .integer, place > 0, place < bounds.count {
                label = Self.integerLabel(bounds[place - 1], bounds[place])
            }
            if style == .classic { label = "T\(Self.twoDigits(place)) \(label)" }
            labels.append(label)
        }
        last = labels.removeLast()
        below = labels
        undefined = style == .classic ? "TXX Undefined" : "Undefined"
    }

    /// `00`, `01` … for each range in order, `XX` for NULL, which comes last.
    static func numbers(bounds: [Double]) -> TierLabels {
        var labels = TierLabels(bounds: bounds, style: .interval)
        labels.below = bounds.indices.map { number($0, of: bounds.count) }
        labels.last = number(bounds.count, of: bounds.count)
        labels.undefined = "XX"
        return labels
    }

    private static func twoDigits(_ number: Int) -> String { self.number(number, of: 0) }

    /// A number as text that sorts as the number does, up to a largest one: `00`, `01` …
    static func number(_ number: Int, of largest: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, max(2, String(largest).count) - digits.count)) + digits
    }

    private static func text(_ bound: Double, _ style: TierStyle) -> String {
        if style == .integer, let whole = Int64(exactly: bound) { return String(whole) }
        return bound.description
    }

    private static func label(_ lower: String?, _ upper: String?, _ style: TierStyle) -> String {
        switch style {
        case .classic, .interval:
            return (lower.map { "[\($0)" } ?? "(-inf") + "," + (upper ?? "inf") + ")"
        case .integer:
            guard let lower else { return upper.map { "Below \($0)" } ?? "Any" }
            return upper.map { "\(lower) to \($0)" } ?? "\(lower) or Above"
        case .relational:
            return [lower.map { ">= \($0)" }, upper.map { "< \($0)" }].compactMap(\.self).joined(separator: " and ")
        }
    }

    /// "10 to 19" for what is at least 10 and below 20; "10" when there is one whole number in it.
    private static func integerLabel(_ lower: Double, _ upper: Double) -> String {
        let first = text(lower, .integer)
        let end = upper - 1
        return end <= lower ? first : "\(first) to \(text(end, .integer))"
    }
}
