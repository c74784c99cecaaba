/// Cuts a source into tokens: text, and the words inside `{{ }}` and `{% %}`. Comments and white space that `-` takes away
/// are gone afterwards.
struct Lexer {
    /// Line ends are `\n`, and one at the end is dropped.
    let source: [UInt8]
    private let name: String
    private var offset = 0
    private var line = 1
    private var columnOffset = 0
    private var column = 1
    private var tokens: [Token] = []
    /// Brackets that are open in the tag: inside of them `}}` is two braces.
    private var open: [UInt8] = []
    /// The last tag ended in `-`.
    private var stripsNext = false

    init(_ text: String, name: String) {
        self.name = name
        var bytes = Array(text.utf8)
        if bytes.contains(UInt8(ascii: "\r")) {
            var plain: [UInt8] = []
            plain.reserveCapacity(bytes.count)
            for (index, byte) in bytes.enumerated() {
                if byte == UInt8(ascii: "\r") {
                    plain.append(UInt8(ascii: "\n"))
                } else if byte != UInt8(ascii: "\n") || index == 0 || bytes[index - 1] != UInt8(ascii: "\r") {
                    plain.append(byte)
                }
            }
            bytes = plain
        }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        source = bytes
    }

    mutating func tokenize() throws(JinjaError) -> [Token] {
        while offset < source.count { try readTextAndTag() }
        add(.end, from: offset, at: position(of: offset))
        return tokens
    }

    private mutating func readTextAndTag() throws(JinjaError) {
        let start = offset
        var end = start
        while end < source.count {
            if source[end] == UInt8(ascii: "{"), end + 1 < source.count,
                source[end + 1] == UInt8(ascii: "{") || source[end + 1] == UInt8(ascii: "%")
                    || source[end + 1] == UInt8(ascii: "#")
            {
                break
            }
            end += 1
        }
        guard end < source.count else {
            addText(from: start, to: end, stripsEnd: false)
            offset = end
            return
        }
        let mark = byte(at: end + 2)
        addText(from: start, to: end, stripsEnd: mark == UInt8(ascii: "-"))
        let tag = position(of: end)
        offset = end + 2
        let kind = source[end + 1]
        if kind == UInt8(ascii: "#") {
            try skipComment(from: tag)
            return
        }
        if mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+") { offset += 1 }
        if kind == UInt8(ascii: "{") {
            add(.outputBegin, from: end, at: tag)
            try readCode(closing: UInt8(ascii: "}"), of: tag)
        } else if let content = rawContent() {
            try readRaw(from: content, tag: tag)
        } else {
            add(.tagBegin, from: end, at: tag)
            try readCode(closing: UInt8(ascii: "%"), of: tag)
        }
    }

    private mutating func addText(from start: Int, to end: Int, stripsEnd: Bool) {
        var start = start
        var end = end
        if stripsNext {
            while start < end, Lexer.isSpace(source[start]) { start += 1 }
            stripsNext = false
        }
        if stripsEnd { while end > start, Lexer.isSpace(source[end - 1]) { end -= 1 } }
        guard start < end else { return }
        let text = String(decoding: source[start..<end], as: UTF8.self)
        let place = position(of: start)
        tokens.append(Token(kind: .text(text), position: place, start: start, end: end))
    }

    private mutating func skipComment(from tag: JinjaPosition) throws(JinjaError) {
        var end = offset
        while end + 1 < source.count {
            if source[end] == UInt8(ascii: "#"), source[end + 1] == UInt8(ascii: "}") {
                stripsNext = end > offset && source[end - 1] == UInt8(ascii: "-")
                offset = end + 2
                return
            }
            end += 1
        }
        throw error("this comment is never closed; end it with '#}'", at: tag)
    }

    /// Where the content begins if the tag is `{% raw %}`.
    private func rawContent() -> (start: Int, strips: Bool)? { tagOfOneWord("raw", from: offset) }

    private func tagOfOneWord(_ word: StaticString, from start: Int) -> (start: Int, strips: Bool)? {
        var end = start
        while let byte = byte(at: end), Lexer.isSpace(byte) { end += 1 }
        for index in 0..<word.utf8CodeUnitCount {
            guard byte(at: end) == word.utf8Start[index] else { return nil }
            end += 1
        }
        while let byte = byte(at: end), Lexer.isSpace(byte) { end += 1 }
        let mark = byte(at: end)
        if mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+") { end += 1 }
        guard byte(at: end) == UInt8(ascii: "%"), byte(at: end + 1) == UInt8(ascii: "}") else { return nil }
        return (end + 2, mark == UInt8(ascii: "-"))
    }

    private mutating func readRaw(
        from content: (start: Int, strips: Bool), tag: JinjaPosition
    ) throws(JinjaError) {
        stripsNext = content.strips
        var end = content.start
        while end + 1 < source.count {
            if source[end] == UInt8(ascii: "{"), source[end + 1] == UInt8(ascii: "%") {
                let mark = byte(at: end + 2)
                let isMarked = mark == UInt8(ascii: "-") || mark == UInt8(ascii: "+")
                if let after = tagOfOneWord("endraw", from: end + (isMarked ? 3 : 2)) {
                    addText(from: content.start, to: end, stripsEnd: mark == UInt8(ascii: "-"))
                    stripsNext = after.strips
                    offset = after.start
                    return
                }
            }
            end += 1
        }
        throw error("this {% raw %} is never closed; add {% endraw %}", at: tag)
    }

    private mutating func readCode(closing: UInt8, of tag: JinjaPosition) throws(JinjaError) {
        open = []
        while offset < source.count {
            let current = source[offset]
            if Lexer.isSpace(current) {
                offset += 1
                continue
            }
            if current == 0xC2, byte(at: offset + 1) == 0xA0 {
                offset += 2
                continue
            }
            if open.isEmpty, let length = closingLength(closing) {
                stripsNext = source[offset] == UInt8(ascii: "-")
                let start = offset
                offset += length
                add(closing == UInt8(ascii: "}") ? .outputEnd : .tagEnd, from: start, at: position(of: start))
                return
            }
            try readWord()
        }
        let end = closing == UInt8(ascii: "}") ? ("{{", "}}") : ("{%", "%}")
        throw error("this \(end.0) is never closed; add \(end.1)", at: tag)
    }

    private func closingLength(_ closing: UInt8) -> Int? {
        let isMarked = source[offset] == UInt8(ascii: "-") || source[offset] == UInt8(ascii: "+")
        let start = offset + (isMarked ? 1 : 0)
        guard byte(at: start) == closing, byte(at: start + 1) == UInt8(ascii: "}") else { return nil }
        return isMarked ? 3 : 2
    }

    private mutating func readWord() throws(JinjaError) {
        let start = offset
        let place = position(of: start)
        let current = source[start]
        if Lexer.isNameStart(current) {
            while let byte = byte(at: offset), Lexer.isNameStart(byte) || Lexer.isDigit(byte) { offset += 1 }
            let name = String(decoding: source[start..<offset], as: UTF8.self)
            add(.name(name), from: start, at: place)
        } else if Lexer.isDigit(current) {
            let isAfterDot = tokens.last.map { $0.kind == .symbol(.dot) && $0.end == start } ?? false
            var reader = NumberReader(source: source, offset: start, isAfterDot: isAfterDot)
            guard let kind = reader.read() else {
                throw error("this number is too large; whole numbers have 64 bits", at: place)
            }
            offset = reader.offset
            add(kind, from: start, at: place)
        } else if current == UInt8(ascii: "'") || current == UInt8(ascii: "\"") {
            var reader = StringReader(source: source, offset: start)
            guard let text = reader.read() else {
                throw error("this string is never closed; add the quote that it began with", at: place)
            }
            offset = reader.offset
            add(.string(text), from: start, at: place)
        } else {
            try readSymbol(at: place)
        }
    }

    private mutating func readSymbol(at place: JinjaPosition) throws(JinjaError) {
        let start = offset
        let pair = String(decoding: source[start..<min(start + 2, source.count)], as: UTF8.self)
        if pair.utf8.count == 2, let symbol = Token.Symbol(rawValue: pair) {
            offset += 2
            add(.symbol(symbol), from: start, at: place)
            return
        }
        guard let symbol = Token.Symbol(rawValue: String(decoding: source[start...start], as: UTF8.self)) else {
            let shown = String(decoding: source[start..<min(start + 4, source.count)], as: UTF8.self).prefix(1)
            throw error("'\(shown)' has no meaning in an expression; remove it, or quote the text", at: place)
        }
        try balance(source[start], at: place)
        offset += 1
        add(.symbol(symbol), from: start, at: place)
    }

    private mutating func balance(_ byte: UInt8, at place: JinjaPosition) throws(JinjaError) {
        switch byte {
        case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
        case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
        case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            let found = Unicode.Scalar(byte)
            guard let expected = open.popLast() else {
                throw error("'\(found)' closes nothing; remove it", at: place)
            }
            guard expected == byte else {
                throw error("'\(found)' stands where '\(Unicode.Scalar(expected))' is expected", at: place)
            }
        default: break
        }
    }

    private mutating func add(_ kind: Token.Kind, from start: Int, at place: JinjaPosition) {
        tokens.append(Token(kind: kind, position: place, start: start, end: offset))
    }

    private func byte(at index: Int) -> UInt8? { index < source.count ? source[index] : nil }

    /// Asked in the order of the source.
    private mutating func position(of index: Int) -> JinjaPosition {
        while columnOffset < index {
            let byte = source[columnOffset]
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            columnOffset += 1
        }
        return JinjaPosition(line: line, column: column)
    }

    private func error(_ message: String, at position: JinjaPosition) -> JinjaError {
        JinjaError(.syntax, message, at: JinjaSite(template: name, position: position))
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || (byte >= 0x1C && byte <= 0x1F)
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    static func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }
}
