extension Filters {
    static func title(_ text: String) -> String {
        var result = ""
        var isStart = true
        for scalar in text.unicodeScalars {
            if ByteText.isSpace(scalar) || "-({[<".unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
                isStart = true
            } else {
                result += isStart ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
                isStart = false
            }
        }
        return result
    }

    static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\"": result.append(contentsOf: "&#34;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Without `<tags>`, white space made single.
    static func withoutTags(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
            kept.append(contentsOf: rest[..<start])
            rest = rest[rest.index(after: end)...]
        }
        kept.append(contentsOf: rest)
        return kept.split(whereSeparator: ByteText.isSpace).map { String($0) }.joined(separator: " ")
    }

    static func words(_ text: String) -> Int64 {
        var count: Int64 = 0
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isWord = scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            if isWord, !isInWord { count += 1 }
            isInWord = isWord
        }
        return count
    }

    func indented() throws(JinjaError) -> JinjaValue {
        try inputs.allow("width", "first", "blank")
        let width: String
        if case .string(let text)? = inputs[0, "width"] {
            width = text
        } else {
            let count = max(0, try inputs.whole(0, "width") ?? 4)
            try meter.text(count)
            width = String(repeating: " ", count: count)
        }
        let lines = TextMethods.lines(try valueText() + "\n", keepsEnds: false)
        let (bytes, isTooMuch) = width.utf8.count.multipliedReportingOverflow(by: lines.count)
        try meter.text(isTooMuch ? .max : bytes)
        let isBlank = inputs.flag(2, "blank") ?? false
        var result = inputs.flag(1, "first") ?? false ? width : ""
        for (index, line) in lines.enumerated() {
            if index > 0 { result += "\n" + (line.isEmpty && !isBlank ? "" : width) }
            result += line
        }
        try meter.text(result.utf8.count)
        return .string(result)
    }

    func truncated() throws(JinjaError) -> JinjaValue {
        try inputs.allow("length", "killwords", "end", "leeway")
        let length = try inputs.whole(0, "length") ?? 255
        let end = try inputs.text(2, "end") ?? "..."
        let leeway = try inputs.whole(3, "leeway") ?? 5
        let endLength = ByteText.length(end)
        guard length >= endLength, leeway >= 0 else {
            throw JinjaError(.value, "|truncate needs a length of at least \(endLength) and a leeway of at least 0")
        }
        let text = try valueText()
        let scalars = Array(text.unicodeScalars)
        let (limit, isTooMuch) = length.addingReportingOverflow(leeway)
        if isTooMuch || scalars.count <= limit { return .string(text) }
        var kept = scalars[..<(length - endLength)]
        if !(inputs.flag(1, "killwords") ?? false), let space = kept.lastIndex(of: " ") { kept = kept[..<space] }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: kept)
        return .string(String(result) + end)
    }

    func urlEncoded() throws(JinjaError) -> JinjaValue {
        try inputs.allow()
        func pair(_ key: JinjaValue, _ value: JinjaValue) throws(JinjaError) -> String {
            Filters.quoted(try key.text(meter), isQuery: true) + "="
                + Filters.quoted(try value.text(meter), isQuery: true)
        }
        var pairs: [String] = []
        switch value {
        case .dict(let dict): for entry in dict.entries { pairs.append(try pair(entry.key, entry.value)) }
        case .list:
            for element in try elements() {
                let parts = try element.elements(meter)
                guard parts.count == 2 else { throw JinjaError(.value, "|urlencode needs pairs in a list") }
                pairs.append(try pair(parts[0], parts[1]))
            }
        default: return .string(Filters.quoted(try valueText(), isQuery: false))
        }
        return .string(pairs.joined(separator: "&"))
    }

    private static func quoted(_ text: String, isQuery: Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            case UInt8(ascii: "/") where !isQuery: bytes.append(byte)
            case UInt8(ascii: " ") where isQuery: bytes.append(UInt8(ascii: "+"))
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
