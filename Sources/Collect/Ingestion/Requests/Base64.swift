/// Base64 as trackers send it: the usual and the URL alphabet, padded or not.
enum Base64 {
    /// `nil` for anything else.
    static func decoded(_ text: [UInt8]) -> [UInt8]? {
        var decoded: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var digits = 0
        for byte in text {
            if byte == UInt8(ascii: "=") || RequestBody.isBlank(byte) { continue }
            guard let value = value(of: byte) else { return nil }
            bits = (bits << 6 | value) & 0xFFFFFF
            digits += 1
            count += 6
            if count >= 8 {
                count -= 8
                decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return digits % 4 == 1 ? nil : decoded
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
