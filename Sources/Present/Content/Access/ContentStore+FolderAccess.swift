import GRDB

extension ContentStore {
    /// What a reader may see and change of all folders, as it is now: one read, in one state of the database.
    package func folderAccess(for reader: ContentReader) async throws(ContentError) -> FolderAccess {
        try await database.read { try FolderAccess(read: $0, for: reader) }
    }
}

extension FolderAccess {
    init(read db: Database, for reader: ContentReader) throws {
        var nodes: [String: FolderLevels.Node] = [:]
        var metadataIDs: [String: String] = [:]
        var folders: [Int64: String] = [:]
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT f.id, f.parent_id, f.creator_id, m.id AS metadata_id, m.inherits FROM folders f
                LEFT JOIN content_metadata m ON m.content_type = 'folder' AND m.content_id = f.id
                """)
        while let row = try rows.next() {
            let id: String = row["id"]
            nodes[id] = FolderLevels.Node(
                parent: row["parent_id"], owner: (row["creator_id"] as Int64?).map(String.init),
                inherits: row["inherits"] as Bool? ?? true)
            guard let number = row["metadata_id"] as Int64? else { continue }
            metadataIDs[id] = String(number)
            folders[number] = id
        }
        let grants = try Row.fetchCursor(
            db,
            sql: """
                SELECT a.content_metadata_id, a.group_id, a.user_id, a.permission_type FROM content_metadata_access a
                JOIN content_metadata m ON m.id = a.content_metadata_id WHERE m.content_type = 'folder'
                """)
        while let row = try grants.next() {
            let isTheirs =
                (row["user_id"] as Int64?).map { String($0) == reader.userID }
                ?? (row["group_id"] as Int64?).map { reader.groupIDs.contains(String($0)) } ?? false
            guard isTheirs, let id = folders[row["content_metadata_id"]], let node = nodes[id] else { continue }
            nodes[id]?.granted = max(node.granted, row["permission_type"] as String == "edit" ? .edit : .view)
        }
        let living = try Int64.fetchSet(db, sql: "SELECT id FROM users WHERE NOT is_disabled")
        var levels = FolderLevels(reader: reader, nodes: nodes, livingOwners: Set(living.map(String.init)))
        self.init(levels: levels.all(), metadataIDs: metadataIDs)
    }
}
