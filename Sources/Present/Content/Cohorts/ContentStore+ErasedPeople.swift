import GRDB
package import JSON

extension ContentStore {
    /// Takes people out of every list that is saved, in each of its versions; files of the project are for their owners to
    /// change.
    /// - Parameters:
    ///   - users: Their user ids.
    ///   - people: Their numbers.
    ///   - isAbout: Whether a cohort of this definition is about the events in which they were.
    /// - Returns: The cohorts that were changed, and the files that name them still.
    package func takeOutOfLists(
        users: Set<String>, people: Set<String>, where isAbout: @escaping @Sendable (JSONObject) -> Bool
    ) async throws(ContentError) -> (changed: [String], files: [String]) {
        try await database.write { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT c.id, c.name, c.source, c.version AS newest, c.deleted_at, v.version, v.definition
                    FROM cohorts c JOIN cohort_versions v ON v.cohort_id = c.id
                    WHERE json_type(v.definition, '$.user_ids') IS NOT NULL OR json_type(v.definition, '$.people') IS NOT NULL
                    ORDER BY c.name, v.version
                    """)
            var (changed, files): (Set<String>, Set<String>) = ([], [])
            for row in rows {
                var definition = try row.object("definition")
                guard isAbout(definition),
                    definition.takeOut(users, from: "user_ids") || definition.takeOut(people, from: "people")
                else { continue }
                let version: Int = row["version"]
                if let file = row["source"] as String?, (row["deleted_at"] as Int64?) == nil, version == row["newest"] {
                    files.insert(file)
                    continue
                }
                changed.insert(row["name"])
                try db.execute(
                    sql: "UPDATE cohort_versions SET definition = ? WHERE cohort_id = ? AND version = ?",
                    arguments: [JSONValue.object(definition).text, row["id"] as Int64, version])
            }
            return (changed.sorted(), files.sorted())
        }
    }
}

extension JSONObject {
    /// - Returns: Whether any of the ids was there.
    fileprivate mutating func takeOut(_ ids: Set<String>, from key: String) -> Bool {
        guard let list = self[key]?.arrayValue else { return false }
        let kept = list.filter { !ids.contains($0.stringValue ?? $0.text) }
        guard kept.count < list.count else { return false }
        self[key] = .array(kept)
        return true
    }
}
