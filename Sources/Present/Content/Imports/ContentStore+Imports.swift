import Foundation
import GRDB

/// What an import from elsewhere needs beside saving content.
extension ContentStore {
    /// The folder that is somebody's own.
    package func personalFolder(of userID: String) async throws(ContentError) -> String? {
        guard let user = Int64(userID) else { return nil }
        return try await database.read { try PersonalFolder.id($0, of: user) }
    }

    /// The group of a name, made where it is missing.
    /// - Returns: Its id, and whether it is new.
    package func importGroup(named name: String) async throws(ContentError) -> (id: String, isNew: Bool) {
        let now = now().milliseconds
        return try await database.write { db in
            let key = name.lowercased()
            if let id = try Int64.fetchOne(db, sql: "SELECT id FROM user_groups WHERE name_key = ?", arguments: [key]) {
                return (String(id), false)
            }
            try db.execute(
                sql: "INSERT INTO user_groups (name, name_key, created_at, updated_at) VALUES (?, ?, ?, ?)",
                arguments: [name, key, now, now])
            return (String(db.lastInsertedRowID), true)
        }
    }

    /// Lets somebody belong to a group; that they do already is no error.
    package func importMember(_ userID: String, ofGroup groupID: String) async throws(ContentError) {
        try await database.write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO group_users (group_id, user_id) VALUES (?, ?)",
                arguments: [Int64(groupID), Int64(userID)])
        }
    }

    /// Who may see or change a folder, as it was elsewhere. Grants that are there stay.
    ///
    /// - Parameters:
    ///   - inherits: Whether it also has what its parent has.
    ///   - grants: A group or a user, and whether they may change it.
    package func importAccess(
        toFolder folderID: String, inherits: Bool?, grants: [(groupID: String?, userID: String?, edits: Bool)]
    ) async throws(ContentError) {
        try await database.write { db in
            let metadata = try Int64.fetchOne(
                db, sql: "SELECT id FROM content_metadata WHERE content_type = 'folder' AND content_id = ?",
                arguments: [folderID])
            guard let metadata else { return }
            if let inherits {
                try db.execute(
                    sql: "UPDATE content_metadata SET inherits = ? WHERE id = ?", arguments: [inherits, metadata])
            }
            for grant in grants {
                try db.execute(
                    sql: """
                        INSERT INTO content_metadata_access (content_metadata_id, group_id, user_id, permission_type)
                        VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET permission_type = excluded.permission_type
                        """,
                    arguments: [
                        metadata, grant.groupID.flatMap { Int64($0) }, grant.userID.flatMap { Int64($0) },
                        grant.edits ? "edit" : "view",
                    ])
            }
        }
    }

    /// What the first version of something says about how it came to be.
    package func origin(of content: ContentReference) async throws(ContentError) -> String? {
        try await database.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT summary FROM content_versions WHERE kind = ? AND object_id = ? ORDER BY version LIMIT 1",
                arguments: [content.kind.rawValue, content.id])
        }
    }

    /// Whether a number is taken, also by what is in the trash or comes from a file.
    package func isTaken(_ content: ContentReference) async throws(ContentError) -> Bool {
        let table = content.kind == .board ? "boards" : content.kind.rawValue + "s"
        return try await database.read { db in
            try Bool.fetchOne(
                db, sql: "SELECT 1 FROM \(table) WHERE CAST(id AS TEXT) = ?", arguments: [content.id]) != nil
        }
    }

    /// A title that nothing in the folder has: the one that is wanted if it may be.
    package func freeTitle(
        _ title: String, for kind: ContentReference.Kind, in folderID: String
    ) async throws(ContentError) -> String {
        try await database.read { db in
            try Copies.title(db, kind == .look ? "looks" : "dashboards", title, in: folderID)
        }
    }
}
