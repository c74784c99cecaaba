internal import JSON

/// An event as Amplitude's export and its user activity write it.
struct ExportedEvent {
    /// The value of a column of `main.events`.
    enum Cell {
        case value(JSONValue)
        /// JSON already.
        case raw(String)
    }

    /// Keys whose column has another name, or none.
    private static let fields: [(key: String, column: String)] = [
        ("$insert_id", "insert_id"), ("$insert_key", ""), ("$schema", ""),
        ("amplitude_attribution_ids", ""), ("amplitude_event_type", ""), ("amplitude_id", "person"),
        ("app", "project_id"), ("city", "city"), ("client_event_time", "client_event_time"),
        ("client_upload_time", "client_upload_time"), ("country", "country"), ("device_brand", "device_brand"),
        ("device_carrier", "carrier"), ("device_family", "device_family"), ("device_id", "device_id"),
        ("device_manufacturer", "device_manufacturer"), ("device_model", "device_model"),
        ("device_type", "device_type"), ("dma", "dma"), ("event_time", "event_time"), ("event_type", "event_type"),
        ("ip_address", "ip"), ("language", "language"), ("library", "library"), ("location_lat", "location_lat"),
        ("location_lng", "location_lng"), ("os_name", "os_name"), ("os_version", "os_version"),
        ("paying", ""), ("platform", "platform"), ("processed_time", "processed_time"), ("region", "region"),
        ("sample_rate", ""), ("server_received_time", "server_received_time"),
        ("server_upload_time", "server_received_time"), ("source_id", ""), ("start_version", "start_version"),
        ("user_creation_time", "user_creation_time"), ("user_id", "user_id"), ("uuid", "event_uuid"),
        ("version_name", "app_version"),
    ]

    /// Keys without a column: what was sent under them stands in the column `extra`.
    private static let extras = ["adid", "event_id", "idfa", "partner_id"]

    /// Keys that hold an object, never null.
    private static let objects: [(key: String, column: String)] = [
        ("event_properties", "event_properties"), ("user_properties", "user_properties"),
        ("groups", "groups"), ("group_properties", "group_properties"), ("global_user_properties", ""),
    ]

    /// What has no key of its own there: money, pages and campaigns, and what else came with the event.
    private static let details = [
        "revenue", "price", "quantity", "product_id", "revenue_type", "currency", "page_url", "page_title", "referrer",
        "referring_domain", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "click_id",
        "browser",
        "browser_version", "source", "extra",
    ]

    /// Writes one object.
    /// - Parameter cell: The value of a column; `nil` for NULL. Times are `2026-03-02 09:30:00.123456`, in UTC.
    static func write(to writer: inout JSONWriter, _ cell: (String) -> Cell?) {
        writer.beginObject()
        for field in fields {
            writer.key(field.key)
            write(field.column.isEmpty ? nil : cell(field.column), to: &writer)
        }
        let extra = parsed(cell("extra"))
        for key in extras {
            writer.key(key)
            writer.value(extra?[key] ?? .null)
        }
        writer.key("plan")
        writer.value(.object(extra?["plan"]?.objectValue ?? JSONObject()))
        for object in objects {
            writer.key(object.key)
            write((object.column.isEmpty ? nil : cell(object.column)) ?? .raw("{}"), to: &writer)
        }
        writer.key("session_id")
        write(cell("session_id") ?? .value(-1), to: &writer)
        writer.key("data_type")
        writer.string("event")
        writer.key("is_attribution_event")
        writer.bool(false)
        writer.key("data")
        writer.beginObject()
        for name in details {
            guard let value = cell(name) else { continue }
            writer.key(name)
            write(value, to: &writer)
        }
        writer.endObject()
        writer.endObject()
    }

    private static func parsed(_ cell: Cell?) -> JSONValue? {
        switch cell {
        case .none: nil
        case .value(let value): value
        case .raw(let json): try? JSONValue.parse(json)
        }
    }

    private static func write(_ cell: Cell?, to writer: inout JSONWriter) {
        switch cell {
        case .none: writer.null()
        case .value(let value): writer.value(value)
        case .raw(let json): writer.raw(json.utf8)
        }
    }
}
