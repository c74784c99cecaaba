/// Numbers that senders write and JSON, or 64 bits, can't hold. Python writes all of them unasked.
enum LenientNumbers {
    /// `json` with NaN, infinities and what is as large as null, and with integers beyond 64 bits as floating point.
    /// - Returns: `nil` when there is no such number outside of texts.
    static func repaired(_ json: [UInt8]) -> [UInt8]? {
        var repaired: [UInt8] = []
        var copied = 0
        var place = 0
        while place < json.count {
            if json[place] == UInt8(ascii: "\"") {
                place += 1
                while place < json.count, json[place] != UInt8(ascii: "\"") {
                    place += json[place] == UInt8(ascii: "\\") ? 2 : 1
                }
                place += 1
            } else if isPart(json[place]) {
                let start = place
                while place < json.count, isPart(json[place]) { place += 1 }
                if let replacement = replacement(for: json[start..<place]) {
                    repaired += json[copied..<start]
                    repaired += replacement.utf8
                    copied = place
                }
            } else {
                place += 1
            }
        }
        guard copied > 0 else { return nil }
        return repaired + json[copied...]
    }

    private static func replacement(for token: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: token, as: UTF8.self)
        if ["NaN", "Infinity", "-Infinity"].contains(text) { return "null" }
        let digits = token.first == UInt8(ascii: "-") ? token.dropFirst() : token
        guard let first = digits.first, isDigit(first), digits.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }),
            let number = Double(text)
        else { return nil }
        if number.isInfinite { return "null" }
        let isLongInteger = first != UInt8(ascii: "0") && digits.count > 18 && digits.allSatisfy(isDigit)
        return isLongInteger && Int64(text) == nil && UInt64(text) == nil ? text + "e0" : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// Whether the byte can be part of a number or a word.
    private static func isPart(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x41...0x5A).contains(byte & 0xDF) || "+-.".utf8.contains(byte)
    }
}
