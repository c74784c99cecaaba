struct DictMethods {
    static let names: Set<String> = [
        "get", "keys", "values", "items", "update", "setdefault", "pop", "popitem", "copy", "clear",
    ]

    let dict: JinjaDict
    let inputs: Inputs
    let meter: Meter

    func call(_ name: String) throws(JinjaError) -> JinjaValue {
        switch name {
        case "get":
            try inputs.allow("key", "default")
            return try dict.value(try inputs.required(0, "key")) ?? inputs[1, "default"] ?? .none
        case "keys":
            try inputs.allow()
            return .list(JinjaList(try counted().map(\.key), kind: .dictKeys))
        case "values":
            try inputs.allow()
            return .list(JinjaList(try counted().map(\.value), kind: .dictValues))
        case "items":
            try inputs.allow()
            return .list(JinjaList(try counted().map { .tuple([$0.key, $0.value]) }, kind: .dictItems))
        case "update":
            for value in inputs.positional { try DictMethods.merge(value, into: dict, meter) }
            for argument in inputs.keyword {
                try meter.append(to: dict.count)
                dict[argument.name] = argument.value
            }
            return .none
        case "setdefault":
            try inputs.allow("key", "default")
            let key = try inputs.required(0, "key")
            if let value = try dict.value(key) { return value }
            let value = inputs[1, "default"] ?? .none
            try meter.append(to: dict.count)
            try dict.set(key, to: value)
            return value
        case "pop":
            try inputs.allow("key", "default")
            try meter.step(dict.count / 16)
            let key = try inputs.required(0, "key")
            if let value = try dict.removeValue(key) ?? inputs[1, "default"] { return value }
            throw JinjaError(.value, "this dict has no key \(key.representation); give pop() a default")
        case "popitem":
            try inputs.allow()
            guard let last = dict.entries.last else { throw JinjaError(.value, "this dict is empty: nothing to pop") }
            _ = try dict.removeValue(last.key)
            return .tuple([last.key, last.value])
        case "copy":
            try inputs.allow()
            return .dict(try JinjaDict(try counted()))
        default:
            try inputs.allow()
            _ = dict.takeContents()
            return .none
        }
    }

    private func counted() throws(JinjaError) -> [JinjaDict.Entry] {
        let entries = dict.entries
        try meter.elements(entries.count)
        return entries
    }

    /// A dict's entries, or pairs, into a dict.
    static func merge(_ value: JinjaValue, into dict: JinjaDict, _ meter: Meter) throws(JinjaError) {
        if case .dict(let other) = value {
            for entry in other.entries {
                try meter.append(to: dict.count)
                try dict.set(entry.key, to: entry.value)
            }
            return
        }
        for pair in try value.elements(meter, toDo: "make a dict of it") {
            let parts = try pair.elements(meter, toDo: "take it as a pair")
            guard parts.count == 2 else {
                throw JinjaError(.value, "a dict is made of pairs, but \(pair.described) has \(parts.count) parts")
            }
            try meter.append(to: dict.count)
            try dict.set(parts[0], to: parts[1])
        }
    }
}
