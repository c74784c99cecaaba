/// Amplitude's names of properties as those of charts.
enum PropertyNames {
    /// A user property: `gp:NAME`, or the name of what Amplitude itself knows of people.
    /// - Throws: ``AmplitudeFailure`` for what is not known here.
    static func user(_ key: String) throws(AmplitudeFailure) -> String {
        if key.hasPrefix("gp:") { return "user." + key.dropFirst(3) }
        if let column = userColumns[key.lowercased()] { return column }
        if key == "paying" {
            throw .invalid("\"paying\" is not known of people here. Ask for a cohort of those with revenue instead.")
        }
        if key == "userdata_cohort" {
            throw .invalid("A cohort is asked of people: name it in a segment, s=[{\"prop\":\"userdata_cohort\" …}].")
        }
        return "user." + key
    }

    /// A property of the event; those of the revenue call have columns.
    static func event(_ key: String) -> String { eventColumns[key] ?? "event." + key }

    /// - Parameter type: `event`, `user`, or `group` with the key `TYPE` or `TYPE: NAME`.
    static func property(_ key: String, type: String) throws(AmplitudeFailure) -> String {
        guard !key.isEmpty else { throw .invalid("A filter or a group_by names no property.") }
        switch type {
        case "event": return event(key)
        case "user": return try user(key)
        case "group":
            let parts = key.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
            let bare = parts.first == "grp" || parts.first == "gp" ? Array(parts.dropFirst()) : parts
            return bare.count == 2 ? "group.\(bare[0]).\(bare[1])" : "group:\(bare.first ?? "")"
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
