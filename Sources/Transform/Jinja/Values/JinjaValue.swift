/// A value in a template, as Python has them. Lists and dicts are references, so that `{% do list.append(x) %}` is seen
/// through every name of the list; all else is a value.
package enum JinjaValue: Sendable {
    case none
    /// Empty in the output and false in a condition; any further use is an error that says the hint.
    case undefined(hint: String)
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    /// A list, tuple, set, range or view: see `JinjaList.Kind`.
    case list(JinjaList)
    case dict(JinjaDict)
    case function(JinjaFunction)
    case macro(JinjaMacro)
    case object(any JinjaObject)

    /// A new list.
    package static func list(_ elements: [JinjaValue]) -> JinjaValue { .list(JinjaList(elements)) }

    /// A new tuple.
    package static func tuple(_ elements: [JinjaValue]) -> JinjaValue { .list(JinjaList(elements, kind: .tuple)) }

    /// A new dict with text keys, in this order; a later entry of a key replaces an earlier one.
    package static func dict(_ entries: [(String, JinjaValue)]) -> JinjaValue {
        let dict = JinjaDict()
        for (key, value) in entries { dict[key] = value }
        return .dict(dict)
    }

    /// A function of the context.
    package static func function(
        _ name: String, _ body: @escaping @Sendable (JinjaCall) async throws -> JinjaValue
    ) -> JinjaValue {
        .function(JinjaFunction(name, body))
    }
}

extension JinjaValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(nilLiteral: ()) { self = .none }
    package init(arrayLiteral elements: JinjaValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, JinjaValue)...) { self = .dict(elements) }
}

extension JinjaValue {
    /// The text of a string, nil for anything else.
    package var stringValue: String? { if case .string(let text) = self { text } else { nil } }

    /// The number of an int or bool, nil for anything else.
    package var intValue: Int64? {
        switch self {
        case .int(let number): number
        case .bool(let flag): flag ? 1 : 0
        default: nil
        }
    }

    /// The elements of a list, tuple, set or range, nil for anything else.
    package var listValue: [JinjaValue]? { if case .list(let list) = self { list.elements } else { nil } }

    /// The dict, nil for anything else.
    package var dictValue: JinjaDict? { if case .dict(let dict) = self { dict } else { nil } }

    package var isUndefined: Bool { if case .undefined = self { true } else { false } }
    package var isNone: Bool { if case .none = self { true } else { false } }
}
