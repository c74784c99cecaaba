internal import JSON

/// What a definition of a chart asks, whatever span of time it asks it for: two with the same question differ in their
/// titles, range and interval, in how its numbers are laid out, or in how the same is written.
struct ChartQuestion: Hashable {
    private let definition: JSONValue

    private static let free = [
        "title", "description", "show", "range", "interval", "time_zone", "over_time", "time_to_convert", "drivers",
    ]

    init(_ definition: JSONValue) {
        var members = definition.objectValue ?? JSONObject()
        for key in Self.free { members[key] = nil }
        self.definition = Self.plain(.object(members))
    }

    /// The model of the explore that it reads; `nil` for the collected events.
    static func model(of definition: JSONValue) -> String? {
        let source = definition["source"]
        return source?["explore"]?.stringValue == nil ? nil : source?["model"]?.stringValue
    }

    /// The shortest way to write it.
    private static func plain(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(plain))
        case .object(let object):
            let members = object.members.map { ($0.key, plain($0.value)) }
                .filter { key, value in
                    !value.isNull && value.arrayValue?.isEmpty != true && !(key == "op" && value == "is")
                }
            if members.count == 1, members[0].0 == "event" { return members[0].1 }
            return .object(JSONObject(members))
        default: return value
        }
    }
}
