import Foundation
import GRDB
import JSON

extension ContentStore {
    /// Saves a query, or finds the equal one that is there.
    ///
    /// - Parameter clientSlug: A name of 22 letters, digits, `-` and `_` that the client made up (the API's `client_id`);
    ///   the query can be found by it too. Of two queries with one such name the first keeps it.
    package func createQuery(
        _ definition: QueryDefinition, clientSlug: String? = nil
    ) async throws(ContentError) -> SavedQuery {
        if let clientSlug, clientSlug.utf8.count != 22 || !clientSlug.utf8.allSatisfy(SlugReader.isSlugByte) {
            throw ContentError(.invalid, "A client_id has 22 letters, digits, - or _.", field: "client_id")
        }
        let now = now().milliseconds
        // Most queries are there already: look before taking the writing connection.
        if clientSlug == nil, let found = try await database.read({ try SavedQuery.find($0, equalTo: definition) }) {
            return found
        }
        return try await database.write { db in
            let query = try SavedQuery.save(db, definition, now: now)
            if let clientSlug {
                try db.execute(
                    sql: "INSERT INTO query_slugs (slug, query_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    arguments: [clientSlug, Int64(query.id)])
            }
            return query
        }
    }

    package func query(_ id: String) async throws(ContentError) -> SavedQuery? {
        guard let number = Int64(id) else { return nil }
        return try await database.read { try SavedQuery.fetch($0, where: "id = ?", [number]) }
    }

    /// By its own slug or one that a client chose.
    package func query(slug: String) async throws(ContentError) -> SavedQuery? {
        try await database.read { db in
            try SavedQuery.fetch(
                db, where: "slug = ?1 OR id = (SELECT query_id FROM query_slugs WHERE slug = ?1)", [slug])
        }
    }
}

extension SavedQuery {
    init(row: Row) throws {
        self.init(
            id: String(row["id"] as Int64), slug: row["slug"],
            definition: try QueryDefinition(json: row.object("definition")))
    }

    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> SavedQuery? {
        try Row.fetchOne(db, sql: "SELECT * FROM queries WHERE \(condition) ORDER BY id", arguments: arguments)
            .map(SavedQuery.init(row:))
    }

    static func find(_ db: Database, equalTo definition: QueryDefinition) throws -> SavedQuery? {
        try fetch(db, where: "fingerprint = ?", [Data(definition.fingerprint)])
    }

    static func save(_ db: Database, _ definition: QueryDefinition, now: Int64) throws -> SavedQuery {
        if let found = try find(db, equalTo: definition) { return found }
        let slug = Secret.slug()
        // Whoever counts must not come upon the queries of others. What JavaScript has as a number stays exact.
        let id = Int64.random(in: (1 << 32)..<(1 << 53))
        try db.execute(
            sql: """
                INSERT INTO queries (id, slug, fingerprint, model, explore, definition, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, slug, Data(definition.fingerprint), definition.model, definition.explore,
                JSONValue.object(definition.json).text, now,
            ])
        return SavedQuery(id: String(id), slug: slug, definition: definition)
    }
}
