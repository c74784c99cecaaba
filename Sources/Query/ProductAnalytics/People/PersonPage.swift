package import JSON

/// What is known of one person.
package struct PersonPage: Sendable {
    /// After all merges.
    package var person: Int64
    /// Who turned out to be the same person, rising.
    package var merged: [Int64]
    package var userID: String?
    package var devices: [String]
    /// The times of the first and the last event, microseconds; 0 without events.
    package var firstUsed: Int64
    package var lastUsed: Int64
    package var events: Int
    package var activeEvents: Int
    /// Sessions with active events.
    package var sessions: Int
    /// From the first to the last active event of each session, microseconds.
    package var sessionTime: Int64
    /// Events with revenue above 0.
    package var purchases: Int
    package var revenue: Double
    /// The newest values of what the person has.
    package var properties: JSONObject
    /// Those of columns: country, platform and so on.
    package var columns: JSONObject
    /// The groups of the newest event that has any: names by type.
    package var groups: JSONObject

    /// One object: `person`, `merged`, `user_id`, `devices`, `first_used`, `last_used`, `events`, `active_events`, `sessions`,
    /// `session_seconds`, `purchases`, `revenue`, `properties`, `columns`, `groups` and, if any were asked, `cohorts`.
    package func write(to writer: inout JSONWriter, in calendar: ChartCalendar, cohorts: [String]? = nil) {
        writer.beginObject()
        writer.key("person")
        writer.int(person)
        writer.key("merged")
        writer.beginArray()
        for number in merged { writer.int(number) }
        writer.endArray()
        writer.key("user_id")
        writer.value(JSONValue(userID))
        writer.key("devices")
        writer.value(.array(devices.map(JSONValue.string)))
        for (key, time) in [("first_used", firstUsed), ("last_used", lastUsed)] {
            writer.key(key)
            if events > 0 { writer.string(ChartTime.iso(time, in: calendar)) } else { writer.null() }
        }
        for (key, count) in [
            ("events", events), ("active_events", activeEvents), ("sessions", sessions), ("purchases", purchases),
        ] {
            writer.key(key)
            writer.int(count)
        }
        writer.key("session_seconds")
        writer.double(Double(sessionTime) / 1_000_000)
        writer.key("revenue")
        writer.double(revenue)
        for (key, object) in [("properties", properties), ("columns", columns), ("groups", groups)] {
            writer.key(key)
            writer.value(.object(object))
        }
        if let cohorts {
            writer.key("cohorts")
            writer.value(.array(cohorts.map(JSONValue.string)))
        }
        writer.endObject()
    }
}
