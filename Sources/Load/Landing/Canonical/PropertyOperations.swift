package import JSON

/// What a request does to the properties of a person or a group.
///
/// The operators of Amplitude's Identify API, in the order in which it applies them; a plain object sets its members.
package enum PropertyOperations {
    /// More properties than this are not kept, nor more elements in a list.
    package static let largestCount = 1000

    /// Applies `operations` to `state`.
    /// - Returns: Whether something had to be left out to stay within the limits.
    package static func apply(_ operations: JSONObject, to state: inout JSONObject) -> Bool {
        var isCut = false
        if operations["$clearAll"] != nil { state = JSONObject() }
        each("$unset", of: operations) { name, _ in state[name] = nil }
        let plain = operations.members.filter { !operators.contains($0.key) }
        for (name, value) in plain { set(name, value, in: &state, isCut: &isCut) }
        each("$set", of: operations) { name, value in set(name, value, in: &state, isCut: &isCut) }
        each("$setOnce", of: operations) { name, value in
            if state[name] == nil { set(name, value, in: &state, isCut: &isCut) }
        }
        each("$add", of: operations) { name, value in
            if let sum = sum(of: state[name], and: value) { set(name, sum, in: &state, isCut: &isCut) }
        }
        each("$append", of: operations) { name, value in
            set(name, .array(list(state[name]) + list(value)), in: &state, isCut: &isCut)
        }
        each("$prepend", of: operations) { name, value in
            set(name, .array(list(value) + list(state[name])), in: &state, isCut: &isCut)
        }
        each("$preInsert", of: operations) { name, value in
            let present = list(state[name])
            set(name, .array(new(value, to: present) + present), in: &state, isCut: &isCut)
        }
        each("$postInsert", of: operations) { name, value in
            let present = list(state[name])
            set(name, .array(present + new(value, to: present)), in: &state, isCut: &isCut)
        }
        each("$remove", of: operations) { name, value in
            guard let present = state[name] else { return }
            let removed = Set(list(value))
            if case .array(let elements) = present {
                state[name] = .array(elements.filter { !removed.contains($0) })
            } else if removed.contains(present) {
                state[name] = nil
            }
        }
        return isCut
    }

    private static let operators: Set<String> = [
        "$clearAll", "$unset", "$set", "$setOnce", "$add", "$append", "$prepend", "$preInsert", "$postInsert",
        "$remove",
    ]

    private static func each(_ name: String, of operations: JSONObject, _ body: (String, JSONValue) -> Void) {
        for (name, value) in operations[name]?.objectValue?.members ?? [] { body(name, value) }
    }

    /// Null and absent are the same thing, so setting null takes the property away.
    private static func set(_ name: String, _ value: JSONValue, in state: inout JSONObject, isCut: inout Bool) {
        if value.isNull {
            state[name] = nil
        } else if state.count >= largestCount, state[name] == nil {
            isCut = true
        } else if case .array(let elements) = value, elements.count > largestCount {
            state[name] = .array(Array(elements.prefix(largestCount)))
            isCut = true
        } else {
            state[name] = value
        }
    }

    private static func sum(of present: JSONValue?, and value: JSONValue) -> JSONValue? {
        guard let added = value.doubleValue, let start = (present ?? 0).doubleValue else { return nil }
        if case .int(let left) = present ?? 0, case .int(let right) = value {
            let (sum, overflow) = left.addingReportingOverflow(right)
            if !overflow { return .int(sum) }
        }
        let sum = start + added
        return sum.isFinite ? .double(sum) : nil
    }

    private static func list(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case nil, .null: []
        case .array(let elements): elements
        case let single?: [single]
        }
    }

    private static func new(_ value: JSONValue, to present: [JSONValue]) -> [JSONValue] {
        // A request can bring lists so long that comparing each element with each would take hours.
        var known = Set(present)
        return list(value).filter { known.insert($0).inserted }
    }
}
