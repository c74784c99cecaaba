import Crypto
import Foundation
import GRDB

extension ContentStore {
    /// Which records are wanted; what is `nil` does not matter.
    package struct QuerySearch: Sendable, Hashable {
        package var userID: String?
        package var kind: String?
        /// The id of the Look, dashboard … that asked; ids are told apart by `kind`.
        package var origin: String?
        package var status: QueryRecord.Status?
        package var model: String?
        package var explore: String?
        /// Microseconds since 1970-01-01 UTC; records that began before.
        package var before: Int64?
        /// Microseconds that they took at least.
        package var longerThan: Int64?
        package var limit = 100

        package init() {}
    }

    /// Statements are kept once; a longer one is cut.
    private static let longestStatement = 64 << 10

    func keep(_ records: [QueryRecord]) async throws(ContentError) {
        try await database.write { db in
            let insert = try db.makeStatement(
                sql: """
                    INSERT INTO query_history (run, user_id, user_name, kind, origin, element, model, explore, format,
                        text_id, started_at, compiling, waiting, running, writing, row_count, bytes, source, status,
                        message)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """)
            for record in records {
                let text = record.sql.isEmpty ? nil : try Self.textID(db, record.sql)
                try insert.execute(arguments: [
                    record.id, record.userID, record.userName, record.kind, record.origin, record.element,
                    record.model, record.explore, record.format, text, record.startedAt, record.compiling,
                    record.waiting, record.running, record.writing, record.rows, record.bytes, record.source,
                    record.status.rawValue, record.message,
                ])
            }
        }
    }

    private static func textID(_ db: Database, _ sql: String) throws -> Int64? {
        let text = String(decoding: sql.utf8.prefix(longestStatement), as: UTF8.self)
        let digest = Data(SHA256.hash(data: Array(sql.utf8)))
        try db.execute(
            sql: "INSERT INTO query_texts (digest, sql) VALUES (?, ?) ON CONFLICT DO NOTHING",
            arguments: [digest, text])
        return try Int64.fetchOne(db, sql: "SELECT id FROM query_texts WHERE digest = ?", arguments: [digest])
    }

    /// The newest first.
    package func queries(_ search: QuerySearch) async throws(ContentError) -> [QueryRecord] {
        var conditions = ["true"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        func require(_ condition: String, _ value: (any DatabaseValueConvertible)?) {
            guard let value else { return }
            conditions.append(condition)
            arguments.append(value)
        }
        require("h.user_id = ?", search.userID)
        require("h.kind = ?", search.kind)
        require("h.origin = ?", search.origin)
        require("h.status = ?", search.status?.rawValue)
        require("h.model = ?", search.model)
        require("h.explore = ?", search.explore)
        require("h.started_at < ?", search.before)
        require("h.compiling + h.waiting + h.running + h.writing >= ?", search.longerThan)
        arguments.append(max(0, search.limit))
        let sql = """
            SELECT h.*, t.sql FROM query_history h LEFT JOIN query_texts t ON t.id = h.text_id
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY h.started_at DESC, h.id DESC LIMIT ?
            """
        let bound = StatementArguments(arguments)
        return try await database.read { db in
            try Row.fetchAll(db, sql: sql, arguments: bound).map(QueryRecord.init(row:))
        }
    }

    func forgetQueries(olderThan days: Int, beyond records: Int) async throws(ContentError) {
        let oldest = (now().milliseconds - Int64(days) * 86_400_000) * 1_000
        try await database.write { db in
            try db.execute(sql: "DELETE FROM query_history WHERE started_at < ?", arguments: [oldest])
            try db.execute(
                sql: """
                    DELETE FROM query_history WHERE id <= (SELECT id FROM query_history ORDER BY id DESC LIMIT 1 OFFSET ?)
                    """, arguments: [records])
            try db.execute(
                sql: """
                    DELETE FROM query_texts WHERE id NOT IN
                    (SELECT text_id FROM query_history WHERE text_id IS NOT NULL)
                    """)
        }
    }
}

extension QueryRecord {
    fileprivate init(row: Row) {
        self.init(
            id: row["run"], userID: row["user_id"], userName: row["user_name"], kind: row["kind"],
            origin: row["origin"], element: row["element"], model: row["model"], explore: row["explore"],
            format: row["format"], sql: row["sql"] ?? "", startedAt: row["started_at"], compiling: row["compiling"],
            waiting: row["waiting"], running: row["running"], writing: row["writing"], rows: row["row_count"],
            bytes: row["bytes"], source: row["source"], status: Status(rawValue: row["status"]) ?? .error,
            message: row["message"])
    }
}
