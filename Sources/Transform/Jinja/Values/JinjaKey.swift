/// What a dict or set looks an element up by: numbers that are equal are one key, as in Python.
enum JinjaKey: Hashable, Sendable {
    case none
    case undefined
    case int(Int64)
    case double(Double)
    // Bytes, since Swift takes canonically equivalent texts for equal and Python doesn't.
    case text([UInt8])
    case tuple([JinjaKey])
    /// Functions, macros and objects, by their text.
    case named(String)

    private static let depth = 100
    /// Tuples can hold one another so that few of them have more parts than a memory.
    private static let mostParts = 10_000

    init(text: String) { self = .text(Array(text.utf8)) }

    init(_ value: JinjaValue) throws(JinjaError) {
        var parts = 0
        try self.init(value, depth: 0, &parts)
    }

    private init(_ value: JinjaValue, depth: Int, _ parts: inout Int) throws(JinjaError) {
        parts += 1
        guard parts <= JinjaKey.mostParts else {
            throw JinjaError(.limit, "a key of a dict has more than \(JinjaKey.mostParts) parts")
        }
        switch value {
        case .none: self = .none
        case .undefined: self = .undefined
        case .bool(let flag): self = .int(flag ? 1 : 0)
        case .int(let number): self = .int(number)
        case .double(let number):
            self = Int64(exactly: number).map(JinjaKey.int) ?? .double(number)
        case .string(let text): self.init(text: text)
        case .list(let list):
            guard case .tuple = list.kind else { throw JinjaKey.unhashable(value) }
            guard depth < JinjaKey.depth else {
                throw JinjaError(.limit, "a key of a dict is nested more than \(JinjaKey.depth) deep")
            }
            var keys: [JinjaKey] = []
            for element in list.elements { keys.append(try JinjaKey(element, depth: depth + 1, &parts)) }
            self = .tuple(keys)
        case .dict: throw JinjaKey.unhashable(value)
        case .function(let function): self = .named("function " + function.name)
        case .macro(let macro): self = .named("macro " + macro.name)
        case .object(let object): self = .named(object.jinjaTypeName + " " + object.jinjaRepresentation)
        }
    }

    private static func unhashable(_ value: JinjaValue) -> JinjaError {
        JinjaError(
            .value,
            "a \(value.typeName) can't be a key of a dict or an element of a set; use text, a number or a tuple")
    }
}
