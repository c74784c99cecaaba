import Foundation
import GRDB
import JSON

extension ContentStore {
    /// All Looks, by title.
    /// - Parameter deleted: Whether those in the trash instead.
    package func looks(deleted: Bool = false) async throws(ContentError) -> [Look] {
        try await database.read { try Look.fetchAll($0, where: "true", inTrash: deleted) }
    }

    /// The Looks directly in a folder, by title.
    package func looks(in folderID: String) async throws(ContentError) -> [Look] {
        try await database.read { try Look.fetchAll($0, where: "l.folder_id = ?", [folderID]) }
    }

    /// A Look by its number or its slug.
    /// - Parameter orDeleted: Whether one in the trash is found too.
    package func look(_ idOrSlug: String, orDeleted: Bool = false) async throws(ContentError) -> Look? {
        try await database.read { try Look.fetch($0, idOrSlug, orDeleted: orDeleted) }
    }
}

extension Look {
    static func fetch(_ db: Database, _ idOrSlug: String, orDeleted: Bool) throws -> Look? {
        // No slug is a number.
        guard let number = Int64(idOrSlug) else {
            return try fetchAll(db, where: "l.slug = ?", [idOrSlug], inTrash: orDeleted ? nil : false).first
        }
        return try fetchAll(db, where: "l.id = ?", [number], inTrash: orDeleted ? nil : false).first
    }

    /// `l` is the Look, `q` its query, `f` its folder.
    /// - Parameter inTrash: Only those in the trash, only those that are not, or both (`nil`).
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = [], inTrash: Bool? = false
    ) throws -> [Look] {
        let trash = inTrash.map { "l.deleted_at IS \($0 ? "NOT " : "")NULL AND " } ?? ""
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT l.*, f.name AS folder_name, q.slug AS query_slug, q.definition AS query_definition,
                    \(ownerName) AS owner_name, u.email AS owner_email, m.id AS metadata_id
                FROM looks l JOIN queries q ON q.id = l.query_id JOIN folders f ON f.id = l.folder_id
                LEFT JOIN users u ON u.id = l.user_id
                LEFT JOIN content_metadata m ON m.content_type = 'look' AND m.content_id = CAST(l.id AS TEXT)
                WHERE \(trash)(\(condition)) ORDER BY l.title_key, l.id
                """, arguments: arguments)
        return try rows.map { row in
            let query = SavedQuery(
                id: String(row["query_id"] as Int64), slug: row["query_slug"],
                definition: try QueryDefinition(json: row.object("query_definition")))
            return Look(
                id: String(row["id"] as Int64), slug: row["slug"], title: row["title"],
                description: row["description"], folderID: row["folder_id"], folderName: row["folder_name"],
                query: query, ownerID: (row["user_id"] as Int64?).map(String.init), ownerName: row["owner_name"],
                ownerEmail: row["owner_email"], lastUpdaterID: (row["last_updater_id"] as Int64?).map(String.init),
                source: ContentSource(row["source"]), createdAt: Date(milliseconds: row["created_at"]),
                updatedAt: Date(milliseconds: row["updated_at"]), viewCount: row["view_count"],
                lastViewedAt: row.date("last_viewed_at"), version: row["version"],
                deletedAt: row.date("deleted_at"), deleterID: (row["deleter_id"] as Int64?).map(String.init),
                marks: try row.marks(), metadataID: (row["metadata_id"] as Int64?).map(String.init),
                settings: try row.object("settings"))
        }
    }

    /// The owner's name as ``User/displayName`` makes it; `u` is the owner.
    static let ownerName = nameOf("u")

    /// The name of a row of `users` as ``User/displayName`` makes it.
    static func nameOf(_ user: String) -> String {
        """
        coalesce(nullif(\(user).display_name, ''), nullif(trim(\(user).first_name || ' ' || \(user).last_name), ''),
            \(user).email)
        """
    }
}

extension Row {
    /// The column `marks`; most have none.
    func marks() throws -> ContentMarks {
        guard let text = self["marks"] as String?, text != "{}" else { return ContentMarks() }
        return ContentMarks(stored: try object("marks"))
    }
}
