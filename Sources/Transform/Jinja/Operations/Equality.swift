/// Python's `==`, `<` and `in`.
struct Equality {
    let meter: Meter

    func areEqual(_ left: JinjaValue, _ right: JinjaValue, depth: Int = 0) throws(JinjaError) -> Bool {
        try meter.step()
        switch (left, right) {
        case (.none, .none), (.undefined, .undefined): return true
        case (.string(let left), .string(let right)):
            return left.utf8.count == right.utf8.count && left.utf8.elementsEqual(right.utf8)
        case (.list(let left), .list(let right)): return try areEqual(left, right, depth: depth + 1)
        case (.dict(let left), .dict(let right)): return try areEqual(left, right, depth: depth + 1)
        case (.function(let left), .function(let right)): return left.name == right.name
        case (.macro(let left), .macro(let right)): return left.name == right.name && left.site == right.site
        case (.object(let left), _): return left.jinjaIsEqual(to: right)
        case (_, .object(let right)): return right.jinjaIsEqual(to: left)
        default: return Equality.numberOrder(left, right) == 0
        }
    }

    private func areEqual(_ left: JinjaList, _ right: JinjaList, depth: Int) throws(JinjaError) -> Bool {
        if left === right { return true }
        try meter.nest(depth)
        guard Equality.family(left.kind) == Equality.family(right.kind) else { return false }
        let (first, second) = (left.elements, right.elements)
        guard first.count == second.count else { return false }
        if Equality.family(left.kind) == 2 {
            var keys: Set<JinjaKey> = []
            for element in first { keys.insert(try JinjaKey(element)) }
            for element in second where !keys.contains(try JinjaKey(element)) { return false }
            return true
        }
        for (one, other) in zip(first, second) where !(try areEqual(one, other, depth: depth)) { return false }
        return true
    }

    private static func family(_ kind: JinjaList.Kind) -> Int {
        switch kind {
        case .list: 0
        case .tuple: 1
        case .set, .dictKeys: 2
        case .dictValues: 3
        case .dictItems: 4
        case .range: 5
        }
    }

    private func areEqual(_ left: JinjaDict, _ right: JinjaDict, depth: Int) throws(JinjaError) -> Bool {
        if left === right { return true }
        try meter.nest(depth)
        guard left.count == right.count else { return false }
        for entry in left.entries {
            guard let other = try right.value(entry.key), try areEqual(entry.value, other, depth: depth) else {
                return false
            }
        }
        return true
    }

    /// Nil if one is no number, or not a number at all.
    static func numberOrder(_ left: JinjaValue, _ right: JinjaValue) -> Int? {
        if let left = left.intValue, let right = right.intValue { return left < right ? -1 : left > right ? 1 : 0 }
        guard let first = left.number, let second = right.number else { return nil }
        // A whole number beyond 2^53 is not equal to the double beside it.
        if let whole = left.intValue, abs(second) >= 0x1p53 { return order(whole, second) }
        if let whole = right.intValue, abs(first) >= 0x1p53 { return order(whole, first).map { -$0 } }
        return first < second ? -1 : first > second ? 1 : first == second ? 0 : nil
    }

    private static func order(_ whole: Int64, _ number: Double) -> Int? {
        if number.isNaN { return nil }
        if number >= 0x1p63 { return -1 }
        if number < -0x1p63 { return 1 }
        let other = Int64(number)
        return whole < other ? -1 : whole > other ? 1 : 0
    }

    /// Less than, equal to or more than zero; nil if a NaN is in it; an error if these have no order.
    func order(_ left: JinjaValue, _ right: JinjaValue, depth: Int = 0) throws(JinjaError) -> Int? {
        try meter.step()
        switch (left, right) {
        case (.string(let left), .string(let right)):
            if left.utf8.lexicographicallyPrecedes(right.utf8) { return -1 }
            return right.utf8.lexicographicallyPrecedes(left.utf8) ? 1 : 0
        case (.list(let first), .list(let second)) where first.kind == second.kind && first.isOrdered:
            try meter.nest(depth)
            let (ones, others) = (first.elements, second.elements)
            for (one, other) in zip(ones, others) where !(try areEqual(one, other, depth: depth + 1)) {
                return try order(one, other, depth: depth + 1)
            }
            return ones.count < others.count ? -1 : ones.count > others.count ? 1 : 0
        case (.object(let object), _):
            if let order = object.jinjaOrder(to: right) { return order }
        case (_, .object(let object)):
            if let order = object.jinjaOrder(to: left) { return -order }
        default:
            if left.number != nil, right.number != nil { return Equality.numberOrder(left, right) }
        }
        try left.check()
        try right.check()
        throw JinjaError(
            .value, "\(left.described) and \(right.described) have no order; turn both into numbers or text first")
    }

    func contains(_ container: JinjaValue, _ element: JinjaValue) throws(JinjaError) -> Bool {
        switch container {
        case .string(let text):
            guard case .string(let part) = element else {
                try element.check()
                throw JinjaError(.value, "only text can be in text, not \(element.described)")
            }
            return ByteText.find(Array(part.utf8), in: Array(text.utf8)) != nil
        case .dict(let dict): return try dict.value(element) != nil
        case .undefined: return false
        default:
            for other in try container.elements(meter, toDo: "look into it with 'in'") {
                if try areEqual(element, other) { return true }
            }
            return false
        }
    }

    func compare(_ operation: Comparison, _ left: JinjaValue, _ right: JinjaValue) throws(JinjaError) -> Bool {
        switch operation {
        case .equal: return try areEqual(left, right)
        case .notEqual: return !(try areEqual(left, right))
        case .in: return try contains(right, left)
        case .notIn: return !(try contains(right, left))
        case .less: return try order(left, right).map { $0 < 0 } ?? false
        case .lessOrEqual: return try order(left, right).map { $0 <= 0 } ?? false
        case .greater: return try order(left, right).map { $0 > 0 } ?? false
        case .greaterOrEqual: return try order(left, right).map { $0 >= 0 } ?? false
        }
    }
}

extension JinjaList {
    var isOrdered: Bool { kind == .list || kind == .tuple }
}

extension JinjaValue {
    /// The number of an int, bool or double.
    var number: Double? {
        switch self {
        case .double(let number): number
        default: intValue.map(Double.init)
        }
    }

    /// For messages: what it is and, if short, its text.
    var described: String {
        switch self {
        case .none: "None"
        case .string(let text): text.utf8.count <= 40 ? "the text \(ValueWriter.quoted(text))" : "a text"
        case .int, .double, .bool: "the \(typeName) \(text)"
        default: "a \(typeName)"
        }
    }

    /// An error if this is undefined.
    func check() throws(JinjaError) {
        if case .undefined(let hint) = self { throw JinjaError(.undefined, hint) }
    }

    /// What a `for` over this goes through.
    func elements(_ meter: Meter, toDo what: String = "go through it") throws(JinjaError) -> [JinjaValue] {
        switch self {
        case .list(let list):
            let elements = list.elements
            try meter.step(elements.count)
            return elements
        case .dict(let dict):
            let keys = dict.entries.map(\.key)
            try meter.step(keys.count)
            return keys
        case .string(let text):
            try meter.elements(text.utf8.count)
            return text.unicodeScalars.map { .string(String($0)) }
        case .undefined: return []
        case .object(let object):
            if let elements = object.jinjaElements { return elements }
        default: break
        }
        throw JinjaError(.value, "\(described) is no list: can't \(what)")
    }

    /// A copy that shares no list or dict with this.
    package var detached: JinjaValue { detached(depth: 0) }

    private func detached(depth: Int) -> JinjaValue {
        guard depth < 100 else { return self }
        switch self {
        case .list(let list):
            return .list(JinjaList(list.elements.map { $0.detached(depth: depth + 1) }, kind: list.kind))
        case .dict(let dict):
            let entries = dict.entries.map { ($0.key, $0.value.detached(depth: depth + 1)) }
            return (try? JinjaDict(entries)).map(JinjaValue.dict) ?? self
        default: return self
        }
    }
}
