/// Searching in UTF-8: byte by byte, since Swift's own takes canonically equivalent texts for equal and Python doesn't.
enum ByteText {
    static func find(_ needle: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
        guard let first = needle.first else { return start <= text.count ? start : nil }
        var index = start
        let last = text.count - needle.count
        while index <= last {
            if text[index] == first, matches(needle, text, index) { return index }
            index += 1
        }
        return nil
    }

    static func findLast(_ needle: [UInt8], in text: [UInt8]) -> Int? {
        var index = text.count - needle.count
        while index >= 0 {
            if matches(needle, text, index) { return index }
            index -= 1
        }
        return nil
    }

    private static func matches(_ needle: [UInt8], _ text: [UInt8], _ index: Int) -> Bool {
        for offset in needle.indices where text[index + offset] != needle[offset] { return false }
        return true
    }

    static func split(_ text: [UInt8], at separator: [UInt8], most: Int) -> [String] {
        var parts: [String] = []
        var start = 0
        while parts.count < most, let index = find(separator, in: text, from: start) {
            parts.append(String(decoding: text[start..<index], as: UTF8.self))
            start = index + separator.count
        }
        parts.append(String(decoding: text[start...], as: UTF8.self))
        return parts
    }

    /// The number of scalars.
    static func length(_ text: String) -> Int { text.utf8.reduce(0) { $1 & 0xC0 != 0x80 ? $0 + 1 : $0 } }

    static func replace(
        _ text: String, _ old: String, with new: String, most: Int, _ meter: Meter
    ) throws(JinjaError) -> String {
        let (bytes, needle, insert) = (Array(text.utf8), Array(old.utf8), Array(new.utf8))
        var result: [UInt8] = []
        var start = 0
        var count = 0
        if needle.isEmpty {
            for scalar in text.unicodeScalars {
                if count < most {
                    result += insert
                    count += 1
                }
                result += Array(String(scalar).utf8)
                if result.count > meter.limits.textBytes { break }
            }
            if count < most { result += insert }
        } else {
            while count < most, let index = find(needle, in: bytes, from: start) {
                result += bytes[start..<index]
                result += insert
                start = index + needle.count
                count += 1
                if result.count > meter.limits.textBytes { break }
            }
            result += bytes[start...]
        }
        try meter.text(result.count)
        return String(decoding: result, as: UTF8.self)
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }

    /// Without the characters (white space if nil) at the sides.
    static func strip(_ text: String, _ characters: String?, left: Bool, right: Bool) -> String {
        let taken = characters.map { Set($0.unicodeScalars) }
        func isTaken(_ scalar: Unicode.Scalar) -> Bool { taken.map { $0.contains(scalar) } ?? isSpace(scalar) }
        var view = text.unicodeScalars[...]
        if left { while let first = view.first, isTaken(first) { view.removeFirst() } }
        if right { while let last = view.last, isTaken(last) { view.removeLast() } }
        return String(view)
    }
}
