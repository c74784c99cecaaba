/// Reads filters on conditions.
///
/// A condition is true, false or unknown (NULL); "No" is both of the latter. Each term is a set of these three, so that
/// lists and negations come down to unions and intersections.
struct BooleanFilterParser {
    private struct Outcomes: OptionSet {
        let rawValue: UInt8
        static let isTrue = Outcomes(rawValue: 1)
        static let isFalse = Outcomes(rawValue: 2)
        static let isNull = Outcomes(rawValue: 4)
        static let all: Outcomes = [.isTrue, .isFalse, .isNull]
        static let no: Outcomes = [.isFalse, .isNull]
    }

    private static let words: [String: Outcomes] = [
        "yes": .isTrue, "true": .isTrue, "y": .isTrue, "no": .no, "false": .no, "n": .no, "null": .isNull,
    ]

    private var scanner: FilterScanner

    init(_ text: String) {
        scanner = FilterScanner(text)
    }

    mutating func parse() throws(FilterExpressionError) -> FieldFilter {
        var included: Outcomes = []
        var excluded: Outcomes = []
        var hasIncluding = false
        while true {
            while scanner.take(",") {}
            scanner.skipBlanks()
            if scanner.isAtEnd { break }
            let negated = scanner.take("-") || scanner.takeWord("not")
            let outcomes = try term()
            if negated {
                excluded.formUnion(outcomes)
            } else {
                included.formUnion(outcomes)
                hasIncluding = true
            }
            scanner.skipBlanks()
            guard scanner.isAtEnd || scanner.peek() == "," else { throw scanner.unexpected("a comma") }
        }
        let result = (hasIncluding ? included : .all).subtracting(excluded)
        switch result {
        case .all: return .any
        case .isTrue: return .boolean(.yes)
        case .no: return .boolean(.no)
        case .isNull: return .boolean(.isNull)
        case [.isTrue, .isFalse]: return .boolean(.isNotNull)
        default:
            throw FilterExpressionError(message: "these values can't be combined in a yes/no filter", offset: 0)
        }
    }

    private mutating func term() throws(FilterExpressionError) -> Outcomes {
        scanner.skipBlanks()
        if scanner.digitCount() == 1, let digit = scanner.peek(), digit == "0" || digit == "1" {
            scanner.advance()
            return digit == "1" ? .isTrue : .no
        }
        // Quotes around a value are accepted, as pickers of text write them.
        let quoted = scanner.take("\"")
        guard let outcomes = scanner.takeWord(Self.words) else { throw scanner.unexpected("Yes, No or NULL") }
        if quoted, !scanner.take("\"") { throw scanner.unexpected("a closing quote") }
        return outcomes
    }
}
