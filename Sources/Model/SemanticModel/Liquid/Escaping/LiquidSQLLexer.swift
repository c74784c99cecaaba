/// Knows, byte by byte, whether SQL has come to a literal, a name, a comment or none of them.
struct LiquidSQLLexer: Sendable {
    enum Place: Sendable, Equatable {
        case bare
        case text(quote: UInt8, hasBackslashes: Bool)
        case name(quote: UInt8)
        case lineComment
        case blockComment(depth: Int)
        /// After a `$` that may open a dollar-quoted text.
        case dollarTag([UInt8])
        /// Within one, with how much of its end has been seen.
        case dollarText(tag: [UInt8], matched: Int)
    }

    let style: LiquidSQLEscaper.Style
    private(set) var place = Place.bare
    /// The byte before, if it was seen in the place we are at, and the one before that.
    private(set) var last: UInt8?
    private var beforeLast: UInt8?
    /// A backslash within a text waits for the byte that it escapes.
    private(set) var isEscaped = false
    /// Whether the text that has just ended had backslashes: a doubled quote continues it.
    private var endedWithBackslashes = false

    init(style: LiquidSQLEscaper.Style) {
        self.style = style
    }

    static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`")
            || byte == UInt8(ascii: "$")
    }

    mutating func read(_ text: String) {
        for byte in text.utf8 { step(byte) }
    }

    /// A value has been written that doesn't leave the place.
    mutating func skip() {
        (last, beforeLast) = (nil, nil)
        if case .dollarText(let tag, _) = place { place = .dollarText(tag: tag, matched: 0) }
    }

    private mutating func step(_ byte: UInt8) {
        var isPair = false
        switch place {
        case .bare: isPair = stepBare(byte)
        case .text(let quote, let hasBackslashes):
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), hasBackslashes {
                isEscaped = true
            } else if byte == quote {
                place = .bare
                endedWithBackslashes = hasBackslashes
                (last, beforeLast) = (nil, nil)
            }
        case .name(let quote):
            if byte == quote {
                place = .bare
                endedWithBackslashes = false
            }
        case .lineComment:
            if byte == 0x0A || byte == 0x0D { place = .bare }
        case .blockComment(let depth):
            if byte == UInt8(ascii: "/"), last == UInt8(ascii: "*") {
                place = depth > 1 ? .blockComment(depth: depth - 1) : .bare
                isPair = true
            } else if byte == UInt8(ascii: "*"), last == UInt8(ascii: "/") {
                place = .blockComment(depth: depth + 1)
                isPair = true
            }
        case .dollarTag(let tag):
            if byte == UInt8(ascii: "$") {
                place = .dollarText(tag: tag, matched: 0)
            } else if byte.isWordByte, tag.count < 64, !(tag.isEmpty && byte.isASCIIDigit) {
                place = .dollarTag(tag + [byte])
            } else {
                place = .bare
                isPair = stepBare(byte)
            }
        case .dollarText(let tag, let matched): stepDollarText(byte, tag, matched)
        }
        // A pair has been used up: `/*/` is no comment that ends at once.
        // A `$` within a word is part of it.
        let isInWord = byte == UInt8(ascii: "$") && place == .bare && last?.isWordByte == true
        beforeLast = isPair ? nil : last
        last = isPair ? nil : isInWord ? UInt8(ascii: "_") : byte
    }

    /// Whether the byte belongs to one mark with the byte before.
    private mutating func stepBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "'"):
            let continues = last == byte && endedWithBackslashes
            let isEscapeText =
                (last == UInt8(ascii: "E") || last == UInt8(ascii: "e")) && beforeLast?.isWordByte != true
            place = .text(quote: byte, hasBackslashes: style.hasBackslashEscapes || continues || isEscapeText)
        case UInt8(ascii: "\""):
            place =
                style.doubleQuotesAreText
                ? .text(quote: byte, hasBackslashes: style.hasBackslashEscapes) : .name(quote: byte)
        case UInt8(ascii: "`"): place = .name(quote: byte)
        case UInt8(ascii: "#") where style.hasHashComments: place = .lineComment
        case UInt8(ascii: "-") where last == byte:
            place = .lineComment
            return true
        case UInt8(ascii: "*") where last == UInt8(ascii: "/"):
            place = .blockComment(depth: 1)
            return true
        case UInt8(ascii: "$") where last?.isWordByte != true: place = .dollarTag([])
        default: break
        }
        return false
    }

    private mutating func stepDollarText(_ byte: UInt8, _ tag: [UInt8], _ matched: Int) {
        let isEnd = matched > tag.count
        let expected = matched == 0 || matched == tag.count + 1 ? UInt8(ascii: "$") : tag[matched - 1]
        if byte == expected {
            place = isEnd ? .bare : .dollarText(tag: tag, matched: matched + 1)
        } else {
            place = .dollarText(tag: tag, matched: byte == UInt8(ascii: "$") ? 1 : 0)
        }
    }
}
