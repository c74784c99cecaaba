import GRDB

/// Something that a search found.
package struct ContentMatch: Sendable, Hashable {
    package enum Kind: String, Sendable { case look, dashboard, folder, board }

    package var kind: Kind
    package var id: String
    package var title: String
    package var description: String
    /// `certified` or `revoked`, where somebody has said so.
    package var certification: String?
    /// The folder it lies in; `nil` for the topmost folders.
    package var folderID: String?
    package var folderName: String?
    package var viewCount: Int
}

extension ContentStore {
    /// Looks, dashboards, boards and folders whose title or tags have every word of `words` in them, whatever the case. Titles that begin with
    /// the first word come first, then what is looked at most.
    ///
    /// - Returns: At most `limit`; nothing for a search without words. Words after the tenth don't count.
    package func search(_ words: String, limit: Int = 50) async throws(ContentError) -> [ContentMatch] {
        let keys = titleKey(words).split(whereSeparator: \.isWhitespace).prefix(10).map(String.init)
        guard let first = keys.first, limit > 0 else { return [] }
        var arguments = StatementArguments([first])
        for key in keys { arguments += [key] }
        arguments += [Int64(limit)]
        let bound = arguments
        // instr compares text as it is: nothing in the words is a pattern.
        let conditions = keys.map { _ in
            "instr(title_key || ' ' || lower(coalesce(json_extract(marks, '$.tags'), '')), ?) > 0"
        }.joined(separator: " AND ")
        return try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH content AS (
                        SELECT 'look' AS kind, CAST(id AS TEXT) AS id, title, title_key, folder_id, view_count, description,
                            marks
                        FROM looks WHERE deleted_at IS NULL
                        UNION ALL SELECT 'dashboard', id, title, title_key, folder_id, view_count, description, marks
                        FROM dashboards WHERE deleted_at IS NULL
                        UNION ALL SELECT 'board', CAST(id AS TEXT), title, lower(title), NULL, 0, description, '{}'
                        FROM boards WHERE deleted_at IS NULL
                        UNION ALL SELECT 'folder', id, name, lower(name), parent_id, 0, description, '{}' FROM folders
                        WHERE deleted_at IS NULL
                    )
                    SELECT c.*, CASE WHEN json_extract(marks, '$.verified') IS NOT NULL
                        THEN coalesce(json_extract(marks, '$.verified.status'), 'certified') END AS certification,
                        f.name AS folder_name, instr(title_key, ?) = 1 AS begins
                    FROM content c LEFT JOIN folders f ON f.id = c.folder_id WHERE \(conditions)
                    ORDER BY begins DESC, json_extract(marks, '$.deprecated') IS NOT NULL, view_count DESC, title_key, c.kind, c.id LIMIT ?
                    """, arguments: bound
            ).compactMap { row in
                ContentMatch.Kind(rawValue: row["kind"]).map { kind in
                    ContentMatch(
                        kind: kind, id: row["id"], title: row["title"], description: row["description"],
                        certification: row["certification"], folderID: row["folder_id"],
                        folderName: row["folder_name"], viewCount: row["view_count"])
                }
            }
        }
    }
}
