/// Values of users in filter expressions: each is one exact value, whatever it contains.
///
/// | language | what may stand there |
/// |---|---|
/// | text | everything, escaped |
/// | numbers | a number |
/// | places | digits, blanks and `-.,` |
/// | dates, yes/no | letters, digits, blanks and `-/:.` |
package struct LiquidFilterEscaper: LiquidEscaper {
    private let grammar: FilterGrammar
    private var isInQuotes = false
    /// Whether nothing but blanks and a minus stands in this term yet.
    private var isAtStart = true

    package init(_ grammar: FilterGrammar) {
        self.grammar = grammar
    }

    package mutating func write(_ text: String, _ origin: LiquidOrigin) throws(LiquidRefusal) -> String {
        guard origin != .author else {
            for scalar in text.unicodeScalars { read(scalar) }
            return text
        }
        defer { isAtStart = false }
        switch grammar {
        case .string:
            // Quotes take the meaning of everything but of themselves; a backslash at the end would take theirs.
            if isInQuotes {
                guard text.last != "\\" else { throw Self.refusal(text, "a text in quotes") }
                return text.replacing("\"", with: "\\\"")
            }
            return isAtStart ? FilterWriter.exact(text) : FilterWriter.escaped(text)
        case .number:
            guard LiquidNumber(text) != nil else { throw Self.refusal(text, "a filter on numbers") }
        case .location:
            guard Self.consists(text, of: " -.,", letters: false) else {
                throw Self.refusal(text, "a filter on locations")
            }
        case .date:
            guard Self.consists(text, of: " -/:.", letters: true) else { throw Self.refusal(text, "a filter on dates") }
        case .boolean:
            guard Self.consists(text, of: " ", letters: true) else { throw Self.refusal(text, "a yes/no filter") }
        }
        return text
    }

    private mutating func read(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": isInQuotes.toggle()
        case "," where !isInQuotes: isAtStart = true
        case "-" where isAtStart: break
        default: if !scalar.isFilterBlank { isAtStart = false }
        }
    }

    private static func consists(_ text: String, of marks: String, letters: Bool) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.isASCIIDigit || (letters && $0.asciiLowercaseLetter != nil) || marks.unicodeScalars.contains($0)
        }
    }

    private static func refusal(_ text: String, _ place: String) -> LiquidRefusal {
        LiquidRefusal("A user's value `\(text.prefix(40))` can't be part of \(place).")
    }
}
