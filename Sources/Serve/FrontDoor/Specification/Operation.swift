/// One operation of an API as its table says it.
///
///     GET /looks/{look_id}/run/{result_format} run_look see_looks
///         ? limit:int cache:bool title!           parameters of the query; `!`: needed
///         < Look                                  the body
///         > [str]                                 the result; `-` for none
///
/// The third word is the operation's name, the fourth who may call it: a permission, `anybody` who has signed in, or
/// `nobody` in particular.
package struct Operation: Sendable {
    package struct Parameter: Sendable {
        package var name: String
        /// `str`, `int`, `bool` …
        package var type: String
        package var isNeeded: Bool
    }

    package var method: String
    package var path: String
    package var name: String
    package var permission: String
    package var parameters: [Parameter] = []
    package var body: String?
    package var result: String?

    /// The names of the path's parameters, in their order.
    package var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// - Parameter types: Of parameters whose table says none, by name.
    package static func read(_ table: String, types: [String: String], sets: [String: [String]] = [:]) -> [Operation] {
        var operations: [Operation] = []
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            switch first {
            case "?":
                let names = words.dropFirst().flatMap { sets[$0] ?? [$0] }
                let parameters = names.map { parameter($0, types) }
                if !operations.isEmpty { operations[operations.count - 1].parameters += parameters }
            case "<": if !operations.isEmpty { operations[operations.count - 1].body = words.last }
            case ">":
                if !operations.isEmpty {
                    operations[operations.count - 1].result = words.last == "-" ? nil : words.last
                }
            default:
                guard words.count == 4 else { continue }
                operations.append(Operation(method: first, path: words[1], name: words[2], permission: words[3]))
            }
        }
        return operations
    }

    private static func parameter(_ text: String, _ types: [String: String]) -> Parameter {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        var name = parts.first ?? text
        let isNeeded = name.hasSuffix("!") || name.hasSuffix("*")
        if isNeeded { name.removeLast() }
        return Parameter(name: name, type: parts.count == 2 ? parts[1] : types[name] ?? "str", isNeeded: isNeeded)
    }
}
