/// `'%s of %d' % (a, b)`
struct PercentFormat {
    let meter: Meter

    func apply(_ format: String, to value: JinjaValue) throws(JinjaError) -> String {
        var result = ""
        var rest = Substring(format)
        var waiting: [JinjaValue] =
            if case .list(let list) = value, list.kind == .tuple { list.elements.reversed() } else { [value] }
        let isMapping = value.dictValue != nil
        while let mark = rest.firstIndex(of: "%") {
            result += rest[..<mark]
            rest = rest[rest.index(after: mark)...]
            try meter.step()
            if rest.first == "%" {
                result += "%"
                rest.removeFirst()
                continue
            }
            var argument: JinjaValue?
            if rest.first == "(" {
                guard let end = rest.firstIndex(of: ")"), let dict = value.dictValue else {
                    throw JinjaError(.value, "'%(name)s' needs a dict after '%'")
                }
                let name = String(rest[rest.index(after: rest.startIndex)..<end])
                guard let found = dict[name] else { throw JinjaError(.value, "this dict has no key '\(name)'") }
                argument = found
                rest = rest[rest.index(after: end)...]
            }
            var spec = FormatSpec()
            var isLeft = false
            while let flag = rest.first, "-+ 0#".contains(flag) {
                switch flag {
                case "-": isLeft = true
                case "0": (spec.fill, spec.alignment) = ("0", .afterSign)
                case "#": spec.isAlternate = true
                default: spec.sign = flag
                }
                rest.removeFirst()
            }
            if rest.first == "*" {
                rest.removeFirst()
                spec.width = try width(waiting.popLast())
            } else {
                spec.width = try FormatSpec.number(&rest) ?? 0
            }
            if rest.first == "." {
                rest.removeFirst()
                spec.precision = try FormatSpec.number(&rest) ?? 0
            }
            if isLeft {
                (spec.fill, spec.alignment) = (" ", .left)
            } else if spec.alignment == nil {
                spec.alignment = .right
            }
            guard let type = rest.popFirst() else {
                throw JinjaError(.value, "the format ends after '%'; write '%%' for one")
            }
            guard let next = argument ?? waiting.popLast() else {
                throw JinjaError(.value, "the format '\(format.prefix(40))' needs more values than it is given")
            }
            result += try write(next, type, spec)
            try meter.text(result.utf8.count)
        }
        result += rest
        if !waiting.isEmpty, !isMapping {
            throw JinjaError(.value, "the format '\(format.prefix(40))' is given more values than it needs")
        }
        return result
    }

    private func width(_ value: JinjaValue?) throws(JinjaError) -> Int {
        guard let width = value?.intValue, let small = Int32(exactly: width) else {
            throw JinjaError(.value, "the '*' of a format needs a whole number")
        }
        return Int(small)
    }

    private func write(_ value: JinjaValue, _ type: Character, _ spec: FormatSpec) throws(JinjaError) -> String {
        var spec = spec
        switch type {
        case "s", "r", "a":
            if spec.alignment == .afterSign { (spec.fill, spec.alignment) = (" ", .right) }
            let text = type == "s" ? try value.text(meter) : value.representation
            return try spec.apply(.string(text), meter)
        case "d", "i", "u", "x", "X", "o", "c":
            let isDecimal = type == "d" || type == "i" || type == "u"
            guard let number = value.number, isDecimal || value.intValue != nil else {
                if type == "c", case .string(let text) = value { return try spec.apply(.string(text), meter) }
                try value.check()
                throw JinjaError(.value, "'%\(type)' needs a number, not \(value.described)")
            }
            spec.type = isDecimal ? "d" : type
            if let digits = spec.precision {
                (spec.fill, spec.alignment, spec.width) = (
                    "0", .afterSign, max(spec.width, digits + (number < 0 ? 1 : 0))
                )
                spec.precision = nil
            }
            guard let whole = value.intValue ?? Int64(exactly: number.rounded(.towardZero)) else {
                throw Arithmetic.tooLarge
            }
            return try spec.apply(.int(whole), meter)
        case "f", "F", "e", "E", "g", "G":
            guard let number = value.number else {
                try value.check()
                throw JinjaError(.value, "'%\(type)' needs a number, not \(value.described)")
            }
            spec.type = type
            return try spec.apply(.double(number), meter)
        default: throw JinjaError(.value, "'%\(type)' is no format; write '%%' for a percent sign")
        }
    }
}
