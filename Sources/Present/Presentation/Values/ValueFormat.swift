/// An Excel number pattern, as LookML's `value_format` uses it: `#,##0.00`, `0.0%`, `$#,##0;($#,##0)`,
/// `[>=1000000]0.0,,"M";[>=1000]0.0,"K";0`.
///
/// Up to four sections stand between semicolons. Without conditions they are for positive numbers, negative numbers,
/// zero and text; with conditions in brackets the first one that holds counts.
package struct ValueFormat: Sendable, Hashable {
    package enum Number: Sendable, Hashable {
        case integer(Int128)
        case double(Double)

        var asDouble: Double {
            switch self {
            case .integer(let value): Double(value)
            case .double(let value): value
            }
        }
    }

    let sections: [Section]

    /// Any text is a pattern: what has no meaning stands for itself.
    package init(_ pattern: String) {
        sections = Section.split(pattern).map(Section.init)
    }

    /// Thousands separators, and at most two decimals: how a number looks whose field has no format.
    package static let automatic = ValueFormat("#,##0.##")
    package static let plainInteger = ValueFormat("0")

    /// The number in this format.
    package func format(_ number: Number) -> String {
        let value = number.asDouble
        guard !value.isNaN else { return "NaN" }
        guard value.isFinite else { return value < 0 ? "-∞" : "∞" }
        let hasConditions = sections.contains { $0.condition != nil }
        if hasConditions {
            let section = sections.first { $0.condition?.holds(for: value) ?? true } ?? sections.last
            return section?.format(number, signed: true) ?? ""
        }
        switch sections.count {
        case 0: return ""
        case 1: return sections[0].format(number, signed: true)
        case 2:
            return value < 0 ? sections[1].format(number, signed: false) : sections[0].format(number, signed: true)
        default:
            if value < 0 { return sections[1].format(number, signed: false) }
            return value == 0 ? sections[2].format(number, signed: false) : sections[0].format(number, signed: false)
        }
    }
}

extension ValueFormat {
    /// One section of a pattern, cut into what stands before, in and after the digits.
    struct Section: Sendable, Hashable {
        enum Piece: Sendable, Hashable {
            case literal(String)
            /// The place of the digits; there is at most one.
            case digits
        }

        var condition: Condition?
        var pieces: [Piece] = []
        var minimumIntegerDigits = 0
        var minimumFractionDigits = 0
        var maximumFractionDigits = 0
        var groups = false
        /// Powers of ten that the number is multiplied by: two for each `%`, minus three for each trailing comma.
        var scale = 0
        /// Digits of the exponent in scientific notation.
        var exponentDigits: Int?

        func format(_ number: Number, signed: Bool) -> String {
            guard pieces.contains(.digits) else {
                return pieces.map { if case .literal(let text) = $0 { text } else { "" } }.joined()
            }
            let digits = Digits.of(number, in: self)
            let negative = signed && number.asDouble < 0 && digits.contains { $0 != "0" && $0.isNumber }
            let body = pieces.map { piece in
                switch piece {
                case .literal(let text): text
                case .digits: digits
                }
            }.joined()
            return negative ? "-" + body : body
        }
    }

    struct Condition: Sendable, Hashable {
        enum Comparison: String, Sendable {
            case less = "<", lessOrEqual = "<=", more = ">", moreOrEqual = ">=", equal = "=", notEqual = "<>"
        }
        var comparison: Comparison
        var bound: Double

        func holds(for value: Double) -> Bool {
            switch comparison {
            case .less: value < bound
            case .lessOrEqual: value <= bound
            case .more: value > bound
            case .moreOrEqual: value >= bound
            case .equal: value == bound
            case .notEqual: value != bound
            }
        }
    }

    /// The digits of a number as one section writes them, without sign.
    private enum Digits {
        static func of(_ number: Number, in section: Section) -> String {
            if let exponentDigits = section.exponentDigits { return scientific(number, section, exponentDigits) }
            if case .integer(let value) = number, section.scale >= 0, section.scale <= 12 {
                var magnitude = String(value.magnitude)
                if section.scale > 0, value != 0 { magnitude += String(repeating: "0", count: section.scale) }
                return assemble(integer: magnitude, fraction: "", section)
            }
            let scaled = abs(number.asDouble) * power(section.scale)
            return fixed(scaled, section)
        }

        /// Halves round away from zero, as in Excel; a few units in the last place make up for numbers such as 1.005
        /// that binary fractions can't hold.
        private static func fixed(_ value: Double, _ section: Section) -> String {
            let places = min(section.maximumFractionDigits, 15)
            let shifted = value * power(places)
            guard shifted < 9e18 else { return assemble(integer: wide(value), fraction: "", section) }
            // Beyond 2^52 there are no fractions left to round.
            let slack = shifted < 0x1p50 ? shifted.ulp * 4 : 0
            let rounded = UInt64((shifted + slack).rounded(.toNearestOrAwayFromZero))
            var digits = String(rounded)
            if digits.utf8.count <= places {
                digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
            }
            let point = digits.index(digits.endIndex, offsetBy: -places)
            return assemble(integer: String(digits[..<point]), fraction: String(digits[point...]), section)
        }

        private static func wide(_ value: Double) -> String {
            Int128(exactly: value.rounded()).map { String($0.magnitude) } ?? value.description
        }

        private static func scientific(_ number: Number, _ section: Section, _ exponentDigits: Int) -> String {
            var mantissa = abs(number.asDouble)
            var exponent = 0
            while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
            while mantissa > 0, mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
            var plain = section
            plain.groups = false
            let power = String(exponent.magnitude)
            let zeros = String(repeating: "0", count: max(0, exponentDigits - power.utf8.count))
            return fixed(mantissa, plain) + "E" + (exponent < 0 ? "-" : "+") + zeros + power
        }

        private static func assemble(integer: String, fraction: String, _ section: Section) -> String {
            var integer = String(integer.drop { $0 == "0" })
            let zeros = max(0, section.minimumIntegerDigits - integer.utf8.count)
            integer = String(repeating: "0", count: zeros) + integer
            var fraction = fraction
            while fraction.utf8.count < section.minimumFractionDigits { fraction += "0" }
            while fraction.utf8.count > section.minimumFractionDigits, fraction.last == "0" { fraction.removeLast() }
            if section.groups { integer = grouped(integer) }
            return fraction.isEmpty ? integer : integer + "." + fraction
        }

        private static func grouped(_ digits: String) -> String {
            var text = ""
            for (place, digit) in digits.enumerated() {
                if place > 0, (digits.utf8.count - place) % 3 == 0 { text.append(",") }
                text.append(digit)
            }
            return text
        }

        private static func power(_ exponent: Int) -> Double {
            var result = 1.0
            for _ in 0..<min(abs(exponent), 300) { result *= 10 }
            return exponent < 0 ? 1 / result : result
        }
    }
}
