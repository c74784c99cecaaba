internal import JSON

/// How a plan stands in the records of a project. They are those of Amplitude's Taxonomy API, which sees the same plan: it
/// keeps members that are nothing to it, as what is written here keeps members of its own.
enum PlanRecords {
    static let events = "taxonomy/event"
    static let properties = "taxonomy/event-property"
    static let categories = "taxonomy/category"

    /// The key of a property: its event and its name, or its name where it belongs to all.
    static func key(_ property: String, of event: String) -> String { event + "\u{1F}" + property }

    /// Between which keys the properties of an event stand: from the first on, and below the second.
    static func keys(ofPropertiesOf event: String) -> (from: String, below: String) {
        // The mark after the event, up to the mark that follows that one.
        (key("", of: event), event + "\u{20}")
    }

    static func formerNames(_ record: JSONObject) -> [String] { texts(record["former_names"]) }

    /// The event of which a record is.
    static func event(_ record: JSONObject) -> PlannedEvent? {
        guard let name = record["event_type"]?.stringValue, !name.isEmpty else { return nil }
        var event = PlannedEvent(name: name)
        event.displayName = record["display_name"]?.stringValue ?? ""
        event.description = record["description"]?.stringValue ?? ""
        event.category = record["category"]?.stringValue ?? ""
        event.owner = record["owner"]?.stringValue ?? ""
        event.tags = texts(record["tags"])
        event.formerNames = formerNames(record)
        event.status = record["status"]?.stringValue.flatMap(PlannedEvent.Status.init) ?? .live
        return event
    }

    /// - Parameter record: What was there before.
    static func record(of event: PlannedEvent, over record: JSONObject) -> JSONObject {
        var record = record
        record["event_type"] = .string(event.name)
        set("display_name", event.displayName, in: &record)
        set("description", event.description, in: &record)
        set("category", event.category, in: &record)
        set("owner", event.owner, in: &record)
        record["tags"] = event.tags.isEmpty ? nil : .array(event.tags.map(JSONValue.string))
        record["status"] = event.status == .live ? nil : .string(event.status.rawValue)
        return record
    }

    static func property(_ record: JSONObject) -> PlannedProperty? {
        guard let name = record["event_property"]?.stringValue, !name.isEmpty else { return nil }
        var property = PlannedProperty(name: name)
        property.description = record["description"]?.stringValue ?? ""
        property.kind = record["type"]?.stringValue.flatMap(PlannedProperty.Kind.init) ?? .any
        property.isList = record["is_array_type"]?.boolValue ?? false
        property.isRequired = record["is_required"]?.boolValue ?? false
        property.values = texts(record["enum_values"])
        return property
    }

    static func record(of property: PlannedProperty, in event: String, over record: JSONObject) -> JSONObject {
        var record = record
        record["event_property"] = .string(property.name)
        record["event_type"] = .string(event)
        set("description", property.description, in: &record)
        record["type"] = .string(property.kind.rawValue)
        record["is_array_type"] = property.isList ? true : nil
        record["is_required"] = property.isRequired ? true : nil
        record["enum_values"] = property.values.isEmpty ? nil : .array(property.values.map(JSONValue.string))
        return record
    }

    private static func set(_ name: String, _ text: String, in record: inout JSONObject) {
        record[name] = text.isEmpty ? nil : .string(text)
    }

    private static func texts(_ value: JSONValue?) -> [String] { (value?.arrayValue ?? []).compactMap(\.stringValue) }
}
