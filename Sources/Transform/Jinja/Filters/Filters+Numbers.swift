import Foundation

extension Filters {
    func whole() throws(JinjaError) -> JinjaValue {
        try inputs.allow("default", "base")
        try value.check()
        let fallback = inputs[0, "default"] ?? .int(0)
        switch value {
        case .string(let text):
            let radix = try inputs.whole(1, "base") ?? 10
            guard radix == 0 || (2...36).contains(radix) else {
                throw JinjaError(.value, "the base of |int is 0 or from 2 to 36")
            }
            if let number = PythonNumber.whole(text, radix: radix) { return .int(number) }
            guard let number = PythonNumber.double(text), number.isFinite else { return fallback }
            guard let whole = Int64(exactly: number.rounded(.towardZero)) else { throw Arithmetic.tooLarge }
            return .int(whole)
        case .double(let number):
            guard number.isFinite else { return fallback }
            guard let whole = Int64(exactly: number.rounded(.towardZero)) else { throw Arithmetic.tooLarge }
            return .int(whole)
        default: return value.intValue.map { .int($0) } ?? fallback
        }
    }

    func rounded() throws(JinjaError) -> JinjaValue {
        try inputs.allow("precision", "method")
        try value.check()
        let precision = max(-400, min(400, try inputs.whole(0, "precision") ?? 0))
        let method = try inputs.text(1, "method") ?? "common"
        guard let number = value.number else {
            throw JinjaError(.value, "|round needs a number, not \(value.described)")
        }
        switch method {
        case "common":
            if let whole = value.intValue {
                return precision >= 0 ? .int(whole) : .int(try Filters.rounded(whole, digits: -precision))
            }
            return .double(Filters.rounded(number, digits: precision))
        case "ceil", "floor":
            let factor = pow(10, Double(precision))
            guard factor.isNormal, (number * factor).isFinite else { return .double(number) }
            return .double((number * factor).rounded(method == "ceil" ? .up : .down) / factor)
        default: throw JinjaError(.value, "|round knows 'common', 'ceil' and 'floor', not '\(method.prefix(40))'")
        }
    }

    /// To the nearest multiple of a power of ten, half to the even one.
    private static func rounded(_ number: Int64, digits: Int) throws(JinjaError) -> Int64 {
        guard digits < 19 else { return 0 }
        var unit: Int64 = 1
        for _ in 0..<digits { unit *= 10 }
        let (quotient, rest) = number.quotientAndRemainder(dividingBy: unit)
        let double = rest.magnitude.multipliedReportingOverflow(by: 2)
        let isUp =
            double.overflow || double.partialValue > unit.magnitude
            || double.partialValue == unit.magnitude && quotient % 2 != 0
        let (result, isTooMuch) = (quotient + (isUp ? number.signum() : 0)).multipliedReportingOverflow(by: unit)
        guard !isTooMuch else { throw Arithmetic.tooLarge }
        return result
    }

    /// The decimal text is exact, so that 2.675 is rounded as the number that it is.
    private static func rounded(_ number: Double, digits: Int) -> Double {
        guard number.isFinite, digits < 330 else { return number }
        if digits >= 0 { return Double(String(format: "%.\(digits)f", number)) ?? number }
        let unit = pow(10, Double(-digits))
        return unit.isFinite ? (number / unit).rounded(.toNearestOrEven) * unit : 0
    }
}

/// Numbers in text, as Python's `int()` and `float()` read them.
enum PythonNumber {
    static func whole(_ text: String, radix: Int) -> Int64? {
        var digits = Substring(ByteText.strip(text, nil, left: true, right: true))
        var sign = ""
        if let first = digits.first, first == "-" || first == "+" { sign = String(digits.removeFirst()) }
        var radix = radix
        let prefixes: [(String, Int)] = [("0x", 16), ("0o", 8), ("0b", 2)]
        if let found = prefixes.first(where: { digits.lowercased().hasPrefix($0.0) && [0, $0.1].contains(radix) }) {
            digits = digits.dropFirst(2)
            radix = found.1
        } else if radix == 0 {
            guard digits.first != "0" || digits.allSatisfy({ $0 == "0" }) else { return nil }
            radix = 10
        }
        guard let plain = withoutUnderscores(digits), let first = plain.utf8.first, Lexer.isDigit(first) || radix > 10
        else {
            return nil
        }
        return first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? nil : Int64(sign + plain, radix: radix)
    }

    static func double(_ text: String) -> Double? {
        let trimmed = ByteText.strip(text, nil, left: true, right: true)
        switch trimmed.lowercased() {
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        case "nan", "+nan", "-nan": return .nan
        default:
            // Swift reads hexadecimal fractions, Python doesn't.
            guard let plain = withoutUnderscores(Substring(trimmed)),
                plain.utf8.allSatisfy({ Lexer.isDigit($0) || "+-.eE".utf8.contains($0) })
            else { return nil }
            return Double(plain)
        }
    }

    /// Nil if an underscore is not between two digits.
    private static func withoutUnderscores(_ text: Substring) -> String? {
        guard text.utf8.contains(UInt8(ascii: "_")) else { return String(text) }
        guard !text.hasPrefix("_"), !text.hasSuffix("_"), !text.contains("__") else { return nil }
        return text.filter { $0 != "_" }
    }
}
