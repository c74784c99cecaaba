/// The built-in tests: `x is odd`.
struct ValueTests {
    let meter: Meter

    private static let comparisons: [String: Comparison] = [
        "eq": .equal, "equalto": .equal, "==": .equal, "ne": .notEqual, "!=": .notEqual, "lt": .less,
        "lessthan": .less, "<": .less, "le": .lessOrEqual, "<=": .lessOrEqual, "gt": .greater,
        "greaterthan": .greater, ">": .greater, "ge": .greaterOrEqual, ">=": .greaterOrEqual, "in": .in,
    ]

    private static let others: Set<String> = [
        "defined", "undefined", "none", "true", "false", "boolean", "string", "number", "integer", "float", "mapping",
        "iterable", "sequence", "callable", "odd", "even", "divisibleby", "sameas", "lower", "upper", "escaped",
        "filter", "test",
    ]

    static func exists(_ name: String) -> Bool { others.contains(name) || comparisons[name] != nil }

    /// Whether the value passes; nil if there is no such test.
    func apply(_ name: String, to value: JinjaValue, _ arguments: [JinjaValue]) throws(JinjaError) -> Bool? {
        if let comparison = ValueTests.comparisons[name] {
            return try Equality(meter: meter).compare(comparison, value, try argument(name, arguments))
        }
        switch name {
        case "defined": return !value.isUndefined
        case "undefined": return value.isUndefined
        case "none": return value.isNone
        case "true": if case .bool(true) = value { return true } else { return false }
        case "false": if case .bool(false) = value { return true } else { return false }
        case "boolean": if case .bool = value { return true } else { return false }
        case "string": return value.stringValue != nil
        case "number": return value.number != nil
        case "integer": if case .int = value { return true } else { return false }
        case "float": if case .double = value { return true } else { return false }
        case "mapping": return value.dictValue != nil
        case "iterable": return isIterable(value)
        case "sequence": return isSequence(value)
        case "callable": return isCallable(value)
        case "odd", "even", "divisibleby": return try divides(name, value, arguments)
        case "sameas": return try isSame(value, try argument(name, arguments))
        case "lower", "upper": return try isInCase(name, value)
        case "escaped": return false
        case "filter": return value.stringValue.map(Filters.exists) ?? false
        case "test": return value.stringValue.map(ValueTests.exists) ?? false
        default: return nil
        }
    }

    private func argument(_ name: String, _ arguments: [JinjaValue]) throws(JinjaError) -> JinjaValue {
        guard let first = arguments.first else {
            throw JinjaError(.value, "the test '\(name)' needs a value: is \(name)(…)")
        }
        return first
    }

    private func divides(
        _ name: String, _ value: JinjaValue, _ arguments: [JinjaValue]
    ) throws(JinjaError) -> Bool {
        let divisor = name == "divisibleby" ? try argument(name, arguments) : .int(2)
        let rest = try Arithmetic(meter: meter).apply(.modulo, value, divisor)
        guard let number = rest.number else { throw JinjaError(.value, "the test '\(name)' needs a number") }
        return name == "odd" ? number == 1 : number == 0
    }

    private func isIterable(_ value: JinjaValue) -> Bool {
        switch value {
        case .string, .list, .dict, .undefined: true
        case .object(let object): object.jinjaElements != nil
        default: false
        }
    }

    private func isSequence(_ value: JinjaValue) -> Bool {
        switch value {
        case .string, .dict, .undefined: return true
        case .list(let list):
            switch list.kind {
            case .list, .tuple, .range: return true
            default: return false
            }
        case .object(let object): return object.jinjaElements != nil
        default: return false
        }
    }

    private func isCallable(_ value: JinjaValue) -> Bool {
        switch value {
        case .function, .macro: true
        case .object(let object): object.jinjaBody != nil
        default: false
        }
    }

    private func isSame(_ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> Bool {
        switch (left, right) {
        case (.list(let left), .list(let right)): return left === right
        case (.dict(let left), .dict(let right)): return left === right
        default: return left.typeName == right.typeName ? try Equality(meter: meter).areEqual(left, right) : false
        }
    }

    private func isInCase(_ name: String, _ value: JinjaValue) throws(JinjaError) -> Bool {
        let methods = TextMethods(text: try value.text(meter), inputs: Inputs(name), meter: meter)
        return try methods.call(name == "lower" ? "islower" : "isupper").isTrue
    }
}
