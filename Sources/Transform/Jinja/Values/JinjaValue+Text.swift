extension JinjaValue {
    /// What `{{ value }}` writes: Python's text (`True`, `None`, `['a', 1]`, `1.0`). A value too large or too deep for a
    /// template ends in `…`.
    package var text: String { (try? text(Meter(JinjaLimits()))) ?? "…" }

    /// As `text`, as inside a list: strings in quotes.
    package var representation: String {
        var writer = ValueWriter(meter: Meter(JinjaLimits()))
        return (try? writer.write(self, depth: 0)).map { String(decoding: writer.bytes, as: UTF8.self) } ?? "…"
    }

    func text(_ meter: Meter) throws(JinjaError) -> String {
        switch self {
        case .string(let text): return text
        case .undefined: return ""
        case .int(let number): return String(number)
        case .object(let object): return object.jinjaText
        default:
            var writer = ValueWriter(meter: meter)
            try writer.write(self, depth: 0)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }
}

extension Double {
    /// The shortest text that reads back as the same number, in Python's form.
    var pythonText: String {
        if isNaN { return "nan" }
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        // Python writes whole numbers out up to 1e16, Swift only up to 2^53.
        if abs(self) < 1e16, abs(self) >= 9_007_199_254_740_992 { return String(Int64(self)) + ".0" }
        let text = description
        // 1e+16, not 1.0e+16.
        return text.contains("e") ? text.split(separator: ".0e").joined(separator: "e") : text
    }
}

/// Writes values as Python's `repr` does.
struct ValueWriter {
    let meter: Meter
    var bytes: [UInt8] = []

    init(meter: Meter) { self.meter = meter }

    mutating func write(_ value: JinjaValue, depth: Int) throws(JinjaError) {
        try meter.step()
        switch value {
        case .none: try append("None")
        case .undefined: try append("Undefined")
        case .bool(let flag): try append(flag ? "True" : "False")
        case .int(let number): try append(String(number))
        case .double(let number): try append(number.pythonText)
        case .string(let text): try append(ValueWriter.quoted(text))
        case .list(let list): try write(list, depth: depth + 1)
        case .dict(let dict): try write(dict, depth: depth + 1)
        case .function(let function): try append("<function \(function.name)>")
        case .macro(let macro): try append("<macro \(macro.name)>")
        case .object(let object): try append(object.jinjaRepresentation)
        }
    }

    private mutating func append(_ text: String) throws(JinjaError) {
        try meter.text(bytes.count + text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func write(_ list: JinjaList, depth: Int) throws(JinjaError) {
        try meter.nest(depth)
        let elements = list.elements
        let (open, close): (String, String) =
            switch list.kind {
            case .list: ("[", "]")
            case .tuple: ("(", elements.count == 1 ? ",)" : ")")
            case .set: elements.isEmpty ? ("set(", ")") : ("{", "}")
            case .dictKeys, .dictValues, .dictItems: (list.typeName + "([", "])")
            case .range(let from, let to, let step):
                ("range(\(from), \(to)" + (step == 1 ? "" : ", \(step)"), ")")
            }
        try appendShort(open)
        if case .range = list.kind {
            try appendShort(close)
            return
        }
        for (index, element) in elements.enumerated() {
            if index > 0 { try appendShort(", ") }
            try write(element, depth: depth)
        }
        try appendShort(close)
    }

    private mutating func write(_ dict: JinjaDict, depth: Int) throws(JinjaError) {
        try meter.nest(depth)
        try appendShort("{")
        for (index, entry) in dict.entries.enumerated() {
            if index > 0 { try appendShort(", ") }
            try write(entry.key, depth: depth)
            try appendShort(": ")
            try write(entry.value, depth: depth)
        }
        try appendShort("}")
    }

    private mutating func appendShort(_ text: String) throws(JinjaError) {
        guard bytes.count < meter.limits.textBytes else { return try meter.text(.max) }
        bytes.append(contentsOf: text.utf8)
    }

    /// A string in quotes, with Python's choice of quote and its escapes.
    static func quoted(_ text: String) -> String {
        let quote: Unicode.Scalar = text.utf8.contains(0x27) && !text.utf8.contains(0x22) ? "\"" : "'"
        var quoted = String.UnicodeScalarView([quote])
        for scalar in text.unicodeScalars {
            switch scalar {
            case quote, "\\": quoted.append(contentsOf: ["\\", scalar])
            case "\n": quoted.append(contentsOf: "\\n".unicodeScalars)
            case "\t": quoted.append(contentsOf: "\\t".unicodeScalars)
            case "\r": quoted.append(contentsOf: "\\r".unicodeScalars)
            default:
                if isPrintable(scalar) {
                    quoted.append(scalar)
                } else {
                    let code = String(scalar.value, radix: 16)
                    let (mark, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
                    let zeros = String(repeating: "0", count: max(0, width - code.utf8.count))
                    quoted.append(contentsOf: "\\\(mark)\(zeros)\(code)".unicodeScalars)
                }
            }
        }
        quoted.append(quote)
        return String(quoted)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value >= 0x20 }
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            return false
        default: return true
        }
    }
}
