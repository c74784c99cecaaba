import Foundation
import GRDB
package import JSON
import ProductAnalytics

extension ContentStore {
    /// All cohorts in their newest version, by name.
    /// - Parameter deleted: Whether those in the trash instead.
    package func cohorts(deleted: Bool = false) async throws(ContentError) -> [SavedCohort] {
        try await database.read { db in
            try SavedCohort.fetchAll(
                db, where: "c.deleted_at IS \(deleted ? "NOT " : "")NULL AND v.version = c.version")
        }
    }

    /// A cohort by its name or its number, not one in the trash.
    /// - Parameter version: `nil` is the newest.
    package func cohort(
        _ nameOrID: String, version: Int? = nil
    ) async throws(ContentError) -> SavedCohort? {
        try await database.read { try SavedCohort.fetch($0, nameOrID, version: version) }
    }

    /// Every version of a cohort, the newest first; empty if there is none.
    package func versions(ofCohort nameOrID: String) async throws(ContentError) -> [SavedCohort] {
        try await database.read { db in
            let (condition, argument) = SavedCohort.condition(nameOrID)
            return try SavedCohort.fetchAll(
                db, where: "c.deleted_at IS NULL AND " + condition, [argument], order: "v.version DESC")
        }
    }

    /// Another text whenever any cohort may be another.
    package func cohortStamp() async throws(ContentError) -> String {
        try await database.read { db in
            try String.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM cohort_versions) || '/'
                        || (SELECT coalesce(group_concat(id), '') FROM cohorts WHERE deleted_at IS NOT NULL)
                    """) ?? ""
        }
    }

    /// Keeps a new cohort.
    /// - Parameters:
    ///   - definition: As ``SavedCohort/definition``, read already.
    /// - Throws: ``ContentError``: `already_exists`, `invalid` for a name that can't be one.
    package func saveCohort(
        named name: String, description: String, definition: JSONObject, note: String = "",
        by editor: CohortEditor
    ) async throws(ContentError) -> SavedCohort {
        if let problem = CohortReference.problem(inName: name) { throw ContentError(.invalid, problem, field: "name") }
        let now = now().milliseconds
        return try await database.write { db in
            guard try SavedCohort.fetch(db, name) == nil else {
                throw ContentError(.alreadyExists, "There is a cohort \"\(name)\" already.", field: "name")
            }
            try db.execute(
                sql: "INSERT INTO cohorts (name, user_id, created_at, version) VALUES (?, ?, ?, 1)",
                arguments: [name, editor.userID.flatMap { Int64($0) }, now])
            let id = db.lastInsertedRowID
            try SavedCohort.insert(
                db, id, version: 1, description, definition, note: note, by: editor.userID, now: now)
            return try SavedCohort.existing(db, String(id))
        }
    }

    /// Makes the next version of a cohort, unless nothing is different.
    /// - Throws: ``ContentError``: `not_found`, `read_only` for one from a file, `forbidden` for somebody else's.
    package func changeCohort(
        _ nameOrID: String, description: String? = nil, definition: JSONObject? = nil, note: String = "",
        by editor: CohortEditor
    ) async throws(ContentError) -> SavedCohort {
        let now = now().milliseconds
        return try await database.write { db in
            let old = try SavedCohort.changeable(db, nameOrID, by: editor)
            let (description, definition) = (description ?? old.description, definition ?? old.definition)
            guard description != old.description || definition != old.definition else { return old }
            guard let id = Int64(old.id) else { return old }
            try SavedCohort.insert(
                db, id, version: old.version + 1, description, definition, note: note, by: editor.userID, now: now)
            return try SavedCohort.existing(db, old.id)
        }
    }

    /// Puts a cohort into the trash.
    /// - Throws: ``ContentError``: `not_found`, `read_only` for one from a file, `forbidden` for somebody else's.
    package func deleteCohort(_ nameOrID: String, by editor: CohortEditor) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            let old = try SavedCohort.changeable(db, nameOrID, by: editor)
            try db.execute(
                sql: "UPDATE cohorts SET deleted_at = ?, deleter_id = ? WHERE id = ?",
                arguments: [now, editor.userID.flatMap { Int64($0) }, Int64(old.id)])
        }
    }

    /// Takes a cohort out of the trash, by its number or its name: the one of this name that was deleted last.
    /// - Throws: ``ContentError``: `not_found`, `forbidden` for somebody else's, `already_exists` if its name was given to
    ///   another one.
    package func restoreCohort(
        _ nameOrID: String, by editor: CohortEditor
    ) async throws(ContentError) -> SavedCohort {
        try await database.write { db in
            let (condition, argument) = SavedCohort.condition(nameOrID)
            let found = try Row.fetchOne(
                db,
                sql: """
                    SELECT c.id, c.name, c.user_id FROM cohorts c
                    WHERE c.deleted_at IS NOT NULL AND c.source IS NULL AND \(condition)
                    ORDER BY c.deleted_at DESC, c.id DESC LIMIT 1
                    """, arguments: [argument])
            guard let found else { throw SavedCohort.notFound }
            let name: String = found["name"]
            try editor.check(mayChange: name, of: (found["user_id"] as Int64?).map(String.init))
            guard try SavedCohort.fetch(db, name) == nil else {
                throw ContentError(
                    .alreadyExists, "There is another cohort \"\(name)\" by now. Delete that one first.", field: "name")
            }
            let id: Int64 = found["id"]
            try db.execute(sql: "UPDATE cohorts SET deleted_at = NULL, deleter_id = NULL WHERE id = ?", arguments: [id])
            return try SavedCohort.existing(db, String(id))
        }
    }
}

extension SavedCohort {
    static let notFound = ContentError(.notFound, "There is no such cohort.")

    /// `c` is the cohort. Names are no numbers.
    static func condition(_ nameOrID: String) -> (String, any DatabaseValueConvertible) {
        Int64(nameOrID).map { ("c.id = ?", $0) } ?? ("c.name = ?", nameOrID)
    }

    static func fetch(_ db: Database, _ nameOrID: String, version: Int? = nil) throws -> SavedCohort? {
        let (condition, argument) = condition(nameOrID)
        return try fetchAll(
            db,
            where: "c.deleted_at IS NULL AND \(condition) AND v.version = "
                + (version.map(String.init) ?? "c.version"), [argument]
        ).first
    }

    static func existing(_ db: Database, _ id: String) throws -> SavedCohort {
        guard let cohort = try fetch(db, id) else { throw notFound }
        return cohort
    }

    static func changeable(_ db: Database, _ nameOrID: String, by editor: CohortEditor) throws -> SavedCohort {
        let cohort = try existing(db, nameOrID)
        if case .file(let path) = cohort.source {
            throw ContentError(.readOnly, "The cohort \"\(cohort.name)\" is kept in \(path). Change it there.")
        }
        try editor.check(mayChange: cohort.name, of: cohort.ownerID)
        return cohort
    }

    /// Writes a version and makes it the newest.
    static func insert(
        _ db: Database, _ id: Int64, version: Int, _ description: String, _ definition: JSONObject, note: String,
        by userID: String?, now: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO cohort_versions (cohort_id, version, description, definition, note, user_id, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, version, description, JSONValue.object(definition).text, note, userID.flatMap { Int64($0) }, now,
            ])
        try db.execute(sql: "UPDATE cohorts SET version = ? WHERE id = ?", arguments: [version, id])
    }

    /// `c` is the cohort, `o` its owner, `v` the version, `u` its author.
    static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments = [], order: String = "c.name"
    ) throws -> [SavedCohort] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT c.id, c.name, c.source, c.created_at, c.deleted_at, v.version, v.description, v.definition, v.note,
                    v.user_id, v.created_at AS changed_at, \(Look.ownerName) AS author_name,
                    c.user_id AS owner_id, \(Look.nameOf("o")) AS owner_name
                FROM cohorts c JOIN cohort_versions v ON v.cohort_id = c.id LEFT JOIN users u ON u.id = v.user_id
                LEFT JOIN users o ON o.id = c.user_id
                WHERE \(condition) ORDER BY \(order)
                """, arguments: arguments)
        return try rows.map { row in
            SavedCohort(
                id: String(row["id"] as Int64), name: row["name"], description: row["description"],
                version: row["version"], definition: try row.object("definition"), note: row["note"],
                authorID: (row["user_id"] as Int64?).map(String.init), authorName: row["author_name"],
                ownerID: (row["owner_id"] as Int64?).map(String.init), ownerName: row["owner_name"],
                source: ContentSource(row["source"]), changedAt: Date(milliseconds: row["changed_at"]),
                createdAt: Date(milliseconds: row["created_at"]), isDeleted: (row["deleted_at"] as Int64?) != nil)
        }
    }
}
