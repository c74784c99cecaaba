/// Cuts LookML text into tokens. Works on UTF-8 bytes; every character that means something is ASCII.
struct Scanner {
    enum Kind { case literal, string, colon, comma, openBrace, closeBrace, openBracket, closeBracket, expression, end }

    struct Token {
        var kind: Kind
        var trivia: String
        var text: String
        var value: String
        var location: SourceLocation
        var isUnterminated = false
    }

    let file: String
    private let bytes: UnsafeBufferPointer<UInt8>
    private var place = 0
    private var line = 1
    private var column = 1
    private var ahead: [Token] = []
    /// Where the scanner stood before it read what is ahead.
    private var beforeAhead = (place: 0, line: 1, column: 1)

    init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// Every key that begins with `sql`, and a few more, takes raw text up to `;;`.
    static func isExpressionKey(_ key: String) -> Bool {
        key.hasPrefix("sql") || key == "html" || key == "expression" || key == "expression_custom_filter"
    }

    mutating func peek() -> Token {
        if let first = ahead.first { return first }
        beforeAhead = (place, line, column)
        let token = scan()
        ahead.append(token)
        return token
    }

    mutating func take() -> Token {
        ahead.isEmpty ? scan() : ahead.removeFirst()
    }

    mutating func putBack(_ token: Token) { ahead.insert(token, at: 0) }

    /// Raw text up to `;;`, trimmed, and the `;;`; without the latter when the file ends first.
    mutating func takeExpression() -> (text: Token, end: Token?) {
        if !ahead.isEmpty {
            ahead = []
            (place, line, column) = beforeAhead
        }
        var end = place
        while end < bytes.count, !(bytes[end] == 0x3B && end + 1 < bytes.count && bytes[end + 1] == 0x3B) { end += 1 }
        var first = place
        while first < end, Self.isBlank(bytes[first]) { first += 1 }
        var last = end
        while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
        let trivia = text(place, first)
        advance(to: first)
        let content = text(first, last)
        let token = Token(kind: .expression, trivia: trivia, text: content, value: content, location: here)
        advance(to: last)
        let gap = text(last, end)
        advance(to: end)
        guard end < bytes.count else {
            if !gap.isEmpty { (place, line, column) = (place - (end - last), line, column) }
            return (token, nil)
        }
        let close = Token(kind: .expression, trivia: gap, text: ";;", value: ";;", location: here)
        advance(to: end + 2)
        return (token, close)
    }

    private var here: SourceLocation { SourceLocation(file: file, line: line, column: column) }

    private mutating func scan() -> Token {
        let start = place
        var end = place
        while end < bytes.count {
            if Self.isBlank(bytes[end]) {
                end += 1
            } else if bytes[end] == UInt8(ascii: "#") {
                while end < bytes.count, bytes[end] != 0x0A { end += 1 }
            } else if end == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                end += 3
            } else {
                break
            }
        }
        let trivia = text(start, end)
        advance(to: end)
        guard end < bytes.count else { return Token(kind: .end, trivia: trivia, text: "", value: "", location: here) }
        let location = here
        let kind: Kind? =
            switch bytes[end] {
            case UInt8(ascii: ":"): .colon
            case UInt8(ascii: ","): .comma
            case UInt8(ascii: "{"): .openBrace
            case UInt8(ascii: "}"): .closeBrace
            case UInt8(ascii: "["): .openBracket
            case UInt8(ascii: "]"): .closeBracket
            default: nil
            }
        if let kind {
            advance(to: end + 1)
            let symbol = text(end, end + 1)
            return Token(kind: kind, trivia: trivia, text: symbol, value: symbol, location: location)
        }
        if bytes[end] == UInt8(ascii: "\"") { return string(from: end, trivia: trivia, location: location) }
        var stop = end
        while stop < bytes.count, !Self.endsLiteral(bytes[stop]) { stop += 1 }
        // A minus may stand apart from its number.
        if stop == end + 1, bytes[end] == UInt8(ascii: "-") {
            var next = stop
            while next < bytes.count, bytes[next] == 0x20 { next += 1 }
            if next < bytes.count, (0x30...0x39).contains(bytes[next]) {
                stop = next
                while stop < bytes.count, !Self.endsLiteral(bytes[stop]) { stop += 1 }
            }
        }
        let content = text(end, stop)
        advance(to: stop)
        return Token(kind: .literal, trivia: trivia, text: content, value: content, location: location)
    }

    private mutating func string(from start: Int, trivia: String, location: SourceLocation) -> Token {
        var end = start + 1
        var escapes = false
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            if bytes[end] == UInt8(ascii: "\\"), end + 1 < bytes.count {
                escapes = true
                end += 1
            }
            end += 1
        }
        let isTerminated = end < bytes.count
        let stop = isTerminated ? end + 1 : bytes.count
        let content = text(start, stop)
        var value = text(start + 1, min(end, bytes.count))
        if escapes { value = value.replacing("\\\"", with: "\"") }
        advance(to: stop)
        return Token(
            kind: .string, trivia: trivia, text: content, value: value, location: location, isUnterminated: !isTerminated)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    private static func endsLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x0A, 0x09, 0x0D, UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "#"):
            true
        default: false
        }
    }

    private func text(_ start: Int, _ end: Int) -> String {
        start < end ? String(decoding: bytes[start..<end], as: UTF8.self) : ""
    }

    /// Moves on and keeps count of lines and columns; columns count scalars.
    private mutating func advance(to end: Int) {
        while place < end {
            let byte = bytes[place]
            if byte == 0x0A {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
            place += 1
        }
    }
}
