/// Values of users in HTML.
///
/// | place | what may stand there |
/// |---|---|
/// | text, attributes | everything, escaped; markup that is complete already stays as it is in text |
/// | attributes that hold a URL | what ``LiquidURLEscaper`` makes of it, escaped |
/// | `style` attributes | letters, digits, blanks and `#.,%-` |
/// | comments | letters, digits, blanks and `_.,:@+` |
///
/// Nothing may stand in event handlers, `srcdoc`, scripts, style sheets and the names of tags and attributes.
package struct LiquidHTMLEscaper: LiquidEscaper {
    private var lexer = LiquidHTMLLexer()
    private var hasUser = false

    package init() {}

    package mutating func write(_ text: String, _ origin: LiquidOrigin) throws(LiquidRefusal) -> String {
        guard !text.isEmpty else { return text }
        if origin == .author {
            try lexer.read(text)
            return text
        }
        hasUser = true
        let clean = text.utf8.contains(0) ? String(text.unicodeScalars.filter { $0 != "\0" }.map(Character.init)) : text
        switch lexer.place {
        case .text:
            if origin == .html {
                try lexer.read(clean)
                return clean
            }
            return LiquidEncoding.html(clean)
        case .value(let quote): return try attribute(clean, origin, isQuoted: quote != nil)
        case .beforeValue:
            lexer.beginUnquotedValue()
            return try attribute(clean, origin, isQuoted: false)
        case .comment:
            let isHarmless = clean.utf8.allSatisfy { $0.isWordByte || " .,:@+".utf8.contains($0) }
            guard isHarmless else { throw refusal(clean, "a comment") }
            lexer.forget()
            return clean
        case .rawText(let element): throw refusal(clean, "<\(element)>")
        case .tagOpen, .tagName, .inTag, .attributeName, .afterName: throw refusal(clean, "a tag")
        }
    }

    package func finish() throws(LiquidRefusal) {
        guard hasUser, lexer.place != .text else { return }
        throw LiquidRefusal("The HTML ends within a tag, a comment or a script.", suggestion: "Close it.")
    }

    private mutating func attribute(
        _ text: String, _ origin: LiquidOrigin, isQuoted: Bool
    ) throws(LiquidRefusal) -> String {
        let name = lexer.attribute
        let written: String
        switch LiquidHTMLLexer.kind(ofAttribute: name) {
        case .forbidden: throw refusal(text, "the attribute `\(name)`")
        case .style:
            let plain = origin == .html ? LiquidEncoding.htmlDecoded(text) : text
            guard plain.utf8.allSatisfy({ $0 < 0x80 && ($0.isWordByte || " #.,%-".utf8.contains($0)) }) else {
                throw refusal(text, "`style`")
            }
            written = plain
        case .url: written = LiquidEncoding.html(try lexer.url.write(text, origin))
        case .plain: written = origin == .html ? LiquidEncoding.htmlOnce(text) : LiquidEncoding.html(text)
        }
        return isQuoted ? written : Self.unquoted(written)
    }

    /// Without quotes, white space and more end an attribute.
    private static func unquoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.value <= 0x20 || "=`".unicodeScalars.contains(scalar) {
                result += "&#\(scalar.value);"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func refusal(_ text: String, _ place: String) -> LiquidRefusal {
        LiquidRefusal(
            "A value of a user or a row can't be part of \(place).",
            suggestion: "Choose between fixed texts with {% if %}.")
    }
}
