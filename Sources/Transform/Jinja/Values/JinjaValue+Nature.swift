extension JinjaValue {
    /// Python's name of the type.
    package var typeName: String {
        switch self {
        case .none: "None"
        case .undefined: "undefined value"
        case .bool: "bool"
        case .int: "int"
        case .double: "float"
        case .string: "str"
        case .list(let list): list.typeName
        case .dict: "dict"
        case .function: "function"
        case .macro: "macro"
        case .object(let object): object.jinjaTypeName
        }
    }

    var isContainer: Bool {
        switch self {
        case .list, .dict: true
        default: false
        }
    }

    /// Whether a condition takes it for true: not None, undefined, False, 0 or anything empty.
    package var isTrue: Bool {
        switch self {
        case .none, .undefined: false
        case .bool(let flag): flag
        case .int(let number): number != 0
        case .double(let number): number != 0
        case .string(let text): !text.isEmpty
        case .list(let list): list.count > 0
        case .dict(let dict): dict.count > 0
        case .function, .macro: true
        case .object(let object): object.jinjaIsTrue
        }
    }
}

extension JinjaList {
    var typeName: String {
        switch kind {
        case .list: "list"
        case .tuple: "tuple"
        case .set: "set"
        case .dictKeys: "dict_keys"
        case .dictValues: "dict_values"
        case .dictItems: "dict_items"
        case .range: "range"
        }
    }
}
