/// Sets keep the order in which their elements came.
struct SetMethods {
    static let names: Set<String> = [
        "add", "remove", "discard", "update", "pop", "clear", "copy", "union", "intersection", "difference",
        "symmetric_difference", "issubset", "issuperset", "isdisjoint",
    ]

    let set: JinjaList
    let inputs: Inputs
    let meter: Meter

    /// A set of the elements.
    static func make(_ elements: [JinjaValue], _ meter: Meter) throws(JinjaError) -> JinjaValue {
        try meter.elements(elements.count)
        var seen: Set<JinjaKey> = []
        var kept: [JinjaValue] = []
        for element in elements where seen.insert(try JinjaKey(element)).inserted { kept.append(element) }
        return .list(JinjaList(kept, kind: .set))
    }

    static func difference(
        _ set: JinjaList, _ others: [JinjaValue], _ meter: Meter
    ) throws(JinjaError) -> JinjaValue {
        let keys = try keys(of: others)
        return try make(try filter(set.elements) { !keys.contains($0) }, meter)
    }

    private static func keys(of elements: [JinjaValue]) throws(JinjaError) -> Set<JinjaKey> {
        var keys: Set<JinjaKey> = []
        for element in elements { keys.insert(try JinjaKey(element)) }
        return keys
    }

    private static func filter(
        _ elements: [JinjaValue], _ isKept: (JinjaKey) -> Bool
    ) throws(JinjaError) -> [JinjaValue] {
        var kept: [JinjaValue] = []
        for element in elements where isKept(try JinjaKey(element)) { kept.append(element) }
        return kept
    }

    func call(_ name: String) throws(JinjaError) -> JinjaValue {
        let elements = set.elements
        try meter.step(elements.count / 16)
        switch name {
        case "add":
            let value = try inputs.required(0, "element")
            let key = try JinjaKey(value)
            if try SetMethods.filter(elements, { $0 == key }).isEmpty {
                try meter.append(to: elements.count)
                set.append(value)
            }
            return .none
        case "remove", "discard":
            let value = try inputs.required(0, "element")
            let key = try JinjaKey(value)
            let kept = try SetMethods.filter(elements) { $0 != key }
            if name == "remove", kept.count == elements.count {
                throw JinjaError(.value, "\(value.described) is not in this set; use discard() if it may be missing")
            }
            set.change { $0 = kept }
            return .none
        case "pop":
            guard let first = elements.first else { throw JinjaError(.value, "this set is empty: nothing to pop") }
            set.change { elements in elements = Array(elements.dropFirst()) }
            return first
        case "clear":
            set.change { $0 = [] }
            return .none
        case "copy": return try SetMethods.make(elements, meter)
        default: break
        }
        var others: [JinjaValue] = []
        for argument in inputs.positional { others += try argument.elements(meter) }
        switch name {
        case "update":
            let union = try SetMethods.make(elements + others, meter).listValue ?? []
            set.change { $0 = union }
            return .none
        case "union": return try SetMethods.make(elements + others, meter)
        case "difference": return try SetMethods.difference(set, others, meter)
        case "symmetric_difference":
            let (own, their) = (try SetMethods.keys(of: elements), try SetMethods.keys(of: others))
            let first = try SetMethods.filter(elements) { !their.contains($0) }
            return try SetMethods.make(first + (try SetMethods.filter(others) { !own.contains($0) }), meter)
        case "intersection":
            var kept = elements
            for argument in inputs.positional {
                let keys = try SetMethods.keys(of: try argument.elements(meter))
                kept = try SetMethods.filter(kept) { keys.contains($0) }
            }
            return try SetMethods.make(kept, meter)
        default:
            let (own, their) = (try SetMethods.keys(of: elements), try SetMethods.keys(of: others))
            switch name {
            case "issubset": return .bool(own.isSubset(of: their))
            case "issuperset": return .bool(own.isSuperset(of: their))
            default: return .bool(own.isDisjoint(with: their))
            }
        }
    }
}
