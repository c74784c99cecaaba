import Foundation
import GRDB

extension People {
    /// Adds an account with a personal folder.
    ///
    /// - Parameter role: `nil` gives it what all users have.
    /// - Throws: `invalid` (field `email`) for what is no address, `already_exists` for one that is taken, where letters
    ///   `A` to `Z` count as `a` to `z` and nothing else is folded, since look-alike addresses belong to other people.
    package func addUser(
        email: String?, role: BuiltInRole?, firstName: String = "", lastName: String = "",
        isServiceAccount: Bool = false
    ) async throws(ContentError) -> User {
        if let email { try Self.check(email: email) }
        let now = now().milliseconds
        return try await database.write { db in
            let key = email.map(Self.emailKey)
            if let key, let email, try User.fetch(db, where: "email_key = ?", [key]) != nil {
                throw ContentError(.alreadyExists, "There is already an account for \(email).", field: "email")
            }
            try db.execute(
                sql: """
                    INSERT INTO users (email, email_key, first_name, last_name, is_service_account, created_at, updated_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [email, key, firstName, lastName, isServiceAccount, now, now])
            let id = db.lastInsertedRowID
            if let role { try BuiltInMembership.give(role, to: id, db) }
            let user = try User.required(db, id: String(id))
            try PersonalFolder.make(db, for: id, name: user.displayName, now: now)
            return user
        }
    }

    package func user(_ id: String) async throws(ContentError) -> User? {
        guard let number = Int64(id) else { return nil }
        return try await database.read { try User.fetch($0, where: "id = ?", [number]) }
    }

    package func user(email: String) async throws(ContentError) -> User? {
        try await database.read { try User.fetch($0, where: "email_key = ?", [Self.emailKey(email)]) }
    }

    /// Everybody, in the order in which they were added.
    package func users() async throws(ContentError) -> [User] {
        try await database.read { try User.fetchAll($0, sql: "SELECT * FROM users ORDER BY id") }
    }

    /// Deletes an account with all that let it in. What it made stays.
    ///
    /// - Throws: `not_found`
    package func deleteUser(_ id: String) async throws(ContentError) {
        try await database.write { db in
            let number = try User.number(db, id: id)
            try db.execute(sql: "DELETE FROM users WHERE id = ?", arguments: [number])
            try checkAdministrators(db)
        }
    }

    /// Changes names; what is `nil` stays.
    package func rename(
        _ userID: String, firstName: String? = nil, lastName: String? = nil, displayName: String? = nil
    ) async throws(ContentError) -> User {
        let now = now().milliseconds
        return try await database.write { db in
            let user = try User.required(db, id: userID)
            try db.execute(
                sql: """
                    UPDATE users SET first_name = ?, last_name = ?, display_name = ?, updated_at = ?,
                        version = version + 1 WHERE id = ?
                    """,
                arguments: [
                    firstName ?? user.firstName, lastName ?? user.lastName, displayName ?? user.chosenName, now,
                    Int64(user.id),
                ])
            return try User.required(db, id: userID)
        }
    }

    /// Gives the account another of the roles that are there from the beginning, in the place of the one that it has of
    /// them; other roles and groups stay. Its sessions and access tokens end, so that nothing goes on with the old rights.
    package func setRole(_ role: BuiltInRole, of userID: String) async throws(ContentError) -> User {
        try await change(userID) { db, id in
            try BuiltInMembership.give(role, to: id, db)
            try checkAdministrators(db)
        }
    }

    /// Disables or enables the account. Its sessions, links and access tokens end.
    package func setDisabled(_ isDisabled: Bool, _ userID: String) async throws(ContentError) -> User {
        try await change(userID) { db, id in
            try db.execute(sql: "UPDATE users SET is_disabled = ? WHERE id = ?", arguments: [isDisabled, id])
            try checkAdministrators(db)
        }
    }

    private func change(
        _ userID: String, _ change: @escaping @Sendable (Database, Int64) throws -> Void
    ) async throws(ContentError) -> User {
        let now = now().milliseconds
        return try await database.write { db in
            let id = try User.number(db, id: userID)
            try change(db, id)
            try db.execute(
                sql: "UPDATE users SET updated_at = ?, version = version + 1 WHERE id = ?", arguments: [now, id])
            try db.execute(
                sql: """
                    DELETE FROM sessions WHERE user_id = ?; DELETE FROM access_tokens WHERE user_id = ?;
                    DELETE FROM sign_in_links WHERE user_id = ?
                    """, arguments: [id, id, id])
            return try User.required(db, id: userID)
        }
    }

    /// An address has one `@`, a name before it and a domain behind it, no blanks or control characters, and at most 254
    /// bytes (RFC 5321 §4.5.3.1.3).
    static func check(email: String) throws(ContentError) {
        let parts = email.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let scalars = email.unicodeScalars
        let isPlain = scalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && !$0.properties.isWhitespace }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isPlain, email.utf8.count <= 254 else {
            throw ContentError(.invalid, "\"\(email.prefix(80))\" is not an e-mail address.", field: "email")
        }
    }

    /// Only ASCII letters are folded: Unicode's folding makes different addresses equal (`K`, U+212A, becomes `k`).
    static func emailKey(_ email: String) -> String {
        let bytes = email.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension User {
    init(row: Row) {
        self.init(
            id: String(row["id"] as Int64), email: row["email"], firstName: row["first_name"],
            lastName: row["last_name"], isDisabled: row["is_disabled"],
            isServiceAccount: row["is_service_account"], homeFolderID: row["home_folder_id"], uiState: row["ui_state"],
            managesCredentials: row["manages_credentials"] ?? true, loggedInAt: row.date("logged_in_at"),
            createdAt: Date(milliseconds: row["created_at"]),
            updatedAt: Date(milliseconds: row["updated_at"]), chosenName: row["display_name"])
    }

    static func fetch(_ db: Database, where condition: String, _ arguments: StatementArguments) throws -> User? {
        try Row.fetchOne(db, sql: "SELECT * FROM users WHERE \(condition)", arguments: arguments).map(User.init(row:))
    }

    static func fetchAll(_ db: Database, sql: String) throws -> [User] {
        try Row.fetchAll(db, sql: sql).map(User.init(row:))
    }

    /// The number of a user who is there.
    static func number(_ db: Database, id: String) throws -> Int64 {
        guard let number = Int64(id), try fetch(db, where: "id = ?", [number]) != nil else {
            throw ContentError(.notFound, "There is no user \(id.prefix(40)).")
        }
        return number
    }

    static func required(_ db: Database, id: String) throws -> User {
        guard let number = Int64(id), let user = try fetch(db, where: "id = ?", [number]) else {
            throw ContentError(.notFound, "There is no user \(id.prefix(40)).")
        }
        return user
    }
}
