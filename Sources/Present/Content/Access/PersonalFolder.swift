import GRDB

/// The folder in Users that is somebody's own.
enum PersonalFolder {
    /// Makes it where it is missing.
    static func make(_ db: Database, for userID: Int64, name: String, now: Int64) throws {
        guard try id(db, of: userID) == nil else { return }
        try db.execute(
            sql: """
                INSERT INTO folders (id, name, parent_id, creator_id, created_at, updated_at)
                SELECT CAST(max(1000, max(CAST(id AS INTEGER))) + 1 AS TEXT), ?, ?, ?, ?, ? FROM folders
                """, arguments: [name, Folder.usersID, userID, now, now])
    }

    static func id(_ db: Database, of userID: Int64) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT id FROM folders WHERE parent_id = ? AND creator_id = ? ORDER BY length(id), id",
            arguments: [Folder.usersID, userID])
    }

    /// What it is called: as its owner is.
    static func name(_ row: Row) -> String { User(row: row).displayName }
}
