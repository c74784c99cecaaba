internal import JSON

/// Amplitude's names of properties as those of charts.
enum PropertyNames {
    /// A user property: `gp:NAME`, or the name of what Amplitude itself knows of people; `grp:TYPE` is their groups.
    /// - Throws: ``AmplitudeFailure`` for what is not known here.
    static func user(_ key: String) throws(AmplitudeFailure) -> String {
        if let prefixed = try prefixed(key) { return prefixed }
        guard !key.isEmpty else { throw nameless }
        if let column = userColumns[key.lowercased()] { return column }
        if key == "paying" {
            throw .invalid("\"paying\" is not known of people here. Ask for a cohort of those with revenue instead.")
        }
        if key == "userdata_cohort" {
            throw .invalid("A cohort is asked of people: name it in a segment, s=[{\"prop\":\"userdata_cohort\" …}].")
        }
        return "user." + key
    }

    /// What a name is that says itself whose property it is, whatever is said beside it; `nil` for any other.
    private static func prefixed(_ key: String) throws(AmplitudeFailure) -> String? {
        if key.hasPrefix("grp:") { return try group(key.dropFirst(4)) }
        guard key.hasPrefix("gp:") else { return nil }
        guard key.utf8.count > 3 else { throw nameless }
        return "user.\(key.dropFirst(3))"
    }

    /// The groups of a type, `TYPE`, or a property of theirs, `TYPE: NAME`.
    private static func group(_ key: Substring) throws(AmplitudeFailure) -> String {
        let parts = key.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " } }
        guard let type = parts.first, parts.allSatisfy({ !$0.isEmpty }) else { throw nameless }
        return parts.count == 2 ? "group.\(type).\(parts[1])" : "group:\(type)"
    }

    private static var nameless: AmplitudeFailure { .invalid("A filter or a group_by names no property.") }

    /// A property of the event; those of the revenue call have columns.
    static func event(_ key: String) -> String { eventColumns[key] ?? "event." + key }

    /// As groups are asked for: a name of ``user(_:)``, or what an event's `group_by` has, `{"type": "user", "value": …}`.
    static func dividing(_ value: JSONValue) throws(AmplitudeFailure) -> String {
        if let name = value.stringValue { return try user(name) }
        guard let name = value["value"]?.stringValue else {
            throw .invalid("g is \(value.text.prefix(40)); it has to be the name of a property, such as gp:plan.")
        }
        return try property(name, type: value["type"]?.stringValue?.lowercased() ?? "user")
    }

    /// - Parameter type: `event`, `user`, or `group` with the key `TYPE` or `TYPE: NAME`.
    static func property(_ key: String, type: String) throws(AmplitudeFailure) -> String {
        guard !key.isEmpty else { throw nameless }
        if type == "group" {
            let prefix = ["grp:", "gp:"].first { key.hasPrefix($0) } ?? ""
            return try group(key.dropFirst(prefix.utf8.count))
        }
        switch type {
        case "event": return try prefixed(key) ?? event(key)
        case "user": return try user(key)
        default:
            throw .invalid("There are properties of the type event, user and group, not of \"\(type.prefix(40))\".")
        }
    }

    private static let userColumns: [String: String] = [
        "version": "app_version", "version_name": "app_version", "app_version": "app_version",
        "start_version": "start_version", "country": "country", "region": "region", "city": "city", "dma": "dma",
        "language": "language", "platform": "platform", "os": "os_name", "os_name": "os_name",
        "os_version": "os_version", "device": "device_family", "device_family": "device_family",
        "device_type": "device_type", "device_brand": "device_brand", "device_manufacturer": "device_manufacturer",
        "device_model": "device_model", "carrier": "carrier", "device_carrier": "carrier", "user_id": "user_id",
        "device_id": "device_id", "ip_address": "ip", "library": "library",
    ]

    private static let eventColumns: [String: String] = [
        "$revenue": "revenue", "$price": "price", "$quantity": "quantity", "$productId": "product_id",
        "$revenueType": "revenue_type",
    ]
}
