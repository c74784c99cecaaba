internal import JSON
internal import Warehouse

/// Rows of `main.identify_log`: operations on properties as they came.
struct IdentifyLogRows: Sendable {
    private struct Entry {
        var project: ProjectID
        var seq: Int64
        var at: Timestamp
        var uid: Int32?
        var group: Groups.Key?
        var operations: String
    }

    private var entries: [Entry] = []

    mutating func append(_ event: Event, uid: Int32, in project: ProjectID, seq: Int64, at time: Timestamp) {
        if let operations = event.userOperations, !operations.isEmpty {
            entries.append(
                Entry(
                    project: project, seq: seq, at: time, uid: uid, group: nil,
                    operations: JSONValue.object(operations).text))
        }
        if let operations = event.groupOperations, !operations.isEmpty {
            let text = JSONValue.object(operations).text
            for key in Groups.keys(of: event, in: project) {
                entries.append(Entry(project: project, seq: seq, at: time, uid: nil, group: key, operations: text))
            }
        }
    }

    func rows() -> TableRows {
        var rows = TableRows(.identifyLog, count: entries.count)
        rows.add("project_id", .int(entries.map { Int64($0.project.number) }))
        rows.add("seq", .int(entries.map(\.seq)))
        rows.add("at", times: entries.map(\.at))
        rows.add("uid", integers: entries.map(\.uid))
        rows.add("group_type", texts: entries.map(\.group?.type.text))
        rows.add("group_name", texts: entries.map(\.group?.name.text))
        rows.add("operations", .text(entries.map(\.operations)))
        return rows
    }
}
