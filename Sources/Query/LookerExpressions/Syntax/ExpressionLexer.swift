/// A word of the language with its place.
struct ExpressionToken: Equatable {
    enum Kind: Equatable {
        case integer(Int64)
        case decimal(Double)
        case string(String)
        case field(LookerExpression.FieldReference)
        /// A bare word: a function, a constant, `AND`; dots inside included.
        case name(String)
        case sign(LookerExpression.BinaryOperator)
        case open, close, comma, end
    }

    let kind: Kind
    let span: Range<Int>
}

/// Text to tokens. Spellings of other languages (`==`, `<>`, `&&`) are understood and reported, so that the parser can go on.
struct ExpressionLexer {
    private let scalars: [Unicode.Scalar]
    private var position = 0
    private(set) var problems: [ExpressionProblem] = []

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    /// - Returns: At least ``ExpressionToken/Kind/end``, which is always last.
    /// - Throws: The first character that belongs to no token.
    mutating func tokens() throws(ExpressionProblem) -> [ExpressionToken] {
        var tokens: [ExpressionToken] = []
        while true {
            skipBlanks()
            let start = position
            guard let scalar = peek() else { break }
            let kind = try token(from: scalar)
            tokens.append(ExpressionToken(kind: kind, span: start..<position))
        }
        tokens.append(ExpressionToken(kind: .end, span: scalars.count..<scalars.count))
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < scalars.count ? scalars[position + ahead] : nil
    }

    private mutating func skipBlanks() {
        while let scalar = peek() {
            if scalar == "#" {
                while let next = peek(), !next.isLineEnd { position += 1 }
            } else if scalar.properties.isWhitespace || scalar == "\u{FEFF}" {
                position += 1
            } else {
                return
            }
        }
    }

    private mutating func token(from scalar: Unicode.Scalar) throws(ExpressionProblem) -> ExpressionToken.Kind {
        switch scalar {
        case "(", ")", ",":
            position += 1
            return scalar == "(" ? .open : scalar == ")" ? .close : .comma
        case "\"", "'": return .string(try string(endingWith: scalar))
        case "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}":
            throw ExpressionProblem(
                .unexpectedCharacter, "curly quotes do not mark text", at: position..<position + 1, suggestion: "\"")
        case "$": return .field(try field())
        case _ where scalar.isDigit || (scalar == "." && peek(1)?.isDigit == true): return try number()
        case _ where scalar.isNameStart: return .name(name())
        default: return .sign(try sign(from: scalar))
        }
    }

    private mutating func name() -> String {
        let start = position
        while let scalar = peek(), scalar.isNamePart || (scalar == "." && peek(1)?.isNameStart == true) {
            position += 1
        }
        return text(start..<position)
    }

    private func text(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[range])
        return text
    }

    private mutating func number() throws(ExpressionProblem) -> ExpressionToken.Kind {
        let start = position
        func digits(_ lexer: inout ExpressionLexer) { while lexer.peek()?.isDigit == true { lexer.position += 1 } }
        digits(&self)
        if peek() == ".", peek(1)?.isDigit == true {
            position += 1
            digits(&self)
        }
        let sign = peek(1) == "+" || peek(1) == "-" ? 1 : 0
        if peek() == "e" || peek() == "E", peek(1 + sign)?.isDigit == true {
            position += 1 + sign
            digits(&self)
        }
        // `1.`, `1.2.3`, `12abc`, `1_000`: a number that goes on as no number does.
        let digitsEnd = position
        while let scalar = peek(), scalar.isNamePart || scalar == "." { position += 1 }
        let written = text(start..<position)
        guard position == digitsEnd, let double = Double(written), double.isFinite else {
            throw ExpressionProblem(
                .invalidNumber, "'\(written.prefix(40))' is not a number", at: start..<position,
                suggestion: digitsEnd < position ? text(start..<digitsEnd) : nil)
        }
        if let integer = Int64(written) { return .integer(integer) }
        return .decimal(double)
    }

    private mutating func string(endingWith quote: Unicode.Scalar) throws(ExpressionProblem) -> String {
        let start = position
        var text = ""
        position += 1
        while let scalar = peek() {
            position += 1
            if scalar == quote { return text }
            guard scalar == "\\", let escaped = peek() else {
                text.unicodeScalars.append(scalar)
                continue
            }
            position += 1
            switch escaped {
            case "n": text += "\n"
            case "t": text += "\t"
            case "r": text += "\r"
            case "\\", "\"", "'": text.unicodeScalars.append(escaped)
            // A pattern such as "\d" keeps its backslash.
            default: text.unicodeScalars.append(contentsOf: [scalar, escaped])
            }
        }
        throw ExpressionProblem(
            .unterminatedString, "the text that begins here has no closing quote", at: start..<scalars.count,
            suggestion: "add \(quote) where the text ends")
    }

    /// `${view.field}`, `${field}`, `${view.field:total}`, `${view.field:row_total}`.
    private mutating func field() throws(ExpressionProblem) -> LookerExpression.FieldReference {
        let start = position
        guard peek(1) == "{" else {
            throw ExpressionProblem(
                .invalidFieldReference, "'$' begins a field and is followed by '{'", at: start..<start + 1,
                suggestion: "${view.field}")
        }
        position += 2
        while let scalar = peek(), scalar != "}", scalar != "{", !scalar.isLineEnd { position += 1 }
        guard peek() == "}" else {
            throw ExpressionProblem(
                .invalidFieldReference, "the field that begins here has no closing '}'", at: start..<position,
                suggestion: "${view.field}")
        }
        let parts = text(start + 2..<position).split(separator: ":", omittingEmptySubsequences: false)
            .map { String($0.trimmed) }
        position += 1
        guard let name = parts.first, Self.isFieldName(name), parts.count <= 2 else {
            throw ExpressionProblem(
                .invalidFieldReference, "a field is written ${view.field}, with letters, digits and '_'",
                at: start..<position)
        }
        guard parts.count == 2 else { return LookerExpression.FieldReference(name: name, part: .value) }
        guard let part = LookerExpression.FieldReference.Part(rawValue: parts[1]), part != .value else {
            throw ExpressionProblem(
                .invalidFieldReference, "after ':' stands 'total' or 'row_total', not '\(parts[1].prefix(40))'",
                at: start..<position, suggestion: "${\(name):total}")
        }
        return LookerExpression.FieldReference(name: name, part: part)
    }

    private static func isFieldName(_ name: String) -> Bool {
        name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.unicodeScalars.allSatisfy { $0.isNamePart || $0 == "-" || $0 == " " }
        }
    }

    private mutating func sign(from scalar: Unicode.Scalar) throws(ExpressionProblem) -> LookerExpression.BinaryOperator
    {
        let start = position
        let pair = text(start..<min(start + 2, scalars.count))
        if let meant = Self.foreign[pair] {
            position += 2
            problems.append(
                ExpressionProblem(
                    .spelling, "'\(pair)' is written '\(meant.rawValue)'", at: start..<position,
                    suggestion: meant.rawValue))
            return meant
        }
        for length in [2, 1] where start + length <= scalars.count {
            guard let sign = LookerExpression.BinaryOperator(rawValue: text(start..<start + length)) else { continue }
            position += length
            return sign
        }
        throw ExpressionProblem(
            .unexpectedCharacter, "'\(scalar)' has no meaning here", at: start..<start + 1,
            suggestion: scalar == "!" ? "NOT" : nil)
    }

    private static let foreign: [String: LookerExpression.BinaryOperator] = [
        "==": .equal, "<>": .notEqual, "&&": .and, "||": .or, "=>": .greaterOrEqual, "=<": .lessOrEqual,
    ]
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isLineEnd: Bool { self == "\n" || self == "\r" }
    fileprivate var isNameStart: Bool { self == "_" || properties.isAlphabetic }
    fileprivate var isNamePart: Bool { isNameStart || isDigit }
}
