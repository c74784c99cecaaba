import Foundation
import GRDB

extension ContentStore {
    /// All Looks, by title.
    package func looks() async throws(ContentError) -> [Look] {
        try await database.read { try Look.fetchAll($0, where: "true") }
    }

    /// The Looks directly in a folder, by title.
    package func looks(in folderID: String) async throws(ContentError) -> [Look] {
        try await database.read { try Look.fetchAll($0, where: "l.folder_id = ?", [folderID]) }
    }

    /// A Look by its number or its slug.
    package func look(_ idOrSlug: String) async throws(ContentError) -> Look? {
        try await database.read { db in
            // No slug is a number.
            guard let number = Int64(idOrSlug) else {
                return try Look.fetchAll(db, where: "l.slug = ?", [idOrSlug]).first
            }
            return try Look.fetchAll(db, where: "l.id = ?", [number]).first
        }
    }
}

extension Look {
    /// Looks that are not in the trash. `l` is the Look, `q` its query, `f` its folder.
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [Look] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT l.*, f.name AS folder_name, q.slug AS query_slug, q.definition AS query_definition,
                    \(ownerName) AS owner_name
                FROM looks l JOIN queries q ON q.id = l.query_id JOIN folders f ON f.id = l.folder_id
                LEFT JOIN users u ON u.id = l.user_id
                WHERE l.deleted_at IS NULL AND (\(condition)) ORDER BY l.title_key, l.id
                """, arguments: arguments)
        return try rows.map { row in
            let query = SavedQuery(
                id: String(row["query_id"] as Int64), slug: row["query_slug"],
                definition: try QueryDefinition(json: row.object("query_definition")))
            return Look(
                id: String(row["id"] as Int64), slug: row["slug"], title: row["title"],
                description: row["description"], folderID: row["folder_id"], folderName: row["folder_name"],
                query: query, ownerID: (row["user_id"] as Int64?).map(String.init), ownerName: row["owner_name"],
                source: ContentSource(row["source"]), createdAt: Date(milliseconds: row["created_at"]),
                updatedAt: Date(milliseconds: row["updated_at"]), viewCount: row["view_count"],
                lastViewedAt: row.date("last_viewed_at"), version: row["version"])
        }
    }

    /// The owner's name as ``User/displayName`` makes it; `u` is the owner.
    static let ownerName = """
        coalesce(nullif(u.display_name, ''), nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email)
        """
}
