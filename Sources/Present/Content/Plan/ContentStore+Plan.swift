internal import Foundation
internal import GRDB
internal import JSON

/// The tracking plan of a project of events.
extension ContentStore {
    package func trackingPlan(of project: Int) async throws(ContentError) -> TrackingPlan {
        try await database.read { db in try PlanTransaction(db: db, project: project, now: 0).plan() }
    }

    /// Types of events that are blocked, by project.
    package func blockedTypes() async throws(ContentError) -> [Int: [String]] {
        try await database.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT project_id, key FROM project_records
                    WHERE kind = ? AND NOT is_deleted AND json_extract(body, '$.status') = ? ORDER BY project_id, key
                    """, arguments: [PlanRecords.events, PlannedEvent.Status.blocked.rawValue])
            return Dictionary(grouping: rows) { $0[0] as Int }.mapValues { $0.map { $0[1] as String } }
        }
    }

    /// Takes events into the plan or changes them, with their properties: all of them or none. What an event has no longer
    /// is marked as deleted. Categories that there are not yet are made.
    /// - Parameter version: The version of the only event that the change was made on; `nil` for whatever is there.
    /// - Throws: ``ContentError/Code/conflict`` where the event has changed since.
    package func plan(
        _ events: [PlannedEvent], of project: Int, version: Int? = nil
    ) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            let transaction = PlanTransaction(db: db, project: project, now: now)
            for event in events { try transaction.save(event, version: version) }
        }
    }

    /// Gives a planned event the name of another type, with all that is planned of it, and changes it at once.
    /// - Parameters:
    ///   - event: What it becomes, under its new name.
    ///   - version: As of ``plan(_:of:version:)``.
    /// - Throws: ``ContentError/Code/notFound`` where none of the old name is planned, ``ContentError/Code/alreadyExists``
    ///   where one of the new name is.
    package func rename(
        _ old: String, to event: PlannedEvent, of project: Int, version: Int? = nil
    ) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            let transaction = PlanTransaction(db: db, project: project, now: now)
            try transaction.rename(old, to: event.name, version: version)
            try transaction.save(event, version: nil)
        }
    }

    /// Takes an event out of the plan. Its properties are kept for the day on which it comes back.
    /// - Returns: Whether it was planned.
    package func unplan(_ name: String, of project: Int) async throws(ContentError) -> Bool {
        let now = now().milliseconds
        return try await database.write { db in
            try PlanTransaction(db: db, project: project, now: now).remove(name)
        }
    }
}

/// The statements on a plan, inside their transaction.
private struct PlanTransaction {
    let db: Database
    let project: Int
    /// Milliseconds since 1970.
    let now: Int64

    private struct Kept {
        var id: Int64
        var body: JSONObject
        var isDeleted: Bool
        var version: Int
    }

    func plan() throws -> TrackingPlan {
        var plan = TrackingPlan()
        var properties: [String: [PlannedProperty]] = [:]
        for record in try records(PlanRecords.properties) where !record.isDeleted {
            guard let property = PlanRecords.property(record.body) else { continue }
            if let event = record.body["event_type"]?.stringValue {
                properties[event, default: []].append(property)
            } else {
                plan.shared.append(property)
            }
        }
        for record in try records(PlanRecords.events) where !record.isDeleted {
            guard var event = PlanRecords.event(record.body) else { continue }
            event.version = record.version
            event.properties = properties[event.name] ?? []
            plan.events.append(event)
        }
        plan.events.sort { $0.name < $1.name }
        plan.categories = try records(PlanRecords.categories).filter { !$0.isDeleted }
            .compactMap { $0.body["name"]?.stringValue }.sorted()
        return plan
    }

    func save(_ event: PlannedEvent, version: Int?) throws {
        let kept = try record(PlanRecords.events, key: event.name)
        try check(version, of: event.name, kept)
        try write(
            PlanRecords.events, key: event.name,
            PlanRecords.record(of: event, over: kept?.body ?? JSONObject()), over: kept)
        if !event.category.isEmpty, try record(PlanRecords.categories, key: event.category) == nil {
            try write(
                PlanRecords.categories, key: event.category, JSONObject([("name", .string(event.category))]), over: nil)
        }
        var gone = try propertyKeys(of: event.name)
        for property in event.properties {
            let key = PlanRecords.key(property.name, of: event.name)
            gone.remove(key)
            let kept = try record(PlanRecords.properties, key: key)
            let body = PlanRecords.record(of: property, in: event.name, over: kept?.body ?? JSONObject())
            if kept?.isDeleted != false || kept?.body != body {
                try write(PlanRecords.properties, key: key, body, over: kept)
            }
        }
        for key in gone.sorted() { try delete(PlanRecords.properties, key: key) }
    }

    func rename(_ old: String, to new: String, version: Int?) throws {
        let kept = try record(PlanRecords.events, key: old)
        try check(version, of: old, kept)
        guard let kept, !kept.isDeleted else { throw ContentError(.notFound, "There is no planned event \(old).") }
        let rename = PlanRename(db: db, project: project, old: old, new: new, now: now)
        guard try rename.makeRoom() else {
            throw ContentError(.alreadyExists, "There is already a planned event \(new).", field: "name")
        }
        try db.execute(
            sql: "UPDATE project_records SET key = ?, body = ? WHERE id = ?",
            arguments: [new, JSONValue.object(rename.body(kept.body)).text, kept.id])
        try rename.moveProperties()
    }

    private func check(_ version: Int?, of name: String, _ kept: Kept?) throws {
        let current = kept.flatMap { $0.isDeleted ? nil : $0.version } ?? 0
        if let version, version != current {
            throw ContentError(
                .conflict, "Somebody else has changed the plan of \(name) since it was opened.",
                currentVersion: current)
        }
    }

    func remove(_ name: String) throws -> Bool {
        guard try record(PlanRecords.events, key: name)?.isDeleted == false else { return false }
        try delete(PlanRecords.events, key: name)
        return true
    }

    private func propertyKeys(of event: String) throws -> Set<String> {
        let (from, below) = PlanRecords.keys(ofPropertiesOf: event)
        return try String.fetchSet(
            db,
            sql: """
                SELECT key FROM project_records
                WHERE project_id = ? AND kind = ? AND NOT is_deleted AND key >= ? AND key < ?
                """, arguments: [project, PlanRecords.properties, from, below])
    }

    private func records(_ kind: String) throws -> [Kept] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM project_records WHERE project_id = ? AND kind = ? ORDER BY id",
            arguments: [project, kind]
        ).map(Self.kept)
    }

    private func record(_ kind: String, key: String) throws -> Kept? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM project_records WHERE project_id = ? AND kind = ? AND key = ?",
            arguments: [project, kind, key]
        ).map(Self.kept)
    }

    private static func kept(_ row: Row) throws -> Kept {
        Kept(
            id: row["id"], body: try row.object("body"), isDeleted: row["is_deleted"],
            version: Int(row["updated_at"] as Int64))
    }

    private func write(_ kind: String, key: String, _ body: JSONObject, over kept: Kept?) throws {
        let text = JSONValue.object(body).text
        guard let kept else {
            return try db.execute(
                sql: """
                    INSERT INTO project_records (project_id, kind, key, body, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """, arguments: [project, kind, key, text, now, now])
        }
        // Two changes in one millisecond have two versions.
        try db.execute(
            sql: """
                UPDATE project_records SET body = ?, is_deleted = 0, updated_at = max(?, updated_at + 1) WHERE id = ?
                """, arguments: [text, now, kept.id])
    }

    private func delete(_ kind: String, key: String) throws {
        try db.execute(
            sql: """
                UPDATE project_records SET is_deleted = 1, updated_at = max(?, updated_at + 1)
                WHERE project_id = ? AND kind = ? AND key = ?
                """, arguments: [now, project, kind, key])
    }
}
