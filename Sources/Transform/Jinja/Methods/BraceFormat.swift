/// `'{} of {name:>8}'.format(a, name=b)`
struct BraceFormat {
    let inputs: Inputs
    let meter: Meter

    func apply(_ format: String) throws(JinjaError) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(format.unicodeScalars)
        var index = 0
        var next = 0
        while index < scalars.count {
            let scalar = scalars[index]
            let following = index + 1 < scalars.count ? scalars[index + 1] : nil
            index += 1
            switch scalar {
            case "{" where following == "{", "}" where following == "}":
                result.append(scalar)
                index += 1
            case "{":
                let field = try field(scalars, &index)
                result.append(contentsOf: try write(field, &next).unicodeScalars)
                try meter.text(result.count)
            case "}": throw JinjaError(.value, "a single '}' in a format; write '}}' for a brace")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private func field(_ scalars: [Unicode.Scalar], _ index: inout Int) throws(JinjaError) -> String {
        var field = String.UnicodeScalarView()
        var depth = 1
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "{" { depth += 1 }
            if scalar == "}" { depth -= 1 }
            if depth == 0 { return String(field) }
            field.append(scalar)
        }
        throw JinjaError(.value, "a '{' of the format is never closed; write '{{' for a brace")
    }

    private func write(_ field: String, _ next: inout Int) throws(JinjaError) -> String {
        let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let names = (parts.first ?? "").split(separator: "!", maxSplits: 1, omittingEmptySubsequences: false)
        var value = try lookUp(names.first ?? "", &next)
        if names.count > 1 { value = .string(names[1] == "r" ? value.representation : try value.text(meter)) }
        guard parts.count > 1, !parts[1].isEmpty else { return try value.text(meter) }
        var spec = String(parts[1])
        if spec.contains("{") {
            guard !spec.contains("{{") else { throw FormatSpec.unknown(spec) }
            var inner = ""
            for part in spec.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
                if part.offset == 0 {
                    inner += part.element
                } else {
                    let halves = part.element.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
                    inner += try lookUp(halves.first ?? "", &next).text(meter) + (halves.count > 1 ? halves[1] : "")
                }
            }
            spec = inner
        }
        return try FormatSpec(spec).apply(value, meter)
    }

    private func lookUp(_ path: Substring, _ next: inout Int) throws(JinjaError) -> JinjaValue {
        var rest = path
        let name = rest.prefix { $0 != "." && $0 != "[" }
        rest = rest[name.endIndex...]
        var value: JinjaValue
        if name.isEmpty || Int(name) != nil {
            let index = name.isEmpty ? next : Int(name) ?? 0
            if name.isEmpty { next += 1 }
            guard inputs.positional.indices.contains(index) else {
                throw JinjaError(.value, "the format needs more values than it is given")
            }
            value = inputs.positional[index]
        } else {
            guard let found = inputs.keyword.first(where: { $0.name == name })?.value else {
                throw JinjaError(.value, "the format needs a value '\(name)' that it is not given")
            }
            value = found
        }
        let access = Access(meter: meter)
        while let mark = rest.popFirst() {
            if mark == "." {
                let part = rest.prefix { $0 != "." && $0 != "[" }
                value = try access.attribute(String(part), of: value)
                rest = rest[part.endIndex...]
            } else {
                let part = rest.prefix { $0 != "]" }
                value = try access.item(Int64(part).map { .int($0) } ?? .string(String(part)), of: value)
                rest = rest[part.endIndex...].dropFirst()
            }
        }
        return value
    }
}
