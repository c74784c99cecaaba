import Foundation

/// Writes values as Python's `json.dumps` does.
struct JSONWriter {
    let meter: Meter
    let sortsKeys: Bool
    /// `<`, `>`, `&` and `'` as escapes, as the filter has it.
    var isHTMLSafe = false
    var indent: Int?
    private var bytes: [UInt8] = []

    init(meter: Meter, sortsKeys: Bool, isHTMLSafe: Bool = false) {
        self.meter = meter
        self.sortsKeys = sortsKeys
        self.isHTMLSafe = isHTMLSafe
    }

    mutating func text(of value: JinjaValue) throws(JinjaError) -> String {
        try write(value, depth: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func write(_ value: JinjaValue, depth: Int) throws(JinjaError) {
        try meter.step()
        switch value {
        case .none: try append("null")
        case .bool(let flag): try append(flag ? "true" : "false")
        case .int(let number): try append(String(number))
        case .double(let number):
            try append(
                number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : number.pythonText)
        case .string(let text): try append(quoted(text))
        case .list(let list) where list.isOrdered: try writeList(list.elements, depth: depth + 1)
        case .dict(let dict): try writeDict(dict.entries, depth: depth + 1)
        default:
            try value.check()
            throw JinjaError(.value, "a \(value.typeName) can't be written as JSON; make a list, dict or text of it")
        }
    }

    private mutating func append(_ text: String) throws(JinjaError) {
        try meter.text(bytes.count + text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func newLine(_ depth: Int, isFirst: Bool) throws(JinjaError) {
        if let indent {
            try append((isFirst ? "\n" : ",\n") + String(repeating: " ", count: max(0, min(indent, 64)) * depth))
        } else if !isFirst {
            try append(", ")
        }
    }

    private mutating func writeList(_ elements: [JinjaValue], depth: Int) throws(JinjaError) {
        try meter.nest(depth)
        try append("[")
        for (index, element) in elements.enumerated() {
            try newLine(depth, isFirst: index == 0)
            try write(element, depth: depth)
        }
        if indent != nil, !elements.isEmpty { try newLine(depth - 1, isFirst: true) }
        try append("]")
    }

    private mutating func writeDict(_ entries: [JinjaDict.Entry], depth: Int) throws(JinjaError) {
        try meter.nest(depth)
        var sorted = entries
        if sortsKeys {
            let pairs = try Sorting(meter: meter).sorted(
                entries.map { .tuple([$0.key, $0.value]) },
                by: { pair throws(JinjaError) in pair.listValue?.first ?? .none }, isReversed: false)
            sorted = pairs.compactMap { $0.listValue }.map { ($0[0], $0[1]) }
        }
        try append("{")
        for (index, entry) in sorted.enumerated() {
            try newLine(depth, isFirst: index == 0)
            switch entry.key {
            case .string(let key): try append(quoted(key))
            case .none: try append("\"null\"")
            case .bool(let flag): try append(flag ? "\"true\"" : "\"false\"")
            case .int, .double: try append("\"\(entry.key.text)\"")
            default: throw JinjaError(.value, "a \(entry.key.typeName) can't be a key in JSON; use text")
            }
            try append(": ")
            try write(entry.value, depth: depth)
        }
        if indent != nil, !sorted.isEmpty { try newLine(depth - 1, isFirst: true) }
        try append("}")
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: result += "\\\""
            case 0x5C: result += "\\\\"
            case 0x0A: result += "\\n"
            case 0x0D: result += "\\r"
            case 0x09: result += "\\t"
            case 0x08: result += "\\b"
            case 0x0C: result += "\\f"
            case 0x3C, 0x3E, 0x26, 0x27:
                result += isHTMLSafe ? JSONWriter.escape(unit) : String(UnicodeScalar(UInt8(unit)))
            case 0x20...0x7E: result.unicodeScalars.append(UnicodeScalar(UInt8(unit)))
            case 0x7F: result += "\u{7F}"
            default: result += JSONWriter.escape(unit)
            }
        }
        return result + "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let code = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - code.utf8.count) + code
    }
}

/// Reads JSON text into values; objects keep their order.
struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0
    private let meter: Meter

    static func value(of text: String, _ meter: Meter) throws(JinjaError) -> JinjaValue {
        var reader = JSONReader(bytes: Array(text.utf8), meter: meter)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.offset == reader.bytes.count else { throw reader.error("more text after the value") }
        return value
    }

    private init(bytes: [UInt8], meter: Meter) {
        self.bytes = bytes
        self.meter = meter
    }

    private func error(_ what: String) -> JinjaError {
        JinjaError(.value, "this is no JSON: \(what) at byte \(offset)")
    }

    private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        skipSpace()
        guard current == byte else { return false }
        offset += 1
        return true
    }

    private mutating func value(depth: Int) throws(JinjaError) -> JinjaValue {
        try meter.step()
        try meter.nest(depth)
        skipSpace()
        switch current {
        case UInt8(ascii: "{"):
            offset += 1
            let dict = JinjaDict()
            if skip(UInt8(ascii: "}")) { return .dict(dict) }
            repeat {
                skipSpace()
                let key = try string()
                guard skip(UInt8(ascii: ":")) else { throw error("':' is missing") }
                try meter.append(to: dict.count)
                dict[key] = try value(depth: depth + 1)
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "}")) else { throw error("'}' is missing") }
            return .dict(dict)
        case UInt8(ascii: "["):
            offset += 1
            var elements: [JinjaValue] = []
            if skip(UInt8(ascii: "]")) { return .list([]) }
            repeat {
                try meter.append(to: elements.count)
                elements.append(try value(depth: depth + 1))
            } while skip(UInt8(ascii: ","))
            guard skip(UInt8(ascii: "]")) else { throw error("']' is missing") }
            return .list(elements)
        case UInt8(ascii: "\""): return .string(try string())
        default: return try word()
        }
    }

    private mutating func word() throws(JinjaError) -> JinjaValue {
        let start = offset
        while let byte = current, Lexer.isNameStart(byte) || Lexer.isDigit(byte) || "+-.".utf8.contains(byte) {
            offset += 1
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch text {
        case "null": return .none
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if let number = Int64(text) { return .int(number) }
            if let first = text.utf8.first, Lexer.isDigit(first) || first == UInt8(ascii: "-"),
                let number = PythonNumber.double(text)
            {
                return .double(number)
            }
            offset = start
            throw error("a value is missing")
        }
    }

    private mutating func string() throws(JinjaError) -> String {
        guard current == UInt8(ascii: "\"") else { throw error("a text in double quotes is missing") }
        offset += 1
        var text: [UInt16] = []
        var plainStart = offset
        var result = ""
        while let byte = current {
            if byte == UInt8(ascii: "\"") {
                result += String(decoding: bytes[plainStart..<offset], as: UTF8.self)
                offset += 1
                return result
            }
            guard byte == UInt8(ascii: "\\") else {
                offset += 1
                continue
            }
            result += String(decoding: bytes[plainStart..<offset], as: UTF8.self)
            text = []
            while current == UInt8(ascii: "\\") { text.append(try escape()) }
            result += String(decoding: text, as: UTF16.self)
            plainStart = offset
        }
        throw error("a text is never closed")
    }

    private mutating func escape() throws(JinjaError) -> UInt16 {
        offset += 1
        guard let mark = current else { throw error("a text is never closed") }
        offset += 1
        switch mark {
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(mark)
        case UInt8(ascii: "u"):
            let end = offset + 4
            guard end <= bytes.count,
                let code = UInt16(String(decoding: bytes[offset..<end], as: UTF8.self), radix: 16)
            else { throw error("an escape is broken") }
            offset = end
            return code
        default: throw error("an escape is broken")
        }
    }
}
