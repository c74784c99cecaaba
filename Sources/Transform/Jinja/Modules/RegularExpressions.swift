/// `modules.re`: match, fullmatch, search, sub, findall, split, escape, compile.
enum RegularExpressions {
    private static let names = ["match", "fullmatch", "search", "sub", "findall", "finditer", "split"]

    static let module: JinjaMembers = {
        var members: [String: JinjaValue] = [
            "IGNORECASE": 2, "I": 2, "MULTILINE": 8, "M": 8, "DOTALL": 16, "S": 16,
            "compile": .function("compile") { call in
                let pattern = try RegularPattern(try call.requiredText(0, "pattern"), flags: call.argument(1, "flags"))
                return .object(pattern)
            },
            "escape": .function("escape") { call in
                var escaped = String.UnicodeScalarView()
                for scalar in try call.requiredText(0, "pattern").unicodeScalars {
                    if "()[]{}?*+-|^$\\.&~# \t\n\r\u{0B}\u{0C}".unicodeScalars.contains(scalar) { escaped.append("\\") }
                    escaped.append(scalar)
                }
                return .string(String(escaped))
            },
        ]
        for name in names {
            members[name] = .function(name) { call in
                let pattern: RegularPattern
                if case .object(let object)? = call.argument(0, "pattern"), let compiled = object as? RegularPattern {
                    pattern = compiled
                } else {
                    let hasCount = name == "sub" || name == "split"
                    let flags = hasCount ? call[keyword: "flags"] : call.argument(2, "flags")
                    pattern = try RegularPattern(try call.requiredText(0, "pattern"), flags: flags)
                }
                return try pattern.call(
                    name, call.with(positional: Array(call.positional.dropFirst())), call.rendering.meter)
            }
        }
        return JinjaMembers("re", members)
    }()

    static func exists(_ name: String) -> Bool { names.contains(name) }
}

/// A compiled pattern.
struct RegularPattern: JinjaObject {
    let pattern: String
    private let program: PatternProgram
    private let flags: Set<Unicode.Scalar>

    init(_ pattern: String, flags: JinjaValue?) throws(JinjaError) {
        self.pattern = pattern
        let bits = flags?.intValue ?? 0
        var letters: Set<Unicode.Scalar> = []
        if bits & 2 != 0 { letters.insert("i") }
        if bits & 8 != 0 { letters.insert("m") }
        if bits & 16 != 0 { letters.insert("s") }
        (program, self.flags) = try PatternCompiler.compile(pattern, flags: letters)
    }

    var jinjaTypeName: String { "pattern" }
    var jinjaText: String { "re.compile(\(ValueWriter.quoted(pattern)))" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        if name == "pattern" { return .string(pattern) }
        guard RegularExpressions.exists(name) else { return nil }
        return .function(name) { [self] call in try self.call(name, call, call.rendering.meter) }
    }

    func call(_ name: String, _ call: JinjaCall, _ meter: Meter) throws(JinjaError) -> JinjaValue {
        let string = try call.requiredText(name == "sub" ? 1 : 0, "string")
        let text = Array(string.unicodeScalars)
        try meter.step(text.count / 16)
        let matcher = PatternMatcher(
            program: program, text: text, ignoresCase: flags.contains("i"), isMultiline: flags.contains("m"),
            meter: meter)
        switch name {
        case "match", "fullmatch":
            return found(try matcher.match(at: 0, mustReachEnd: name == "fullmatch"), text)
        case "search":
            for start in 0...text.count { if let slots = try matcher.match(at: start) { return found(slots, text) } }
            return .none
        case "findall":
            return .list(
                try matches(matcher).map { slots in
                    let groups = (1..<max(program.groups, 1)).map { JinjaValue.string(part($0, slots, text) ?? "") }
                    return groups.isEmpty
                        ? .string(part(0, slots, text) ?? "") : groups.count == 1 ? groups[0] : .tuple(groups)
                })
        case "finditer": return .list(try matches(matcher).map { found($0, text) })
        case "split":
            var parts: [JinjaValue] = []
            var start = 0
            let most = try Inputs("split()", call.positional, call.keyword).whole(1, "maxsplit") ?? 0
            for slots in try matches(matcher, most: most) {
                parts.append(.string(RegularPattern.text(text[start..<slots[0]])))
                for group in 1..<max(program.groups, 1) {
                    parts.append(part(group, slots, text).map { .string($0) } ?? .none)
                }
                start = slots[1]
            }
            return .list(parts + [.string(RegularPattern.text(text[start...]))])
        default: return try substitute(call, matcher, text, meter)
        }
    }

    private func substitute(
        _ call: JinjaCall, _ matcher: PatternMatcher, _ text: [Unicode.Scalar], _ meter: Meter
    ) throws(JinjaError) -> JinjaValue {
        let template = Array(try call.requiredText(0, "repl").unicodeScalars)
        let count = try Inputs("sub()", call.positional, call.keyword).whole(2, "count") ?? 0
        var result = String.UnicodeScalarView()
        var start = 0
        for slots in try matches(matcher, most: count) {
            result.append(contentsOf: text[start..<slots[0]])
            try expand(template, slots, text, into: &result)
            try meter.text(result.count)
            start = slots[1]
        }
        result.append(contentsOf: text[start...])
        return .string(String(result))
    }

    /// `\1`, `\g<1>`, `\g<name>`, `\n` … in what replaces a match.
    private func expand(
        _ template: [Unicode.Scalar], _ slots: [Int], _ text: [Unicode.Scalar],
        into result: inout String.UnicodeScalarView
    ) throws(JinjaError) {
        var index = 0
        while index < template.count {
            let scalar = template[index]
            index += 1
            guard scalar == "\\", index < template.count else {
                result.append(scalar)
                continue
            }
            let mark = template[index]
            index += 1
            var group: Int?
            if mark == "g", template[index...].first == "<", let end = template[index...].firstIndex(of: ">") {
                let name = RegularPattern.text(template[(index + 1)..<end])
                group = Int(name) ?? program.names[name] ?? -1
                index = end + 1
            } else if let digit = Int(String(mark)), mark.isASCII {
                group = digit
            }
            if let group {
                guard (0..<program.groups).contains(group) else {
                    throw JinjaError(.value, "the regular expression has no such group as the replacement names")
                }
                result.append(contentsOf: (part(group, slots, text) ?? "").unicodeScalars)
            } else {
                switch mark {
                case "n": result.append("\n")
                case "t": result.append("\t")
                case "r": result.append("\r")
                case "\\": result.append("\\")
                default: result.append(contentsOf: ["\\", mark])
                }
            }
        }
    }

    /// All matches one after the other; at most `most` unless that is 0.
    private func matches(_ matcher: PatternMatcher, most: Int = 0) throws(JinjaError) -> [[Int]] {
        var found: [[Int]] = []
        var start = 0
        while start <= matcher.text.count, most <= 0 || found.count < most {
            if let slots = try matcher.match(at: start) {
                try matcher.meter.append(to: found.count)
                found.append(slots)
                start = slots[1] > slots[0] ? slots[1] : slots[1] + 1
            } else {
                start += 1
            }
        }
        return found
    }

    private func found(_ slots: [Int]?, _ text: [Unicode.Scalar]) -> JinjaValue {
        guard let slots else { return .none }
        let groups = (0..<program.groups).map { part($0, slots, text) }
        return .object(RegularMatch(groups: groups, names: program.names, slots: slots))
    }

    private func part(_ group: Int, _ slots: [Int], _ text: [Unicode.Scalar]) -> String? {
        let (start, end) = (slots[group * 2], slots[group * 2 + 1])
        return start >= 0 && end >= start ? RegularPattern.text(text[start..<end]) : nil
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}

/// What a pattern found: `group()`, `groups()`, `start()`, `end()`.
struct RegularMatch: JinjaObject {
    let groups: [String?]
    let names: [String: Int]
    let slots: [Int]

    var jinjaTypeName: String { "match" }
    var jinjaText: String { "<re.Match object; match=\(ValueWriter.quoted((groups.first ?? nil) ?? ""))>" }

    private func value(_ key: JinjaValue) throws(JinjaError) -> JinjaValue {
        let index = key.intValue.flatMap { Int(exactly: $0) } ?? key.stringValue.flatMap { names[$0] } ?? -1
        guard groups.indices.contains(index) else {
            throw JinjaError(.value, "the regular expression has no group \(key.representation)")
        }
        return groups[index].map { .string($0) } ?? .none
    }

    func jinjaItem(_ key: JinjaValue) -> JinjaValue? { try? value(key) }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        switch name {
        case "group":
            return .function(name) { [self] call in
                var values: [JinjaValue] = []
                for key in call.positional { values.append(try value(key)) }
                return values.isEmpty ? try value(0) : values.count == 1 ? values[0] : .tuple(values)
            }
        case "groups":
            return .function(name) { [self] call in
                let fallback = call.argument(0, "default") ?? .none
                return .tuple(groups.dropFirst().map { $0.map { .string($0) } ?? fallback })
            }
        case "groupdict":
            return .function(name) { [self] _ in
                let sorted = names.sorted { $0.value < $1.value }
                return .dict(sorted.map { ($0.key, groups[$0.value].map { .string($0) } ?? .none) })
            }
        case "start", "end", "span":
            return .function(name) { [self] call in
                let index = Int(clamping: call.argument(0, "group")?.intValue ?? 0)
                guard groups.indices.contains(index) else {
                    throw JinjaError(.value, "the regular expression has no group \(index)")
                }
                let (start, end) = (
                    JinjaValue.int(Int64(slots[index * 2])), JinjaValue.int(Int64(slots[index * 2 + 1]))
                )
                return name == "start" ? start : name == "end" ? end : .tuple([start, end])
            }
        default: return nil
        }
    }
}
