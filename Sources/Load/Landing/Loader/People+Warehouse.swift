internal import JSON
internal import SQL
internal import Warehouse

/// Reading the people that a load needs, and writing those that it changed.
extension People {
    /// The ids in a load that are not known yet.
    struct Needed: Sendable {
        var users: Set<Key> = []
        var devices: Set<Key> = []
    }

    func needed(
        for events: some Sequence<(event: Event, project: ProjectID)>,
        mappings: [(mapping: UserMapping, project: ProjectID)] = []
    ) -> Needed {
        var needed = Needed()
        for (mapping, project) in mappings {
            for id in [mapping.userID, mapping.globalUserID].compactMap(\.self) {
                // Even those who are known, since what was said of them may not be.
                needed.users.insert(Key(project, id))
            }
        }
        for (event, project) in events {
            if let id = event.userID {
                let key = Key(project, id)
                if users[key] == nil { needed.users.insert(key) }
            }
            if let id = event.deviceID, !event.deviceIsDerived {
                let key = Key(project, id)
                if devices[key] == nil { needed.devices.insert(key) }
            }
        }
        return needed
    }

    func read(_ needed: Needed, from warehouse: any Warehouse, isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        try await read(users: needed.users, from: warehouse)
        if mappings.isUsed, !needed.users.isEmpty { try await readMappings(of: needed.users, from: warehouse) }
        for (project, keys) in Dictionary(grouping: needed.devices, by: \.project) {
            let rows = try await warehouse.rows(
                Statement(
                    """
                    SELECT device_id, uid, last_uid, first_seen FROM main.devices
                    WHERE project_id = ? AND device_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
                    """,
                    parameters: [.int(Int64(project.number)), .text(jsonList(keys))], label: "landing: devices"))
            for batch in rows.batches {
                for row in 0..<batch.rowCount {
                    guard let id = batch.text(row, 0), let uid = batch.integer(row, 1).flatMap(Int32.init(exactly:)),
                        let seen = batch.timestamp(row, 3)
                    else { continue }
                    let last = batch.integer(row, 2).flatMap(Int32.init(exactly:))
                    add(
                        Device(uid: uid, lastUID: last, firstSeen: seen, isStored: true), for: Key(project, id))
                }
            }
        }
        var owners: Set<Int32> = []
        for key in needed.devices {
            if let owner = devices[key]?.owner, people[owner] == nil { owners.insert(owner) }
        }
        if !owners.isEmpty {
            let list = "[" + owners.sorted().map(String.init).joined(separator: ",") + "]"
            try await readPeople(
                "uid IN (SELECT unnest(CAST(? AS INTEGER[])))", [.text(list)], from: warehouse)
        }
    }

    func read(
        users: Set<Key>, from warehouse: any Warehouse, isolation: isolated (any Actor)? = #isolation
    ) async throws {
        for (project, keys) in Dictionary(grouping: users, by: \.project) {
            try await readPeople(
                "project_id = ? AND user_id IN (SELECT unnest(from_json(?, '[\"VARCHAR\"]')))",
                [.int(Int64(project.number)), .text(jsonList(keys))], from: warehouse)
        }
    }

    private func readPeople(
        _ condition: String, _ parameters: [SQLValue], from warehouse: any Warehouse,
        isolation: isolated (any Actor)? = #isolation
    ) async throws {
        let current = EventField.current.map(\.column).joined(separator: ", ")
        let rows = try await warehouse.rows(
            Statement(
                """
                SELECT uid, project_id, user_id, device_id, first_seen, last_seen, properties, initial_properties, \(current)
                FROM main.usr WHERE \(condition)
                """, parameters: parameters, label: "landing: people"))
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                guard let uid = batch.integer(row, 0).flatMap(Int32.init(exactly:)),
                    let project = batch.integer(row, 1).flatMap(Int32.init(exactly:)),
                    let first = batch.timestamp(row, 4), let last = batch.timestamp(row, 5)
                else { continue }
                add(
                    Person(
                        uid: uid, project: ProjectID(project), userID: batch.text(row, 2), deviceID: batch.text(row, 3),
                        firstSeen: first, lastSeen: last, propertiesText: batch.text(row, 6) ?? "{}",
                        initialText: batch.text(row, 7),
                        current: EventField.current.indices.map { batch.text(row, 8 + $0) }, isStored: true))
            }
        }
    }

    /// What the current load has to delete before it appends the new rows, and those rows.
    func changes(at now: Timestamp) -> (deletions: [Statement], updates: [Statement], rows: [TableRows]) {
        let changed = people.values.filter(\.isChanged).sorted { $0.uid < $1.uid }
        var deletions: [Statement] = []
        let replaced = changed.filter(\.isStored).map { String($0.uid) }
        if !replaced.isEmpty {
            deletions.append(
                Statement(
                    "DELETE FROM main.usr WHERE uid IN (SELECT unnest(CAST(? AS INTEGER[])))",
                    parameters: [.text("[" + replaced.joined(separator: ",") + "]")], label: "landing: people"))
        }
        var rows = TableRows(.people, count: changed.count)
        rows.add("uid", .int(changed.map { Int64($0.uid) }))
        rows.add("project_id", .int(changed.map { Int64($0.project.number) }))
        rows.add("user_id", texts: changed.map(\.userID))
        rows.add("device_id", texts: changed.map(\.deviceID))
        rows.add("first_seen", times: changed.map(\.firstSeen))
        rows.add("last_seen", times: changed.map(\.lastSeen))
        rows.add("properties", .text(changed.map(\.propertiesText)))
        rows.add("initial_properties", texts: changed.map(\.initialText))
        for (index, field) in EventField.current.enumerated() {
            rows.add(field.column, texts: changed.map { $0.current[index] })
        }
        let (deviceDeletions, deviceRows) = deviceChanges()
        let (mergeUpdates, mergeRows) = mergeChanges(at: now)
        let (mappingDeletions, mappingRows) = mappingChanges(at: now)
        return (
            deletions + deviceDeletions + mappingDeletions, mergeUpdates, [rows, deviceRows, mergeRows, mappingRows]
        )
    }

    private func deviceChanges() -> (deletions: [Statement], rows: TableRows) {
        let changed = changedDevices.compactMap { key in devices[key].map { (key: key, device: $0) } }
            .sorted { ($0.device.uid, $0.key.id.text) < ($1.device.uid, $1.key.id.text) }
        var deletions: [Statement] = []
        for (project, keys) in Dictionary(grouping: changed.filter(\.device.isStored).map(\.key), by: \.project) {
            deletions.append(
                Statement(
                    """
                    DELETE FROM main.devices
                    WHERE project_id = ? AND device_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
                    """,
                    parameters: [.int(Int64(project.number)), .text(jsonList(keys))], label: "landing: devices"))
        }
        var rows = TableRows(.devices, count: changed.count)
        rows.add("project_id", .int(changed.map { Int64($0.key.project.number) }))
        rows.add("device_id", .text(changed.map(\.key.id.text)))
        rows.add("uid", .int(changed.map { Int64($0.device.uid) }))
        rows.add("last_uid", integers: changed.map(\.device.lastUID))
        rows.add("first_seen", times: changed.map(\.device.firstSeen))
        return (deletions, rows)
    }

    /// A merge goes into its table and, for what earlier loads derived, into the derived tables. The events stay as they
    /// were written: who reads them applies the table.
    private func mergeChanges(at now: Timestamp) -> (updates: [Statement], rows: TableRows) {
        var rows = TableRows(.merges, count: merges.count)
        rows.add("old", .int(merges.map { Int64($0.old) }))
        rows.add("canonical", .int(merges.map { Int64($0.canonical) }))
        rows.add("at", times: merges.map { _ in now })
        rows.add("direct", .int(merges.map { Int64($0.direct) }))

        let stored = merges.filter(\.isStored)
        guard !stored.isEmpty else { return ([], rows) }
        let list =
            "[" + stored.map { "{\"old\":\($0.old),\"canonical\":\($0.canonical)}" }.joined(separator: ",") + "]"
        let merged = """
            (SELECT unnest(from_json(?, '[{"old":"INTEGER","canonical":"INTEGER"}]'), recursive := true)) AS m
            """
        let updates = DerivedTables.move(merged, list: .text(list))
        // Keeps the table flat should somebody merged into be merged themselves.
        let flatten = Statement(
            "UPDATE main.merges SET canonical = m.canonical FROM \(merged) WHERE merges.canonical = m.old",
            parameters: [.text(list)], label: "landing: merges")
        return (updates + [flatten], rows)
    }

    func jsonList(_ keys: some Sequence<Key>) -> String {
        var writer = JSONWriter()
        writer.beginArray()
        for key in keys { writer.string(key.id.text) }
        writer.endArray()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
