/// `value.name`, `value[key]` and `value[from:to:step]`.
struct Access {
    let meter: Meter

    /// The attribute, or else the item, of this name; undefined if there is none.
    func attribute(_ name: String, of value: JinjaValue) throws(JinjaError) -> JinjaValue {
        try value.check()
        if case .object(let object) = value {
            if let found = object.jinjaAttribute(name) ?? object.jinjaItem(.string(name)) { return found }
        } else if BoundMethod.exists(name, on: value) {
            return BoundMethod.function(name, on: value, meter.limits)
        } else if case .dict(let dict) = value, let found = dict[name] {
            return found
        } else if case .macro(let macro) = value, name == "name" {
            return .string(macro.name)
        }
        return .undefined(hint: Access.missing(name, in: value))
    }

    static func missing(_ name: String, in value: JinjaValue) -> String {
        switch value {
        case .none: "None has no '\(name)': the value before the dot is None"
        case .dict: "this dict has no key '\(name)'"
        default: "a \(value.typeName) has no '\(name)'"
        }
    }

    /// The item, or else the attribute; undefined if there is none.
    func item(_ key: JinjaValue, of value: JinjaValue) throws(JinjaError) -> JinjaValue {
        try value.check()
        switch value {
        case .dict(let dict):
            if let found = try dict.value(key) { return found }
        case .list(let list) where list.kind != .set:
            if let index = key.intValue {
                let elements = list.elements
                if let place = Access.place(index, elements.count) { return elements[place] }
                return .undefined(
                    hint: "this \(list.typeName) has \(elements.count) elements, none at \(index)")
            }
        case .string(let text):
            if let index = key.intValue {
                let scalars = Array(text.unicodeScalars)
                try meter.step(scalars.count / 16)
                if let place = Access.place(index, scalars.count) { return .string(String(scalars[place])) }
                return .undefined(hint: "this text has \(scalars.count) characters, none at \(index)")
            }
        case .object(let object):
            if let found = object.jinjaItem(key) { return found }
            if let index = key.intValue, let elements = object.jinjaElements,
                let place = Access.place(index, elements.count)
            {
                return elements[place]
            }
            if case .string(let name) = key, let found = object.jinjaAttribute(name) { return found }
        default: break
        }
        if case .string(let name) = key {
            if BoundMethod.exists(name, on: value) { return BoundMethod.function(name, on: value, meter.limits) }
            return .undefined(hint: Access.missing(name, in: value))
        }
        try key.check()
        return .undefined(hint: "\(value.described) has nothing at [\(key.representation)]")
    }

    static func place(_ index: Int64, _ count: Int) -> Int? {
        let place = index < 0 ? index + Int64(count) : index
        return place >= 0 && place < Int64(count) ? Int(place) : nil
    }

    func slice(
        _ value: JinjaValue, _ from: JinjaValue?, _ to: JinjaValue?, _ step: JinjaValue?
    ) throws(JinjaError) -> JinjaValue {
        try value.check()
        switch value {
        case .list(let list) where list.kind != .set:
            let elements = list.elements
            let kind: JinjaList.Kind = list.kind == .tuple ? .tuple : .list
            let indices = try indices(elements.count, from, to, step)
            return .list(JinjaList(indices.map { elements[$0] }, kind: kind))
        case .string(let text):
            let scalars = Array(text.unicodeScalars)
            try meter.text(scalars.count)
            var result = String.UnicodeScalarView()
            result.append(contentsOf: try indices(scalars.count, from, to, step).map { scalars[$0] })
            return .string(String(result))
        default: return .undefined(hint: "\(value.described) can't be sliced; only text and lists can")
        }
    }

    private func indices(
        _ count: Int, _ from: JinjaValue?, _ to: JinjaValue?, _ step: JinjaValue?
    ) throws(JinjaError) -> [Int] {
        let step = try bound(step) ?? 1
        guard step != 0 else { throw JinjaError(.value, "the step of a slice can't be 0") }
        let size = Int64(count)
        func clamp(_ bound: Int64?, _ fallback: Int64) -> Int64 {
            guard var bound else { return fallback }
            if bound < 0 { bound = max(bound + size, step < 0 ? -1 : 0) }
            return min(bound, step < 0 ? size - 1 : size)
        }
        let first = clamp(try bound(from), step < 0 ? size - 1 : 0)
        let last = clamp(try bound(to), step < 0 ? -1 : size)
        try meter.elements(count)
        guard step.magnitude < UInt64(max(count, 1)) else {
            let isThere = step > 0 ? first < last : first > last
            return isThere ? [Int(first)] : []
        }
        return stride(from: first, to: last, by: Int(step)).map { Int($0) }
    }

    private func bound(_ value: JinjaValue?) throws(JinjaError) -> Int64? {
        guard let value, !value.isNone else { return nil }
        guard let number = value.intValue else {
            try value.check()
            throw JinjaError(.value, "a slice needs whole numbers, not \(value.described)")
        }
        return number
    }
}
