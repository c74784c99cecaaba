import Foundation

/// How one value is to be written: Python's `[[fill]align][sign][#][0][width][,][.precision][type]`.
struct FormatSpec {
    var fill = " "
    var alignment: PaddedText.Alignment?
    var sign: Character = "-"
    var isAlternate = false
    var width = 0
    var grouping: String?
    var precision: Int?
    var type: Character?

    private static let largestPrecision = 1_000

    init() {}

    /// Reads the part after `:` in `{:…}`.
    init(_ text: String) throws(JinjaError) {
        var rest = Substring(text)
        func alignment(_ character: Character?) -> PaddedText.Alignment? {
            switch character {
            case "<": .left
            case ">": .right
            case "^": .center
            case "=": .afterSign
            default: nil
            }
        }
        if let second = rest.dropFirst().first, let found = alignment(second) {
            fill = String(rest.removeFirst())
            self.alignment = found
            rest.removeFirst()
        } else if let found = alignment(rest.first) {
            self.alignment = found
            rest.removeFirst()
        }
        if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
        if rest.first == "#" {
            isAlternate = true
            rest.removeFirst()
        }
        if rest.first == "0" {
            if self.alignment == nil { (fill, self.alignment) = ("0", .afterSign) }
            rest.removeFirst()
        }
        width = try FormatSpec.number(&rest) ?? 0
        if let first = rest.first, first == "," || first == "_" { grouping = String(rest.removeFirst()) }
        if rest.first == "." {
            rest.removeFirst()
            guard let number = try FormatSpec.number(&rest) else { throw FormatSpec.unknown(text) }
            precision = number
        }
        type = rest.popFirst()
        guard rest.isEmpty else { throw FormatSpec.unknown(text) }
    }

    static func unknown(_ text: String) -> JinjaError { JinjaError(.value, "'\(text)' is no format") }

    static func number(_ text: inout Substring) throws(JinjaError) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        guard let number = Int(digits), number <= Int(Int32.max) else {
            throw JinjaError(.value, "the width \(digits.prefix(20)) is too large")
        }
        text = text[digits.endIndex...]
        return number
    }

    func apply(_ value: JinjaValue, _ meter: Meter) throws(JinjaError) -> String {
        var text: String
        let isNumber: Bool
        if let precision, precision > FormatSpec.largestPrecision, value.number != nil {
            throw JinjaError(.value, "a number has at most \(FormatSpec.largestPrecision) digits")
        }
        switch (value, type) {
        case (.int, nil), (.bool, nil), (.int, "d"), (.int, "n"), (.bool, "d"), (.int, "x"), (.int, "X"), (.int, "o"),
            (.int, "b"),
            (.int, "c"):
            text = try whole(value.intValue ?? 0)
            isNumber = type != "c"
        case (.int, _), (.double, _), (.bool, _):
            text = try real(value.number ?? 0)
            isNumber = true
        default:
            guard case .string = value else {
                try value.check()
                throw JinjaError(.value, "\(value.described) can't be formatted; turn it into text with |string")
            }
            guard type == nil || type == "s", grouping == nil else {
                throw JinjaError(
                    .value, "the format '\(type.map(String.init) ?? "")' is for numbers, not \(value.described)")
            }
            text = try value.text(meter)
            if let precision {
                var view = String.UnicodeScalarView()
                view.append(contentsOf: text.unicodeScalars.prefix(precision))
                text = String(view)
            }
            isNumber = false
        }
        if isNumber, sign != "-", !text.hasPrefix("-") { text = String(sign) + text }
        let padding = PaddedText(
            width: width, fill: fill, alignment: alignment ?? (isNumber ? .right : .left), isFormat: true)
        return try padding.apply(text, meter)
    }

    private func whole(_ number: Int64) throws(JinjaError) -> String {
        func digits(_ radix: Int, _ prefix: String) -> String {
            let text = String(number.magnitude, radix: radix)
            return (number < 0 ? "-" : "") + (isAlternate ? prefix : "") + grouped(text, by: radix == 10 ? 3 : 4)
        }
        switch type {
        case "x": return digits(16, "0x")
        case "X": return digits(16, "0x").uppercased()
        case "o": return digits(8, "0o")
        case "b": return digits(2, "0b")
        case "c": return UInt32(exactly: number).flatMap(Unicode.Scalar.init).map { String($0) } ?? "\u{FFFD}"
        default: return digits(10, "")
        }
    }

    private func real(_ number: Double) throws(JinjaError) -> String {
        if !number.isFinite { return number.pythonText + (type == "%" ? "%" : "") }
        var text: String
        switch type {
        case "f", "F": text = String(format: "%.\(precision ?? 6)f", number)
        case "e", "E": text = String(format: "%.\(precision ?? 6)\(type ?? "e")", number)
        case "g", "G", "n": text = String(format: "%.\(precision ?? 6)\(type == "G" ? "G" : "g")", number)
        case "%": text = String(format: "%.\(precision ?? 6)f", number * 100) + "%"
        case nil:
            if let precision {
                text = String(format: "%.\(max(precision, 1))g", number)
                if !text.contains(".") && !text.contains("e") { text += ".0" }
            } else {
                text = number.pythonText
            }
        case .some(let other):
            throw JinjaError(.value, "the format '\(other)' is not for the number \(number.pythonText)")
        }
        guard grouping != nil else { return text }
        let isNegative = text.hasPrefix("-")
        let digits = text.drop { $0 == "-" }.prefix { $0.isNumber }
        let rest = text.dropFirst((isNegative ? 1 : 0) + digits.count)
        text = (isNegative ? "-" : "") + grouped(String(digits), by: 3) + rest
        return text
    }

    private func grouped(_ digits: String, by size: Int) -> String {
        guard let grouping else { return digits }
        var groups: [Substring] = []
        var rest = Substring(digits)
        while rest.count > size {
            groups.append(rest.suffix(size))
            rest = rest.dropLast(size)
        }
        groups.append(rest)
        return groups.reversed().joined(separator: grouping)
    }
}
