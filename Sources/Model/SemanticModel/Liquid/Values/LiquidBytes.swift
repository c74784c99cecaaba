// Liquid's syntax, and SQL's and HTML's, are ASCII. Reading bytes instead of characters keeps a combining mark from hiding
// the quote before it.
extension UInt8 {
    var isLiquidBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    /// A letter, a digit, an underscore or part of any character beyond ASCII.
    var isWordByte: Bool { isASCIILetter || isASCIIDigit || self == 0x5F || self >= 0x80 }
    var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Array<UInt8> {
    /// Where `other` begins, from `start` on.
    func firstIndex(of other: [UInt8], from start: Int) -> Int? {
        guard let first = other.first else { return nil }
        var index = start
        let last = count - other.count
        while index <= last {
            if self[index] == first, self[index..<(index + other.count)].elementsEqual(other) { return index }
            index += 1
        }
        return nil
    }
}
