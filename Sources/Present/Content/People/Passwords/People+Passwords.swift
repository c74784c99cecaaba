package import Foundation
import GRDB

extension People {
    /// How long a link works with which a password is chosen: 24 h.
    package static let passwordLinkLifetime: TimeInterval = 86_400

    /// Makes a link with which the user chooses a password, once and within a day. Older ones of the kind end.
    ///
    /// - Throws: `not_found`; `invalid` for a disabled account, a service account, and one without an address.
    package func createPasswordLink(for userID: String) async throws(ContentError) -> NewSignInLink {
        let now = now()
        let token = Secret.token()
        let expiry = Date(milliseconds: now.addingTimeInterval(Self.passwordLinkLifetime).milliseconds)
        try await database.write { db in
            let user = try User.required(db, id: userID)
            if user.isDisabled { throw ContentError(.invalid, "The account of \(user.displayName) is disabled.") }
            if user.isServiceAccount || user.email == nil {
                throw ContentError(.invalid, "An account needs an e-mail address to have a password.", field: "email")
            }
            try db.execute(
                sql: "DELETE FROM sign_in_links WHERE user_id = ? AND purpose = 'password'",
                arguments: [Int64(user.id)])
            try db.execute(
                sql: """
                    INSERT INTO sign_in_links (user_id, token_hash, purpose, created_at, expires_at)
                    VALUES (?, ?, 'password', ?, ?)
                    """,
                arguments: [
                    Int64(user.id), Data(Secret.hash(token)), now.milliseconds, expiry.milliseconds,
                ])
        }
        return NewSignInLink(token: token, expiresAt: expiry)
    }

    /// Uses up such a link: sets the password, ends all that went on with the old one, and begins a session.
    ///
    /// - Returns: `nil` for a link that is unknown, used or expired, or whose account is disabled.
    /// - Throws: `invalid` (field `password`), which leaves the link as it is; ``PasswordHasher/Busy``.
    package func choosePassword(
        linkToken: String, password: String, hasher: PasswordHasher, replacing oldSession: String? = nil,
        from place: SignInPlace = SignInPlace()
    ) async throws -> NewSession? {
        let now = now()
        let link = Data(Secret.hash(linkToken))
        let token = Secret.token()
        let owner = try await database.read { db in
            try User.fetch(
                db,
                where: """
                    id = (SELECT user_id FROM sign_in_links
                          WHERE token_hash = ? AND purpose = 'password' AND used_at IS NULL AND expires_at > ?)
                    """, [link, now.milliseconds])
        }
        guard let owner, !owner.isDisabled else { return nil }
        try PasswordRules.check(password, of: owner)
        let hash = try await hasher.hash(password)
        return try await database.write { db in
            guard let userID = try Self.useLink(db, hash: link, purpose: "password", now: now),
                let user = try User.fetch(db, where: "id = ?", [userID]), !user.isDisabled
            else { return nil }
            try Self.keep(hash, of: userID, now: now, db)
            try Self.endAccess(db, of: userID)
            return try Self.beginSession(
                db, token: token, user: user, userID: userID, replacing: oldSession, from: place, now: now)
        }
    }

    /// Changes a password that is known. The other sessions end.
    ///
    /// - Returns: `false` where the present password is wrong, or there is none.
    /// - Throws: `invalid` (field `password`); ``PasswordHasher/Busy``.
    package func changePassword(
        of userID: String, from old: String, to new: String, hasher: PasswordHasher, keeping session: String?
    ) async throws -> Bool {
        guard let user = try await user(userID) else { return false }
        guard try await hasher.matches(old, try await passwordHash(of: user)) else { return false }
        try PasswordRules.check(new, of: user)
        try await setPassword(new, of: userID, hasher: hasher, keeping: session)
        return true
    }

    /// Sets a password, which ends all sessions but one. For whoever may: the machine's owner, and the account's.
    ///
    /// - Throws: `not_found`; `invalid` (field `password`); ``PasswordHasher/Busy``.
    package func setPassword(
        _ password: String, of userID: String, hasher: PasswordHasher, keeping session: String? = nil
    ) async throws {
        guard let user = try await user(userID) else {
            throw ContentError(.notFound, "There is no user \(userID.prefix(40)).")
        }
        try PasswordRules.check(password, of: user)
        let hash = try await hasher.hash(password)
        let now = now()
        let kept = session.map { Data(Secret.hash($0)) }
        try await database.write { db in
            let id = try User.number(db, id: userID)
            try Self.keep(hash, of: id, now: now, db)
            try db.execute(
                sql: """
                    DELETE FROM sessions WHERE user_id = ? AND token_hash IS NOT ?;
                    DELETE FROM sign_in_links WHERE user_id = ?
                    """, arguments: [id, kept, id])
        }
    }

    /// Signs in with address and password.
    ///
    /// - Returns: `nil` for an unknown address, a wrong password, a disabled account, and one without a password: one
    ///   answer for all, after the same work.
    /// - Throws: ``PasswordHasher/Busy``
    package func signIn(
        email: String, password: String, hasher: PasswordHasher, replacing oldSession: String? = nil,
        from place: SignInPlace = SignInPlace()
    ) async throws -> NewSession? {
        // One that is longer than any password is not worth hashing.
        let isPossible = password.utf8.count <= 256 && email.utf8.count <= 254
        let found = isPossible ? try await user(email: email) : nil
        let kept = if let found { try await passwordHash(of: found) } else { String?.none }
        let isRight = try await hasher.matches(isPossible ? password : "", kept)
        guard let found, let kept, isRight, !found.isDisabled else { return nil }
        let renewed = PasswordHash(text: kept)?.isOutdated == true ? try await hasher.hash(password) : nil
        let now = now()
        let token = Secret.token()
        return try await database.write { db in
            let id = try User.number(db, id: found.id)
            // Whoever changed the password meanwhile has closed the door on the old one.
            let present = try String.fetchOne(db, sql: "SELECT hash FROM passwords WHERE user_id = ?", arguments: [id])
            guard present == kept, let user = try User.fetch(db, where: "id = ?", [id]), !user.isDisabled else {
                return nil
            }
            if let renewed {
                try db.execute(sql: "UPDATE passwords SET hash = ? WHERE user_id = ?", arguments: [renewed, id])
            }
            return try Self.beginSession(
                db, token: token, user: user, userID: id, replacing: oldSession, from: place, now: now)
        }
    }

    package func hasPassword(_ userID: String) async throws(ContentError) -> Bool {
        try await database.read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM passwords WHERE user_id = ?)", arguments: [Int64(userID)])
                ?? false
        }
    }

    /// An address as failures to sign in are counted for it: bounded, and whatever the case of its letters.
    package static func throttleKey(_ email: String) -> String { emailKey(String(email.prefix(254))) }

    private func passwordHash(of user: User) async throws(ContentError) -> String? {
        let id = Int64(user.id)
        return try await database.read { db in
            try String.fetchOne(db, sql: "SELECT hash FROM passwords WHERE user_id = ?", arguments: [id])
        }
    }

    private static func keep(_ hash: String, of userID: Int64, now: Date, _ db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO passwords (user_id, hash, created_at, changed_at) VALUES (?1, ?2, ?3, ?3)
                ON CONFLICT DO UPDATE SET hash = excluded.hash, must_change = 0, changed_at = excluded.changed_at
                """, arguments: [userID, hash, now.milliseconds])
    }
}
