/// The methods that Python's text, lists, sets and dicts have.
enum BoundMethod {
    static func exists(_ name: String, on value: JinjaValue) -> Bool {
        switch value {
        case .string: TextMethods.names.contains(name)
        case .list(let list):
            list.kind == .set ? SetMethods.names.contains(name) : ListMethods.names(list).contains(name)
        case .dict: DictMethods.names.contains(name)
        case .int, .double, .bool: NumberMethods.names.contains(name)
        default: false
        }
    }

    /// Calls a method that exists.
    static func call(
        _ name: String, on value: JinjaValue, _ positional: [JinjaValue],
        _ keyword: [(name: String, value: JinjaValue)], _ meter: Meter
    ) throws(JinjaError) -> JinjaValue {
        let inputs = Inputs(name + "()", positional, keyword)
        switch value {
        case .string(let text): return try TextMethods(text: text, inputs: inputs, meter: meter).call(name)
        case .list(let list):
            if list.kind == .set { return try SetMethods(set: list, inputs: inputs, meter: meter).call(name) }
            return try ListMethods(list: list, inputs: inputs, meter: meter).call(name)
        case .dict(let dict): return try DictMethods(dict: dict, inputs: inputs, meter: meter).call(name)
        default: return try NumberMethods(value: value, inputs: inputs).call(name)
        }
    }

    /// The method as a value.
    static func function(_ name: String, on value: JinjaValue, _ limits: JinjaLimits) -> JinjaValue {
        .function(name) { call in
            try BoundMethod.call(name, on: value, call.positional, call.keyword, call.rendering.meter)
        }
    }
}

struct NumberMethods {
    static let names: Set<String> = ["is_integer", "bit_length"]

    let value: JinjaValue
    let inputs: Inputs

    func call(_ name: String) throws(JinjaError) -> JinjaValue {
        try inputs.allow()
        if name == "bit_length", let number = value.intValue {
            return .int(Int64(64 - number.magnitude.leadingZeroBitCount))
        }
        return .bool(value.number.map { $0.rounded() == $0 && $0.isFinite } ?? false)
    }
}
