struct ListMethods {
    private static let reading: Set<String> = ["index", "count"]
    private static let changing: Set<String> = [
        "append", "extend", "insert", "pop", "remove", "index", "count", "sort", "reverse", "copy", "clear",
    ]

    static func names(_ list: JinjaList) -> Set<String> { list.kind == .list ? changing : reading }

    let list: JinjaList
    let inputs: Inputs
    let meter: Meter

    func call(_ name: String) throws(JinjaError) -> JinjaValue {
        switch name {
        case "append":
            try inputs.allow("object")
            try meter.append(to: list.count)
            list.append(try inputs.required(0, "object"))
        case "extend":
            try inputs.allow("iterable")
            let more = try inputs.required(0, "iterable").elements(meter)
            try meter.elements(list.count + more.count)
            list.change { $0 += more }
        case "insert":
            try inputs.allow("index", "object")
            let index = try inputs.whole(0, "index") ?? 0
            let value = try inputs.required(1, "object")
            try meter.append(to: list.count)
            try meter.step(list.count / 16)
            list.change { elements in
                let place = index < 0 ? max(0, index + elements.count) : min(index, elements.count)
                elements.insert(value, at: place)
            }
        case "pop": return try pop()
        case "remove":
            try inputs.allow("value")
            let index = try position(of: try inputs.required(0, "value"))
            list.change { elements in if index < elements.count { elements.remove(at: index) } }
        case "index":
            try inputs.allow("value", "start", "stop")
            return .int(Int64(try position(of: try inputs.required(0, "value"))))
        case "count":
            try inputs.allow("value")
            let value = try inputs.required(0, "value")
            var count: Int64 = 0
            for element in list.elements where try Equality(meter: meter).areEqual(element, value) { count += 1 }
            return .int(count)
        case "sort":
            guard inputs.positional.isEmpty, inputs.keyword.allSatisfy({ $0.name == "reverse" }) else {
                throw JinjaError(
                    .value, "sort() takes only 'reverse'; use the filter |sort(attribute=…) to sort by one")
            }
            let sorted = try Sorting(meter: meter).sorted(
                list.elements, by: { $0 }, isReversed: inputs.flag(9, "reverse") ?? false)
            list.change { $0 = sorted }
        case "reverse":
            try inputs.allow()
            list.change { $0.reverse() }
        case "copy":
            try inputs.allow()
            try meter.elements(list.count)
            return .list(list.elements)
        default:
            try inputs.allow()
            list.change { $0 = [] }
        }
        return .none
    }

    private func pop() throws(JinjaError) -> JinjaValue {
        try inputs.allow("index")
        let index = try inputs.whole(0, "index") ?? -1
        let popped: JinjaValue? = list.change { elements in
            Access.place(Int64(index), elements.count).map { elements.remove(at: $0) }
        }
        guard let popped else {
            throw JinjaError(.value, "this list has \(list.count) elements: none to pop at \(index)")
        }
        return popped
    }

    private func position(of value: JinjaValue) throws(JinjaError) -> Int {
        let elements = list.elements
        let start = Int(Access.place(Int64(try inputs.whole(1, "start") ?? 0), elements.count) ?? 0)
        for index in elements.indices.dropFirst(start) where try Equality(meter: meter).areEqual(elements[index], value)
        {
            return index
        }
        throw JinjaError(.value, "\(value.described) is not in this \(list.typeName); ask with 'in' first")
    }
}

/// Sorting in Python's order, stable.
struct Sorting {
    let meter: Meter

    func sorted(
        _ values: [JinjaValue], by key: (JinjaValue) throws(JinjaError) -> JinjaValue, isReversed: Bool
    ) throws(JinjaError) -> [JinjaValue] {
        try meter.elements(values.count)
        var keyed: [(key: JinjaValue, index: Int)] = []
        for (index, value) in values.enumerated() { keyed.append((try key(value), index)) }
        let equality = Equality(meter: meter)
        do {
            try keyed.sort { left, right in
                let order = try equality.order(left.key, right.key) ?? 0
                if order == 0 { return left.index < right.index }
                return isReversed ? order > 0 : order < 0
            }
        } catch {
            throw (error as? JinjaError) ?? JinjaError(.value, "these values can't be sorted")
        }
        return keyed.map { values[$0.index] }
    }
}
