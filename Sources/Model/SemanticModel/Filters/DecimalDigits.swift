/// An exact decimal number in its shortest plain form: `-0.4`, `2000`. Comparing never goes through floating point.
struct DecimalDigits: Equatable {
    /// More digits than a DECIMAL holds in the databases that are supported.
    static let maximumDigits = 38

    let isNegative: Bool
    /// Without leading zeros; empty for zero.
    let whole: [UInt8]
    /// Without trailing zeros.
    let fraction: [UInt8]

    /// From the digits on both sides of the point, shifted by a power of ten; nil if there are too many.
    init?(isNegative: Bool, whole: String, fraction: String, exponent: Int) {
        guard whole.utf8.count <= 400, fraction.utf8.count <= 400, exponent >= -400, exponent <= 400 else { return nil }
        var digits = Array(whole.utf8) + Array(fraction.utf8)
        var point = whole.utf8.count + exponent
        if point < 0 {
            digits.insert(contentsOf: [UInt8](repeating: 0x30, count: -point), at: 0)
            point = 0
        } else if point > digits.count {
            digits.append(contentsOf: [UInt8](repeating: 0x30, count: point - digits.count))
        }
        let wholeDigits = Array(digits[..<point].drop { $0 == 0x30 })
        var fractionDigits = Array(digits[point...])
        while fractionDigits.last == 0x30 { fractionDigits.removeLast() }
        guard wholeDigits.count + fractionDigits.count <= Self.maximumDigits else { return nil }
        self.whole = wholeDigits
        self.fraction = fractionDigits
        self.isNegative = isNegative && !(wholeDigits.isEmpty && fractionDigits.isEmpty)
    }

    /// The number as SQL writes it.
    var text: String {
        let wholeText = whole.isEmpty ? "0" : String(decoding: whole, as: UTF8.self)
        let fractionText = fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self)
        return (isNegative ? "-" : "") + wholeText + fractionText
    }
}

extension DecimalDigits: Comparable {
    static func < (left: DecimalDigits, right: DecimalDigits) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        let (smaller, larger) = left.isNegative ? (right, left) : (left, right)
        if smaller.whole.count != larger.whole.count { return smaller.whole.count < larger.whole.count }
        if smaller.whole != larger.whole { return smaller.whole.lexicographicallyPrecedes(larger.whole) }
        return smaller.fraction.lexicographicallyPrecedes(larger.fraction)
    }
}
