import Foundation
import GRDB

extension People {
    /// Makes a key for `projectID`, or for a project of its own.
    ///
    /// - Throws: `already_exists` (field `name`) for a name that is taken, by a revoked key too; `invalid` for an empty one
    ///   or one over 200 bytes.
    package func createIngestionKey(
        name: String, projectID: Int64? = nil
    ) async throws(ContentError) -> NewIngestionKey {
        guard !name.isEmpty, name.utf8.count <= 200, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw ContentError(.invalid, "A key needs a name of 1 to 200 bytes on one line.", field: "name")
        }
        if let projectID, projectID < 1 {
            throw ContentError(.invalid, "A project id is a number from 1.", field: "project_id")
        }
        let now = now().milliseconds
        let text = Secret.ingestionKey()
        let key = try await database.write { db in
            if try Row.fetchOne(db, sql: "SELECT 1 FROM ingestion_keys WHERE name = ?", arguments: [name]) != nil {
                throw ContentError(.alreadyExists, "There is already a key named \"\(name)\".", field: "name")
            }
            let last = try Int64.fetchOne(db, sql: "SELECT max(project_id) FROM ingestion_keys") ?? 0
            try db.execute(
                sql: """
                    INSERT INTO ingestion_keys (name, project_id, key_hash, prefix, created_at)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [name, projectID ?? last &+ 1, Data(Secret.hash(text)), String(text.prefix(8)), now])
            return try Self.ingestionKey(db, id: db.lastInsertedRowID)
        }
        return NewIngestionKey(text: text, key: key)
    }

    /// All keys, the revoked ones too, in the order in which they were made.
    package func ingestionKeys() async throws(ContentError) -> [IngestionKey] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM ingestion_keys ORDER BY id").map(IngestionKey.init(row:))
        }
    }

    /// The valid keys as they are now. Take a new ring after a key was made or revoked.
    package func ingestionKeyRing() async throws(ContentError) -> IngestionKeyRing {
        try await database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM ingestion_keys WHERE revoked_at IS NULL")
            return IngestionKeyRing(rows.map { (Array($0["key_hash"] as Data), IngestionKey(row: $0)) })
        }
    }

    /// Ends a key for good. Revoking it again changes nothing.
    ///
    /// - Throws: `not_found`
    package func revokeIngestionKey(_ id: String) async throws(ContentError) -> IngestionKey {
        guard let number = Int64(id) else { throw ContentError(.notFound, "There is no key \(id.prefix(40)).") }
        let now = now().milliseconds
        return try await database.write { db in
            try db.execute(
                sql: "UPDATE ingestion_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [now, number])
            return try Self.ingestionKey(db, id: number)
        }
    }

    private static func ingestionKey(_ db: Database, id: Int64) throws -> IngestionKey {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM ingestion_keys WHERE id = ?", arguments: [id])
        guard let row else { throw ContentError(.notFound, "There is no key \(id).") }
        return IngestionKey(row: row)
    }
}

extension IngestionKey {
    fileprivate init(row: Row) {
        self.init(
            id: String(row["id"] as Int64), name: row["name"], projectID: row["project_id"], prefix: row["prefix"],
            createdAt: Date(milliseconds: row["created_at"]),
            revokedAt: (row["revoked_at"] as Int64?).map(Date.init(milliseconds:)))
    }
}
