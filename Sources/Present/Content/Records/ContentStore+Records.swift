import Foundation
import GRDB
package import JSON

extension ContentStore {
    /// All records of a kind, those marked as deleted too, in the order in which they were made.
    package func records(_ kind: String, project: Int) async throws(ContentError) -> [ProjectRecord] {
        try await database.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM project_records WHERE project_id = ? AND kind = ? ORDER BY id",
                arguments: [project, kind]
            ).map(ProjectRecord.init(row:))
        }
    }

    /// - Returns: The new record; `nil` if the key is taken.
    package func addRecord(
        _ kind: String, key: String, _ body: JSONObject, project: Int
    ) async throws(ContentError) -> ProjectRecord? {
        let now = now().milliseconds
        return try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO project_records (project_id, kind, key, body, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                    """, arguments: [project, kind, key, JSONValue.object(body).text, now, now])
            guard db.changesCount > 0 else { return nil }
            return ProjectRecord(id: db.lastInsertedRowID, kind: kind, key: key, body: body, isDeleted: false)
        }
    }

    /// Changes all but the id and the kind. Under another key a planned event takes along what is planned of it.
    /// - Returns: Whether it could be changed: not if the key is taken or there is no such record.
    package func changeRecord(_ record: ProjectRecord, project: Int) async throws(ContentError) -> Bool {
        let now = now().milliseconds
        return try await database.write { db in
            var record = record
            if let rename = try PlanRename(of: record, in: project, now: now, db) {
                guard try rename.makeRoom() else { return false }
                record.body = rename.body(record.body)
                try rename.moveProperties()
            }
            try db.execute(
                sql: """
                    UPDATE OR IGNORE project_records SET key = ?, body = ?, is_deleted = ?, updated_at = ?
                    WHERE id = ? AND project_id = ? AND kind = ?
                    """,
                arguments: [
                    record.key, JSONValue.object(record.body).text, record.isDeleted, now, record.id, project,
                    record.kind,
                ])
            return db.changesCount > 0
        }
    }

    /// Removes a record for good; one that there is not is no error.
    package func removeRecord(id: Int64, project: Int) async throws(ContentError) {
        try await database.write { db in
            try db.execute(
                sql: "DELETE FROM project_records WHERE id = ? AND project_id = ?", arguments: [id, project])
        }
    }
}

extension ProjectRecord {
    fileprivate init(row: Row) throws {
        self.init(
            id: row["id"], kind: row["kind"], key: row["key"], body: try row.object("body"),
            isDeleted: row["is_deleted"])
    }
}
