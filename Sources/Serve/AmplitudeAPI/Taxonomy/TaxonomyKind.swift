internal import JSON

/// One of the lists of a taxonomy: how its entries are named, and what can be said of them.
struct TaxonomyKind: Sendable {
    enum Value: Sendable { case text, flag, list }

    /// The last part of the path.
    let path: String
    /// The field that holds an entry's name.
    let name: String
    /// The field that gives it another.
    let newName: String
    /// The field that says for what the entry holds; the same name may be there for several.
    let scope: String?
    let fields: [String: Value]

    private static let shared: [String: Value] = [
        "description": .text, "tags": .list, "owner": .text, "is_hidden": .flag, "display_name": .text,
    ]

    private static let property: [String: Value] = shared.merging(
        [
            "type": .text, "regex": .text, "enum_values": .list, "is_array_type": .flag, "is_required": .flag,
            "classifications": .list,
        ], uniquingKeysWith: { $1 })

    static let event = TaxonomyKind(
        path: "event", name: "event_type", newName: "new_event_type", scope: nil,
        fields: shared.merging(
            [
                "category": .text, "is_active": .flag, "is_hidden_from_dropdowns": .flag,
                "is_hidden_from_persona_results": .flag, "is_hidden_from_pathfinder": .flag,
                "is_hidden_from_timeline": .flag,
            ], uniquingKeysWith: { $1 }))

    static let all: [TaxonomyKind] = [
        event,
        TaxonomyKind(
            path: "event-property", name: "event_property", newName: "new_event_property_value", scope: "event_type",
            fields: property),
        TaxonomyKind(
            path: userProperty, name: "user_property", newName: "new_user_property_value", scope: nil,
            fields: property),
        TaxonomyKind(
            path: "group-property", name: "group_property", newName: "new_group_property_value", scope: "group_type",
            fields: property),
    ]

    /// Where its records are kept.
    var records: String { "taxonomy/" + path }

    /// The key of an entry: its scope and its name.
    func key(_ name: String, in scope: String?) -> String { scope.map { $0 + "\u{1F}" + name } ?? name }

    /// The name under which an entry is kept: user properties that somebody made up come as `gp:NAME`, too.
    func plain(_ name: String) -> String {
        path == Self.userProperty && name.hasPrefix("gp:") && name.utf8.count > 3 ? String(name.dropFirst(3)) : name
    }

    /// What an entry is called in answers.
    func shown(_ name: String) -> String {
        path != Self.userProperty || name.hasPrefix("gp:") || Self.known.contains(name.lowercased())
            ? name : "gp:" + name
    }

    private static let userProperty = "user-property"

    /// What is known of people without anybody making it up.
    private static let known: Set<String> = [
        "amplitude_id", "carrier", "city", "country", "device", "device_brand", "device_family", "device_id",
        "device_manufacturer", "device_model", "device_type", "dma", "event_id", "ip_address", "language", "library",
        "location_lat", "location_lng", "os", "os_name", "os_version", "paying", "platform", "region",
        "server_upload_time", "session_id", "start_version", "user_id", "version", "version_name",
    ]

    /// Reads what is said of an entry; fields that nobody knows are left out.
    /// - Throws: ``AmplitudeFailure`` for a type that is none and for what is neither true nor false.
    func body(_ form: FormFields, over old: JSONObject = JSONObject()) throws(AmplitudeFailure) -> JSONObject {
        var body = old
        for (field, kind) in fields.sorted(by: { $0.key < $1.key }) {
            guard let last = form.fields.last(where: { $0.name == field })?.value else { continue }
            switch kind {
            case .text: body[field] = .string(last)
            case .flag:
                switch last.lowercased() {
                case "true", "1", "yes": body[field] = true
                case "false", "0", "no": body[field] = false
                default: throw .invalid("\(field) has to be true or false.")
                }
            case .list:
                let values = form.all(field)
                let list = values.count == 1 ? try? JSONValue.parse(values[0]) : nil
                body[field] =
                    list?.arrayValue.map(JSONValue.array)
                    ?? .texts(values.flatMap { $0.split(separator: ",").map { String($0.trimmingPrefix(" ")) } })
            }
        }
        if let type = body["type"]?.stringValue, !["string", "number", "boolean", "enum", "any"].contains(type) {
            throw .invalid("type has to be string, number, boolean, enum or any.")
        }
        return body
    }
}
