import Synchronization

/// The names that every template has.
enum Globals {
    static let all: [String: JinjaValue] = [
        "range": .function("range", range),
        "dict": .function("dict") { call in
            let dict = JinjaDict()
            for value in call.positional { try DictMethods.merge(value, into: dict, call.rendering.meter) }
            for argument in call.keyword { dict[argument.name] = argument.value }
            return .dict(dict)
        },
        "namespace": .function("namespace") { call in
            let dict = JinjaDict()
            for value in call.positional { try DictMethods.merge(value, into: dict, call.rendering.meter) }
            for argument in call.keyword { dict[argument.name] = argument.value }
            return .object(Namespace(members: dict))
        },
        "zip": .function("zip") { call in try zip(call, isStrict: false) },
        "zip_strict": .function("zip_strict") { call in try zip(call, isStrict: true) },
        "set": .function("set", set),
        "set_strict": .function("set_strict", set),
        "return": .function("return") { call in
            throw MacroReturn(value: call.positional.first ?? call[keyword: "data"] ?? .none, site: call.site)
        },
        "tojson": .function("tojson") { call in
            let inputs = Inputs("tojson()", call.positional, call.keyword)
            var writer = JSONWriter(meter: call.rendering.meter, sortsKeys: inputs.flag(2, "sort_keys") ?? false)
            return .string(try writer.text(of: try call.required(0, "value")))
        },
        "fromjson": .function("fromjson") { call in
            let text = try call.requiredText(0, "string")
            do throws(JinjaError) {
                return try JSONReader.value(of: text, call.rendering.meter)
            } catch {
                if error.kind == .value, let fallback = call.argument(1, "default") { return fallback }
                throw error
            }
        },
        "joiner": .function("joiner") { call in
            let inputs = Inputs("joiner()", call.positional, call.keyword)
            return .object(Joiner(separator: try inputs.text(0, "sep") ?? ", "))
        },
        "cycler": .function("cycler") { call in
            guard !call.positional.isEmpty else { throw JinjaError(.value, "cycler() needs values") }
            return .object(Cycler(values: call.positional))
        },
        "modules": .object(Modules.all),
    ]

    @Sendable private static func range(_ call: JinjaCall) async throws -> JinjaValue {
        let inputs = Inputs("range()", call.positional, call.keyword)
        var numbers: [Int64] = []
        for index in call.positional.indices {
            guard let number = try inputs.whole(index, "value") else {
                throw JinjaError(.value, "range() needs whole numbers")
            }
            numbers.append(Int64(number))
        }
        guard (1...3).contains(numbers.count), call.keyword.isEmpty else {
            throw JinjaError(.value, "range() takes one to three whole numbers: range(end), range(start, end[, step])")
        }
        let from = numbers.count == 1 ? 0 : numbers[0]
        let to = numbers.count == 1 ? numbers[0] : numbers[1]
        let step = numbers.count == 3 ? numbers[2] : 1
        guard step != 0 else { throw JinjaError(.value, "the step of range() can't be 0") }
        let (low, high) = step > 0 ? (from, to) : (to, from)
        let (span, isTooMuch) = low < high ? high.subtractingReportingOverflow(low) : (0, false)
        let count = isTooMuch ? UInt64.max : (UInt64(span) + step.magnitude - 1) / step.magnitude
        let meter = call.rendering.meter
        try meter.elements(Int(clamping: count))
        let elements = (0..<Int(count)).map { JinjaValue.int(from &+ Int64($0) &* step) }
        return .list(JinjaList(elements, kind: .range(from: from, to: to, step: step)))
    }

    @Sendable private static func set(_ call: JinjaCall) async throws -> JinjaValue {
        let meter = call.rendering.meter
        guard let value = call.argument(0, "value") else { return try SetMethods.make([], meter) }
        do throws(JinjaError) {
            return try SetMethods.make(try value.elements(meter, toDo: "make a set of it"), meter)
        } catch {
            if error.kind == .value, let fallback = call.argument(1, "default") { return fallback }
            throw error
        }
    }

    private static func zip(_ call: JinjaCall, isStrict: Bool) throws(JinjaError) -> JinjaValue {
        let meter = call.rendering.meter
        var columns: [[JinjaValue]] = []
        for value in call.positional { columns.append(try value.elements(meter, toDo: "zip it")) }
        let count = columns.map(\.count).min() ?? 0
        if isStrict, columns.contains(where: { $0.count != count }) {
            throw JinjaError(.value, "zip_strict() needs lists of one length")
        }
        try meter.elements(count * columns.count)
        return .list((0..<count).map { index in .tuple(columns.map { $0[index] }) })
    }
}

/// `namespace()`: a value whose attributes can be set from inside a loop.
struct Namespace: JinjaObject {
    let members: JinjaDict

    var jinjaTypeName: String { "namespace" }
    var jinjaText: String { "<Namespace \(JinjaValue.dict(members).representation)>" }
    func jinjaAttribute(_ name: String) -> JinjaValue? { members[name] }
    func jinjaItem(_ key: JinjaValue) -> JinjaValue? { key.stringValue.flatMap { members[$0] } }

    func jinjaSet(_ name: String, to value: JinjaValue) -> Bool {
        members[name] = value
        return true
    }

    func jinjaIsEqual(to other: JinjaValue) -> Bool {
        if case .object(let object) = other, let namespace = object as? Namespace {
            return namespace.members === members
        }
        return false
    }
}

/// `joiner(', ')`: nothing the first time it is called, the separator from then on.
struct Joiner: JinjaObject {
    private final class State: Sendable { let isUsed = Mutex(false) }

    let separator: String
    private let state = State()

    init(separator: String) { self.separator = separator }

    var jinjaTypeName: String { "joiner" }
    var jinjaText: String { "<joiner>" }
    func jinjaAttribute(_ name: String) -> JinjaValue? { nil }

    var jinjaBody: (@Sendable (JinjaCall) async throws -> JinjaValue)? {
        let (state, separator) = (state, separator)
        return { _ in
            let isUsed = state.isUsed.withLock { isUsed in
                defer { isUsed = true }
                return isUsed
            }
            return .string(isUsed ? separator : "")
        }
    }
}

/// `cycler(a, b)`: its values in turn, with `next()`.
struct Cycler: JinjaObject {
    private final class State: Sendable { let index = Mutex(0) }

    let values: [JinjaValue]
    private let state = State()

    init(values: [JinjaValue]) { self.values = values }

    var jinjaTypeName: String { "cycler" }
    var jinjaText: String { "<cycler>" }

    func jinjaAttribute(_ name: String) -> JinjaValue? {
        let (values, state) = (values, state)
        switch name {
        case "current": return values[state.index.withLock { $0 } % values.count]
        case "next":
            return .function("cycler.next") { _ in
                let index = state.index.withLock { index in
                    defer { index = (index + 1) % values.count }
                    return index
                }
                return values[index]
            }
        case "reset":
            return .function("cycler.reset") { _ in
                state.index.withLock { $0 = 0 }
                return .none
            }
        default: return nil
        }
    }
}
