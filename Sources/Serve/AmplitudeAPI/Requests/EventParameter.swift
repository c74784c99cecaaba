internal import JSON

/// An event as requests name it: `{"event_type": "buy", "filters": […], "group_by": […]}`.
struct EventParameter: Sendable {
    /// What the answer calls it.
    var label: String
    /// As charts write it, without `group_by`.
    var event: JSONObject
    /// As charts write properties; two at most.
    var groupBy: [String]
    /// Somebody's first event ever (`_new`).
    var isNew = false
    /// Revenue, whatever event it came with.
    var isRevenue = false

    /// - Parameter name: The parameter, for messages.
    init(_ text: String, _ name: String) throws(AmplitudeFailure) {
        guard let value = try? JSONValue.parse(text), value.objectValue != nil else {
            throw .invalid("\(name) has to be a JSON object such as {\"event_type\":\"buy\"}, encoded for a URL.")
        }
        try self.init(value, name)
    }

    init(_ value: JSONValue, _ name: String) throws(AmplitudeFailure) {
        guard let type = value["event_type"]?.stringValue, !type.isEmpty else {
            throw .invalid("\(name) has no event_type.")
        }
        label = Self.labels[type] ?? type
        var filters: [JSONValue] = []
        for (index, filter) in (value["filters"]?.arrayValue ?? []).enumerated() {
            filters.append(try Self.filter(filter, "\(name).filters[\(index)]"))
        }
        groupBy = []
        for group in value["group_by"]?.arrayValue ?? [] {
            groupBy.append(
                try PropertyNames.property(
                    group["value"]?.stringValue ?? "", type: group["type"]?.stringValue?.lowercased() ?? "event"))
        }
        guard groupBy.count <= 2 else { throw .invalid("\(name).group_by has more than two properties.") }
        event = JSONObject()
        switch type {
        case "_active", "_all": event["event"] = .string(type)
        case "_new":
            event["event"] = "_all"
            event["occurrence"] = 1
            isNew = true
        case "revenue_amount", "unverified_revenue":
            event["event"] = "_all"
            filters.append(["property": "revenue", "op": "is set"])
            isRevenue = true
        case "verified_revenue":
            throw .invalid("Receipts of stores are not verified here. Ask for revenue_amount.")
        case _ where type.hasPrefix("ce:"):
            throw .invalid("There is no custom event \"\(type.dropFirst(3).prefix(100))\" here.")
        default: event["event"] = .string(type)
        }
        event["label"] = .string(label)
        // Somebody is new with their first event, which is not the first that satisfies the filters.
        if !filters.isEmpty { event[isNew ? "occurrence_filters" : "filters"] = .array(filters) }
    }

    private static func filter(_ filter: JSONValue, _ place: String) throws(AmplitudeFailure) -> JSONValue {
        let type = filter["subprop_type"]?.stringValue?.lowercased() ?? "event"
        let property = try PropertyNames.property(filter["subprop_key"]?.stringValue ?? "", type: type)
        return try FilterParameter.filter(
            property, operation: filter["subprop_op"], values: filter["subprop_value"], at: place)
    }

    /// The event with its breakdown.
    var broken: JSONValue {
        var event = event
        if !groupBy.isEmpty { event["group_by"] = .array(groupBy.map(JSONValue.string)) }
        return .object(event)
    }

    private static let labels = [
        "_active": "[Amplitude] Any Active Event", "_all": "[Amplitude] Any Event", "_new": "[Amplitude] New User",
        "revenue_amount": "[Amplitude] Revenue", "unverified_revenue": "[Amplitude] Revenue (Unverified)",
    ]
}
