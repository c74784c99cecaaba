import Foundation
import GRDB

extension People {
    /// Makes a secret for a project.
    ///
    /// - Throws: `already_exists` (field `name`) for a name that is taken, by a revoked secret too; `invalid` for an empty
    ///   one or one over 200 bytes, and for what is no project.
    package func createProjectSecret(
        name: String, projectID: Int64, mayErase: Bool = false
    ) async throws(ContentError) -> NewProjectSecret {
        guard !name.isEmpty, name.utf8.count <= 200, name.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
            throw ContentError(.invalid, "A secret key needs a name of 1 to 200 bytes on one line.", field: "name")
        }
        guard projectID >= 1 else {
            throw ContentError(.invalid, "A project id is a number from 1.", field: "project_id")
        }
        let now = now().milliseconds
        let text = Secret.ingestionKey()
        let secret = try await database.write { db in
            if try Row.fetchOne(db, sql: "SELECT 1 FROM project_secrets WHERE name = ?", arguments: [name]) != nil {
                throw ContentError(.alreadyExists, "There is already a secret key named \"\(name)\".", field: "name")
            }
            try db.execute(
                sql: """
                    INSERT INTO project_secrets (name, project_id, may_erase, secret_hash, prefix, created_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [name, projectID, mayErase, Data(Secret.hash(text)), String(text.prefix(8)), now])
            return try Self.projectSecret(db, id: db.lastInsertedRowID)
        }
        return NewProjectSecret(text: text, secret: secret)
    }

    /// All secrets, the revoked ones too, in the order in which they were made.
    package func projectSecrets() async throws(ContentError) -> [ProjectSecret] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM project_secrets ORDER BY id").map(ProjectSecret.init(row:))
        }
    }

    /// The valid secrets as they are now. Take a new ring after one was made or revoked.
    package func projectSecretRing() async throws(ContentError) -> ProjectSecretRing {
        try await database.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT * FROM project_secrets WHERE revoked_at IS NULL")
            return ProjectSecretRing(rows.map { (Array($0["secret_hash"] as Data), ProjectSecret(row: $0)) })
        }
    }

    /// Ends a secret for good. Revoking it again changes nothing.
    ///
    /// - Throws: `not_found`
    package func revokeProjectSecret(_ id: String) async throws(ContentError) -> ProjectSecret {
        guard let number = Int64(id) else { throw ContentError(.notFound, "There is no secret key \(id.prefix(40)).") }
        let now = now().milliseconds
        return try await database.write { db in
            try db.execute(
                sql: "UPDATE project_secrets SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                arguments: [now, number])
            return try Self.projectSecret(db, id: number)
        }
    }

    private static func projectSecret(_ db: Database, id: Int64) throws -> ProjectSecret {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM project_secrets WHERE id = ?", arguments: [id])
        guard let row else { throw ContentError(.notFound, "There is no secret key \(id).") }
        return ProjectSecret(row: row)
    }
}

extension ProjectSecret {
    fileprivate init(row: Row) {
        self.init(
            id: String(row["id"] as Int64), name: row["name"], projectID: row["project_id"],
            mayErase: row["may_erase"], prefix: row["prefix"], createdAt: Date(milliseconds: row["created_at"]),
            revokedAt: (row["revoked_at"] as Int64?).map(Date.init(milliseconds:)))
    }
}
