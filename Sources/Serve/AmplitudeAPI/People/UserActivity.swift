internal import JSON
internal import ProductAnalytics
internal import Warehouse

/// `/api/2/useractivity`: what is known of a person, and what they did.
struct UserActivity: Sendable {
    let warehouse: any Warehouse
    let calendar: ChartCalendar
    /// In which what the person has paid is told.
    let currency: String?
    let project: Int

    func answer(_ fields: FormFields) async throws -> [UInt8] {
        let text = try fields.required("user")
        guard let number = Int64(text) else {
            throw AmplitudeFailure.invalid(
                "user is \"\(text.prefix(40))\"; it has to be an Amplitude ID, a number. usersearch finds it.")
        }
        let offset = try fields.integer("offset", in: 0...1_000_000_000, or: 0)
        let limit = try fields.integer("limit", in: 1...1_000, or: 1_000)
        let order = try fields.choice(
            "direction", [("latest", ActivityOrder.latest), ("earliest", .earliest)], or: .latest)
        let source = try await CanonicalEvents.read(project: project, currency: currency, from: warehouse)
        let reader = PersonReader(source: source, warehouse: warehouse, label: "amplitude: user activity")
        guard let page = try await reader.page(of: number) else {
            throw AmplitudeFailure.invalid("There is nobody with the Amplitude ID \(number).")
        }
        let activity = try await reader.activity(
            of: page.person, offset: offset, limit: limit, order: order, includesInactive: true)
        let events = activity.events + (try await rest(activity, of: page.person, reader, order))
        let first = page.events > 0 ? ExportTime.text(page.firstUsed) : nil
        var writer = JSONWriter(capacity: 64 * 1_024)
        writer.beginObject()
        writer.key("userData")
        writer.value(data(page, last: events.first { $0.values["location_lat"] != nil }))
        writer.key("events")
        writer.beginArray()
        for event in events {
            ExportedEvent.write(to: &writer) { Self.cell($0, event, page, project: project, created: first) }
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// Events that are read at a time.
    private static let part = 200
    /// About so many may follow a page.
    private static let most = 10_000

    /// What else belongs to the session of the last event: a session is not cut.
    private func rest(
        _ page: ActivityPage, of person: Int64, _ reader: PersonReader, _ order: ActivityOrder
    ) async throws -> [ActivityPage.Event] {
        guard let session = page.events.last?.session else { return [] }
        var events: [ActivityPage.Event] = []
        var next = page.next
        while let cursor = next, events.count < Self.most {
            let more = try await reader.activity(
                of: person, after: cursor, limit: Self.part, order: order, includesInactive: true)
            let same = more.events.prefix { $0.session == session }
            events += same
            next = same.count == more.events.count ? more.next : nil
        }
        return events
    }

    private static func cell(
        _ column: String, _ event: ActivityPage.Event, _ page: PersonPage, project: Int, created: String?
    ) -> ExportedEvent.Cell? {
        switch column {
        case "person": return .value(.int(page.person))
        case "project_id": return .value(.int(Int64(project)))
        case "event_type": return .value(.string(event.type))
        case "user_creation_time": return created.map { .value(.string($0)) }
        case _ where column.hasSuffix("_time"):
            return event.values[column]?.stringValue.map { .value(.string(plain($0))) }
        default: return event.values[column].map { .value($0) }
        }
    }

    /// `2026-03-02T09:30:00.5Z` as `2026-03-02 09:30:00.500000`.
    private static func plain(_ moment: String) -> String {
        let text = moment.replacing("T", with: " ", maxReplacements: 1).replacing("Z", with: "")
        return text.utf8.count == 19 ? text + ".000000" : text
    }

    private func data(_ page: PersonPage, last: ActivityPage.Event?) -> JSONValue {
        func column(_ name: String) -> JSONValue { page.columns[name] ?? .null }
        func day(_ time: Int64) -> JSONValue {
            page.events > 0 ? .string(String(ChartTime.iso(time, in: calendar).prefix(10))) : .null
        }
        let os = [column("os_name"), column("os_version")].compactMap(\.stringValue).joined(separator: " ")
        return [
            "user_id": JSONValue(page.userID), "canonical_amplitude_id": .int(page.person),
            "merged_amplitude_ids": .array(page.merged.map(JSONValue.int)), "num_events": .int(Int64(page.events)),
            "num_sessions": .int(Int64(page.sessions)), "usage_time": .int(page.sessionTime / 1_000),
            "first_used": day(page.firstUsed), "last_used": day(page.lastUsed),
            "purchases": .int(Int64(page.purchases)), "revenue": .double(page.revenue),
            "platform": column("platform"), "os": os.isEmpty ? .null : .string(os), "version": column("app_version"),
            "device": column("device_brand"), "device_type": column("device_model"), "carrier": column("carrier"),
            "country": column("country"), "region": column("region"), "city": column("city"), "dma": column("dma"),
            "language": column("language"), "start_version": column("start_version"),
            "device_ids": .array(page.devices.map(JSONValue.string)),
            "last_location": last.map { location($0) } ?? .null, "properties": .object(page.properties),
        ]
    }

    private func location(_ event: ActivityPage.Event) -> JSONValue {
        ["lat": event.values["location_lat"] ?? .null, "lng": event.values["location_lng"] ?? .null]
    }
}
