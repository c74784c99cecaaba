/// Where text stops being JSON, for people who wrote it by hand. Looked for only after a parser has refused the text.
package struct JSONFault: Sendable, Hashable {
    /// From 1.
    package var line: Int
    /// In characters, from 1.
    package var column: Int

    /// - Returns: `nil` for text in which nothing is wrong.
    package init?(in bytes: [UInt8]) {
        var walk = JSONWalk(bytes)
        guard let fault = walk.fault() else { return nil }
        let before = bytes[..<fault]
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // Bytes that go on with a character begin with the bits 10.
        column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    }
}

/// Goes through text by the grammar of RFC 8259.
private struct JSONWalk {
    private enum Expected { case value, valueOrEnd, key, keyOrEnd, colon, commaOrEnd }

    private let bytes: [UInt8]
    private var place = 0
    /// The brackets that are open.
    private var open: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The place of the first byte that can't stand where it stands; the end of text that ends too early.
    mutating func fault() -> Int? {
        var expected = Expected.value
        while true {
            skip { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
            let isWhole = expected == .commaOrEnd && open.isEmpty
            guard let byte = next else { return isWhole ? nil : place }
            if isWhole { return place }
            switch (expected, byte) {
            case (.valueOrEnd, UInt8(ascii: "]")), (.keyOrEnd, UInt8(ascii: "}")): expected = close()
            case (.value, UInt8(ascii: "{")), (.valueOrEnd, UInt8(ascii: "{")):
                expected = begin(byte, .keyOrEnd)
            case (.value, UInt8(ascii: "[")), (.valueOrEnd, UInt8(ascii: "[")):
                expected = begin(byte, .valueOrEnd)
            case (.value, _), (.valueOrEnd, _):
                guard scalar(byte) else { return place }
                expected = .commaOrEnd
            case (.key, UInt8(ascii: "\"")), (.keyOrEnd, UInt8(ascii: "\"")):
                guard text() else { return place }
                expected = .colon
            case (.colon, UInt8(ascii: ":")):
                place += 1
                expected = .value
            case (.commaOrEnd, UInt8(ascii: ",")):
                place += 1
                expected = open.last == UInt8(ascii: "{") ? .key : .value
            case (.commaOrEnd, UInt8(ascii: "}")) where open.last == UInt8(ascii: "{"): expected = close()
            case (.commaOrEnd, UInt8(ascii: "]")) where open.last == UInt8(ascii: "["): expected = close()
            default: return place
            }
        }
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skip(while isWanted: (UInt8) -> Bool) {
        while let byte = next, isWanted(byte) { place += 1 }
    }

    private mutating func begin(_ bracket: UInt8, _ inside: Expected) -> Expected {
        open.append(bracket)
        place += 1
        return inside
    }

    private mutating func close() -> Expected {
        open.removeLast()
        place += 1
        return .commaOrEnd
    }

    private mutating func scalar(_ first: UInt8) -> Bool {
        switch first {
        case UInt8(ascii: "\""): text()
        case UInt8(ascii: "t"): word("true")
        case UInt8(ascii: "f"): word("false")
        case UInt8(ascii: "n"): word("null")
        default: number()
        }
    }

    private mutating func word(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard bytes[place...].prefix(length).elementsEqual(word.description.utf8) else { return false }
        place += length
        return true
    }

    private mutating func text() -> Bool {
        place += 1
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                place += 1
                return true
            case UInt8(ascii: "\\"):
                let escaped = bytes[place...].dropFirst().first
                guard let escaped, #""\/bfnrtu"#.utf8.contains(escaped) else { return false }
                place += 2
                guard escaped == UInt8(ascii: "u") else { continue }
                for _ in 0..<4 {
                    guard let digit = next, Character(UnicodeScalar(digit)).isHexDigit else { return false }
                    place += 1
                }
            case ..<0x20: return false
            default: place += 1
            }
        }
        return false
    }

    private mutating func number() -> Bool {
        if next == UInt8(ascii: "-") { place += 1 }
        if next == UInt8(ascii: "0") {
            place += 1
        } else {
            guard digits() else { return false }
        }
        if next == UInt8(ascii: ".") {
            place += 1
            guard digits() else { return false }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits() else { return false }
        }
        return true
    }

    private mutating func digits() -> Bool {
        let start = place
        skip { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return place > start
    }
}
