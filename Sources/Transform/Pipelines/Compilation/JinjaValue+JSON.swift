import JSON
import Jinja

extension JinjaValue {
    /// A value of settings, variables or arguments as templates see it; lists and dicts are new ones.
    init(_ value: JSONValue) {
        if let text = value.stringValue {
            self = .string(text)
        } else if let flag = value.boolValue {
            self = .bool(flag)
        } else if case .int(let number) = value {
            self = .int(number)
        } else if let number = value.doubleValue {
            self = .double(number)
        } else if let elements = value.arrayValue {
            self = .list(elements.map { JinjaValue($0) })
        } else if let object = value.objectValue {
            self = .dict(object.members.map { ($0.key, JinjaValue($0.value)) })
        } else {
            self = .none
        }
    }

    /// The value as settings keep it; functions and objects as their text.
    var json: JSONValue { json(depth: 0) }

    private func json(depth: Int) -> JSONValue {
        // A list can hold itself.
        guard depth < 64 else { return .null }
        switch self {
        case .none, .undefined: return .null
        case .bool(let flag): return .bool(flag)
        case .int(let number): return .int(number)
        case .double(let number): return .double(number)
        case .string(let text): return .string(text)
        case .list(let list): return .array(list.elements.map { $0.json(depth: depth + 1) })
        case .dict(let dict):
            return .object(JSONObject(dict.entries.map { ($0.key.text, $0.value.json(depth: depth + 1)) }))
        case .function, .macro, .object: return .string(text)
        }
    }
}
