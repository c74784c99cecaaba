extension LiquidFilterInput {
    static let tooLarge = LiquidRefusal("The number becomes too large.")

    /// The value as a number. What is none counts as 0.
    var number: LiquidNumber { value.number ?? LiquidNumber(0) }

    func calculated(
        isDivision: Bool = false, _ calculate: (LiquidNumber, LiquidNumber) -> LiquidNumber?
    ) throws(LiquidRefusal) -> LiquidValue {
        let operand = argument(0)?.number ?? LiquidNumber(0)
        if isDivision, operand.isZero { throw LiquidRefusal("A number is divided by 0.") }
        guard let result = calculate(number, operand) else { throw Self.tooLarge }
        return .number(result)
    }

    /// The argument in place of nil, false and nothing.
    var defaulted: LiquidValue {
        get throws(LiquidRefusal) {
            let allowsFalse = options["allow_false"]?.isTrue == true
            if case .boolean(false) = value, allowsFalse { return value }
            return !value.isTrue || value.isEmpty ? argument(0) ?? .author("") : value
        }
    }

    /// Whether the value says yes, as a boolean or as people write it.
    var isYes: Bool {
        guard case .text(let text) = value else { return value.isTrue }
        return ["true", "yes", "y", "t", "1", "'yes'", "'true'"].contains(text.text.lowercased())
    }

    func localized(in context: some LiquidContext) -> LiquidText {
        context.localized(text.text).map { LiquidText($0, .author) } ?? text
    }

    /// Text as one literal, a list as several. What is a literal already stays one.
    func quoted(in context: some LiquidContext) throws(LiquidRefusal) -> LiquidText {
        func literal(_ text: LiquidText) throws(LiquidRefusal) -> LiquidText {
            if text.runs.count == 1, text.runs[0].origin == .sql { return text }
            return LiquidText(try context.sqlLiteral(text.text), text.isFromUser ? .sql : .author)
        }
        guard case .list = value else { return try literal(text) }
        var result = LiquidText()
        for (index, element) in try elements.enumerated() {
            if index > 0 { result.append(", ", .author) }
            result.append(try literal(element.written))
            try LiquidMeter.checkSize(result.byteCount)
        }
        return result
    }
}

/// Text as other languages write it.
enum LiquidEncoding {
    static func html(_ text: String) -> String {
        guard text.utf8.contains(where: { entity($0) != nil }) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if let entity = entity(byte) { result += Array(entity.utf8) } else { result.append(byte) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The same, but what is an entity already stays one.
    static func htmlOnce(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if let entity = entity(byte), byte != UInt8(ascii: "&") || !isEntity(bytes[(index + 1)...].prefix(32)) {
                result += Array(entity.utf8)
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func entity(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }

    /// `amp;`, `#39;` or `#x27;`
    private static func isEntity(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let end = bytes.firstIndex(of: UInt8(ascii: ";")) else { return false }
        let name = bytes[..<end]
        if name.first == UInt8(ascii: "#") {
            let digits = name.dropFirst()
            return digits.count > 0
                && digits.allSatisfy { $0.isASCIIDigit || $0.isASCIILetter }
        }
        return name.count > 0 && name.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
    }

    /// The five entities that we write, read back.
    static func htmlDecoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        let known: [(name: [UInt8], byte: UInt8)] = [
            (Array("&amp;".utf8), UInt8(ascii: "&")), (Array("&lt;".utf8), UInt8(ascii: "<")),
            (Array("&gt;".utf8), UInt8(ascii: ">")), (Array("&quot;".utf8), UInt8(ascii: "\"")),
            (Array("&#39;".utf8), UInt8(ascii: "'")),
        ]
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "&"),
                let match = known.first(where: { bytes[index...].starts(with: $0.name) })
            {
                result.append(match.byte)
                index += match.name.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    /// All bytes but letters, digits, `-_.~` and those that `isKept` names as `%41`.
    static func percent(_ text: String, blank: String = "%20", isKept: (UInt8) -> Bool = { _ in false }) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case 0x20: result += Array(blank.utf8)
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"): result.append(byte)
            case _ where byte.isASCIILetter || byte.isASCIIDigit || isKept(byte): result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func percentDecoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hexadecimal(bytes[index + 1]),
                let low = hexadecimal(bytes[index + 2])
            {
                result.append(high << 4 | low)
                index += 3
            } else {
                result.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        if byte.isASCIIDigit { return byte - 0x30 }
        let letter = byte.lowercasedASCII
        return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : nil
    }
}
