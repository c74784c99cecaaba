import GRDB

extension ContentStore {
    /// Whose favourites what is, for lists.
    package func favoriteMarks(of userID: String) async throws(ContentError) -> FavoriteMarks {
        try await database.read { db in
            var marks = FavoriteMarks()
            let rows = try Row.fetchAll(
                db, sql: "SELECT kind || '-' || object_id, count(*) FROM favorites GROUP BY kind, object_id")
            for row in rows { marks.counts[row[0]] = row[1] }
            let own = try Row.fetchAll(
                db, sql: "SELECT kind || '-' || object_id, id FROM favorites WHERE user_id = ?",
                arguments: [Int64(userID)])
            for row in own { marks.own[row[0]] = String(row[1] as Int64) }
            return marks
        }
    }

    /// Everybody's favourites, the oldest first.
    /// - Parameter userID: Only this person's.
    package func favorites(of userID: String? = nil) async throws(ContentError) -> [ContentFavorite] {
        try await database.read { db in
            try ContentFavorite.fetchAll(
                db, where: "?1 IS NULL OR user_id = ?1", [userID.flatMap { Int64($0) }])
        }
    }

    /// What a number of the API's `content_metadata` stands for.
    package func content(metadataID: String) async throws(ContentError) -> ContentReference? {
        try await database.read { db in
            let row = try Row.fetchOne(
                db, sql: "SELECT content_type, content_id FROM content_metadata WHERE id = ?",
                arguments: [Int64(metadataID)])
            guard let row, let kind = ContentReference.Kind(rawValue: row[0]) else { return nil }
            return ContentReference(kind, row[1])
        }
    }

    /// What people say about a Look or dashboard, by its number or slug; `nil` if there is none.
    package func marks(of content: ContentReference) async throws(ContentError) -> ContentMarks? {
        let table: String
        switch content.kind {
        case .look: table = "looks"
        case .dashboard: table = "dashboards"
        case .board, .folder, .statement: return nil
        }
        return try await database.read { db in
            try Row.fetchOne(
                db, sql: "SELECT marks FROM \(table) WHERE CAST(id AS TEXT) = ?1 OR slug = ?1", arguments: [content.id]
            )?.marks()
        }
    }

    package func favorite(_ id: String) async throws(ContentError) -> ContentFavorite? {
        try await database.read { try ContentFavorite.fetchAll($0, where: "id = ?", [Int64(id)]).first }
    }

    /// Puts something among somebody's favourites, or finds it there.
    package func addFavorite(
        _ content: ContentReference, of userID: String
    ) async throws(ContentError) -> ContentFavorite {
        let now = now().milliseconds
        return try await database.write { db in
            guard let user = Int64(userID) else {
                throw ContentError(.invalid, "A visitor keeps no favourites.", field: "user_id")
            }
            try ContentRules.checkUser(db, userID)
            try db.execute(
                sql: """
                    INSERT INTO favorites (user_id, kind, object_id, created_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """, arguments: [user, content.kind.rawValue, content.id, now])
            let found = try ContentFavorite.fetchAll(
                db, where: "user_id = ? AND kind = ? AND object_id = ?", [user, content.kind.rawValue, content.id])
            guard let favorite = found.first else { throw ContentError(.notFound, "There is no such favourite.") }
            return favorite
        }
    }

    /// Takes a favourite away. An unknown id is no error.
    package func removeFavorite(_ id: String) async throws(ContentError) {
        try await database.write { db in
            try db.execute(sql: "DELETE FROM favorites WHERE id = ?", arguments: [Int64(id)])
        }
    }
}

extension ContentFavorite {
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [ContentFavorite] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT f.*, (SELECT m.id FROM content_metadata m WHERE m.content_type = f.kind
                    AND m.content_id = f.object_id) AS metadata_id
                FROM favorites f WHERE \(condition) ORDER BY id
                """, arguments: arguments)
        return rows.compactMap { row in
            ContentReference.Kind(rawValue: row["kind"]).map { kind in
                ContentFavorite(
                    id: String(row["id"] as Int64), userID: String(row["user_id"] as Int64),
                    content: ContentReference(kind, row["object_id"]),
                    metadataID: (row["metadata_id"] as Int64?).map(String.init))
            }
        }
    }
}
