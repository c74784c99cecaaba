import GRDB

extension ContentStore {
    /// - Returns: `nil` for content that isn't there.
    package func metadata(of content: ContentReference) async throws(ContentError) -> ContentMetadata? {
        try await database.read { try ContentMetadata.fetch($0, content) }
    }

    /// What lies directly in a folder: folders, then dashboards, then Looks.
    package func metadata(inFolder id: String) async throws(ContentError) -> [ContentMetadata] {
        try await database.read { db in
            let queries: [(ContentReference.Kind, String)] = [
                (.folder, "SELECT id FROM folders WHERE parent_id = ? AND deleted_at IS NULL ORDER BY name, id"),
                (.dashboard, "SELECT id FROM dashboards WHERE folder_id = ? AND deleted_at IS NULL ORDER BY title, id"),
                (
                    .look,
                    "SELECT CAST(id AS TEXT) FROM looks WHERE folder_id = ? AND deleted_at IS NULL ORDER BY title, id"
                ),
            ]
            return try queries.flatMap { kind, sql in
                try String.fetchAll(db, sql: sql, arguments: [id]).compactMap {
                    try ContentMetadata.fetch(db, ContentReference(kind, $0))
                }
            }
        }
    }

    /// Makes a folder inherit from its parent, or not.
    ///
    /// One that stops inheriting keeps what it had: its parent's grants become its own. One that begins to inherit loses
    /// its own.
    ///
    /// - Throws: `not_found`; `read_only` for the roots and for what always inherits.
    package func setInherits(_ inherits: Bool, of content: ContentReference) async throws(ContentError) {
        try await database.write { db in
            guard content.kind == .folder else {
                throw ContentError(.readOnly, "A \(content.kind.rawValue) is always as accessible as its folder.")
            }
            guard let metadata = try ContentMetadata.fetch(db, content),
                let number = try ContentMetadata.number(db, content)
            else {
                throw ContentError(.notFound, "There is no folder \(content.id.prefix(40)).")
            }
            guard let parent = metadata.parentID, parent != Folder.usersID else {
                throw ContentError(.readOnly, "\(metadata.name) has nothing to inherit from.", field: "inherits")
            }
            guard metadata.inherits != inherits else { return }
            if inherits {
                try db.execute(
                    sql: "DELETE FROM content_metadata_access WHERE content_metadata_id = ?", arguments: [number])
            } else {
                var next: String? = parent
                var steps = 0
                while let folder = next, steps < 64 {
                    steps += 1
                    guard let above = try ContentMetadata.fetch(db, ContentReference(.folder, folder)),
                        let from = try ContentMetadata.number(db, above.content)
                    else { break }
                    try db.execute(
                        sql: """
                            INSERT INTO content_metadata_access (content_metadata_id, group_id, user_id, permission_type)
                            SELECT ?1, group_id, user_id, permission_type FROM content_metadata_access
                            WHERE content_metadata_id = ?2
                            ON CONFLICT DO UPDATE SET permission_type = 'edit'
                                WHERE excluded.permission_type = 'edit'
                            """, arguments: [number, from])
                    next = above.inherits ? above.parentID : nil
                }
            }
            try db.execute(sql: "UPDATE content_metadata SET inherits = ? WHERE id = ?", arguments: [inherits, number])
        }
    }

    /// The grants on this content itself.
    package func grants(on content: ContentReference) async throws(ContentError) -> [ContentGrant] {
        try await database.read { db in
            guard let number = try ContentMetadata.number(db, content) else { return [] }
            return try ContentGrant.fetchAll(db, where: "a.content_metadata_id = ?", [number])
        }
    }

    package func grant(_ id: String) async throws(ContentError) -> ContentGrant? {
        try await database.read { db in
            try Int64(id).flatMap { try ContentGrant.fetchAll(db, where: "a.id = ?", [$0]).first }
        }
    }

    /// Adds a grant.
    ///
    /// - Throws: `already_exists` where the group or user has one; `invalid` or `missing_field` for the field that is
    ///   wrong; `not_found` for content that isn't there.
    package func addGrant(_ grant: ContentGrant) async throws(ContentError) -> ContentGrant {
        try await database.write { db in
            guard let number = try Self.grantable(db, grant.content) else {
                throw ContentError(
                    .notFound, "There is no \(grant.content.kind.rawValue) \(grant.content.id.prefix(40)).")
            }
            switch (grant.groupID, grant.userID) {
            case (nil, nil):
                throw ContentError(.missingField, "Say which group or user is meant.", field: "group_id")
            case (.some, .some):
                throw ContentError(.invalid, "Say a group or a user, not both.", field: "user_id")
            case (let group?, nil): _ = try Group.required(db, id: group, field: "group_id")
            case (nil, let user?): _ = try People.userNumber(db, user, field: "user_id")
            }
            let (group, user) = (grant.groupID.flatMap { Int64($0) }, grant.userID.flatMap { Int64($0) })
            let other = try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM content_metadata_access
                    WHERE content_metadata_id = ? AND group_id IS ? AND user_id IS ?
                    """, arguments: [number, group, user])
            guard other == nil else {
                throw ContentError(
                    .alreadyExists, "There is a grant for this \(group == nil ? "user" : "group") already.",
                    field: group == nil ? "user_id" : "group_id")
            }
            try db.execute(
                sql: """
                    INSERT INTO content_metadata_access (content_metadata_id, group_id, user_id, permission_type)
                    VALUES (?, ?, ?, ?)
                    """, arguments: [number, group, user, grant.level == .edit ? "edit" : "view"])
            let made = try ContentGrant.fetchAll(db, where: "a.id = ?", [db.lastInsertedRowID]).first
            guard let made else { throw ContentError(.storage, "The grant was not kept.") }
            return made
        }
    }

    /// - Throws: `not_found`
    package func setLevel(_ level: AccessLevel, ofGrant id: String) async throws(ContentError) -> ContentGrant {
        try await database.write { db in
            let number = Int64(id)
            try db.execute(
                sql: "UPDATE content_metadata_access SET permission_type = ? WHERE id = ?",
                arguments: [level == .edit ? "edit" : "view", number])
            guard let grant = try ContentGrant.fetchAll(db, where: "a.id = ?", [number]).first else {
                throw ContentError(.notFound, "There is no grant \(id.prefix(40)).")
            }
            return grant
        }
    }

    /// `false` if there is none.
    package func removeGrant(_ id: String) async throws(ContentError) -> Bool {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM content_metadata_access WHERE id = ?", arguments: [Int64(id)])
            return db.changesCount > 0
        }
    }

    /// The number of what can have grants of its own.
    private static func grantable(_ db: Database, _ content: ContentReference) throws -> Int64? {
        guard content.kind == .folder || content.kind == .board else {
            throw ContentError(
                .invalid, "A \(content.kind.rawValue) is as accessible as its folder. Share the folder.",
                field: "content_metadata_id")
        }
        return try ContentMetadata.number(db, content)
    }
}

extension ContentMetadata {
    static func fetch(_ db: Database, _ content: ContentReference) throws -> ContentMetadata? {
        let table = ["folder": "folders", "look": "looks", "dashboard": "dashboards", "board": "boards"]
        guard let table = table[content.kind.rawValue], let own = try number(db, content) else { return nil }
        let isFolder = content.kind == .folder
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT \(isFolder ? "name" : "title") AS name,
                    \(isFolder ? "parent_id" : content.kind == .board ? "NULL" : "folder_id") AS parent_id,
                    \(isFolder || content.kind == .board ? "NULL" : "slug") AS slug
                FROM \(table) WHERE CAST(id AS TEXT) = ?
                """, arguments: [content.id])
        guard let row else { return nil }
        let parent = row["parent_id"] as String?
        let giver = isFolder ? try giver(db, of: content.id) : try parent.map { try self.giver(db, of: $0) }
        return ContentMetadata(
            id: String(own), content: content, name: row["name"] ?? content.id, parentID: parent,
            parentMetadataID: try parent.flatMap { try number(db, .folder($0)).map { String($0) } },
            inherits: isFolder ? giver != content.id : content.kind != .board,
            inheritingID: String(try giver.flatMap { try number(db, .folder($0)) } ?? own), slug: row["slug"])
    }

    static func number(_ db: Database, _ content: ContentReference) throws -> Int64? {
        try Int64.fetchOne(
            db, sql: "SELECT id FROM content_metadata WHERE content_type = ? AND content_id = ?",
            arguments: [content.kind.rawValue, content.id])
    }

    /// The innermost folder from this one outwards that doesn't inherit.
    private static func giver(_ db: Database, of folderID: String) throws -> String {
        var id = folderID
        for _ in 0..<64 {
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT f.parent_id, m.inherits FROM folders f
                    LEFT JOIN content_metadata m ON m.content_type = 'folder' AND m.content_id = f.id WHERE f.id = ?
                    """, arguments: [id])
            guard let row, row["inherits"] as Bool? ?? true, let parent = row["parent_id"] as String?,
                parent != Folder.usersID
            else { break }
            id = parent
        }
        return id
    }
}

extension ContentGrant {
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [ContentGrant] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT a.*, m.content_type, m.content_id FROM content_metadata_access a
                JOIN content_metadata m ON m.id = a.content_metadata_id WHERE \(condition) ORDER BY a.id
                """, arguments: arguments
        ).compactMap { row in
            guard let kind = ContentReference.Kind(rawValue: row["content_type"]) else { return nil }
            return ContentGrant(
                id: String(row["id"] as Int64), content: ContentReference(kind, row["content_id"]),
                metadataID: String(row["content_metadata_id"] as Int64),
                groupID: (row["group_id"] as Int64?).map(String.init),
                userID: (row["user_id"] as Int64?).map(String.init),
                level: row["permission_type"] as String == "edit" ? .edit : .view)
        }
    }
}
