/// The methods of Python's `str`.
struct TextMethods {
    static let names: Set<String> = [
        "upper", "lower", "strip", "lstrip", "rstrip", "split", "rsplit", "splitlines", "replace", "startswith",
        "endswith", "join", "format", "title", "capitalize", "find", "rfind", "index", "rindex", "count", "zfill",
        "isdigit", "isalpha", "isalnum", "isnumeric", "isdecimal", "isspace", "isupper", "islower", "isidentifier",
        "isascii", "istitle", "ljust", "rjust", "center", "partition", "rpartition", "removeprefix", "removesuffix",
        "swapcase", "casefold", "expandtabs",
    ]

    let text: String
    let inputs: Inputs
    let meter: Meter

    func call(_ name: String) throws(JinjaError) -> JinjaValue {
        try meter.text(text.utf8.count)
        switch name {
        case "upper": return try plain { $0.uppercased() }
        case "lower", "casefold": return try plain { $0.lowercased() }
        case "title": return try plain(TextMethods.title)
        case "capitalize": return try plain(TextMethods.capitalize)
        case "swapcase": return try plain(TextMethods.swapCase)
        case "strip", "lstrip", "rstrip":
            try inputs.allow("chars")
            let characters = try inputs.text(0, "chars")
            return .string(ByteText.strip(text, characters, left: name != "rstrip", right: name != "lstrip"))
        case "split", "rsplit": return try split(fromRight: name == "rsplit")
        case "splitlines":
            try inputs.allow("keepends")
            return .list(TextMethods.lines(text, keepsEnds: inputs.flag(0, "keepends") ?? false).map { .string($0) })
        case "replace":
            try inputs.allow("old", "new", "count")
            let count = try inputs.whole(2, "count") ?? -1
            let (old, new) = (try inputs.requiredText(0, "old"), try inputs.requiredText(1, "new"))
            return .string(try ByteText.replace(text, old, with: new, most: count < 0 ? .max : count, meter))
        case "startswith", "endswith": return try hasEnd(atStart: name == "startswith")
        case "removeprefix", "removesuffix": return try removeEnd(atStart: name == "removeprefix")
        case "join": return try join()
        case "format": return .string(try BraceFormat(inputs: inputs, meter: meter).apply(text))
        case "find", "rfind", "index", "rindex": return try find(name)
        case "count": return try count()
        case "zfill", "ljust", "rjust", "center": return try pad(name)
        case "partition", "rpartition": return try partition(fromRight: name == "rpartition")
        case "expandtabs":
            try inputs.allow("tabsize")
            let spaces = String(repeating: " ", count: max(0, min(try inputs.whole(0, "tabsize") ?? 8, 64)))
            return .string(try ByteText.replace(text, "\t", with: spaces, most: .max, meter))
        default:
            try inputs.allow()
            return .bool(TextMethods.consists(text, of: name))
        }
    }

    private func plain(_ change: (String) -> String) throws(JinjaError) -> JinjaValue {
        try inputs.allow()
        return .string(change(text))
    }

    static func title(_ text: String) -> String {
        var result = ""
        var isInWord = false
        for scalar in text.unicodeScalars {
            let isLetter = scalar.properties.isCased
            result +=
                !isLetter
                ? String(scalar) : isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
            isInWord = isLetter
        }
        return result
    }

    static func capitalize(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return "" }
        return first.properties.titlecaseMapping + String(text.unicodeScalars.dropFirst()).lowercased()
    }

    private static func swapCase(_ text: String) -> String {
        text.unicodeScalars.map {
            $0.properties.isUppercase ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
        }.joined()
    }

    static func lines(_ text: String, keepsEnds: Bool) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            let value = scalar.value
            let isEnd =
                (0x0A...0x0D).contains(value) || (0x1C...0x1E).contains(value) || value == 0x85
                || value == 0x2028 || value == 0x2029
            if !isEnd {
                line.append(scalar)
                continue
            }
            if keepsEnds { line.append(scalar) }
            if value == 0x0D, scalars.first == "\n" {
                scalars.removeFirst()
                if keepsEnds { line.append("\n") }
            }
            lines.append(String(line))
            line = String.UnicodeScalarView()
        }
        if !line.isEmpty { lines.append(String(line)) }
        return lines
    }

    private func split(fromRight: Bool) throws(JinjaError) -> JinjaValue {
        try inputs.allow("sep", "maxsplit")
        let most = try inputs.whole(1, "maxsplit") ?? -1
        var parts: [String]
        if let separator = try inputs.text(0, "sep") {
            guard !separator.isEmpty else {
                throw JinjaError(.value, "text can't be split at an empty separator; |list makes its characters")
            }
            let all = ByteText.split(
                Array(text.utf8), at: Array(separator.utf8), most: most < 0 || fromRight ? .max : most)
            let extra = fromRight && most >= 0 ? all.count - 1 - most : 0
            parts = extra > 0 ? [all[0...extra].joined(separator: separator)] + all[(extra + 1)...] : all
        } else {
            parts = fromRight ? wordsFromRight(most) : words(most)
        }
        try meter.elements(parts.count)
        return .list(parts.map { .string($0) })
    }

    private func words(_ most: Int) -> [String] {
        var rest = text.unicodeScalars[...]
        var parts: [String] = []
        while true {
            rest = rest.drop(while: ByteText.isSpace)
            if rest.isEmpty { return parts }
            if most >= 0, parts.count >= most {
                return parts + [ByteText.strip(String(rest), nil, left: false, right: true)]
            }
            let word = rest.prefix { !ByteText.isSpace($0) }
            parts.append(String(word))
            rest = rest[word.endIndex...]
        }
    }

    private func wordsFromRight(_ most: Int) -> [String] {
        var rest = text.unicodeScalars[...]
        var parts: [String] = []
        while true {
            while let last = rest.last, ByteText.isSpace(last) { rest.removeLast() }
            if rest.isEmpty { return parts.reversed() }
            if most >= 0, parts.count >= most {
                return [ByteText.strip(String(rest), nil, left: true, right: false)] + parts.reversed()
            }
            let start = rest.lastIndex(where: ByteText.isSpace).map { rest.index(after: $0) } ?? rest.startIndex
            parts.append(String(rest[start...]))
            rest = rest[..<start]
        }
    }

    private func hasEnd(atStart: Bool) throws(JinjaError) -> JinjaValue {
        try inputs.allow(atStart ? "prefix" : "suffix", "start", "end")
        let ends = try inputs.required(0, atStart ? "prefix" : "suffix")
        let options = if case .list(let list) = ends, list.kind == .tuple { list.elements } else { [ends] }
        for option in options {
            guard case .string(let end) = option else {
                try option.check()
                throw JinjaError(.value, "\(inputs.name) needs text or a tuple of texts, not \(option.described)")
            }
            if atStart ? text.utf8.starts(with: end.utf8) : text.utf8.reversed().starts(with: end.utf8.reversed()) {
                return .bool(true)
            }
        }
        return .bool(false)
    }

    private func removeEnd(atStart: Bool) throws(JinjaError) -> JinjaValue {
        try inputs.allow(atStart ? "prefix" : "suffix")
        let end = Array(try inputs.requiredText(0, atStart ? "prefix" : "suffix").utf8)
        let bytes = Array(text.utf8)
        if atStart, bytes.starts(with: end) {
            return .string(String(decoding: bytes.dropFirst(end.count), as: UTF8.self))
        }
        if !atStart, bytes.reversed().starts(with: end.reversed()) {
            return .string(String(decoding: bytes.dropLast(end.count), as: UTF8.self))
        }
        return .string(text)
    }

    private func join() throws(JinjaError) -> JinjaValue {
        try inputs.allow("iterable")
        var parts: [String] = []
        var bytes = 0
        for element in try inputs.required(0, "iterable").elements(meter) {
            guard case .string(let part) = element else {
                try element.check()
                throw JinjaError(
                    .value, "join() needs texts, not \(element.described); the filter |join takes any value")
            }
            bytes += part.utf8.count + text.utf8.count
            parts.append(part)
        }
        try meter.text(bytes)
        return .string(parts.joined(separator: text))
    }

    private func find(_ name: String) throws(JinjaError) -> JinjaValue {
        try inputs.allow("sub", "start", "end")
        let needle = Array(try inputs.requiredText(0, "sub").utf8)
        let scalars = Array(text.unicodeScalars)
        func bound(_ value: Int?, _ fallback: Int) -> Int {
            guard let value else { return fallback }
            return value < 0 ? max(0, value + scalars.count) : min(value, scalars.count + 1)
        }
        let start = bound(try inputs.whole(1, "start"), 0)
        let end = min(bound(try inputs.whole(2, "end"), scalars.count), scalars.count)
        var found: Int?
        if start <= end {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[start..<end])
            let part = Array(String(view).utf8)
            let offset = name.hasPrefix("r") ? ByteText.findLast(needle, in: part) : ByteText.find(needle, in: part)
            found = offset.map { start + ByteText.length(String(decoding: part[..<$0], as: UTF8.self)) }
        }
        if let found { return .int(Int64(found)) }
        guard name.hasSuffix("find") else {
            throw JinjaError(.value, "the text that \(inputs.name) looks for is not there; find() gives -1 instead")
        }
        return .int(-1)
    }

    private func count() throws(JinjaError) -> JinjaValue {
        try inputs.allow("sub")
        let needle = Array(try inputs.requiredText(0, "sub").utf8)
        if needle.isEmpty { return .int(Int64(ByteText.length(text) + 1)) }
        return .int(Int64(ByteText.split(Array(text.utf8), at: needle, most: .max).count - 1))
    }

    private func pad(_ name: String) throws(JinjaError) -> JinjaValue {
        try inputs.allow("width", "fillchar")
        let width = try inputs.whole(0, "width") ?? 0
        let fill = name == "zfill" ? "0" : try inputs.text(1, "fillchar") ?? " "
        guard ByteText.length(fill) == 1 else { throw JinjaError(.value, "\(inputs.name) fills with one character") }
        let alignment: PaddedText.Alignment =
            switch name {
            case "ljust": .left
            case "center": .center
            case "zfill": .afterSign
            default: .right
            }
        return .string(try PaddedText(width: width, fill: fill, alignment: alignment).apply(text, meter))
    }

    private func partition(fromRight: Bool) throws(JinjaError) -> JinjaValue {
        try inputs.allow("sep")
        let separator = try inputs.requiredText(0, "sep")
        guard !separator.isEmpty else { throw JinjaError(.value, "\(inputs.name) needs a separator that is not empty") }
        let (bytes, needle) = (Array(text.utf8), Array(separator.utf8))
        guard
            let index = fromRight ? ByteText.findLast(needle, in: bytes) : ByteText.find(needle, in: bytes)
        else {
            return .tuple(fromRight ? ["", "", .string(text)] : [.string(text), "", ""])
        }
        let before = String(decoding: bytes[..<index], as: UTF8.self)
        let after = String(decoding: bytes[(index + needle.count)...], as: UTF8.self)
        return .tuple([.string(before), .string(separator), .string(after)])
    }

    private static func consists(_ text: String, of name: String) -> Bool {
        let scalars = text.unicodeScalars
        if name == "isascii" { return text.utf8.allSatisfy { $0 < 0x80 } }
        guard let first = scalars.first else { return false }
        switch name {
        case "isdigit", "isdecimal", "isnumeric":
            return scalars.allSatisfy {
                switch $0.properties.numericType {
                case .decimal: true
                case .digit: name != "isdecimal"
                case .numeric: name == "isnumeric"
                default: false
                }
            }
        case "isalpha": return scalars.allSatisfy(isLetter)
        case "isalnum": return scalars.allSatisfy { isLetter($0) || $0.properties.numericType != nil }
        case "isspace": return scalars.allSatisfy(ByteText.isSpace)
        case "isupper", "islower":
            let cased = scalars.filter(\.properties.isCased)
            return !cased.isEmpty
                && cased.allSatisfy { name == "isupper" ? $0.properties.isUppercase : $0.properties.isLowercase }
        case "istitle": return scalars.contains(where: \.properties.isCased) && title(text) == text
        default:
            return (isLetter(first) || first == "_")
                && scalars.allSatisfy { isLetter($0) || $0 == "_" || $0.properties.numericType == .decimal }
        }
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        default: false
        }
    }
}
