import Foundation
import GRDB
package import JSON

extension ContentStore {
    /// In the order in which they were made.
    ///
    /// - Parameters:
    ///   - userID: Only those of one user.
    ///   - subject: Only those about one thing.
    package func kept(
        _ kind: KeptObject.Kind, of userID: String? = nil, about subject: String? = nil
    ) async throws(ContentError) -> [KeptObject] {
        try await database.read { db in
            var condition = "kind = ?"
            var arguments: StatementArguments = [kind.rawValue]
            if let userID {
                condition += " AND user_id = ?"
                arguments += [userID]
            }
            if let subject {
                condition += " AND subject = ?"
                arguments += [subject]
            }
            return try KeptObject.fetchAll(db, where: condition, arguments)
        }
    }

    package func kept(_ kind: KeptObject.Kind, id: String) async throws(ContentError) -> KeptObject? {
        guard let number = Int64(id) else { return nil }
        return try await database.read { db in
            try KeptObject.fetchAll(db, where: "kind = ? AND id = ?", [kind.rawValue, number]).first
        }
    }

    /// - Parameter most: How many of the kind one user may have.
    /// - Throws: ``ContentError``: `already_exists` where the name is taken, `invalid` where the user has as many as may be.
    package func keep(
        _ kind: KeptObject.Kind, _ body: JSONObject, of userID: String?, about subject: String? = nil,
        name: String? = nil, most: Int = 1_000
    ) async throws(ContentError) -> KeptObject {
        let now = now().milliseconds
        return try await database.write { db in
            let has = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM kept_objects WHERE kind = ? AND user_id IS ?",
                arguments: [kind.rawValue, userID])
            guard (has ?? 0) < most else {
                throw ContentError(.invalid, "Nobody may have more than \(most) of these. Remove some first.")
            }
            try KeptObject.refuseTaken(db, kind, name, except: nil)
            try KeptObject.insert(db, kind, body, of: userID, about: subject, name: name, at: now)
            let moment = Date(milliseconds: now)
            return KeptObject(
                id: String(db.lastInsertedRowID), kind: kind, userID: userID, subject: subject, name: name, body: body,
                createdAt: moment, updatedAt: moment)
        }
    }

    /// Keeps one more of what a user has a bounded list of: the oldest ones beyond `newest` go.
    package func keep(
        _ kind: KeptObject.Kind, _ body: JSONObject, of userID: String, about subject: String?, newest: Int
    ) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            try KeptObject.insert(db, kind, body, of: userID, about: subject, name: nil, at: now)
            try db.execute(
                sql: """
                    DELETE FROM kept_objects WHERE kind = ? AND user_id = ? AND id NOT IN (
                        SELECT id FROM kept_objects WHERE kind = ? AND user_id = ? ORDER BY id DESC LIMIT ?)
                    """,
                arguments: [kind.rawValue, userID, kind.rawValue, userID, newest])
        }
    }

    /// Sets one property of several objects of a user.
    ///
    /// - Parameter ids: `nil` is all that the user has of the kind.
    package func setKept(
        _ kind: KeptObject.Kind, of userID: String, ids: Set<String>?, _ property: String, _ value: JSONValue
    ) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            let objects = try KeptObject.fetchAll(db, where: "kind = ? AND user_id = ?", [kind.rawValue, userID])
            for object in objects where ids?.contains(object.id) ?? true && object.body[property] != value {
                var body = object.body
                body[property] = value
                try db.execute(
                    sql: "UPDATE kept_objects SET body = ?, updated_at = ? WHERE id = ?",
                    arguments: [JSONValue.object(body).text, now, Int64(object.id)])
            }
        }
    }

    /// Changes one in one transaction: `change` sees it as it is and leaves it as it is to be.
    ///
    /// - Returns: It as it is then; `nil` when there is no such object.
    package func changeKept(
        _ kind: KeptObject.Kind, id: String,
        _ change: @escaping @Sendable (inout KeptObject) throws(ContentError) -> Void
    ) async throws(ContentError) -> KeptObject? {
        guard let number = Int64(id) else { return nil }
        let now = now().milliseconds
        return try await database.write { db in
            let found = try KeptObject.fetchAll(db, where: "kind = ? AND id = ?", [kind.rawValue, number]).first
            guard var object = found else { return nil }
            try change(&object)
            try KeptObject.refuseTaken(db, kind, object.name, except: number)
            object.updatedAt = Date(milliseconds: now)
            try db.execute(
                sql: """
                    UPDATE kept_objects SET user_id = ?, subject = ?, name = ?, body = ?, updated_at = ? WHERE id = ?
                    """,
                arguments: [
                    object.userID, object.subject, object.name, JSONValue.object(object.body).text, now, number,
                ])
            return object
        }
    }

    /// - Returns: Whether there was one.
    @discardableResult
    package func removeKept(_ kind: KeptObject.Kind, id: String) async throws(ContentError) -> Bool {
        guard let number = Int64(id) else { return false }
        return try await database.write { db in
            try db.execute(
                sql: "DELETE FROM kept_objects WHERE kind = ? AND id = ?", arguments: [kind.rawValue, number])
            return db.changesCount > 0
        }
    }

    /// A setting of the installation; `nil` where nobody has made it.
    package func setting(_ name: String) async throws(ContentError) -> JSONObject? {
        try await database.read { db in
            try KeptObject.fetchAll(db, where: "kind = 'setting' AND name = ?", [name]).first?.body
        }
    }

    package func set(_ name: String, _ body: JSONObject) async throws(ContentError) {
        let now = now().milliseconds
        try await database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO kept_objects (kind, name, body, created_at, updated_at) VALUES ('setting', ?, ?, ?, ?)
                    ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at
                    """, arguments: [name, JSONValue.object(body).text, now, now])
        }
    }
}

extension KeptObject {
    fileprivate static func fetchAll(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [KeptObject] {
        try Row.fetchAll(db, sql: "SELECT * FROM kept_objects WHERE \(condition) ORDER BY id", arguments: arguments)
            .compactMap { row in
                guard let kind = Kind(rawValue: row["kind"]) else { return nil }
                return KeptObject(
                    id: String(row["id"] as Int64), kind: kind, userID: row["user_id"], subject: row["subject"],
                    name: row["name"], body: try row.object("body"), createdAt: Date(milliseconds: row["created_at"]),
                    updatedAt: Date(milliseconds: row["updated_at"]))
            }
    }

    /// - Parameter moment: Milliseconds since 1970.
    fileprivate static func insert(
        _ db: Database, _ kind: Kind, _ body: JSONObject, of userID: String?, about subject: String?, name: String?,
        at moment: Int64
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO kept_objects (kind, user_id, subject, name, body, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [kind.rawValue, userID, subject, name, JSONValue.object(body).text, moment, moment])
    }

    fileprivate static func refuseTaken(_ db: Database, _ kind: Kind, _ name: String?, except id: Int64?) throws {
        guard let name else { return }
        let taken = try Int64.fetchOne(
            db, sql: "SELECT id FROM kept_objects WHERE kind = ? AND name = ? AND id IS NOT ?",
            arguments: [kind.rawValue, name, id])
        guard taken == nil else {
            throw ContentError(.alreadyExists, "There is one with this name already.", field: "name")
        }
    }
}
