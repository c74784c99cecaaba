/// Reads filters on text. Whatever is written means something: there are no errors.
enum StringFilterParser {
    static func parse(_ expression: String) -> FieldFilter {
        let scalars = Array(expression.unicodeScalars)
        var including: [StringFilter.Term] = []
        var excluding: [StringFilter.Term] = []
        var matchesAny = false
        var index = 0
        while index < scalars.count {
            guard let (term, negated) = takeTerm(scalars, &index) else { continue }
            if negated {
                excluding.append(term)
            } else if term == .matches([.anyRun]) {
                matchesAny = true
            } else {
                including.append(term)
            }
        }
        // "Any value or FOO" is any value.
        if matchesAny { including = [] }
        if including.isEmpty && excluding.isEmpty { return .any }
        return .string(StringFilter(including: including, excluding: excluding))
    }

    /// Takes a term and the comma after it; nil for an empty one.
    private static func takeTerm(
        _ scalars: [Unicode.Scalar], _ index: inout Int
    ) -> (term: StringFilter.Term, negated: Bool)? {
        var start = index
        skipBlanks(scalars, &start)
        var body = start
        var negated = false
        if body < scalars.count, scalars[body] == "-" {
            body += 1
            skipBlanks(scalars, &body)
            negated = true
        }
        if let (text, end) = quoted(scalars, at: body) {
            index = end
            return (.equals(text), negated)
        }
        let bodyIsEmpty = body >= scalars.count || scalars[body] == ","
        if negated && bodyIsEmpty {
            // A lone minus has nothing to negate: it is the text.
            index = body + 1
            return (.equals("-"), false)
        }
        index = body
        let marks = takeMarks(scalars, &index)
        return term(marks).map { ($0, negated) }
    }

    private static func skipBlanks(_ scalars: [Unicode.Scalar], _ index: inout Int) {
        while index < scalars.count, scalars[index].isFilterBlank { index += 1 }
    }

    /// Quoted text that makes up the whole of a term, with the index behind its comma.
    private static func quoted(_ scalars: [Unicode.Scalar], at start: Int) -> (text: String, end: Int)? {
        guard start < scalars.count, scalars[start] == "\"" else { return nil }
        var text = String.UnicodeScalarView()
        var index = start + 1
        while index < scalars.count, scalars[index] != "\"" {
            if scalars[index] == "\\", index + 1 < scalars.count, scalars[index + 1] == "\"" { index += 1 }
            text.append(scalars[index])
            index += 1
        }
        guard index < scalars.count else { return nil }
        index += 1
        skipBlanks(scalars, &index)
        guard index >= scalars.count || scalars[index] == "," else { return nil }
        return (String(text), index + 1)
    }

    private struct Mark {
        var scalar: Unicode.Scalar
        var escaped: Bool
    }

    /// The characters up to the next comma that separates, which is taken, without the blanks around them.
    private static func takeMarks(_ scalars: [Unicode.Scalar], _ index: inout Int) -> ArraySlice<Mark> {
        var marks: [Mark] = []
        scanning: while index < scalars.count {
            let scalar = scalars[index]
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            index += 1
            switch (scalar, next) {
            case ("^", let escaped?) where isEscapable(escaped):
                marks.append(Mark(scalar: escaped, escaped: true))
                index += 1
            case ("\\", ","?):
                marks.append(Mark(scalar: ",", escaped: true))
                index += 1
            case (",", _):
                break scanning
            default:
                marks.append(Mark(scalar: scalar, escaped: false))
            }
        }
        let isBlank = { (mark: Mark) in !mark.escaped && mark.scalar.isFilterBlank }
        guard let first = marks.firstIndex(where: { !isBlank($0) }), let last = marks.lastIndex(where: { !isBlank($0) })
        else { return [] }
        return marks[first...last]
    }

    /// What `^` makes literal. The backslash is here so that text ending in one can stand before a comma.
    private static func isEscapable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "%", "_", ",", "^", "-", "\"", "\\": true
        default: scalar.isFilterBlank
        }
    }

    private static func term(_ marks: ArraySlice<Mark>) -> StringFilter.Term? {
        guard !marks.isEmpty else { return nil }
        if let keyword = keyword(marks) { return keyword }
        var pieces: [StringFilter.PatternPiece] = []
        var text = String.UnicodeScalarView()
        func flush() {
            if !text.isEmpty { pieces.append(.text(String(text))) }
            text = String.UnicodeScalarView()
        }
        for mark in marks {
            switch mark.scalar {
            case "%" where !mark.escaped:
                flush()
                if pieces.last != .anyRun { pieces.append(.anyRun) }
            case "_" where !mark.escaped:
                flush()
                pieces.append(.anyOne)
            default:
                text.append(mark.scalar)
            }
        }
        if pieces.isEmpty { return .equals(String(text)) }
        flush()
        return .matches(pieces)
    }

    private static func keyword(_ marks: ArraySlice<Mark>) -> StringFilter.Term? {
        guard marks.count <= 5, marks.allSatisfy({ !$0.escaped }) else { return nil }
        var word = String.UnicodeScalarView()
        for mark in marks {
            guard let letter = mark.scalar.asciiLowercaseLetter else { return nil }
            word.append(letter)
        }
        switch String(word) {
        case "null": return .isNull
        case "empty": return .isEmpty
        default: return nil
        }
    }
}
