import Foundation
import GRDB

extension ContentStore {
    /// All folders: Shared, Users and the LookML dashboards first, then by name.
    package func folders() async throws(ContentError) -> [Folder] {
        try await database.read { try Folder.fetchAll($0, where: "f.deleted_at IS NULL") }
    }

    /// A folder that is not in the trash.
    package func folder(_ id: String) async throws(ContentError) -> Folder? {
        try await database.read { try Folder.fetchAll($0, where: "f.id = ? AND f.deleted_at IS NULL", [id]).first }
    }

    /// The folders directly in this one, by name.
    package func folders(in parentID: String) async throws(ContentError) -> [Folder] {
        try await database.read {
            try Folder.fetchAll($0, where: "f.parent_id = ? AND f.deleted_at IS NULL", [parentID])
        }
    }

    /// The folders above this one, the root first.
    package func ancestors(of id: String) async throws(ContentError) -> [Folder] {
        try await database.read { db in
            var above: [Folder] = []
            var next = try Folder.fetchAll(db, where: "f.id = ?", [id]).first?.parentID
            while let parent = next, above.count < 64 {
                guard let folder = try Folder.fetchAll(db, where: "f.id = ?", [parent]).first else { break }
                above.insert(folder, at: 0)
                next = folder.parentID
            }
            return above
        }
    }
}

extension Folder {
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> [Folder] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT f.*, (SELECT count(*) FROM folders c WHERE c.parent_id = f.id AND c.deleted_at IS NULL)
                    AS child_count FROM folders f
                WHERE \(condition) ORDER BY f.parent_id IS NOT NULL, CASE WHEN f.parent_id IS NULL THEN f.id END,
                    f.name COLLATE NOCASE, f.id
                """, arguments: arguments)
        return rows.map { row in
            Folder(
                id: row["id"], name: row["name"], parentID: row["parent_id"], description: row["description"],
                childCount: row["child_count"], creatorID: (row["creator_id"] as Int64?).map(String.init),
                source: ContentSource(row["source"]), createdAt: Date(milliseconds: row["created_at"]),
                updatedAt: Date(milliseconds: row["updated_at"]), deletedAt: row.date("deleted_at"))
        }
    }
}
