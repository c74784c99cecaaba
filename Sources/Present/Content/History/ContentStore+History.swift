import Foundation
import GRDB
import JSON

extension ContentStore {
    /// The versions of a Look or dashboard, the newest first. What comes from a file has none here: Git has them.
    package func versions(
        of content: ContentReference, limit: Int = 1000
    ) async throws(ContentError) -> [ContentVersion] {
        try await database.read { try ContentVersion.fetchAll($0, content, limit: limit) }
    }

    package func version(_ number: Int, of content: ContentReference) async throws(ContentError) -> ContentVersion? {
        try await database.read { try ContentVersion.fetchAll($0, content, number: number).first }
    }
}

extension ContentVersion {
    static func fetchAll(
        _ db: Database, _ content: ContentReference, number: Int? = nil, limit: Int = 1
    ) throws -> [ContentVersion] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT v.*, \(Look.nameOf("u")) AS user_name FROM content_versions v
                LEFT JOIN users u ON u.id = v.user_id
                WHERE v.kind = ? AND v.object_id = ? AND (?3 IS NULL OR v.version = ?3)
                ORDER BY v.version DESC LIMIT ?4
                """, arguments: [content.kind.rawValue, content.id, number, limit])
        return try rows.map { row in
            ContentVersion(
                content: content, version: row["version"], userID: (row["user_id"] as Int64?).map(String.init),
                userName: row["user_name"], createdAt: Date(milliseconds: row["created_at"]),
                summary: row["summary"], body: try row.object("body"))
        }
    }

    /// Keeps what was just saved.
    static func record(
        _ db: Database, _ content: ContentReference, version: Int, by editor: ContentEditor, summary: String,
        body: JSONObject, now: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT OR REPLACE INTO content_versions (kind, object_id, version, user_id, created_at, summary, body)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                content.kind.rawValue, content.id, version, editor.userNumber, now, summary,
                JSONValue.object(body).text,
            ])
    }

    static func forget(_ db: Database, _ content: ContentReference) throws {
        try db.execute(
            sql: "DELETE FROM content_versions WHERE kind = ? AND object_id = ?",
            arguments: [content.kind.rawValue, content.id])
    }
}
