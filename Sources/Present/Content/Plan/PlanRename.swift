internal import GRDB
internal import JSON

/// Gives a planned event the name of another type, inside a transaction. The properties that are planned for it go with it,
/// and it keeps the names that it had.
struct PlanRename {
    let db: Database
    let project: Int
    let old: String
    let new: String
    /// Milliseconds since 1970.
    let now: Int64

    init(db: Database, project: Int, old: String, new: String, now: Int64) {
        (self.db, self.project, self.old, self.new, self.now) = (db, project, old, new, now)
    }

    /// What the record of the event becomes. A name that it comes back to is none of its former ones any more.
    func body(_ body: JSONObject) -> JSONObject {
        var body = body
        body["event_type"] = .string(new)
        let former = PlanRecords.formerNames(body).filter { $0 != new && $0 != old } + [old]
        body["former_names"] = .array(former.map(JSONValue.string))
        return body
    }

    /// - Returns: Whether the new name is free. One that was taken out of the plan leaves it, with what was planned for it.
    func makeRoom() throws -> Bool {
        let isTaken = try Bool.fetchOne(
            db, sql: "SELECT NOT is_deleted FROM project_records WHERE project_id = ? AND kind = ? AND key = ?",
            arguments: [project, PlanRecords.events, new])
        guard let isTaken else { return true }
        if isTaken { return false }
        try db.execute(
            sql: "DELETE FROM project_records WHERE project_id = ? AND kind = ? AND key = ?",
            arguments: [project, PlanRecords.events, new])
        try db.execute(
            sql: "DELETE FROM project_records WHERE project_id = ? AND kind = ? AND key >= ? AND key < ?",
            arguments: [project, PlanRecords.properties] + arguments(new))
        return true
    }

    func moveProperties() throws {
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT * FROM project_records WHERE project_id = ? AND kind = ? AND key >= ? AND key < ?",
            arguments: [project, PlanRecords.properties] + arguments(old))
        for row in rows {
            var body = try row.object("body")
            body["event_type"] = .string(new)
            let key = PlanRecords.key(body["event_property"]?.stringValue ?? "", of: new)
            // Somebody may have planned a property for the new name before the event had it.
            try db.execute(
                sql: "DELETE FROM project_records WHERE project_id = ? AND kind = ? AND key = ?",
                arguments: [project, PlanRecords.properties, key])
            try db.execute(
                sql: "UPDATE project_records SET key = ?, body = ?, updated_at = max(?, updated_at + 1) WHERE id = ?",
                arguments: [key, JSONValue.object(body).text, now, row["id"] as Int64])
        }
    }

    /// What a change of a record comes to: `nil` where it is no other name for a planned event.
    init?(of record: ProjectRecord, in project: Int, now: Int64, _ db: Database) throws {
        guard record.kind == PlanRecords.events else { return nil }
        let key = try String.fetchOne(
            db, sql: "SELECT key FROM project_records WHERE id = ? AND project_id = ? AND kind = ?",
            arguments: [record.id, project, record.kind])
        guard let key, key != record.key else { return nil }
        self.init(db: db, project: project, old: key, new: record.key, now: now)
    }

    private func arguments(_ event: String) -> StatementArguments {
        let (from, below) = PlanRecords.keys(ofPropertiesOf: event)
        return [from, below]
    }
}
