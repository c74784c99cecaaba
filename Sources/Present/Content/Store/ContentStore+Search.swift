import GRDB

/// Something that a search found.
package struct ContentMatch: Sendable, Hashable {
    package enum Kind: String, Sendable { case look, dashboard, folder }

    package var kind: Kind
    package var id: String
    package var title: String
    /// The folder it lies in; `nil` for the topmost folders.
    package var folderID: String?
    package var folderName: String?
    package var viewCount: Int
}

extension ContentStore {
    /// Looks, dashboards and folders whose title has every word of `words` in it, whatever the case. Titles that begin with
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
        let conditions = keys.map { _ in "instr(title_key, ?) > 0" }.joined(separator: " AND ")
        return try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    WITH content AS (
                        SELECT 'look' AS kind, CAST(id AS TEXT) AS id, title, title_key, folder_id, view_count
                        FROM looks WHERE deleted_at IS NULL
                        UNION ALL SELECT 'dashboard', id, title, title_key, folder_id, view_count
                        FROM dashboards WHERE deleted_at IS NULL
                        UNION ALL SELECT 'folder', id, name, lower(name), parent_id, 0 FROM folders
                    )
                    SELECT c.*, f.name AS folder_name, instr(title_key, ?) = 1 AS begins
                    FROM content c LEFT JOIN folders f ON f.id = c.folder_id WHERE \(conditions)
                    ORDER BY begins DESC, view_count DESC, title_key, c.kind, c.id LIMIT ?
                    """, arguments: bound
            ).compactMap { row in
                ContentMatch.Kind(rawValue: row["kind"]).map { kind in
                    ContentMatch(
                        kind: kind, id: row["id"], title: row["title"], folderID: row["folder_id"],
                        folderName: row["folder_name"], viewCount: row["view_count"])
                }
            }
        }
    }
}
