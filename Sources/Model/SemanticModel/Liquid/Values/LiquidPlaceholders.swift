/// The characters that stand for LookML references while a template runs: U+E000, digits, U+E001. Templates carry them
/// along; users may not bring any.
package enum LiquidPlaceholders {
    package static let start: Unicode.Scalar = "\u{E000}"
    package static let end: Unicode.Scalar = "\u{E001}"

    /// The text without such characters. Every user's text has to go through this before it becomes part of SQL that a
    /// context hands back; the values that a context returns go through it by themselves.
    package static func removed(from text: String) -> String {
        guard text.utf8.contains(0xEE) else { return text }
        var scalars = text.unicodeScalars
        scalars.removeAll { $0 == start || $0 == end }
        return String(scalars)
    }

    static func removed(from text: LiquidText) -> LiquidText {
        guard text.isFromUser else { return text }
        var result = LiquidText()
        for run in text.runs {
            result.append(run.origin == .author ? run.text : removed(from: run.text), run.origin)
        }
        return result
    }

    static func removed(from value: LiquidValue) -> LiquidValue {
        switch value {
        case .text(let text): .text(removed(from: text))
        case .list(let elements): .list(elements.map { removed(from: $0) })
        case .record(let fields): .record(fields.mapValues { removed(from: $0) })
        case .null, .boolean, .number, .range: value
        }
    }

    /// Whether all placeholders of `text` are whole and are found in `source` too.
    static func all(of text: String, areIn source: String) -> Bool {
        guard text.utf8.contains(0xEE) else { return true }
        guard let known = found(in: source), let used = found(in: text) else { return false }
        return used.isSubset(of: known)
    }

    /// The placeholders of a text by what stands between their ends; nil if one is not whole.
    private static func found(in text: String) -> Set<String>? {
        var result: Set<String> = []
        var current: String?
        for scalar in text.unicodeScalars {
            switch (scalar, current) {
            case (start, nil): current = ""
            case (end, let digits?):
                result.insert(digits)
                current = nil
            case (start, _), (end, _): return nil
            case ("0"..."9", let digits?): current = digits + String(scalar)
            case (_, _?): return nil
            case (_, nil): break
            }
        }
        return current == nil ? result : nil
    }
}
