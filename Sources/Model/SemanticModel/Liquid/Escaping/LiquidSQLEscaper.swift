/// Values of users in SQL.
///
/// | place | what may stand there |
/// |---|---|
/// | `'…'` and `E'…'` | everything, quotes doubled, backslashes too where they mean something |
/// | `"…"` | everything but control characters, quotes doubled |
/// | `` `…` `` | letters, digits, `_`, `-` and blanks |
/// | comment | letters, digits, blanks and `_.,:@+-` |
/// | `$$…$$` | everything without `$` |
/// | elsewhere | a number, a plain identifier, a complete literal, and numbers or literals with commas between |
///
/// Everything else is refused. What is complete SQL already, from `sql_quote` or a parameter, stays as it is elsewhere and
/// is a user's text like any other within quotes.
package struct LiquidSQLEscaper: LiquidEscaper {
    /// How a database reads quotes.
    package struct Style: Sendable {
        /// `\'` within quotes is a quote.
        package var hasBackslashEscapes: Bool
        /// `"…"` is text, not a name.
        package var doubleQuotesAreText: Bool
        /// `#` begins a comment.
        package var hasHashComments: Bool

        package init(hasBackslashEscapes: Bool, doubleQuotesAreText: Bool, hasHashComments: Bool) {
            self.hasBackslashEscapes = hasBackslashEscapes
            self.doubleQuotesAreText = doubleQuotesAreText
            self.hasHashComments = hasHashComments
        }

        /// DuckDB, Postgres and what follows the standard.
        package static let standard = Style(
            hasBackslashEscapes: false, doubleQuotesAreText: false, hasHashComments: false)
    }

    private var lexer: LiquidSQLLexer
    /// The last part was a user's, outside of quotes: the author's next quote would change what it means.
    private var followsUser = false
    private var hasUser = false

    package init(style: Style = .standard) {
        lexer = LiquidSQLLexer(style: style)
    }

    package mutating func write(_ text: String, _ origin: LiquidOrigin) throws(LiquidRefusal) -> String {
        guard !text.isEmpty else { return text }
        hasUser = hasUser || origin != .author
        switch origin {
        case .author:
            if followsUser, let first = text.utf8.first, LiquidSQLLexer.isQuote(first) {
                throw LiquidRefusal(
                    "A user's value touches the quote after it.", suggestion: "Put it inside of the quotes.")
            }
            followsUser = false
            lexer.read(text)
            return text
        case .sql where lexer.place == .bare:
            if let first = text.utf8.first, LiquidSQLLexer.isQuote(first) { try checkQuoteMayFollow() }
            let written = apart(text)
            lexer.read(written)
            followsUser = true
            guard lexer.place == .bare else { throw LiquidRefusal("The SQL written here is not complete.") }
            return written
        default: return try writeUser(text)
        }
    }

    package func finish() throws(LiquidRefusal) {
        guard hasUser else { return }
        switch lexer.place {
        case .bare, .lineComment, .dollarTag: return
        case .text, .name, .blockComment, .dollarText:
            throw LiquidRefusal("The SQL ends within a quote or a comment.", suggestion: "Close it.")
        }
    }

    private mutating func writeUser(_ text: String) throws(LiquidRefusal) -> String {
        guard !text.utf8.contains(0) else { throw LiquidRefusal("A value with a NUL can't be part of SQL.") }
        let bytes = Array(text.utf8)
        switch lexer.place {
        case .bare:
            let written = try bare(bytes)
            lexer.read(written)
            followsUser = true
            return written
        case .text(let quote, let hasBackslashes):
            // The author's backslash would escape the first byte of ours.
            guard !lexer.isEscaped else { throw LiquidRefusal("A user's value can't follow a backslash.") }
            lexer.skip()
            return Self.quoted(text, quote: quote, hasBackslashes: hasBackslashes, style: lexer.style)
        case .name(let quote):
            lexer.skip()
            guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                throw LiquidRefusal("A value with control characters can't be a name.")
            }
            if quote == UInt8(ascii: "\"") { return Self.quoted(text, quote: quote) }
            guard bytes.allSatisfy({ $0.isWordByte || $0 == 0x20 || $0 == UInt8(ascii: "-") }) else {
                throw LiquidRefusal("`\(Self.shortened(text))` can't be part of a name.")
            }
            return text
        case .lineComment, .blockComment:
            lexer.skip()
            guard bytes.allSatisfy({ $0.isWordByte || " .,:@+-".utf8.contains($0) }),
                text.unicodeScalars.allSatisfy({ $0.isASCII || $0.properties.isAlphabetic })
            else { throw LiquidRefusal("`\(Self.shortened(text))` can't be part of a comment.") }
            return text
        case .dollarText:
            guard !bytes.contains(UInt8(ascii: "$")) else {
                throw LiquidRefusal("A value with $ can't stand within $$.")
            }
            lexer.skip()
            return text
        case .dollarTag: throw LiquidRefusal("A user's value can't follow a $.")
        }
    }

    /// A literal that holds exactly this text.
    package static func literal(_ text: String, style: Style = .standard) throws(LiquidRefusal) -> String {
        guard !text.utf8.contains(0) else { throw LiquidRefusal("A value with a NUL can't be part of SQL.") }
        let isEscaped = style.hasBackslashEscapes
        return "'" + quoted(text, quote: UInt8(ascii: "'"), hasBackslashes: isEscaped, style: style) + "'"
    }

    // MARK: Outside of quotes

    private func bare(_ bytes: [UInt8]) throws(LiquidRefusal) -> String {
        var text = String(decoding: bytes, as: UTF8.self)
        let trimmed = text.trimmingBlanks()
        if trimmed.isEmpty { return "" }
        let words = LiquidSQLWords(Array(trimmed.utf8), style: lexer.style)
        guard words.isHarmless else {
            throw LiquidRefusal(
                "`\(Self.shortened(text))` comes from a user and can't stand in SQL outside of quotes.",
                suggestion: "Write {{ … | sql_quote }}, or use {% condition %} or {% parameter %}.")
        }
        text = trimmed
        if let first = bytes.first(where: { !$0.isLiquidBlank }) {
            if LiquidSQLLexer.isQuote(first) { try checkQuoteMayFollow() }
            if let last = lexer.last, LiquidSQLLexer.isQuote(last) {
                throw LiquidRefusal(
                    "A user's value touches the quote before it.", suggestion: "Put it inside of the quotes.")
            }
            text = apart(text)
        }
        return text
    }

    /// `-` and `-1` would be a comment.
    private func apart(_ text: String) -> String {
        text.utf8.first == UInt8(ascii: "-") && lexer.last == UInt8(ascii: "-") ? " " + text : text
    }

    /// A quote after a letter may be a literal of another kind, and one after a quote continues it.
    private func checkQuoteMayFollow() throws(LiquidRefusal) {
        guard let last = lexer.last, last.isWordByte || LiquidSQLLexer.isQuote(last) else { return }
        throw LiquidRefusal("A user's value touches what stands before it.", suggestion: "Put a blank before it.")
    }

    /// Within `E'…'` backslashes are doubled, and quotes too, which all databases with such texts understand.
    private static func quoted(
        _ text: String, quote: UInt8, hasBackslashes: Bool = false, style: Style = .standard
    ) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 8)
        for byte in text.utf8 {
            switch byte {
            case quote:
                result.append(hasBackslashes && style.hasBackslashEscapes ? UInt8(ascii: "\\") : quote)
                result.append(quote)
            case UInt8(ascii: "\\") where hasBackslashes: result += [byte, byte]
            case 0x0A where style.hasBackslashEscapes && hasBackslashes: result += Array("\\n".utf8)
            case 0x0D where style.hasBackslashEscapes && hasBackslashes: result += Array("\\r".utf8)
            default: result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        return scalars.count <= 40 ? text : String(String.UnicodeScalarView(scalars.prefix(40))) + "…"
    }
}

/// Decides whether a text does nothing in SQL but be a value or a name.
struct LiquidSQLWords {
    private var rest: ArraySlice<UInt8>
    private let style: LiquidSQLEscaper.Style

    init(_ bytes: [UInt8], style: LiquidSQLEscaper.Style) {
        rest = bytes[...]
        self.style = style
    }

    /// One identifier, or numbers and literals with commas between them.
    var isHarmless: Bool {
        if let first = rest.first, first.isASCIILetter || first == UInt8(ascii: "_") {
            return rest.allSatisfy { $0 < 0x80 && $0.isWordByte }
        }
        var words = self
        repeat {
            words.skipBlanks()
            guard words.takeNumber() || words.takeLiteral() else { return false }
            words.skipBlanks()
        } while words.take(UInt8(ascii: ","))
        return words.rest.isEmpty
    }

    private mutating func skipBlanks() {
        while let first = rest.first, first.isLiquidBlank { rest.removeFirst() }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func takeDigits() -> Bool {
        let count = rest.prefix { $0.isASCIIDigit }.count
        rest.removeFirst(count)
        return count > 0
    }

    private mutating func takeNumber() -> Bool {
        let start = rest
        _ = take(UInt8(ascii: "-"))
        guard takeDigits() else {
            rest = start
            return false
        }
        if take(UInt8(ascii: ".")), !takeDigits() { return false }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "-")) { _ = take(UInt8(ascii: "+")) }
            guard takeDigits() else { return false }
        }
        return true
    }

    /// `'it''s'`, without backslashes, which not all databases read alike.
    private mutating func takeLiteral() -> Bool {
        guard take(UInt8(ascii: "'")) else { return false }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), style.hasBackslashEscapes { return false }
            guard byte == UInt8(ascii: "'") else { continue }
            if !take(UInt8(ascii: "'")) { return true }
        }
        return false
    }
}
