package import JSON

/// Planned events as JSON, and what is wrong with those that somebody sends.
package enum PlanJSON {
    package static func write(_ event: PlannedEvent) -> JSONObject {
        JSONObject([
            ("name", .string(event.name)), ("display_name", .string(event.displayName)),
            ("description", .string(event.description)), ("category", .string(event.category)),
            ("owner", .string(event.owner)), ("tags", .array(event.tags.map(JSONValue.string))),
            ("status", .string(event.status.rawValue)),
            ("properties", .array(event.properties.map { .object(write($0)) })),
        ])
    }

    package static func write(_ property: PlannedProperty) -> JSONObject {
        JSONObject([
            ("name", .string(property.name)), ("description", .string(property.description)),
            ("type", .string(property.kind.rawValue)), ("is_list", .bool(property.isList)),
            ("is_required", .bool(property.isRequired)),
            ("values", .array(property.values.map(JSONValue.string))),
        ])
    }

    /// Reads an event over what was planned before: members that are absent stay as they were.
    package static func read(
        _ json: JSONObject, over event: PlannedEvent, _ problems: inout PlanProblems
    ) -> PlannedEvent {
        var event = event
        func text(_ name: String, _ keep: inout String) {
            guard let value = json[name] else { return }
            if value.isNull {
                keep = ""
            } else if let text = value.stringValue {
                keep = text
            } else {
                problems.add(name, "This has to be a text.")
            }
        }
        text("display_name", &event.displayName)
        text("description", &event.description)
        text("category", &event.category)
        text("owner", &event.owner)
        if let tags = json["tags"] { event.tags = texts(tags, "tags", &problems) }
        if let status = json["status"] { event.status = Self.status(status.stringValue ?? "", &problems) }
        if let properties = json["properties"], !properties.isNull {
            event.properties = (properties.arrayValue ?? []).enumerated().map { index, value in
                property(value.objectValue ?? JSONObject(), "properties.\(index)", &problems)
            }
            if properties.arrayValue == nil { problems.add("properties", "This has to be a list.") }
        }
        return event
    }

    /// An event that is planned is live as soon as it comes.
    static func status(_ text: String, _ problems: inout PlanProblems) -> PlannedEvent.Status {
        if text == "planned" || text.isEmpty { return .live }
        if let status = PlannedEvent.Status(rawValue: text) { return status }
        problems.add("status", "status has to be planned, live, deprecated or blocked.")
        return .live
    }

    static func kind(_ text: String, _ field: String, _ problems: inout PlanProblems) -> PlannedProperty.Kind {
        if let kind = PlannedProperty.Kind(rawValue: text) { return kind }
        problems.add(field, "type has to be string, number, boolean, enum or any.")
        return .any
    }

    private static func property(_ json: JSONObject, _ path: String, _ problems: inout PlanProblems) -> PlannedProperty
    {
        var property = PlannedProperty(name: json["name"]?.stringValue ?? "")
        property.description = json["description"]?.stringValue ?? ""
        if let type = json["type"], !type.isNull {
            property.kind = kind(type.stringValue ?? "", path + ".type", &problems)
        }
        property.isList = json["is_list"]?.boolValue ?? false
        property.isRequired = json["is_required"]?.boolValue ?? false
        if let values = json["values"], !values.isNull {
            property.values = texts(values, path + ".values", &problems)
        }
        return property
    }

    private static func texts(_ value: JSONValue, _ field: String, _ problems: inout PlanProblems) -> [String] {
        guard let list = value.arrayValue else {
            problems.add(field, "This has to be a list of texts.")
            return []
        }
        return list.compactMap(\.stringValue)
    }
}

/// What is wrong with a plan, by field.
package struct PlanProblems {
    package private(set) var all: [(field: String, message: String)] = []
    package var isEmpty: Bool { all.isEmpty }

    package init() {}

    mutating func add(_ field: String, _ message: String) { all.append((field, message)) }

    private static let longestName = 1_024
    private static let longestText = 10_000
    private static let mostProperties = 2_000

    /// Checks what must hold of every planned event, however it was sent.
    package mutating func check(_ event: PlannedEvent) {
        if event.name.isEmpty { add("name", "Say which type of event it is.") }
        if event.name.unicodeScalars.count > Self.longestName {
            add("name", "Types of events have \(Self.longestName) characters at most.")
        }
        let texts = [event.displayName, event.description, event.category, event.owner]
        if texts.contains(where: { $0.utf8.count > Self.longestText }) {
            add("description", "Texts have \(Self.longestText) bytes at most.")
        }
        if event.status == .blocked, PlannedEvent.systemTypes.contains(event.name) {
            add("status", "\(event.name) keeps people and sessions apart, and can't be blocked.")
        }
        if event.properties.count > Self.mostProperties {
            add("properties", "An event has \(Self.mostProperties) properties at most.")
        }
        var names: Set<String> = []
        for (index, property) in event.properties.enumerated() {
            let path = "properties.\(index)"
            if property.name.isEmpty { add(path + ".name", "A property needs a name.") }
            if property.name.unicodeScalars.count > Self.longestName {
                add(path + ".name", "Names have \(Self.longestName) characters at most.")
            }
            if !names.insert(property.name).inserted {
                add(path + ".name", "There are two properties named \(property.name).")
            }
            if property.kind == .enum, property.values.isEmpty {
                add(path + ".values", "Say which values \(property.name) may have.")
            }
        }
    }
}
