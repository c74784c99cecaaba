internal import JSON
internal import Warehouse

/// What the loader adds to an event before it is a row.
struct EventPlacement {
    var project: ProjectID
    var seq: Int64
    var uuid: UInt128
    var type: Int32
    var uid: Int32
    var time: Timestamp
    var receivedAt: Timestamp
    var flags: EventFlags
    var userProperties: String
    var groupProperties: String?
    var extra: String?
    /// What the event's amount is worth in the project's currency, in millionths; `nil` where that isn't known.
    var projectRevenue: Int128?
}

/// Rows of `main.events`, gathered by column.
struct EventRows: Sendable {
    private(set) var count = 0
    private var projects: [Int64] = []
    private var uuids: [UInt128] = []
    private var types: [Int64] = []
    private var times: [Int64] = []
    private var days: [Int32] = []
    private var uids: [Int64] = []
    private var seqs: [Int64] = []
    private var received: [Int64] = []
    private var sources: [String] = []
    private var isSystem: [Bool] = []
    private var properties: [String] = []
    private var userProperties: [String] = []
    private var buckets: [Int64] = []
    private var flags: [Int64] = []
    private var userIDs = SparseColumn(filler: "")
    private var deviceIDs = SparseColumn(filler: "")
    private var sessions = SparseColumn<Int64>(filler: 0)
    private var sessionKeys = SparseColumn(filler: "")
    private var clientTimes = SparseColumn<Int64>(filler: 0)
    private var uploadTimes = SparseColumn<Int64>(filler: 0)
    private var insertIDs = SparseColumn(filler: "")
    private var fields = Array(repeating: SparseColumn(filler: ""), count: EventField.allCases.count)
    private var latitudes = SparseColumn<Double>(filler: 0)
    private var longitudes = SparseColumn<Double>(filler: 0)
    private var revenues = SparseColumn<Int128>(filler: 0)
    private var prices = SparseColumn<Int128>(filler: 0)
    private var quantities = SparseColumn<Double>(filler: 0)
    private var projectRevenues = SparseColumn<Int128>(filler: 0)
    private var groups = SparseColumn(filler: "")
    private var groupProperties = SparseColumn(filler: "")
    private var extras = SparseColumn(filler: "")

    /// - Parameter campaign: Where the person came from; it counts where the event itself doesn't say.
    mutating func append(
        _ event: Event, _ placement: EventPlacement, campaign: [(field: EventField, value: String)],
        startVersion: String?
    ) {
        let row = count
        count += 1
        projects.append(Int64(placement.project.number))
        uuids.append(placement.uuid)
        types.append(Int64(placement.type))
        times.append(placement.time.microseconds)
        days.append(placement.time.day)
        uids.append(Int64(placement.uid))
        seqs.append(placement.seq)
        received.append(placement.receivedAt.microseconds)
        sources.append(event.source)
        isSystem.append(event.isSystem)
        properties.append(event.properties)
        userProperties.append(placement.userProperties)
        buckets.append(Self.bucket(of: placement.uid))
        flags.append(Int64(placement.flags.rawValue))

        userIDs.set(event.userID, at: row)
        deviceIDs.set(event.deviceID, at: row)
        sessions.set(event.sessionID, at: row)
        sessionKeys.set(event.sessionKey, at: row)
        clientTimes.set(event.clientTime?.microseconds, at: row)
        uploadTimes.set(event.clientUploadTime?.microseconds, at: row)
        insertIDs.set(event.insertID, at: row)
        latitudes.set(event.latitude, at: row)
        longitudes.set(event.longitude, at: row)
        revenues.set(event.revenue, at: row)
        prices.set(event.price, at: row)
        quantities.set(event.quantity, at: row)
        projectRevenues.set(placement.projectRevenue, at: row)
        if !event.groups.isEmpty { groups.set(Self.json(of: event.groups), at: row) }
        groupProperties.set(placement.groupProperties, at: row)
        extras.set(placement.extra, at: row)

        set(event.fields, at: row)
        if !campaign.isEmpty { set(campaign.filter { pair in event[pair.field] == nil }, at: row) }
        if let startVersion, event[.startVersion] == nil { set([(.startVersion, startVersion)], at: row) }
    }

    private mutating func set(_ values: [(field: EventField, value: String)], at row: Int) {
        for (field, value) in values { fields[field.rawValue].set(value, at: row) }
    }

    func rows(processedAt: Timestamp, batch: Int64) -> TableRows {
        var gathered = self
        var rows = TableRows(.events, count: count)
        rows.add("project_id", .int(projects))
        rows.add("event_uuid", .uuid(uuids))
        rows.add("ev", .int(types))
        rows.add("event_time", .timestamp(times))
        rows.add("day", .date(days))
        rows.add("uid", .int(uids))
        rows.add("user_id", gathered.userIDs.column(count: count) { .text($0) })
        rows.add("device_id", gathered.deviceIDs.column(count: count) { .text($0) })
        rows.add("session_id", gathered.sessions.column(count: count) { .int($0) })
        rows.add("session_key", gathered.sessionKeys.column(count: count) { .text($0) })
        rows.add("seq", .int(seqs))
        rows.add("client_event_time", gathered.clientTimes.column(count: count) { .timestamp($0) })
        rows.add("client_upload_time", gathered.uploadTimes.column(count: count) { .timestamp($0) })
        rows.add("server_received_time", .timestamp(received))
        rows.add("processed_time", .timestamp(Array(repeating: processedAt.microseconds, count: count)))
        rows.add("insert_id", gathered.insertIDs.column(count: count) { .text($0) })
        rows.add("source", .text(sources))
        rows.add("is_system", .bool(isSystem))
        for field in EventField.allCases {
            rows.add(field.column, gathered.fields[field.rawValue].column(count: count) { .text($0) })
        }
        rows.add("location_lat", gathered.latitudes.column(count: count) { .double($0) })
        rows.add("location_lng", gathered.longitudes.column(count: count) { .double($0) })
        rows.add("revenue", gathered.revenues.column(count: count) { .decimal(unscaled: $0, scale: 6) })
        rows.add("price", gathered.prices.column(count: count) { .decimal(unscaled: $0, scale: 6) })
        rows.add("quantity", gathered.quantities.column(count: count) { .double($0) })
        rows.add("revenue_project", gathered.projectRevenues.column(count: count) { .decimal(unscaled: $0, scale: 6) })
        rows.add("groups", gathered.groups.column(count: count) { .text($0) })
        rows.add("event_properties", .text(properties))
        rows.add("user_properties", .text(userProperties))
        rows.add("group_properties", gathered.groupProperties.column(count: count) { .text($0) })
        rows.add("extra", gathered.extras.column(count: count) { .text($0) })
        rows.add("user_bucket", .int(buckets))
        rows.add("sample_rate", .double(Array(repeating: 1, count: count)))
        rows.add("flags", .int(flags))
        rows.add("batch_id", .int(Array(repeating: batch, count: count)))
        return rows
    }

    /// 0 to 9,999 for sampling whole people: a mixed uid, so that it doesn't follow the order in which they came.
    static func bucket(of uid: Int32) -> Int64 {
        var mixed = UInt64(UInt32(bitPattern: uid)) &* 0x9E37_79B9_7F4A_7C15
        mixed ^= mixed >> 32
        return Int64(mixed % 10_000)
    }

    private static func json(of groups: [(type: String, names: [String])]) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        for (type, names) in groups {
            writer.key(type)
            writer.beginArray()
            for name in names { writer.string(name) }
            writer.endArray()
        }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
