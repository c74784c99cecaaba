package import Foundation
import GRDB

extension ContentStore {
    /// Counts one more look at a Look, dashboard or board. An unknown id is no error.
    /// - Parameter userID: Who looks; `nil` for a visitor.
    package func recordView(of content: ContentReference, by userID: String? = nil) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            let set = "SET view_count = view_count + 1, last_viewed_at = ? WHERE id = ?"
            switch content.kind {
            case .look:
                try db.execute(sql: "UPDATE looks \(set)", arguments: [now, Int64(content.id)])
            case .dashboard:
                try db.execute(sql: "UPDATE dashboards \(set)", arguments: [now, content.id])
            case .board, .folder, .statement: break
            }
            try db.execute(
                sql: """
                    INSERT INTO content_views (kind, object_id, user_id, week, view_count, last_viewed_at)
                    VALUES (?, ?, ?, ?, 1, ?)
                    ON CONFLICT (kind, object_id, user_id, week) DO UPDATE SET view_count = view_count + 1,
                        last_viewed_at = excluded.last_viewed_at
                    """,
                arguments: [
                    content.kind.rawValue, content.id, userID.flatMap { Int64($0) } ?? 0, Usage.monday(now), now,
                ])
        }
    }

    /// What somebody looked at, the last first, each thing once.
    package func recentlyViewed(by userID: String, limit: Int) async throws(ContentError) -> [ContentView] {
        guard let user = Int64(userID) else { return [] }
        return try await database.read { db in
            try ContentView.fetchAll(db, where: "v.user_id = ?", [user], perWeek: false, perUser: true, limit: limit)
        }
    }

    /// What is looked at most since a moment.
    /// - Parameter userIDs: Only what these people looked at; `nil` is everybody.
    package func popular(
        since: Date, userIDs: [String]? = nil, limit: Int
    ) async throws(ContentError) -> [ContentView] {
        let week = Usage.monday(since.milliseconds)
        let users = userIDs.map { $0.compactMap { Int64($0) } }
        return try await database.read { db in
            let condition = users.map { " AND v.user_id IN (\($0.map(String.init).joined(separator: ",")))" } ?? ""
            return try ContentView.fetchAll(
                db, where: "v.week >= ?" + condition, [week], perWeek: false, perUser: false, limit: limit,
                order: "view_count DESC, last_viewed_at DESC")
        }
    }

    /// How often each thing was looked at.
    /// - Parameters:
    ///   - perWeek: Each week by itself; else all weeks together.
    ///   - perUser: Each person by themselves; else all people together.
    package func views(perWeek: Bool, perUser: Bool) async throws(ContentError) -> [ContentView] {
        try await database.read { db in
            try ContentView.fetchAll(db, where: "true", [], perWeek: perWeek, perUser: perUser, limit: -1)
        }
    }
}

extension ContentView {
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments, perWeek: Bool, perUser: Bool,
        limit: Int, order: String = "last_viewed_at DESC"
    ) throws -> [ContentView] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                WITH counted AS (
                    SELECT kind, object_id, \(perUser ? "user_id" : "NULL AS user_id"),
                        \(perWeek ? "week" : "NULL AS week"), sum(view_count) AS view_count,
                        max(last_viewed_at) AS last_viewed_at
                    FROM content_views v WHERE \(condition) GROUP BY 1, 2, 3, 4
                )
                SELECT c.*, coalesce(l.title, d.title, b.title) AS title, coalesce(l.folder_id, d.folder_id) AS folder_id,
                    (SELECT count(*) FROM favorites f WHERE f.kind = c.kind AND f.object_id = c.object_id)
                        AS favorite_count,
                    (SELECT m.id FROM content_metadata m WHERE m.content_type = c.kind AND m.content_id = c.object_id)
                        AS metadata_id
                FROM counted c
                LEFT JOIN looks l ON c.kind = 'look' AND l.id = CAST(c.object_id AS INTEGER) AND l.deleted_at IS NULL
                LEFT JOIN dashboards d ON c.kind = 'dashboard' AND d.id = c.object_id AND d.deleted_at IS NULL
                LEFT JOIN boards b ON c.kind = 'board' AND b.id = CAST(c.object_id AS INTEGER) AND b.deleted_at IS NULL
                WHERE coalesce(l.title, d.title, b.title) IS NOT NULL
                ORDER BY \(order), c.kind, c.object_id LIMIT \(limit)
                """, arguments: arguments)
        return rows.compactMap { row in
            guard let kind = ContentReference.Kind(rawValue: row["kind"]) else { return nil }
            let user = row["user_id"] as Int64?
            return ContentView(
                content: ContentReference(kind, row["object_id"]), title: row["title"], folderID: row["folder_id"],
                userID: user == 0 ? nil : user.map(String.init), viewCount: row["view_count"],
                favoriteCount: row["favorite_count"], lastViewedAt: Date(milliseconds: row["last_viewed_at"]),
                week: (row["week"] as Int64?).map { Date(milliseconds: $0 * 86_400_000) },
                metadataID: (row["metadata_id"] as Int64?).map(String.init))
        }
    }
}
