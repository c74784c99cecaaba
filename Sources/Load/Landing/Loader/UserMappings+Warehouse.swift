internal import SQL
internal import Warehouse

/// Reading and writing what was said of user ids.
extension People {
    /// Of users whose rows have been read, and of whoever they were mapped to.
    func readMappings(
        of users: Set<Key>, from warehouse: any Warehouse, isolation: isolated (any Actor)? = #isolation
    ) async throws {
        var targets: Set<Key> = []
        for (project, keys) in Dictionary(grouping: users, by: \.project) {
            let rows = try await warehouse.rows(
                Statement(
                    """
                    WITH RECURSIVE said AS (
                        SELECT user_id, global_user_id FROM main.user_mappings
                        WHERE project_id = ? AND user_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
                        UNION SELECT m.user_id, m.global_user_id FROM main.user_mappings AS m
                        JOIN said ON m.user_id = said.global_user_id WHERE m.project_id = ?)
                    SELECT user_id, global_user_id FROM said
                    """,
                    parameters: [
                        .int(Int64(project.number)), .text(jsonList(keys)), .int(Int64(project.number)),
                    ], label: "landing: mappings"))
            for batch in rows.batches {
                for row in 0..<batch.rowCount {
                    guard let user = batch.text(row, 0), let global = batch.text(row, 1) else { continue }
                    mappings.add(global, for: Key(project, user))
                    targets.insert(Key(project, global))
                }
            }
        }
        try await read(users: targets.filter { self.users[$0] == nil }, from: warehouse)
        let people = users.union(targets).compactMap { self.users[$0] }.sorted().map(String.init)
        let rows = try await warehouse.rows(
            Statement(
                """
                WITH RECURSIVE up AS (
                    SELECT old, direct FROM main.merges WHERE old IN (SELECT unnest(CAST(? AS INTEGER[])))
                    UNION SELECT m.old, m.direct FROM main.merges AS m JOIN up ON m.old = up.direct)
                SELECT old, direct FROM up
                """, parameters: [.text("[" + people.joined(separator: ",") + "]")], label: "landing: mappings"))
        for batch in rows.batches {
            for row in 0..<batch.rowCount {
                guard let old = batch.integer(row, 0).flatMap(Int32.init(exactly:)),
                    let direct = batch.integer(row, 1).flatMap(Int32.init(exactly:))
                else { continue }
                mappings.add(edge: old, to: direct)
            }
        }
    }

    func mappingChanges(at now: Timestamp) -> (deletions: [Statement], rows: TableRows) {
        let changed = mappings.changed.sorted {
            ($0.key.project.number, $0.key.id.text) < ($1.key.project.number, $1.key.id.text)
        }
        let deletions = Dictionary(grouping: changed.map(\.key), by: \.project).map { project, keys in
            Statement(
                """
                DELETE FROM main.user_mappings
                WHERE project_id = ? AND user_id IN (SELECT unnest(from_json(?, '["VARCHAR"]')))
                """,
                parameters: [.int(Int64(project.number)), .text(jsonList(keys))], label: "landing: mappings")
        }
        let set = changed.compactMap { key, globalID in globalID.map { (key: key, globalID: $0) } }
        var rows = TableRows(.userMappings, count: set.count)
        rows.add("project_id", .int(set.map { Int64($0.key.project.number) }))
        rows.add("user_id", .text(set.map(\.key.id.text)))
        rows.add("global_user_id", .text(set.map(\.globalID)))
        rows.add("at", times: set.map { _ in now })
        return (deletions, rows)
    }
}
