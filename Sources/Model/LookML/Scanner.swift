/// Cuts LookML text into tokens. Works on UTF-8 bytes; every character that means something is ASCII.
struct Scanner {
    enum Kind {
        case literal, string, colon, comma, openBrace, closeBrace, openBracket, closeBracket
        /// One or more semicolons outside an expression, where they mean nothing.
        case semicolons
        case end
    }

    /// A place between two bytes.
    struct Position {
        var offset = 0
        var line = 1
        var column = 1
    }

    /// A range of the file's bytes: looking ahead copies no text.
    struct Token {
        var kind: Kind
        var start: Position
        var end: Position
        /// False for a string that the file ends before its closing quote.
        var isTerminated = true

        var range: Range<Int> { start.offset..<end.offset }
    }

    let file: String
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = Position()
    /// Tokens that were looked at; those before `next` have been taken.
    private var ahead: [Token] = []
    private var next = 0
    /// Tokens that were taken go together, since what is left has to move.
    private static let mostTaken = 16
    /// Where the last token taken ends.
    private var taken = Position()

    /// - Parameter bytes: UTF-8, which has to outlive the scanner.
    init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// Every key that begins with `sql`, and a few more, takes raw text up to `;;`.
    func isExpressionKey(_ token: Token) -> Bool {
        let key = bytes[token.range]
        return switch key.first {
        case UInt8(ascii: "s"): key.starts(with: "sql".utf8)
        case UInt8(ascii: "h"): key.elementsEqual("html".utf8)
        case UInt8(ascii: "e"):
            key.elementsEqual("expression".utf8) || key.elementsEqual("expression_custom_filter".utf8)
        default: false
        }
    }

    var length: Int { bytes.count }

    /// The token that stands `distance` tokens after the next one.
    mutating func peek(_ distance: Int = 0) -> Token {
        while ahead.count <= next + distance { ahead.append(scan()) }
        return ahead[next + distance]
    }

    mutating func take() -> Token {
        let token = peek()
        next += 1
        if next == ahead.count {
            forgetWhatIsAhead()
        } else if next == Self.mostTaken {
            ahead.removeFirst(next)
            next = 0
        }
        taken = token.end
        return token
    }

    /// Raw text from the end of the last token taken up to `;;`, trimmed, and the `;;`; without the latter when the
    /// file ends first.
    mutating func takeExpression() -> (content: Token, end: Token?) {
        forgetWhatIsAhead()
        position = taken
        let semicolon = UInt8(ascii: ";")
        var stop = position.offset
        while stop < bytes.count, !(bytes[stop] == semicolon && byte(stop + 1) == semicolon) { stop += 1 }
        var first = position.offset
        while first < stop, Self.isBlank(bytes[first]) { first += 1 }
        var last = stop
        while last > first, Self.isBlank(bytes[last - 1]) { last -= 1 }
        advance(to: first)
        let start = position
        advance(to: last)
        let content = Token(kind: .literal, start: start, end: position)
        taken = position
        guard stop < bytes.count else { return (content, nil) }
        advance(to: stop)
        let end = token(.semicolons, to: stop + 2)
        taken = position
        return (content, end)
    }

    private mutating func forgetWhatIsAhead() {
        ahead.removeAll(keepingCapacity: true)
        next = 0
    }

    func text(_ range: Range<Int>) -> String {
        range.isEmpty ? "" : String(decoding: bytes[range], as: UTF8.self)
    }

    func isMinus(_ token: Token) -> Bool {
        token.range.count == 1 && byte(token.start.offset) == UInt8(ascii: "-")
    }

    /// Whether a literal looks like the name of a parameter.
    func isWord(_ token: Token) -> Bool {
        bytes[token.range].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// The text of a string: `\"` means `"`, and every other backslash stays, since regular expressions need theirs.
    func unquoted(_ token: Token) -> String {
        let inner = (token.start.offset + 1)..<(token.end.offset - (token.isTerminated ? 1 : 0))
        guard bytes[inner].contains(UInt8(ascii: "\\")) else { return text(inner) }
        var result: [UInt8] = []
        result.reserveCapacity(inner.count)
        var place = inner.lowerBound
        while place < inner.upperBound {
            if bytes[place] == UInt8(ascii: "\\"), place + 1 < inner.upperBound {
                if bytes[place + 1] != UInt8(ascii: "\"") { result.append(bytes[place]) }
                place += 1
            }
            result.append(bytes[place])
            place += 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func scan() -> Token {
        skipTrivia()
        guard let byte = byte(position.offset) else { return token(.end, to: position.offset) }
        switch byte {
        case UInt8(ascii: ":"): return token(.colon, to: position.offset + 1)
        case UInt8(ascii: ","): return token(.comma, to: position.offset + 1)
        case UInt8(ascii: "{"): return token(.openBrace, to: position.offset + 1)
        case UInt8(ascii: "}"): return token(.closeBrace, to: position.offset + 1)
        case UInt8(ascii: "["): return token(.openBracket, to: position.offset + 1)
        case UInt8(ascii: "]"): return token(.closeBracket, to: position.offset + 1)
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: ";"):
            var stop = position.offset
            while self.byte(stop) == UInt8(ascii: ";") { stop += 1 }
            return token(.semicolons, to: stop)
        default:
            var stop = position.offset
            while stop < bytes.count, !Self.endsLiteral(bytes[stop]) { stop += 1 }
            return token(.literal, to: stop)
        }
    }

    /// Skips white space, comments, and the mark that some editors put before UTF-8.
    private mutating func skipTrivia() {
        if position.offset == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position.offset = 3 }
        var stop = position.offset
        while let byte = byte(stop) {
            if Self.isBlank(byte) {
                stop += 1
            } else if byte == UInt8(ascii: "#") {
                while stop < bytes.count, bytes[stop] != UInt8(ascii: "\n") { stop += 1 }
            } else {
                break
            }
        }
        advance(to: stop)
    }

    private mutating func string() -> Token {
        var stop = position.offset + 1
        while stop < bytes.count, bytes[stop] != UInt8(ascii: "\"") {
            stop += bytes[stop] == UInt8(ascii: "\\") ? 2 : 1
        }
        let isTerminated = stop < bytes.count
        return token(.string, to: min(stop + 1, bytes.count), isTerminated: isTerminated)
    }

    private mutating func token(_ kind: Kind, to end: Int, isTerminated: Bool = true) -> Token {
        let start = position
        advance(to: end)
        return Token(kind: kind, start: start, end: position, isTerminated: isTerminated)
    }

    private func byte(_ offset: Int) -> UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
    }

    private static func endsLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x0A, 0x09, 0x0D, UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["),
            UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "#"), UInt8(ascii: ";"):
            true
        default: false
        }
    }

    /// Moves on and keeps count of lines and columns; columns count scalars.
    private mutating func advance(to end: Int) {
        guard position.offset < end else { return }
        // On the side, so that the loop keeps it in registers.
        var (line, column) = (position.line, position.column)
        for byte in bytes[position.offset..<end] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        position = Position(offset: end, line: line, column: column)
    }
}
