import Crypto
package import Foundation
import GRDB
package import JSON

/// A statement of the SQL Runner with a short name.
package struct SavedSQLQuery: Sendable, Hashable {
    package var slug: String
    package var connection: String
    /// The model that it was asked for, whose connection it takes.
    package var model: String?
    package var sql: String
    package var visConfig: JSONObject
    package var userID: String
    package var userName: String
    package var createdAt: Date
    package var lastRunAt: Date?
    package var runCount: Int
    /// Seconds.
    package var lastRuntime: Double?
}

/// Queries whose results are merged, with an id. Immutable: asking for equal ones finds these.
package struct SavedMergeQuery: Sendable, Hashable {
    /// A number as text.
    package var id: String
    /// The writable properties of the API's `MergeQuery`.
    package var definition: JSONObject
}

extension ContentStore {
    /// Keeps a statement, or finds the equal one of the same person.
    package func createSQLQuery(
        _ sql: String, connection: String, model: String?, visConfig: JSONObject, userID: String, userName: String
    ) async throws(ContentError) -> SavedSQLQuery {
        let now = now().milliseconds
        return try await database.write { db in
            let what: JSONValue = [
                "sql": .string(sql), "connection": .string(connection), "model": JSONValue(model),
                "vis": .object(visConfig), "user": .string(userID),
            ]
            let digest = Data(Fingerprint.of(what))
            if let found = try SavedSQLQuery.fetch(db, where: "digest = ?", [digest]) { return found }
            let slug = Secret.slug()
            try db.execute(
                sql: """
                    INSERT INTO sql_queries (slug, digest, connection, model, sql, vis_config, user_id, user_name,
                        created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    slug, digest, connection, model, sql, JSONValue.object(visConfig).text, userID, userName, now,
                ])
            return SavedSQLQuery(
                slug: slug, connection: connection, model: model, sql: sql, visConfig: visConfig, userID: userID,
                userName: userName, createdAt: Date(milliseconds: now), lastRunAt: nil, runCount: 0, lastRuntime: nil)
        }
    }

    package func sqlQuery(_ slug: String) async throws(ContentError) -> SavedSQLQuery? {
        try await database.read { try SavedSQLQuery.fetch($0, where: "slug = ?", [slug]) }
    }

    /// - Parameter seconds: How long it took.
    package func noteRun(ofSQLQuery slug: String, seconds: Double) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            try db.execute(
                sql: """
                    UPDATE sql_queries SET run_count = run_count + 1, last_run_at = ?, last_runtime = ? WHERE slug = ?
                    """, arguments: [now, seconds, slug])
        }
    }

    package func createMergeQuery(_ definition: JSONObject) async throws(ContentError) -> SavedMergeQuery {
        let now = now().milliseconds
        return try await database.write { db in
            let digest = Data(Fingerprint.of(.object(definition)))
            let found = try Int64.fetchOne(
                db, sql: "SELECT id FROM merge_queries WHERE digest = ?", arguments: [digest])
            if let found { return SavedMergeQuery(id: String(found), definition: definition) }
            try db.execute(
                sql: "INSERT INTO merge_queries (digest, definition, created_at) VALUES (?, ?, ?)",
                arguments: [digest, JSONValue.object(definition).text, now])
            return SavedMergeQuery(id: String(db.lastInsertedRowID), definition: definition)
        }
    }

    package func mergeQuery(_ id: String) async throws(ContentError) -> SavedMergeQuery? {
        guard let number = Int64(id) else { return nil }
        return try await database.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM merge_queries WHERE id = ?", arguments: [number])
                .map { SavedMergeQuery(id: id, definition: try $0.object("definition")) }
        }
    }
}

extension SavedSQLQuery {
    fileprivate static func fetch(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> SavedSQLQuery? {
        try Row.fetchOne(db, sql: "SELECT * FROM sql_queries WHERE \(condition)", arguments: arguments).map { row in
            SavedSQLQuery(
                slug: row["slug"], connection: row["connection"], model: row["model"], sql: row["sql"],
                visConfig: try row.object("vis_config"), userID: row["user_id"], userName: row["user_name"],
                createdAt: Date(milliseconds: row["created_at"]), lastRunAt: row.date("last_run_at"),
                runCount: row["run_count"], lastRuntime: row["last_runtime"])
        }
    }
}
