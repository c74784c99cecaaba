internal import JSON
internal import Warehouse

/// The accounts, teams and so on that events count for, and their properties. Held by the loader alone.
final class Groups {
    struct Key: Hashable, Sendable {
        var project: ProjectID
        var type: ExactText
        var name: ExactText
    }

    struct Group {
        var properties: JSONObject
        var firstSeen: Timestamp
        var lastSeen: Timestamp
        var isStored: Bool
    }

    private var groups: [Key: Group] = [:]
    private var changed: Set<Key> = []

    var count: Int { groups.count }

    func needed(for events: some Sequence<(event: Event, project: ProjectID)>) -> Set<Key> {
        var needed: Set<Key> = []
        for (event, project) in events where !event.groups.isEmpty {
            for key in Self.keys(of: event, in: project) where groups[key] == nil { needed.insert(key) }
        }
        return needed
    }

    static func keys(of event: Event, in project: ProjectID) -> [Key] {
        event.groups.flatMap { type, names in
            names.map { Key(project: project, type: ExactText(type), name: ExactText($0)) }
        }
    }

    func read(_ needed: Set<Key>, from warehouse: any Warehouse, isolation: isolated (any Actor)? = #isolation)
        async throws
    {
        for (project, keys) in Dictionary(grouping: needed, by: \.project) {
            let names = JSONValue.array(Set(keys.map(\.name)).map { .string($0.text) }).text
            let rows = try await warehouse.rows(
                Statement(
                    """
                    SELECT group_type, group_name, properties, first_seen, last_seen FROM main.groups
                    WHERE project_id = ? AND group_name IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
                    """,
                    parameters: [.int(Int64(project.number)), .text(names)], label: "landing: groups"))
            for batch in rows.batches {
                for row in 0..<batch.rowCount {
                    guard let type = batch.text(row, 0), let name = batch.text(row, 1),
                        let first = batch.timestamp(row, 3), let last = batch.timestamp(row, 4)
                    else { continue }
                    let key = Key(project: project, type: ExactText(type), name: ExactText(name))
                    let properties = (try? JSONValue.parse(batch.text(row, 2) ?? "{}"))?.objectValue ?? JSONObject()
                    if groups[key] == nil {
                        groups[key] = Group(properties: properties, firstSeen: first, lastSeen: last, isStored: true)
                    }
                }
            }
        }
    }

    /// Notes the groups of an event and applies its operations to them.
    /// - Returns: The snapshot for the event as JSON (`{type: {name: properties}}`), `nil` when there are no properties.
    func apply(_ event: Event, in project: ProjectID, at time: Timestamp, flags: inout EventFlags) -> String? {
        var byType = JSONObject()
        for key in Self.keys(of: event, in: project) {
            var group =
                groups[key] ?? Group(properties: JSONObject(), firstSeen: time, lastSeen: time, isStored: false)
            group.firstSeen = min(group.firstSeen, time)
            if !flags.contains(.future) { group.lastSeen = max(group.lastSeen, time) }
            if let operations = event.groupOperations,
                PropertyOperations.apply(operations, to: &group.properties)
            {
                flags.insert(.truncated)
            }
            groups[key] = group
            changed.insert(key)
            guard !group.properties.isEmpty else { continue }
            var named = byType[key.type.text]?.objectValue ?? JSONObject()
            named[key.name.text] = .object(group.properties)
            byType[key.type.text] = .object(named)
        }
        return byType.isEmpty ? nil : JSONValue.object(byType).text
    }

    func changes() -> (deletions: [Statement], rows: TableRows) {
        let changed = changed.compactMap { key in groups[key].map { (key: key, group: $0) } }
        var deletions: [Statement] = []
        for (project, stored) in Dictionary(grouping: changed.filter(\.group.isStored), by: \.key.project) {
            let list = JSONValue.array(
                stored.map { ["t": .string($0.key.type.text), "n": .string($0.key.name.text)] })
            deletions.append(
                Statement(
                    """
                    DELETE FROM main.groups WHERE project_id = ? AND (group_type, group_name) IN (
                        SELECT (t, n) FROM (
                            SELECT unnest(from_json(?, '[{"t":"VARCHAR","n":"VARCHAR"}]'), recursive := true)))
                    """,
                    parameters: [.int(Int64(project.number)), .text(list.text)], label: "landing: groups"))
        }
        var rows = TableRows(.groups, count: changed.count)
        rows.add("project_id", .int(changed.map { Int64($0.key.project.number) }))
        rows.add("group_type", .text(changed.map(\.key.type.text)))
        rows.add("group_name", .text(changed.map(\.key.name.text)))
        rows.add("properties", .text(changed.map { JSONValue.object($0.group.properties).text }))
        rows.add("first_seen", times: changed.map(\.group.firstSeen))
        rows.add("last_seen", times: changed.map(\.group.lastSeen))
        return (deletions, rows)
    }

    func didStore() {
        for key in changed { groups[key]?.isStored = true }
        changed = []
    }
}
