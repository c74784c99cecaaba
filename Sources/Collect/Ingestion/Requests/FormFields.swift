/// Fields of a query or of a form body (`application/x-www-form-urlencoded`).
struct FormFields {
    private var fields: [(name: [UInt8], value: [UInt8])] = []
    /// Whether a `%` was not followed by two hexadecimal digits; what it stood in is left out.
    private(set) var isMalformed = false

    init(_ bytes: some Sequence<UInt8>) {
        for part in Array(bytes).split(separator: UInt8(ascii: "&")) {
            let pair = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(pair[0]), let value = Self.decoded(pair.count > 1 ? pair[1] : []) else {
                isMalformed = true
                continue
            }
            fields.append((name, value))
        }
    }

    /// The first field of this name.
    func bytes(_ name: String) -> [UInt8]? { fields.first { $0.name.elementsEqual(name.utf8) }?.value }

    /// The first field of this name, or empty text. Bytes that are not UTF-8 become replacement characters.
    func text(_ name: String) -> String { String(decoding: bytes(name) ?? [], as: UTF8.self) }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                    return nil
                }
                decoded.append(high << 4 | low)
            default: decoded.append(byte)
            }
        }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
