internal import JSON

/// A filter of Amplitude's as one of a chart: the names of its members differ between events and segments.
enum FilterParameter {
    /// Amplitude's operators and those of charts.
    private static let operators: [String: String] = [
        "is": "is", "is not": "is not", "contains": "contains", "does not contain": "does not contain",
        "less": "<", "less or equal": "<=", "greater": ">", "greater or equal": ">=", "set is": "set is",
        "set is not": "set is not", "set contains": "set contains",
        "set does not contain": "set does not contain", "glob match": "glob match",
        "starts with": "starts with", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    ]

    /// - Parameter property: As charts write it.
    static func filter(
        _ property: String, operation: JSONValue?, values: JSONValue?, at place: String
    ) throws(AmplitudeFailure) -> JSONValue {
        let written = operation?.stringValue ?? "is"
        guard let known = operators[written] else {
            throw .invalid(
                "\(place) has the operator \"\(written.prefix(40))\"; there are \(operators.keys.sorted().joined(separator: ", "))."
            )
        }
        let texts = self.texts(values)
        guard !texts.isEmpty else { throw .invalid("\(place) has no values.") }
        // Values of comparisons are numbers, however they were sent.
        return ["property": .string(property), "op": .string(known), "values": .array(texts.map(JSONValue.string))]
    }

    /// Scalars as texts; null is the missing value.
    static func texts(_ values: JSONValue?) -> [String] {
        guard let values else { return [] }
        return (values.arrayValue ?? [values]).map { value in
            value.isNull ? "(none)" : value.stringValue ?? value.text
        }
    }
}
