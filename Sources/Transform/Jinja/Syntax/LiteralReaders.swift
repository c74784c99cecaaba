/// Reads a number: `1`, `1_000`, `0x1F`, `0b10`, `0o17`, `1.5`, `1e3`.
struct NumberReader {
    let source: [UInt8]
    var offset: Int
    /// `list.0.1`: no fraction is read.
    let isAfterDot: Bool

    mutating func read() -> Token.Kind? {
        if !isAfterDot, byte(0) == UInt8(ascii: "0"), let mark = byte(1) {
            let radix: Int? =
                switch mark | 0x20 {
                case UInt8(ascii: "x"): 16
                case UInt8(ascii: "b"): 2
                case UInt8(ascii: "o"): 8
                default: nil
                }
            if let radix, let next = byte(2), isDigit(next, radix) {
                offset += 2
                return Int64(digits(radix), radix: radix).map { .int($0) }
            }
        }
        var text = digits(10)
        var isDouble = false
        guard !isAfterDot else { return Int64(text).map { .int($0) } }
        if byte(0) == UInt8(ascii: "."), let next = byte(1), Lexer.isDigit(next) {
            offset += 1
            text += "." + digits(10)
            isDouble = true
        }
        if let mark = byte(0), mark | 0x20 == UInt8(ascii: "e") {
            let isSigned = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
            if let next = byte(isSigned ? 2 : 1), Lexer.isDigit(next) {
                text += byte(1) == UInt8(ascii: "-") ? "e-" : "e"
                offset += isSigned ? 2 : 1
                text += digits(10)
                isDouble = true
            }
        }
        return isDouble ? Double(text).map { .double($0) } : Int64(text).map { .int($0) }
    }

    private func byte(_ ahead: Int) -> UInt8? { offset + ahead < source.count ? source[offset + ahead] : nil }

    private func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
        Int(String(Unicode.Scalar(byte)), radix: radix) != nil && byte < 0x80
    }

    private mutating func digits(_ radix: Int) -> String {
        var text = ""
        while let next = byte(0) {
            if isDigit(next, radix) {
                text.unicodeScalars.append(Unicode.Scalar(next))
            } else if next != UInt8(ascii: "_") || !(byte(1).map { isDigit($0, radix) } ?? false) {
                break
            }
            offset += 1
        }
        return text
    }
}

/// Reads a quoted string with Python's escapes.
struct StringReader {
    let source: [UInt8]
    var offset: Int

    mutating func read() -> String? {
        let quote = source[offset]
        offset += 1
        var bytes: [UInt8] = []
        while offset < source.count {
            let byte = source[offset]
            offset += 1
            if byte == quote { return String(decoding: bytes, as: UTF8.self) }
            if byte != UInt8(ascii: "\\") {
                bytes.append(byte)
                continue
            }
            guard offset < source.count else { return nil }
            readEscape(into: &bytes)
        }
        return nil
    }

    private mutating func readEscape(into bytes: inout [UInt8]) {
        let mark = source[offset]
        offset += 1
        switch mark {
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "a"): bytes.append(0x07)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "v"): bytes.append(0x0B)
        case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): bytes.append(mark)
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "x"): readCode(mark, digits: 2, into: &bytes)
        case UInt8(ascii: "u"): readCode(mark, digits: 4, into: &bytes)
        case UInt8(ascii: "U"): readCode(mark, digits: 8, into: &bytes)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            var code = UInt32(mark - UInt8(ascii: "0"))
            for _ in 0..<2 {
                guard offset < source.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(source[offset]) else {
                    break
                }
                code = code * 8 + UInt32(source[offset] - UInt8(ascii: "0"))
                offset += 1
            }
            append(code, to: &bytes)
        default: bytes += [UInt8(ascii: "\\"), mark]
        }
    }

    private mutating func readCode(_ mark: UInt8, digits: Int, into bytes: inout [UInt8]) {
        let end = offset + digits
        if end <= source.count,
            source[offset..<end].allSatisfy({ $0 < 0x80 && Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let code = UInt32(String(decoding: source[offset..<end], as: UTF8.self), radix: 16)
        {
            offset = end
            append(code, to: &bytes)
        } else {
            bytes += [UInt8(ascii: "\\"), mark]
        }
    }

    private func append(_ code: UInt32, to bytes: inout [UInt8]) {
        bytes += Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
    }
}
