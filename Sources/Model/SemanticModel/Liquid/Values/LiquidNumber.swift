/// A number, exact: an integer, or a decimal with up to 18 digits after the point. There is no infinity and no NaN to
/// find their way into SQL.
package struct LiquidNumber: Sendable, Hashable {
    static let maximumScale = 18
    /// Integers stay below 10³⁶, so that a digit after the point and the sum of two always fit.
    private static let limit: Int128 = power(36)

    /// The digits without their point.
    let units: Int128
    /// How many of them stand after the point: 0 for integers only.
    let scale: Int

    package init(_ integer: Int) {
        units = Int128(integer)
        scale = 0
    }

    /// Rounded to 18 digits after the point; nil if it is not finite or too large.
    package init?(_ value: Double) {
        guard value.isFinite, let number = LiquidNumber("\(value)") else { return nil }
        self = number
    }

    /// Trailing zeros go, but for one that tells a decimal from an integer. Nil if it is too large.
    private init?(units: Int128, scale: Int) {
        var units = units
        var scale = scale
        while scale > Self.maximumScale || (scale > 1 && units % 10 == 0) {
            units = scale > Self.maximumScale ? Self.roundedQuotient(units, 10) : units / 10
            scale -= 1
        }
        guard units.magnitude < Self.limit.magnitude * 10 else { return nil }
        self.units = units
        self.scale = scale
    }

    /// `-12`, `0.5`, `.5` and `1e-3`, blanks around them allowed; nil for everything else.
    package init?(_ text: String) {
        guard text.utf8.count <= 64 else { return nil }
        var bytes = Array(text.utf8)[...]
        while bytes.first?.isLiquidBlank == true { bytes.removeFirst() }
        while bytes.last?.isLiquidBlank == true { bytes.removeLast() }
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        var units: Int128 = 0
        var scale = 0
        var digits = 0
        var isAfterPoint = false
        while let byte = bytes.first, byte.isASCIIDigit || (byte == UInt8(ascii: ".") && !isAfterPoint) {
            bytes.removeFirst()
            if byte == UInt8(ascii: ".") {
                isAfterPoint = true
                continue
            }
            digits += 1
            if isAfterPoint, scale >= Self.maximumScale { continue }
            units = units * 10 + Int128(byte - 0x30)
            guard units < Self.limit else { return nil }
            if isAfterPoint { scale += 1 }
        }
        guard digits > 0 else { return nil }
        var exponent = 0
        if let mark = bytes.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
            guard let parsed = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)), abs(parsed) <= 400 else {
                return nil
            }
            exponent = parsed
            bytes = []
            if scale == 0 { isAfterPoint = true }
        }
        guard bytes.isEmpty else { return nil }
        while exponent > 0, scale > 0 { (exponent, scale) = (exponent - 1, scale - 1) }
        while exponent > 0, units != 0 {
            units *= 10
            exponent -= 1
            guard units < Self.limit else { return nil }
        }
        // Beyond this nothing is left of any number.
        if exponent < -60 { (units, exponent) = (0, 0) }
        while exponent < 0 { (exponent, scale) = (exponent + 1, scale + 1) }
        if isAfterPoint, scale == 0 { (units, scale) = (units * 10, 1) }
        self.init(units: isNegative ? -units : units, scale: scale)
    }

    package var isInteger: Bool { scale == 0 }
    var isZero: Bool { units == 0 }

    /// As an index or a count; nil unless it is an integer that fits.
    package var integer: Int? { scale == 0 ? Int(exactly: units) : nil }

    /// In plain digits, never with an exponent.
    package var text: String {
        guard scale > 0 else { return "\(units)" }
        var digits = "\(units.magnitude)"
        if digits.utf8.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.utf8.count) + digits }
        let point = digits.utf8.index(digits.endIndex, offsetBy: -scale)
        return (units < 0 ? "-" : "") + digits[..<point] + "." + digits[point...]
    }
}

extension LiquidNumber: Comparable {
    package static func < (left: LiquidNumber, right: LiquidNumber) -> Bool { order(left, right) < 0 }
    package static func == (left: LiquidNumber, right: LiquidNumber) -> Bool { order(left, right) == 0 }

    package func hash(into hasher: inout Hasher) {
        // 5 and 5.0 are equal.
        hasher.combine(scale == 1 && units % 10 == 0 ? "\(units / 10)" : text)
    }

    private static func order(_ left: LiquidNumber, _ right: LiquidNumber) -> Int {
        let (leftWhole, rightWhole) = (left.floored, right.floored)
        if leftWhole != rightWhole { return leftWhole < rightWhole ? -1 : 1 }
        let leftRest = (left.units - leftWhole * power(left.scale)) * power(maximumScale - left.scale)
        let rightRest = (right.units - rightWhole * power(right.scale)) * power(maximumScale - right.scale)
        return leftRest == rightRest ? 0 : leftRest < rightRest ? -1 : 1
    }
}

// Calculations return nil when the result is too large, or when there is none.
extension LiquidNumber {
    func adding(_ other: LiquidNumber) -> LiquidNumber? {
        guard let (left, right, scale) = aligned(with: other) else { return nil }
        return LiquidNumber(units: left + right, scale: scale)
    }

    func subtracting(_ other: LiquidNumber) -> LiquidNumber? {
        guard let (left, right, scale) = aligned(with: other) else { return nil }
        return LiquidNumber(units: left - right, scale: scale)
    }

    func multiplied(by other: LiquidNumber) -> LiquidNumber? {
        let (product, overflow) = units.multipliedReportingOverflow(by: other.units)
        return overflow ? nil : LiquidNumber(units: product, scale: scale + other.scale)
    }

    /// Integers divide to the integer below; as soon as one is a decimal, the result is one with up to 15 digits
    /// after the point.
    func divided(by other: LiquidNumber) -> LiquidNumber? {
        guard !other.isZero else { return nil }
        if isInteger, other.isInteger {
            return LiquidNumber(units: Self.flooredQuotient(units, other.units), scale: 0)
        }
        guard let (left, right, _) = aligned(with: other) else { return nil }
        var digits = 15
        while digits > 0 {
            let (scaled, overflow) = left.multipliedReportingOverflow(by: Self.power(digits))
            if !overflow { return LiquidNumber(units: Self.roundedQuotient(scaled, right), scale: digits) }
            digits -= 1
        }
        return nil
    }

    /// What is left below the divisor, with the divisor's sign.
    func modulo(_ other: LiquidNumber) -> LiquidNumber? {
        guard !other.isZero, let (left, right, scale) = aligned(with: other) else { return nil }
        return LiquidNumber(units: left - Self.flooredQuotient(left, right) * right, scale: scale)
    }

    /// Halves go away from zero. Without digits the result is an integer.
    func rounded(digits: Int) -> LiquidNumber {
        let digits = max(-18, min(Self.maximumScale, digits))
        guard digits < scale else { return self }
        let unit = Self.power(min(36, scale - digits))
        let quotient = Self.roundedQuotient(units, unit)
        if digits > 0 { return LiquidNumber(units: quotient, scale: digits) ?? self }
        return LiquidNumber(units: digits < 0 ? quotient * Self.power(-digits) : quotient, scale: 0) ?? self
    }

    var floor: LiquidNumber { LiquidNumber(units: floored, scale: 0) ?? self }
    var ceiling: LiquidNumber {
        LiquidNumber(units: -Self.flooredQuotient(-units, Self.power(scale)), scale: 0) ?? self
    }
    var magnitude: LiquidNumber { LiquidNumber(units: units < 0 ? -units : units, scale: scale) ?? self }

    private var floored: Int128 { Self.flooredQuotient(units, Self.power(scale)) }

    private func aligned(with other: LiquidNumber) -> (Int128, Int128, Int)? {
        let scale = max(self.scale, other.scale)
        let (left, leftOverflow) = units.multipliedReportingOverflow(by: Self.power(scale - self.scale))
        let (right, rightOverflow) = other.units.multipliedReportingOverflow(by: Self.power(scale - other.scale))
        // Half of the room, so that sums fit.
        guard !leftOverflow, !rightOverflow, left.magnitude < UInt128(1) << 126, right.magnitude < UInt128(1) << 126
        else { return nil }
        return (left, right, scale)
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<max(0, min(36, exponent))).reduce(1) { product, _ in product * 10 }
    }

    /// - Parameter divisor: Not zero.
    private static func flooredQuotient(_ value: Int128, _ divisor: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder != 0 && (remainder < 0) != (divisor < 0) ? quotient - 1 : quotient
    }

    /// - Parameter divisor: Not zero, and below 2¹²⁶.
    private static func roundedQuotient(_ value: Int128, _ divisor: Int128) -> Int128 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        guard remainder.magnitude >= divisor.magnitude - remainder.magnitude else { return quotient }
        return (value < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
    }
}
